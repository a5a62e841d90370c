use std::time::{Duration, SystemTime};

use axum::body::{Body, Bytes};
use axum::http::{Response, StatusCode};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::applications::{changeable, found};
use super::fault::Fault;
use super::resource::Key;
use super::{entity, rights};
use crate::answer;
use crate::credential::Secret;
use crate::guid::Guid;
use crate::when;
use crate::world::{Token, World, after};

const DAY: Duration = Duration::from_secs(86_400);
/// What Graph gives when nobody says: two years.
const USUAL: Duration = Duration::from_secs(2 * 365 * 86_400);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Wish {
    password_credential: Credential,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Credential {
    display_name: Option<String>,
    start_date_time: Option<String>,
    end_date_time: Option<String>,
}

/// `POST /applications/{id}/addPassword`: the only time that the secret's text is shown.
pub fn add(
    world: &mut World,
    token: &Token,
    key: Key,
    body: &Bytes,
    url: &str,
) -> Result<Response<Body>, Fault> {
    rights::change(world, token, found(world, token, key)?)?;
    let wish: Wish = match body.is_empty() {
        true => Wish::default(),
        false => serde_json::from_slice(body)
            .map_err(|_| Fault::bad_request("Unable to read JSON request payload."))?,
    };
    let Credential { display_name, start_date_time, end_date_time } = wish.password_credential;
    let moment = |text: Option<String>| match text {
        None => Ok(None),
        Some(text) => when::parse(&text).map(Some).ok_or_else(|| {
            Fault::bad_request(&format!(
                "Cannot convert the literal '{text}' to the expected type 'Edm.DateTimeOffset'."
            ))
        }),
    };
    let begins = moment(start_date_time)?.unwrap_or_else(SystemTime::now);
    let expires = moment(end_date_time)?.unwrap_or(begins + USUAL);
    if expires <= begins {
        return Err(Fault::bad_request("Key credential end date is invalid."));
    }
    check_policy(world, begins, expires)?;
    let effective = after(world.knobs.credential_seconds);
    let start = world.knobs.secret_start.clone();
    let secret = Secret { display_name, begins, effective, ..Secret::beginning_with(&start, expires) };
    let mut value = render(&secret);
    value["secretText"] = json!(secret.value);
    changeable(world, token, key)?.secrets.push(secret);
    Ok(entity(StatusCode::OK, url, "microsoft.graph.passwordCredential", value))
}

fn check_policy(world: &World, begins: SystemTime, expires: SystemTime) -> Result<(), Fault> {
    let policy = &world.knobs.secret_policy;
    if policy.refuse {
        return Err(Fault::new(
            400,
            "CredentialTypeNotAllowedAsPerAppPolicy",
            "Credential type not allowed as per assigned policy 'Simulated app management policy'.",
        ));
    }
    let longest = DAY * policy.max_days;
    if policy.max_days > 0 && expires.duration_since(begins).is_ok_and(|lifetime| lifetime > longest) {
        return Err(Fault::new(
            400,
            "CredentialInvalidLifetimeAsPerAppPolicy",
            "Credential lifetime exceeds the max value allowed as per assigned policy 'Simulated app management policy'.",
        ));
    }
    Ok(())
}

/// `POST /applications/{id}/removePassword`.
pub fn remove(
    world: &mut World,
    token: &Token,
    key: Key,
    body: &Map<String, Value>,
) -> Result<Response<Body>, Fault> {
    let id = body.get("keyId").and_then(Value::as_str).and_then(Guid::parse);
    let secrets = &mut changeable(world, token, key)?.secrets;
    match secrets.iter().position(|secret| Some(secret.key_id) == id) {
        Some(at) => {
            secrets.remove(at);
            Ok(answer::empty(StatusCode::NO_CONTENT))
        }
        None => Err(Fault::bad_request("No password credential found with keyId.")),
    }
}

/// A secret without its text, as Graph shows it ever after.
pub fn render(secret: &Secret) -> Value {
    json!({
        "customKeyIdentifier": null,
        "displayName": secret.display_name,
        "startDateTime": when::iso_seconds(secret.begins),
        "endDateTime": when::iso_seconds(secret.expires),
        "hint": secret.value.chars().take(3).collect::<String>(),
        "keyId": secret.key_id,
        "secretText": null,
    })
}

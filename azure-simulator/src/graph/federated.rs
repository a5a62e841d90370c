use axum::body::Body;
use axum::http::{Response, StatusCode};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::applications::{changeable, found};
use super::fault::Fault;
use super::page::Page;
use super::resource::Key;
use super::{entity, rights};
use crate::answer;
use crate::application::Application;
use crate::credential::FederatedCredential;
use crate::guid::Guid;
use crate::world::{Token, World, after};

const MOST: usize = 20;
const LONGEST: usize = 600;

#[derive(Deserialize)]
struct Wish {
    name: Option<String>,
    issuer: Option<String>,
    subject: Option<String>,
    audiences: Option<Vec<String>>,
    description: Option<String>,
}

/// `GET /applications/{id}/federatedIdentityCredentials`.
pub fn list(world: &World, token: &Token, key: Key, page: &Page<'_>) -> Result<Response<Body>, Fault> {
    rights::look(world, token)?;
    let application = found(world, token, key)?;
    let what = format!("applications('{}')/federatedIdentityCredentials", application.object_id);
    page.of(world, &what, application.federated.iter().map(render).collect())
}

/// `GET …/federatedIdentityCredentials/{name or id}`.
pub fn show(world: &World, token: &Token, key: Key, name: &str, url: &str) -> Result<Response<Body>, Fault> {
    rights::look(world, token)?;
    let application = found(world, token, key)?;
    let credential = &application.federated[position(application, name)?];
    Ok(entity(StatusCode::OK, url, "federatedIdentityCredentials/$entity", render(credential)))
}

/// `POST /applications/{id}/federatedIdentityCredentials`.
pub fn create(
    world: &mut World,
    token: &Token,
    key: Key,
    body: Map<String, Value>,
    url: &str,
) -> Result<Response<Body>, Fault> {
    let effective = after(world.knobs.credential_seconds);
    let application = changeable(world, token, key)?;
    let wish = read(body)?;
    let (Some(name), Some(issuer), Some(subject)) = (wish.name, wish.issuer, wish.subject) else {
        return Err(invalid("A value is required for name, issuer and subject."));
    };
    check_name(&name)?;
    if application.federated.len() >= MOST {
        return Err(invalid(
            "The number of federated identity credentials of an application is limited to 20.",
        ));
    }
    if application.federated.iter().any(|other| other.name == name) {
        return Err(Fault::taken(&format!("FederatedIdentityCredential with name {name} already exists.")));
    }
    let credential = FederatedCredential {
        id: Guid::random(),
        name,
        issuer,
        subject,
        audience: audience(wish.audiences)?,
        description: wish.description,
        effective,
    };
    check(application, &credential)?;
    let value = render(&credential);
    application.federated.push(credential);
    Ok(entity(StatusCode::CREATED, url, "federatedIdentityCredentials/$entity", value))
}

/// `PATCH …/federatedIdentityCredentials/{name or id}`: all but the name.
pub fn change(
    world: &mut World,
    token: &Token,
    key: Key,
    name: &str,
    body: Map<String, Value>,
) -> Result<Response<Body>, Fault> {
    let application = changeable(world, token, key)?;
    let at = position(application, name)?;
    let wish = read(body)?;
    let mut changed = application.federated[at].clone();
    if wish.name.is_some_and(|name| name != changed.name) {
        return Err(invalid("The name of a federated identity credential cannot be changed."));
    }
    changed.issuer = wish.issuer.unwrap_or(changed.issuer);
    changed.subject = wish.subject.unwrap_or(changed.subject);
    changed.description = wish.description.or(changed.description);
    if wish.audiences.is_some() {
        changed.audience = audience(wish.audiences)?;
    }
    check(application, &changed)?;
    application.federated[at] = changed;
    Ok(answer::empty(StatusCode::NO_CONTENT))
}

/// `DELETE …/federatedIdentityCredentials/{name or id}`.
pub fn delete(world: &mut World, token: &Token, key: Key, name: &str) -> Result<Response<Body>, Fault> {
    let application = changeable(world, token, key)?;
    let at = position(application, name)?;
    application.federated.remove(at);
    Ok(answer::empty(StatusCode::NO_CONTENT))
}

/// A federated credential as Graph shows it.
pub fn render(credential: &FederatedCredential) -> Value {
    json!({
        "id": credential.id,
        "name": credential.name,
        "issuer": credential.issuer,
        "subject": credential.subject,
        "audiences": [credential.audience],
        "description": credential.description,
    })
}

fn position(application: &Application, name: &str) -> Result<usize, Fault> {
    let id = Guid::parse(name);
    let mut all = application.federated.iter();
    all.position(|credential| credential.name == name || Some(credential.id) == id)
        .ok_or_else(|| Fault::not_found(name))
}

fn read(body: Map<String, Value>) -> Result<Wish, Fault> {
    serde_json::from_value(Value::Object(body))
        .map_err(|_| Fault::bad_request("Unable to read JSON request payload."))
}

fn check_name(name: &str) -> Result<(), Fault> {
    let of_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    let good = (3..=120).contains(&name.len())
        && name.bytes().all(of_name)
        && name.starts_with(|first: char| first.is_ascii_alphanumeric());
    if good {
        Ok(())
    } else {
        Err(invalid(&format!("'{name}' is no name of a federated identity credential.")))
    }
}

fn audience(audiences: Option<Vec<String>>) -> Result<String, Fault> {
    match audiences.as_deref() {
        Some([one]) if !one.is_empty() => Ok(one.clone()),
        _ => Err(invalid("Exactly one audience is required.")),
    }
}

fn check(application: &Application, credential: &FederatedCredential) -> Result<(), Fault> {
    let FederatedCredential { id, issuer, subject, audience, .. } = credential;
    if !issuer.starts_with("https://") && !issuer.starts_with("http://") {
        return Err(invalid(&format!("The issuer '{issuer}' is no URL.")));
    }
    let description = credential.description.as_deref().unwrap_or_default();
    if subject.is_empty()
        || [issuer.as_str(), subject, audience, description].iter().any(|t| t.len() > LONGEST)
    {
        return Err(invalid("The subject is empty, or a value is longer than 600 characters."));
    }
    let same = |other: &&FederatedCredential| {
        other.id != *id && other.issuer == *issuer && other.subject == *subject
    };
    match application.federated.iter().find(same) {
        None => Ok(()),
        Some(_) => Err(invalid(&format!(
            "The combination of issuer and subject must be unique for the application. Issuer {issuer} and Subject: {subject} already exist. paramName: FederatedIdentityCredential.Subject, paramValue: {subject}, objectType: Microsoft.Online.DirectoryServices.Application"
        ))),
    }
}

fn invalid(message: &str) -> Fault {
    Fault::new(400, "InvalidFederatedIdentityCredentialValue", message)
}

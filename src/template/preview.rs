use super::{Consigned, Secret, Template, Values};
use crate::azure::{ClientSecret, Date};
use crate::contract::{ExtraValue, Extras, Handover, RoleRef, Submission};
use crate::json::{self, Node, Writer};
use crate::profile::requests::Name;
use crate::profile::{CredentialKind, Dialect, ExpiryRule, ExtraKind, Profile, ProfileError, Role};

/// A request as somebody would read it: nothing in it is secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The method.
    pub method: &'static str,
    /// The address: the endpoint's, as the profile has it.
    pub url: String,
    /// Name and value of each header that the wizard sets.
    pub headers: Vec<(Box<str>, String)>,
    /// The body, JSON with breaks and indents, the secret as dots.
    pub body: String,
}

/// The IDs of an example: of nobody.
const TENANT: &str = "72f988bf-0000-4000-8000-2d7cd011db47";
const CLIENT: &str = "5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61";
const SCOPE: &str = "/subscriptions/9a3c1b7e-2f44-4c0a-8e51-7d2b6c5a4f33";
const SECRET: &str = "abc8Q~example-of-a-secret-for-nobody-01";

/// The request that an admin would send who answers every question of this profile, with values of nobody. `today` is
/// the day on which the secret is made.
///
/// # Errors
/// What is wrong with a template.
pub fn example(
    profile: &Profile,
    params: impl IntoIterator<Item = (String, String)>,
    today: Date,
) -> Result<Option<Preview>, ProfileError> {
    let mut extras = Extras::new();
    for extra in &profile.extras {
        let first = extra.options.first().map(|option| Box::from(option.value.as_str()));
        let value = match (extra.kind, first) {
            (ExtraKind::MultiSelect, Some(first)) => ExtraValue::List(vec![first]),
            (_, Some(first)) => ExtraValue::Text(first),
            (_, None) => ExtraValue::Text("…".into()),
        };
        extras.insert(extra.name.as_str().into(), value);
    }
    let (Ok(tenant_id), Ok(client_id), Ok(scope), Ok(secret)) =
        (TENANT.parse(), CLIENT.parse(), SCOPE.parse(), ClientSecret::insist(SECRET))
    else {
        return Ok(None);
    };
    let submission = Submission {
        cloud: profile.clouds.first().copied().unwrap_or_default(),
        tenant_id,
        client_id,
        name: Some("Production".into()),
        scopes: vec![scope],
        role: profile.role.as_ref().map(|role| match role {
            Role::Custom(custom) => RoleRef {
                name: custom.name.as_str().into(),
                version: custom.version.as_deref().map(Into::into),
            },
            Role::BuiltIn(built_in) => RoleRef { name: built_in.name.as_str().into(), version: None },
        }),
        extras,
    };
    let days = today.to_unix_days() + i64::from(profile.credential.secret_lifetime_days);
    let expires_on = (profile.credential.expiry != ExpiryRule::Hidden).then(|| Date::from_unix_days(days));
    let handover = match profile.credential_kinds().next() {
        Some(CredentialKind::Federated) => Handover::Federated,
        Some(CredentialKind::Certificate) => {
            Handover::Certificate { thumbprint: "0000000000000000000000000000000000000000" }
        }
        Some(CredentialKind::Secret) | None => Handover::Secret { value: &secret, expires_on },
    };
    preview(profile, params, &submission, handover)
}

/// The request that makes a connection in any dialect; nothing, where nothing is sent. A param that is not given stands
/// there by its name.
///
/// # Errors
/// What is wrong with a template.
pub fn preview(
    profile: &Profile,
    params: impl IntoIterator<Item = (String, String)>,
    submission: &Submission,
    credential: Handover<'_>,
) -> Result<Option<Preview>, ProfileError> {
    let url = profile.endpoint.url.as_str().to_owned();
    match profile.endpoint.dialect {
        Dialect::Env => Ok(None),
        Dialect::AzureConnect => {
            let headers = vec![
                ("Content-Type".into(), "application/json".to_owned()),
                ("Idempotency-Key".into(), "…".to_owned()),
            ];
            let body = masked(&submission.body(credential), &credential);
            Ok(Some(Preview { method: "POST", url, headers, body }))
        }
        Dialect::Template => {
            let Some(text) = &profile.endpoint.requests else { return Ok(None) };
            let requests = text.read(profile)?;
            let mut all: Vec<_> = params.into_iter().collect();
            for (_, slot) in requests.slots() {
                if let Name::Param(name) = &slot.name
                    && !all.iter().any(|(given, _)| **given == **name)
                {
                    all.push((name.to_string(), name.to_string()));
                }
            }
            let Some(template) = Template::new(profile, all)? else { return Ok(None) };
            let values = Values::of(submission, &credential);
            let consignment = template.consign(Consigned::Create, values.clone(), Secret::None);
            let Some(letter) = consignment.map(|consignment| consignment.letter) else { return Ok(None) };
            let mut url = [&url, &*letter.path].concat();
            if !letter.query.is_empty() {
                url = [&url, "?", &letter.query].concat();
            }
            let mut headers = letter.headers;
            let body = &template.requests().create.body;
            if body.is_some() {
                headers.insert(0, ("Content-Type".into(), "application/json".to_owned()));
            }
            let secret = matches!(credential, Handover::Secret { .. });
            let body = body.as_ref().map(|body| template.pretty(body, &values, secret)).unwrap_or_default();
            Ok(Some(Preview { method: letter.method.name(), url, headers, body }))
        }
    }
}

/// The body of the dialect, the secret as dots.
fn masked(body: &[u8], credential: &Handover<'_>) -> String {
    let text = std::str::from_utf8(body).unwrap_or_default();
    let secret = match credential {
        Handover::Secret { value, .. } => value.expose(),
        _ => "",
    };
    let mut pretty = Vec::new();
    if let Ok(node) = json::parse(text) {
        write(&node, secret, &mut Writer::pretty(&mut pretty));
    }
    String::from_utf8(pretty).unwrap_or_default()
}

fn write(node: &Node, secret: &str, json: &mut Writer<'_>) {
    match node {
        Node::Null | Node::Number(None) => json.null(),
        Node::Flag(flag) => json.flag(*flag),
        Node::Number(Some(number)) => json.whole(*number),
        Node::Text(text) if !secret.is_empty() && text == secret => json.text(super::letter::MASK),
        Node::Text(text) => json.text(text),
        Node::List(list) => {
            json.open_list();
            for node in list {
                write(node, secret, json);
            }
            json.close_list();
        }
        Node::Object(entries) => {
            json.open_object();
            for (key, node) in entries {
                json.key(key);
                write(node, secret, json);
            }
            json.close_object();
        }
    }
}

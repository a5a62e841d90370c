//! What may be said of an app registration, and how it is shown.

use std::time::SystemTime;

use serde_json::{Map, Value, json};

use super::fault::Fault;
use super::{federated, keys, passwords};
use crate::application::Application;
use crate::world::World;

/// What Graph takes beside the name. Federated credentials and passwords have ways of their own, and certificates
/// a file.
const KNOWN: [&str; 13] = [
    "api",
    "appRoles",
    "description",
    "groupMembershipClaims",
    "identifierUris",
    "isFallbackPublicClient",
    "notes",
    "optionalClaims",
    "publicClient",
    "requiredResourceAccess",
    "serviceManagementReference",
    "signInAudience",
    "spa",
];
const AUDIENCES: [&str; 4] =
    ["AzureADMyOrg", "AzureADMultipleOrgs", "AzureADandPersonalMicrosoftAccount", "PersonalMicrosoftAccount"];
const LONGEST_NAME: usize = 256;

/// A name that an app may have.
pub fn name(value: &Value) -> Result<String, Fault> {
    match value.as_str() {
        Some("") | None => Err(Fault::bad_request(
            "Invalid value specified for property 'displayName' of resource 'Application'.",
        )),
        Some(name) if name.chars().count() > LONGEST_NAME => Err(Fault::bad_request(&format!(
            "Value for property 'displayName' of resource 'Application' is too long. Maximum length is {LONGEST_NAME} characters."
        ))),
        Some(name) => Ok(name.to_owned()),
    }
}

/// Takes what a body says of an app beside its name.
///
/// # Errors
/// At a property that Graph does not have, or a value that it does not take; then nothing has been taken.
pub fn take(properties: &mut Map<String, Value>, body: Map<String, Value>) -> Result<(), Fault> {
    let invalid = |name: &str| {
        Fault::bad_request(&format!(
            "Invalid value specified for property '{name}' of resource 'Application'."
        ))
    };
    for (name, value) in &body {
        let texts = || {
            value
                .as_array()
                .is_some_and(|all| all.iter().all(|one| one.as_str().is_some_and(|t| t.len() <= 256)))
        };
        let good = match name.as_str() {
            "displayName" | "web" => true,
            "tags" | "identifierUris" => texts(),
            "signInAudience" => value.as_str().is_some_and(|audience| AUDIENCES.contains(&audience)),
            "passwordCredentials" => {
                return Err(Fault::bad_request(
                    "New password credentials must be generated with service actions.",
                ));
            }
            name if KNOWN.contains(&name) => true,
            _ => return Err(Fault::bad_request(&format!("Invalid property '{name}'."))),
        };
        if !good {
            return Err(invalid(name));
        }
    }
    for (name, value) in body {
        match (name.as_str(), value) {
            ("displayName", _) => {}
            // Of `web` only what is named changes.
            ("web", Value::Object(new)) => {
                let mut web = properties.get("web").and_then(Value::as_object).cloned().unwrap_or_default();
                web.extend(new);
                properties.insert(name, Value::Object(web));
            }
            (_, value) => {
                properties.insert(name, value);
            }
        }
    }
    Ok(())
}

/// An app as Graph shows it; texts of secrets are never among it.
pub fn render(world: &World, application: &Application) -> Value {
    let domain = world.tenants.iter().find(|tenant| tenant.id == application.tenant);
    let mut members = json!({
        "signInAudience": "AzureADMyOrg",
        "identifierUris": [],
        "tags": [],
        "requiredResourceAccess": [],
        "web": { "homePageUrl": null, "logoutUrl": null, "redirectUris": [] },
        "notes": null,
    });
    if let Value::Object(members) = &mut members {
        members.extend(application.properties.clone());
        let own = json!({
            "id": application.object_id,
            "appId": application.app_id,
            "displayName": application.display_name,
            "createdDateTime": crate::when::iso_seconds(application.created),
            "deletedDateTime": null,
            "publisherDomain": domain.and_then(|tenant| tenant.domains.first()),
            "keyCredentials": application.certificates.iter().map(keys::render).collect::<Vec<_>>(),
            "passwordCredentials": application.secrets.iter().map(passwords::render).collect::<Vec<_>>(),
        });
        if let Value::Object(own) = own {
            members.extend(own);
        }
    }
    members
}

/// All that is to say of an app, in an order that does not change and without anything that is a secret or a
/// moment that says nothing.
pub fn snapshot(application: &Application) -> Value {
    let mut secrets: Vec<_> = application.secrets.iter().collect();
    secrets.sort_by_key(|secret| secret.key_id);
    let mut certificates: Vec<_> = application.certificates.iter().collect();
    certificates.sort_by_key(|certificate| certificate.key_id);
    let mut federated: Vec<_> = application.federated.iter().collect();
    federated.sort_by_key(|credential| credential.id);
    let mut owners = application.owners.clone();
    owners.sort_unstable();
    json!({
        "appId": application.app_id,
        "objectId": application.object_id,
        "tenantId": application.tenant,
        "displayName": application.display_name,
        "properties": application.properties,
        "owners": owners,
        "passwordCredentials": secrets.into_iter().map(passwords::render).collect::<Vec<_>>(),
        "keyCredentials": certificates.into_iter().map(keys::render).collect::<Vec<_>>(),
        "federatedIdentityCredentials": federated.into_iter().map(federated::render).collect::<Vec<_>>(),
    })
}

/// Whether the replica that answers knows it by now.
pub fn is_visible(visible: SystemTime) -> bool {
    visible <= SystemTime::now()
}

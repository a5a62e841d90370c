use axum::body::Body;
use axum::http::{Response, StatusCode};
use serde_json::{Map, Value, json};

use super::application_body::is_visible;
use super::fault::Fault;
use super::page::Page;
use super::resource::Key;
use super::{entity, rights};
use crate::answer;
use crate::application::{Application, ServicePrincipal};
use crate::guid::Guid;
use crate::when::iso_seconds;
use crate::world::{Token, World, after};

/// What Graph takes beside id and switch.
const KNOWN: [&str; 6] =
    ["appRoleAssignmentRequired", "description", "loginUrl", "notes", "preferredSingleSignOnMode", "tags"];

/// `GET /servicePrincipals`.
pub fn list(world: &World, token: &Token, page: &Page<'_>) -> Result<Response<Body>, Fault> {
    rights::look(world, token)?;
    let all = world
        .principals
        .iter()
        .filter(|principal| principal.tenant == token.tenant && is_visible(principal.visible))
        .map(|principal| render(world, principal))
        .collect();
    page.of(world, "servicePrincipals", all)
}

/// `GET /servicePrincipals/{id}`.
pub fn show(world: &World, token: &Token, key: Key, url: &str) -> Result<Response<Body>, Fault> {
    rights::look(world, token)?;
    let value = render(world, &world.principals[position(world, token, key)?]);
    Ok(entity(StatusCode::OK, url, "servicePrincipals/$entity", value))
}

/// `POST /servicePrincipals`: for an app that this replica knows already.
pub fn create(
    world: &mut World,
    token: &Token,
    mut body: Map<String, Value>,
    url: &str,
) -> Result<Response<Body>, Fault> {
    rights::look(world, token)?;
    let id = body.remove("appId");
    let id = id.as_ref().and_then(Value::as_str).unwrap_or_default();
    let application = Guid::parse(id).and_then(|id| world.application(id));
    let Some(application) = application.filter(|a| a.tenant == token.tenant && is_visible(a.visible)) else {
        return Err(Fault::bad_request(&format!(
            "The appId '{id}' of the service principal does not reference a valid application object."
        )));
    };
    rights::change(world, token, application)?;
    let app_id = application.app_id;
    if world.principals.iter().any(|p| p.app_id == app_id && p.tenant == token.tenant) {
        return Err(Fault::taken(&format!(
            "The service principal cannot be created, updated, or restored because the service principal name {app_id} is already in use."
        )));
    }
    let mut principal = ServicePrincipal::new(Guid::random(), app_id, token.tenant);
    principal.visible = after(world.knobs.principal_seconds);
    take(&mut principal, body)?;
    let value = render(world, &principal);
    world.principals.push(principal);
    Ok(entity(StatusCode::CREATED, url, "servicePrincipals/$entity", value))
}

/// `PATCH /servicePrincipals/{id}`.
pub fn change(
    world: &mut World,
    token: &Token,
    key: Key,
    body: Map<String, Value>,
) -> Result<Response<Body>, Fault> {
    let at = changeable(world, token, key)?;
    take(&mut world.principals[at], body)?;
    Ok(answer::empty(StatusCode::NO_CONTENT))
}

/// `DELETE /servicePrincipals/{id}`: the app stays, and so do role assignments.
pub fn delete(world: &mut World, token: &Token, key: Key) -> Result<Response<Body>, Fault> {
    let at = changeable(world, token, key)?;
    world.principals.remove(at);
    Ok(answer::empty(StatusCode::NO_CONTENT))
}

/// A service principal as Graph shows it.
pub fn render(world: &World, principal: &ServicePrincipal) -> Value {
    let application = world.application(principal.app_id);
    let name = application.map(|application| application.display_name.as_str());
    let mut names = vec![json!(principal.app_id)];
    let uris = application.and_then(|a| a.properties.get("identifierUris")).and_then(Value::as_array);
    names.extend(uris.into_iter().flatten().cloned());
    let audience = application.and_then(|a| a.properties.get("signInAudience"));
    let mut members = Map::from_iter([("tags".to_owned(), json!([]))]);
    members.extend(principal.properties.clone());
    let own = json!({
        "id": principal.object_id,
        "appId": principal.app_id,
        "displayName": name,
        "appDisplayName": name,
        "appOwnerOrganizationId": application.map(|application| application.tenant),
        "accountEnabled": principal.enabled,
        "createdDateTime": iso_seconds(principal.created),
        "servicePrincipalType": "Application",
        "servicePrincipalNames": names,
        "signInAudience": audience.cloned().unwrap_or_else(|| json!("AzureADMyOrg")),
    });
    if let Value::Object(own) = own {
        members.extend(own);
    }
    Value::Object(members)
}

/// All that is to say of a service principal, without the moments.
pub fn snapshot(principal: &ServicePrincipal) -> Value {
    json!({
        "objectId": principal.object_id,
        "appId": principal.app_id,
        "tenantId": principal.tenant,
        "enabled": principal.enabled,
        "properties": principal.properties,
    })
}

fn take(principal: &mut ServicePrincipal, mut body: Map<String, Value>) -> Result<(), Fault> {
    if let Some(enabled) = body.remove("accountEnabled") {
        principal.enabled = enabled.as_bool().ok_or_else(|| {
            Fault::bad_request(
                "Invalid value specified for property 'accountEnabled' of resource 'ServicePrincipal'.",
            )
        })?;
    }
    if let Some(name) = body.keys().find(|name| !KNOWN.contains(&name.as_str())) {
        return Err(Fault::bad_request(&format!("Invalid property '{name}'.")));
    }
    principal.properties.extend(body);
    Ok(())
}

fn position(world: &World, token: &Token, key: Key) -> Result<usize, Fault> {
    let named = |principal: &ServicePrincipal| match key {
        Key::Object(id) => principal.object_id == id,
        Key::App(id) => principal.app_id == id,
    };
    let of_tenant = |p: &ServicePrincipal| p.tenant == token.tenant && is_visible(p.visible);
    world.principals.iter().position(|p| named(p) && of_tenant(p)).ok_or_else(|| match key {
        Key::Object(id) | Key::App(id) => Fault::not_found(id),
    })
}

/// Where it is, for a caller who may change the app that it is of.
fn changeable(world: &World, token: &Token, key: Key) -> Result<usize, Fault> {
    let at = position(world, token, key)?;
    let application: Option<&Application> = world.application(world.principals[at].app_id);
    match application {
        Some(application) => rights::change(world, token, application).map(|()| at),
        None => Err(Fault::forbidden()),
    }
}

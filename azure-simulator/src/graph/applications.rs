use axum::body::Body;
use axum::http::{Response, StatusCode};
use serde_json::{Map, Value, json};

use super::application_body::{self as body, is_visible, render};
use super::fault::Fault;
use super::page::Page;
use super::resource::Key;
use super::{directory_objects, entity, keys, rights};
use crate::answer;
use crate::application::Application;
use crate::guid::Guid;
use crate::world::{Token, World, after};

/// `GET /applications`.
pub fn list(world: &World, token: &Token, page: &Page<'_>) -> Result<Response<Body>, Fault> {
    rights::look(world, token)?;
    let all = world
        .applications
        .iter()
        .filter(|application| application.tenant == token.tenant && is_visible(application.visible))
        .map(|application| render(world, application))
        .collect();
    page.of(world, "applications", all)
}

/// `GET /applications/{id}`.
pub fn show(world: &World, token: &Token, key: Key, url: &str) -> Result<Response<Body>, Fault> {
    rights::look(world, token)?;
    let value = render(world, found(world, token, key)?);
    Ok(entity(StatusCode::OK, url, "applications/$entity", value))
}

/// `GET /applications/{id}/owners`.
pub fn owners(world: &World, token: &Token, key: Key, page: &Page<'_>) -> Result<Response<Body>, Fault> {
    rights::look(world, token)?;
    let owners = &found(world, token, key)?.owners;
    let all = owners.iter().filter_map(|id| directory_objects::render(world, token, *id)).collect();
    page.of(world, "directoryObjects", all)
}

/// `POST /applications`: a user who makes an app owns it. Other replicas learn of it later.
pub fn create(
    world: &mut World,
    token: &Token,
    mut body: Map<String, Value>,
    url: &str,
) -> Result<Response<Body>, Fault> {
    rights::register(world, token)?;
    let Some(display_name) = body.remove("displayName") else {
        return Err(Fault::bad_request(
            "A value is required for property 'displayName' of resource 'Application'.",
        ));
    };
    let display_name = body::name(&display_name)?;
    let mut application = Application::new(Guid::random(), Guid::random(), token.tenant, &display_name);
    let certificates = keys::take(&mut body, &[], after(world.knobs.credential_seconds))?;
    body::take(&mut application.properties, body)?;
    application.certificates = certificates.unwrap_or_default();
    application.owners.extend(token.user.map(|_| token.principal));
    application.visible = after(world.knobs.application_seconds);
    let value = render(world, &application);
    world.applications.push(application);
    Ok(entity(StatusCode::CREATED, url, "applications/$entity", value))
}

/// `PATCH /applications/{id}`.
pub fn change(
    world: &mut World,
    token: &Token,
    key: Key,
    mut body: Map<String, Value>,
) -> Result<Response<Body>, Fault> {
    let effective = after(world.knobs.credential_seconds);
    let application = changeable(world, token, key)?;
    let display_name = body.get("displayName").map(body::name).transpose()?;
    let certificates = keys::take(&mut body, &application.certificates, effective)?;
    body::take(&mut application.properties, body)?;
    if let Some(certificates) = certificates {
        application.certificates = certificates;
    }
    if let Some(name) = display_name {
        application.display_name = name;
    }
    Ok(answer::empty(StatusCode::NO_CONTENT))
}

/// `DELETE /applications/{id}`: its service principal goes as well, role assignments stay behind.
pub fn delete(world: &mut World, token: &Token, key: Key) -> Result<Response<Body>, Fault> {
    let id = changeable(world, token, key)?.app_id;
    world.applications.retain(|application| application.app_id != id);
    world.principals.retain(|principal| principal.app_id != id || principal.tenant != token.tenant);
    Ok(answer::empty(StatusCode::NO_CONTENT))
}

/// The application that a key names, in the caller's directory, as far as this replica knows.
pub fn found<'a>(world: &'a World, token: &Token, key: Key) -> Result<&'a Application, Fault> {
    world
        .applications
        .iter()
        .find(|application| is_named(application, token, key))
        .ok_or_else(|| not_found(key))
}

/// The same, for a caller who may change it.
pub fn changeable<'a>(world: &'a mut World, token: &Token, key: Key) -> Result<&'a mut Application, Fault> {
    rights::change(world, token, found(world, token, key)?)?;
    let mut applications = world.applications.iter_mut();
    applications.find(|application| is_named(application, token, key)).ok_or_else(|| not_found(key))
}

fn is_named(application: &Application, token: &Token, key: Key) -> bool {
    let named = match key {
        Key::Object(id) => application.object_id == id,
        Key::App(id) => application.app_id == id,
    };
    named && application.tenant == token.tenant && is_visible(application.visible)
}

fn not_found(key: Key) -> Fault {
    match key {
        Key::Object(id) => Fault::not_found(id),
        Key::App(id) => Fault::not_found(json!(id)),
    }
}

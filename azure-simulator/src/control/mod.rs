//! `/_sim`: the knobs, what the simulator knows, and what other admins do in Azure meanwhile.

mod certificate;
mod issuer;
mod role;
mod state;
mod transfer;
mod trust;

use std::time::{Duration, SystemTime};

use axum::body::Body;
use axum::extract::{Json, State};
use axum::http::{Response, StatusCode};
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::answer;
use crate::application::ServicePrincipal;
use crate::credential::Secret;
use crate::guid::Guid;
use crate::rbac::Assignment;
use crate::scope::Scope;
use crate::server::Shared;

/// The knobs, and what other admins do in Azure meanwhile.
pub fn router() -> axum::Router<Shared> {
    axum::Router::new()
        .route("/", get(overview))
        .route("/values", get(values))
        .route("/requests", get(requests))
        .route("/state", get(state::state))
        .route("/knobs", get(knobs).post(turn))
        .route("/reset", post(reset))
        .route("/spread", post(spread))
        .route("/secret", post(add_secret))
        .route("/expire-secret", post(expire_secret))
        .route("/app", post(change_app))
        .route("/assign", post(assign))
        .route("/unassign", post(unassign))
        .route("/role", post(role::make))
        .route("/certificate", post(certificate::add))
        .route("/expire-certificate", post(certificate::expire))
        .route("/transfer", post(transfer::transfer))
        .route("/issuer", post(issuer::introduce))
        .route("/trust", post(trust::add))
}

fn ok(body: Value) -> Response<Body> {
    answer::json(StatusCode::OK, body)
}

fn refuse(why: &str) -> Response<Body> {
    answer::json(StatusCode::BAD_REQUEST, json!({ "error": why }))
}

async fn overview(State(shared): State<Shared>) -> Response<Body> {
    ok(json!({
        "what": "A simulator of Entra, Microsoft Graph and Azure Resource Manager. Nothing here is real.",
        "login": format!("{}/login", shared.url()),
        "graph": format!("{}/graph", shared.url()),
        "arm": format!("{}/arm", shared.url()),
        "knobs": shared.world().knobs.clone(),
        "endpoints": {
            "GET /_sim/values": "what to paste",
            "GET /_sim/requests": "what was asked of Entra, Graph and ARM so far",
            "GET /_sim/state": "apps, service principals, roles and assignments, without secrets, in a fixed order",
            "GET, POST /_sim/knobs": "what is slow, refused or broken; GET shows them all",
            "POST /_sim/reset": "back to the start, with new secrets",
            "POST /_sim/spread": "all that was made so far is known everywhere now",
            "POST /_sim/secret": "adds a secret: {clientId?}",
            "POST /_sim/expire-secret": "expires all secrets: {clientId?}",
            "POST /_sim/certificate": "uploads a certificate: {clientId?, pem}",
            "POST /_sim/expire-certificate": "expires all certificates: {clientId?}",
            "POST /_sim/transfer": "moves a subscription to another directory: {subscriptionId?, tenantId?}",
            "POST /_sim/app": "{clientId?, enabled?, servicePrincipal?}",
            "POST /_sim/assign": "{clientId?, scope, roleName?}",
            "POST /_sim/unassign": "{clientId?, scope}",
            "POST /_sim/role": "somebody else's custom role: {name, scopes?, actions?}",
            "POST /_sim/issuer": "the keys of an issuer of federated tokens: {issuer, jwks}",
            "POST /_sim/trust": "a federated credential: {clientId?, issuer, subject, audience?}",
        },
    }))
}

async fn values(State(shared): State<Shared>) -> Response<Body> {
    ok(serde_json::to_value(shared.values()).unwrap_or_default())
}

async fn requests(State(shared): State<Shared>) -> Response<Body> {
    ok(json!({ "requests": shared.world().requests.clone() }))
}

async fn knobs(State(shared): State<Shared>) -> Response<Body> {
    ok(serde_json::to_value(&shared.world().knobs).unwrap_or_default())
}

/// Turns the knobs that are named; the others stay where they are.
async fn turn(
    State(shared): State<Shared>,
    Json(change): Json<serde_json::Map<String, Value>>,
) -> Response<Body> {
    let mut world = shared.world();
    let Ok(Value::Object(mut knobs)) = serde_json::to_value(&world.knobs) else {
        return refuse("the knobs are stuck");
    };
    knobs.extend(change);
    match serde_json::from_value(Value::Object(knobs)) {
        Ok(knobs) => {
            world.knobs = knobs;
            ok(serde_json::to_value(&world.knobs).unwrap_or_default())
        }
        Err(error) => refuse(&error.to_string()),
    }
}

async fn reset(State(shared): State<Shared>) -> Response<Body> {
    ok(serde_json::to_value(shared.reset()).unwrap_or_default())
}

/// Nobody has to wait any longer for what the knobs delayed so far.
async fn spread(State(shared): State<Shared>) -> Response<Body> {
    shared.world().spread();
    ok(json!({ "spread": true }))
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
struct Change {
    client_id: Option<Guid>,
    enabled: Option<bool>,
    service_principal: Option<bool>,
    scope: Option<String>,
    role_name: Option<String>,
}

async fn add_secret(State(shared): State<Shared>, Json(change): Json<Change>) -> Response<Body> {
    let mut world = shared.world();
    let seeded = world.values_mut().client_id;
    let id = change.client_id.unwrap_or(seeded);
    let secret = Secret::generate(SystemTime::now() + Duration::from_secs(180 * 86_400));
    let Some(application) = world.applications.iter_mut().find(|a| a.app_id == id) else {
        return refuse("there is no such application");
    };
    let (value, key_id) = (secret.value.clone(), secret.key_id);
    application.secrets.push(secret);
    if id == seeded {
        world.values_mut().client_secret = value.clone();
    }
    ok(json!({ "clientSecret": value, "keyId": key_id }))
}

async fn expire_secret(State(shared): State<Shared>, Json(change): Json<Change>) -> Response<Body> {
    let mut world = shared.world();
    let id = change.client_id.unwrap_or(world.values_mut().client_id);
    let Some(application) = world.applications.iter_mut().find(|a| a.app_id == id) else {
        return refuse("there is no such application");
    };
    for secret in &mut application.secrets {
        secret.expires = SystemTime::now();
    }
    ok(json!({ "expired": application.secrets.len() }))
}

async fn change_app(State(shared): State<Shared>, Json(change): Json<Change>) -> Response<Body> {
    let mut world = shared.world();
    let values = world.values_mut().clone();
    let id = change.client_id.unwrap_or(values.client_id);
    let Some(tenant) = world.application(id).map(|application| application.tenant) else {
        return refuse("there is no such application");
    };
    match change.service_principal {
        Some(false) => world.principals.retain(|p| p.app_id != id),
        Some(true) if !world.principals.iter().any(|p| p.app_id == id) => {
            let object_id = if id == values.client_id { values.principal_id } else { Guid::random() };
            world.principals.push(ServicePrincipal::new(object_id, id, tenant));
        }
        _ => {}
    }
    if let Some(enabled) = change.enabled {
        world.principals.iter_mut().filter(|p| p.app_id == id).for_each(|p| p.enabled = enabled);
    }
    ok(json!({ "clientId": id }))
}

async fn assign(State(shared): State<Shared>, Json(change): Json<Change>) -> Response<Body> {
    let mut world = shared.world();
    let id = change.client_id.unwrap_or(world.values_mut().client_id);
    let Some(scope) = change.scope.as_deref().and_then(Scope::parse) else {
        return refuse("scope is no ARM path");
    };
    let Some((principal, tenant)) =
        world.principals.iter().find(|p| p.app_id == id).map(|p| (p.object_id, p.tenant))
    else {
        return refuse("there is no such enterprise application");
    };
    // Without a name: the role of the profile, the first that is no built-in one.
    let role = world.roles.iter().find(|role| match &change.role_name {
        Some(name) => role.name.eq_ignore_ascii_case(name),
        None => role.tenant == Some(tenant),
    });
    let Some(role) = role.map(|role| role.id) else {
        return refuse("there is no such role");
    };
    let (created, effective) = (SystemTime::now(), world.effective());
    world.assignments.push(Assignment { id: Guid::random(), scope, role, principal, created, effective });
    ok(json!({ "assigned": true }))
}

async fn unassign(State(shared): State<Shared>, Json(change): Json<Change>) -> Response<Body> {
    let mut world = shared.world();
    let id = change.client_id.unwrap_or(world.values_mut().client_id);
    let Some(scope) = change.scope.as_deref().and_then(Scope::parse) else {
        return refuse("scope is no ARM path");
    };
    let principals: Vec<Guid> =
        world.principals.iter().filter(|p| p.app_id == id).map(|p| p.object_id).collect();
    let before = world.assignments.len();
    world.assignments.retain(|a| !(principals.contains(&a.principal) && a.scope == scope));
    ok(json!({ "unassigned": before - world.assignments.len() }))
}

use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use serde_json::{Value, json};

use super::ok;
use crate::graph;
use crate::rbac::{Assignment, Permission, Role};
use crate::server::Shared;

/// `GET /_sim/state`: apps, service principals, custom roles and assignments, without secrets and without moments
/// that say nothing, always in the same order. Two of them are equal when nothing changed.
pub async fn state(State(shared): State<Shared>) -> Response<Body> {
    let world = shared.world();
    ok(json!({
        "applications": sorted(world.applications.iter().map(graph::application_snapshot), "objectId"),
        "servicePrincipals": sorted(world.principals.iter().map(graph::principal_snapshot), "objectId"),
        "roles": sorted(world.roles.iter().filter(|role| role.tenant.is_some()).map(role), "id"),
        "assignments": sorted(world.assignments.iter().map(assignment), "id"),
    }))
}

fn role(role: &Role) -> Value {
    let mut scopes: Vec<String> = role.assignable_scopes.iter().map(ToString::to_string).collect();
    scopes.sort_unstable();
    json!({
        "id": role.id,
        "tenantId": role.tenant,
        "name": role.name,
        "description": role.description,
        "assignableScopes": scopes,
        "permissions": role.permissions.iter().map(Permission::to_json).collect::<Vec<_>>(),
    })
}

fn assignment(assignment: &Assignment) -> Value {
    json!({
        "id": assignment.id,
        "scope": assignment.scope.to_string(),
        "roleId": assignment.role,
        "principalId": assignment.principal,
    })
}

fn sorted(all: impl Iterator<Item = Value>, by: &str) -> Vec<Value> {
    let mut all: Vec<Value> = all.collect();
    all.sort_by(|a, b| a[by].as_str().cmp(&b[by].as_str()));
    all
}

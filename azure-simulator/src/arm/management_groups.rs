use axum::body::Body;
use axum::http::{Response, StatusCode};
use serde_json::{Value, json};

use super::fault::Fault;
use super::subscriptions::see;
use crate::answer;
use crate::guid::Guid;
use crate::scope::Scope;
use crate::world::{Token, World};

/// `GET /providers/Microsoft.Management/managementGroups`: those on which the caller holds any role.
pub fn list(world: &World, token: &Token) -> Response<Body> {
    let mut names: Vec<&str> = world
        .subscriptions
        .iter()
        .filter(|subscription| subscription.tenant == token.tenant)
        .flat_map(|subscription| subscription.management_groups.iter().copied())
        .filter(|name| !world.permissions(token, &Scope::ManagementGroup((*name).to_owned())).is_empty())
        .collect();
    names.sort_unstable();
    names.dedup();
    let value: Vec<Value> = names.into_iter().map(|name| render(name, token.tenant)).collect();
    answer::json(StatusCode::OK, json!({ "value": value }))
}

/// `GET /providers/Microsoft.Management/managementGroups/{name}`. A group that does not exist is as forbidden as
/// one that the caller may not see.
pub fn show(world: &World, token: &Token, scope: &Scope) -> Result<Response<Body>, Fault> {
    const READ: &str = "Microsoft.Management/managementGroups/read";
    see(world, token, scope, READ)?;
    match scope {
        Scope::ManagementGroup(name) => Ok(answer::json(StatusCode::OK, render(name, token.tenant))),
        _ => Err(Fault::forbidden(token, READ, scope)),
    }
}

fn render(name: &str, tenant: Guid) -> Value {
    json!({
        "id": format!("/providers/Microsoft.Management/managementGroups/{name}"),
        "type": "Microsoft.Management/managementGroups",
        "name": name,
        "properties": { "tenantId": tenant, "displayName": name },
    })
}

use axum::body::Body;
use axum::http::{Response, StatusCode};
use serde_json::{Value, json};

use super::fault::Fault;
use super::subscriptions::see;
use crate::answer;
use crate::rbac::Permission;
use crate::scope::Scope;
use crate::world::{Token, World};

/// `GET {scope}/providers/Microsoft.Authorization/permissions`: what the caller may do, role by role.
pub fn list(world: &World, token: &Token, scope: &Scope) -> Result<Response<Body>, Fault> {
    see(world, token, scope, "Microsoft.Authorization/permissions/read")?;
    let value: Vec<Value> = world.permissions(token, scope).iter().map(Permission::to_json).collect();
    Ok(answer::json(StatusCode::OK, json!({ "value": value })))
}

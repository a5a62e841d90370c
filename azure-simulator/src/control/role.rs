use std::time::SystemTime;

use axum::body::Body;
use axum::extract::{Json, State};
use axum::http::Response;
use serde::Deserialize;
use serde_json::json;

use super::{ok, refuse};
use crate::guid::Guid;
use crate::rbac::{Permission, Role};
use crate::scope::Scope;
use crate::server::Shared;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Wish {
    name: String,
    #[serde(default)]
    scopes: Vec<String>,
    #[serde(default)]
    actions: Vec<String>,
}

/// `POST /_sim/role`: somebody else's custom role, by default in a subscription that not even the admin sees. Its
/// name is taken in the whole directory.
pub async fn make(State(shared): State<Shared>, Json(wish): Json<Wish>) -> Response<Body> {
    let mut world = shared.world();
    let hidden = Scope::Subscription(world.values_mut().hidden_subscription_id);
    let scopes: Option<Vec<Scope>> = match wish.scopes.is_empty() {
        true => Some(vec![hidden]),
        false => wish.scopes.iter().map(|scope| Scope::parse(scope)).collect(),
    };
    let Some(scopes) = scopes else { return refuse("a scope is no ARM path") };
    let Some(tenant) = scopes.first().and_then(|scope| world.owner(scope)) else {
        return refuse("there is no such scope");
    };
    let id = Guid::random();
    world.roles.push(Role {
        id,
        tenant: Some(tenant),
        name: wish.name,
        description: String::new(),
        assignable_scopes: scopes,
        permissions: vec![Permission { actions: wish.actions, ..Permission::default() }],
        changed: SystemTime::now(),
    });
    ok(json!({ "id": id }))
}

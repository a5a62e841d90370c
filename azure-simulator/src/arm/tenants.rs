use axum::body::Body;
use axum::http::{Response, StatusCode};
use serde_json::{Value, json};

use crate::answer;
use crate::world::{Token, World};

/// `GET /tenants`: the directories that a user is in; the only one that an application signed in to.
pub fn list(world: &World, token: &Token) -> Response<Body> {
    let value: Vec<Value> = world
        .tenants
        .iter()
        .filter(|tenant| match token.user {
            Some(name) => world.user(name, tenant.id).is_some(),
            None => tenant.id == token.tenant,
        })
        .map(|tenant| {
            json!({
                "id": format!("/tenants/{}", tenant.id),
                "tenantId": tenant.id,
                "countryCode": "US",
                "displayName": tenant.display_name,
                "domains": tenant.domains,
                "defaultDomain": tenant.domains.first(),
                "tenantCategory": "Home",
                "tenantType": "AAD",
            })
        })
        .collect();
    answer::json(StatusCode::OK, json!({ "value": value }))
}

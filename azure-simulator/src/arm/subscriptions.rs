use axum::body::Body;
use axum::http::{Response, StatusCode};
use serde_json::{Value, json};

use super::fault::Fault;
use crate::answer;
use crate::directory::Subscription;
use crate::knobs::WithoutRole;
use crate::scope::Scope;
use crate::world::{Token, World};

/// `GET /subscriptions`: those on which the caller holds any role.
pub fn list(world: &World, token: &Token) -> Response<Body> {
    let value: Vec<Value> = world
        .subscriptions
        .iter()
        .filter(|s| {
            s.tenant == token.tenant && !world.permissions(token, &Scope::Subscription(s.id)).is_empty()
        })
        .map(render)
        .collect();
    answer::json(
        StatusCode::OK,
        json!({ "count": { "type": "Total", "value": value.len() }, "value": value }),
    )
}

/// `GET /subscriptions/{id}`.
pub fn show(world: &World, token: &Token, scope: &Scope) -> Result<Response<Body>, Fault> {
    see(world, token, scope, "Microsoft.Resources/subscriptions/read")?;
    let subscription = scope.subscription().and_then(|id| world.subscription(id));
    Ok(answer::json(StatusCode::OK, subscription.map(render).unwrap_or_default()))
}

/// `GET /subscriptions/{id}/resourcegroups`: the simulated subscriptions have none.
pub fn resource_groups(world: &World, token: &Token, scope: &Scope) -> Result<Response<Body>, Fault> {
    see(world, token, scope, "Microsoft.Resources/subscriptions/resourceGroups/read")?;
    Ok(answer::json(StatusCode::OK, json!({ "value": [] })))
}

/// Refuses a caller without any role on the scope, in the way that the knob says.
pub fn see(world: &World, token: &Token, scope: &Scope, action: &str) -> Result<(), Fault> {
    if !world.permissions(token, scope).is_empty() {
        return Ok(());
    }
    match (world.knobs.without_role, scope.subscription()) {
        (WithoutRole::Empty, _) => Ok(()),
        (WithoutRole::NotFound, Some(id)) => Err(Fault::subscription_not_found(id)),
        _ => Err(Fault::forbidden(token, action, scope)),
    }
}

fn render(subscription: &Subscription) -> Value {
    json!({
        "id": format!("/subscriptions/{}", subscription.id),
        "authorizationSource": "RoleBased",
        "managedByTenants": [],
        "subscriptionId": subscription.id,
        "tenantId": subscription.tenant,
        "displayName": subscription.display_name,
        "state": "Enabled",
        "subscriptionPolicies": {
            "locationPlacementId": "Public_2014-09-01",
            "quotaId": "PayAsYouGo_2014-09-01",
            "spendingLimit": "Off",
        },
    })
}

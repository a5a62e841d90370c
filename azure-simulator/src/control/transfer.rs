use axum::body::Body;
use axum::extract::{Json, State};
use axum::http::Response;
use serde::Deserialize;
use serde_json::json;

use super::{ok, refuse};
use crate::guid::Guid;
use crate::scope::Scope;
use crate::server::Shared;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Wish {
    subscription_id: Option<Guid>,
    tenant_id: Option<Guid>,
}

/// `POST /_sim/transfer`: a subscription goes to another directory, the other one without a word. As in Azure, all
/// role assignments on it are gone then.
pub async fn transfer(State(shared): State<Shared>, Json(wish): Json<Wish>) -> Response<Body> {
    let mut world = shared.world();
    let values = world.values_mut().clone();
    let id = wish.subscription_id.unwrap_or(values.subscription_id);
    let tenant = wish.tenant_id.unwrap_or(values.other_tenant_id);
    let Some(subscription) = world.subscriptions.iter_mut().find(|subscription| subscription.id == id) else {
        return refuse("there is no such subscription");
    };
    subscription.tenant = tenant;
    subscription.management_groups.clear();
    world.assignments.retain(|assignment| match &assignment.scope {
        Scope::Subscription(other) | Scope::ResourceGroup(other, _) => *other != id,
        Scope::ManagementGroup(_) => true,
    });
    ok(json!({ "subscriptionId": id, "tenantId": tenant }))
}

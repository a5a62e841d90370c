use axum::body::Body;
use axum::extract::{Json, State};
use axum::http::Response;
use serde_json::json;

use super::ok;
use crate::issuer::Issuer;
use crate::server::Shared;

/// `POST /_sim/issuer`: the public keys of somebody whose tokens federated credentials name. Entra would fetch them
/// from the issuer; the simulator asks nobody, so that tests run without a network and in a known order.
pub async fn introduce(State(shared): State<Shared>, Json(issuer): Json<Issuer>) -> Response<Body> {
    let mut world = shared.world();
    let keys = issuer.jwks.keys.len();
    world.issuers.retain(|known| known.issuer != issuer.issuer);
    world.issuers.push(issuer);
    ok(json!({ "keys": keys }))
}

use std::time::SystemTime;

use axum::body::Body;
use axum::extract::{Json, State};
use axum::http::Response;
use serde::Deserialize;
use serde_json::json;

use super::{ok, refuse};
use crate::credential::FederatedCredential;
use crate::guid::Guid;
use crate::server::Shared;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Wish {
    client_id: Option<Guid>,
    issuer: String,
    subject: String,
    #[serde(default = "public_cloud")]
    audience: String,
}

fn public_cloud() -> String {
    "api://AzureADTokenExchange".into()
}

/// `POST /_sim/trust`: a federated credential that an admin added in the portal.
pub async fn add(State(shared): State<Shared>, Json(wish): Json<Wish>) -> Response<Body> {
    let mut world = shared.world();
    let id = wish.client_id.unwrap_or(world.values_mut().client_id);
    let Some(application) = world.applications.iter_mut().find(|a| a.app_id == id) else {
        return refuse("there is no such application");
    };
    let credential = FederatedCredential {
        id: Guid::random(),
        name: format!("portal-{}", application.federated.len() + 1),
        issuer: wish.issuer,
        subject: wish.subject,
        audience: wish.audience,
        description: None,
        effective: SystemTime::now(),
    };
    application.federated.push(credential);
    ok(json!({ "clientId": id }))
}

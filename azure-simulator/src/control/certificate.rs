use std::time::SystemTime;

use axum::body::Body;
use axum::extract::{Json, State};
use axum::http::Response;
use serde::Deserialize;
use serde_json::json;

use super::{ok, refuse};
use crate::certificate::Certificate;
use crate::guid::Guid;
use crate::server::Shared;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Wish {
    client_id: Option<Guid>,
    pem: String,
}

/// `POST /_sim/certificate`: a certificate that an admin uploaded in the portal.
pub async fn add(State(shared): State<Shared>, Json(wish): Json<Wish>) -> Response<Body> {
    let mut world = shared.world();
    let id = wish.client_id.unwrap_or(world.values_mut().client_id);
    let Some(certificate) = Certificate::parse(&wish.pem, SystemTime::now()) else {
        return refuse("pem is no certificate");
    };
    let Some(application) = world.applications.iter_mut().find(|a| a.app_id == id) else {
        return refuse("there is no such application");
    };
    let (thumbprint, key_id) = (certificate.thumbprint(), certificate.key_id);
    application.certificates.retain(|other| other.der != certificate.der);
    application.certificates.push(certificate);
    ok(json!({ "clientId": id, "thumbprint": thumbprint, "keyId": key_id }))
}

/// `POST /_sim/expire-certificate`: the certificates of an app are as if their time were over.
pub async fn expire(State(shared): State<Shared>, Json(wish): Json<super::Change>) -> Response<Body> {
    let mut world = shared.world();
    let id = wish.client_id.unwrap_or(world.values_mut().client_id);
    let Some(application) = world.applications.iter_mut().find(|a| a.app_id == id) else {
        return refuse("there is no such application");
    };
    for certificate in &mut application.certificates {
        (certificate.begins, certificate.expires) = (SystemTime::UNIX_EPOCH, SystemTime::UNIX_EPOCH);
    }
    ok(json!({ "expired": application.certificates.len() }))
}

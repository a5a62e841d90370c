//! Entra: OpenID discovery and tokens.

mod assertion;
mod audience;
mod certificate;
mod client;
mod device;
mod discovery;
mod fault;
mod federated;
mod token;

use axum::routing::{get, post};

use crate::server::Shared;

/// What `login.microsoftonline.com` serves. It is found below `/login`, and at the root as well: the Azure CLI
/// takes the first part of an issuer's path for the tenant.
pub fn router() -> axum::Router<Shared> {
    axum::Router::new()
        .route("/{tenant}/v2.0/.well-known/openid-configuration", get(discovery::discovery))
        .route("/{tenant}/oauth2/v2.0/token", post(token::token))
        .route("/{tenant}/oauth2/v2.0/devicecode", post(device::begin))
}

/// Whether a text may stand where a tenant stands: a GUID or a DNS name.
fn is_tenant_name(text: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    !text.is_empty() && text.len() <= 253 && text.split('.').all(label)
}

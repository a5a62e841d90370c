//! Entra: OpenID discovery and tokens.

mod discovery;
mod fault;
mod token;

use axum::routing::{get, post};

use crate::server::Shared;

/// What `login.microsoftonline.com` serves.
pub fn router() -> axum::Router<Shared> {
    axum::Router::new()
        .route("/{tenant}/v2.0/.well-known/openid-configuration", get(discovery::discovery))
        .route("/{tenant}/oauth2/v2.0/token", post(token::token))
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

use axum::body::Body;
use axum::extract::{OriginalUri, Path, State};
use axum::http::header::{ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN};
use axum::http::{Response, StatusCode};
use serde_json::{Value, json};

use super::fault::Fault;
use super::is_tenant_name;
use crate::answer;
use crate::server::Shared;

/// What stands where a tenant stands for those who do not know theirs yet.
const EVERYBODY: [&str; 2] = ["common", "organizations"];

/// `GET /{tenant}/v2.0/.well-known/openid-configuration`.
pub async fn discovery(
    State(shared): State<Shared>,
    Path(name): Path<String>,
    OriginalUri(uri): OriginalUri,
) -> Response<Body> {
    let base = match uri.path().starts_with("/login/") {
        true => format!("{}/login", shared.url()),
        false => shared.url().to_owned(),
    };
    let tenant = match EVERYBODY.contains(&name.as_str()) {
        true => Some(name.clone()),
        false => shared.world().tenant(&name).map(|tenant| tenant.id.to_string()),
    };
    let response = match tenant {
        Some(tenant) => answer::json(StatusCode::OK, document(&base, &tenant)),
        None if is_tenant_name(&name) => Fault::tenant_not_found("invalid_tenant", &name).into_response(),
        None => Fault::tenant_name(&name).into_response(),
    };
    let response = answer::with_header(response, ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    answer::with_header(response, ACCESS_CONTROL_ALLOW_METHODS, "GET, OPTIONS")
}

fn document(authority: &str, tenant: &str) -> Value {
    let base = format!("{authority}/{tenant}");
    // Of everybody's document the issuer is a pattern.
    let issuer = if EVERYBODY.contains(&tenant) { "{tenantid}" } else { tenant };
    json!({
        "token_endpoint": format!("{base}/oauth2/v2.0/token"),
        "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt", "client_secret_basic"],
        "jwks_uri": format!("{base}/discovery/v2.0/keys"),
        "response_modes_supported": ["query", "fragment", "form_post"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "response_types_supported": ["code", "id_token", "code id_token", "id_token token"],
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
        "issuer": format!("{authority}/{issuer}/v2.0"),
        "authorization_endpoint": format!("{base}/oauth2/v2.0/authorize"),
        "device_authorization_endpoint": format!("{base}/oauth2/v2.0/devicecode"),
        "end_session_endpoint": format!("{base}/oauth2/v2.0/logout"),
        "tenant_region_scope": "WW",
        "cloud_instance_name": "microsoftonline.com",
        "cloud_graph_host_name": "graph.windows.net",
        "msgraph_host": "graph.microsoft.com",
    })
}

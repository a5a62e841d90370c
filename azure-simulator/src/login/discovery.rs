use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN};
use axum::http::{Response, StatusCode};
use serde_json::json;

use super::fault::Fault;
use super::is_tenant_name;
use crate::answer;
use crate::server::Shared;

/// `GET /{tenant}/v2.0/.well-known/openid-configuration`.
pub async fn discovery(State(shared): State<Shared>, Path(name): Path<String>) -> Response<Body> {
    let response = match shared.world().tenant(&name) {
        Some(tenant) => {
            let base = format!("{}/login/{}", shared.url(), tenant.id);
            answer::json(
                StatusCode::OK,
                json!({
                    "token_endpoint": format!("{base}/oauth2/v2.0/token"),
                    "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt", "client_secret_basic"],
                    "jwks_uri": format!("{base}/discovery/v2.0/keys"),
                    "response_modes_supported": ["query", "fragment", "form_post"],
                    "subject_types_supported": ["pairwise"],
                    "id_token_signing_alg_values_supported": ["RS256"],
                    "response_types_supported": ["code", "id_token", "code id_token", "id_token token"],
                    "scopes_supported": ["openid", "profile", "email", "offline_access"],
                    "issuer": format!("{base}/v2.0"),
                    "authorization_endpoint": format!("{base}/oauth2/v2.0/authorize"),
                    "device_authorization_endpoint": format!("{base}/oauth2/v2.0/devicecode"),
                    "end_session_endpoint": format!("{base}/oauth2/v2.0/logout"),
                    "tenant_region_scope": "WW",
                    "cloud_instance_name": "microsoftonline.com",
                    "cloud_graph_host_name": "graph.windows.net",
                    "msgraph_host": "graph.microsoft.com",
                }),
            )
        }
        None if is_tenant_name(&name) => Fault::tenant_not_found("invalid_tenant", &name).into_response(),
        None => Fault::tenant_name(&name).into_response(),
    };
    let response = answer::with_header(response, ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    answer::with_header(response, ACCESS_CONTROL_ALLOW_METHODS, "GET, OPTIONS")
}

use std::time::{Duration, SystemTime};

use axum::body::Body;
use axum::extract::{Form, Path, State};
use axum::http::{Response, StatusCode};
use serde::Deserialize;
use serde_json::json;

use super::fault::Fault;
use super::is_tenant_name;
use crate::answer;
use crate::guid::Guid;
use crate::server::Shared;
use crate::world::{Audience, Token, World};

#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Request {
    grant_type: String,
    client_id: String,
    client_secret: String,
    scope: String,
}

const LIFETIME: u64 = 3599;

/// `POST /{tenant}/oauth2/v2.0/token`, grant `client_credentials` with a secret.
pub async fn token(
    State(shared): State<Shared>,
    Path(tenant): Path<String>,
    Form(request): Form<Request>,
) -> Response<Body> {
    match issue(&mut shared.world(), shared.url(), &tenant, &request) {
        Ok(token) => answer::json(
            StatusCode::OK,
            json!({
                "token_type": "Bearer",
                "expires_in": LIFETIME,
                "ext_expires_in": LIFETIME,
                "access_token": token,
            }),
        ),
        Err(fault) => fault.into_response(),
    }
}

fn issue(world: &mut World, url: &str, name: &str, request: &Request) -> Result<String, Fault> {
    if ["common", "organizations", "consumers"].contains(&name) {
        return Err(Fault::new(
            "invalid_request",
            9_001_023,
            format!(
                "The grant type is not supported over the /{name} endpoint. Please use the tenant-specific endpoint."
            ),
        ));
    }
    let Some(tenant) = world.tenant(name).cloned() else {
        return Err(match is_tenant_name(name) {
            true => Fault::tenant_not_found("invalid_request", name),
            false => Fault::tenant_name(name),
        });
    };
    if request.grant_type != "client_credentials" {
        return Err(Fault::new(
            "unsupported_grant_type",
            70_003,
            format!("The app requested an unsupported grant type '{}'.", request.grant_type),
        ));
    }
    let audience = audience(url, &request.scope).ok_or_else(|| {
        Fault::new(
            "invalid_scope",
            70_011,
            format!("The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope {} is not valid.", request.scope),
        )
    })?;
    let known = Guid::parse(&request.client_id)
        .and_then(|id| world.application(id))
        .filter(|app| app.tenant == tenant.id);
    let Some(application) = known.cloned() else {
        return Err(Fault::new(
            "unauthorized_client",
            700_016,
            format!(
                "Application with identifier '{}' was not found in the directory '{}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.",
                request.client_id, tenant.display_name
            ),
        ));
    };
    let id = application.app_id;
    if request.client_secret.is_empty() {
        return Err(Fault::client(
            7_000_218,
            "The request body must contain the following parameter: 'client_assertion' or 'client_secret'."
                .into(),
        ));
    }
    let Some(secret) = application.secrets.iter().find(|secret| secret.value == request.client_secret) else {
        return Err(Fault::client(
            7_000_215,
            format!(
                "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{id}'."
            ),
        ));
    };
    if secret.expires <= SystemTime::now() {
        return Err(Fault::client(
            7_000_222,
            format!(
                "The provided client secret keys for app '{id}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds."
            ),
        ));
    }
    let Some(principal) = world.principals.iter().find(|p| p.app_id == id && p.tenant == tenant.id).cloned()
    else {
        return Err(Fault::new(
            "unauthorized_client",
            7_000_229,
            format!("The client application {id} is missing service principal in the tenant {}.", tenant.id),
        ));
    };
    if !principal.enabled {
        return Err(Fault::new(
            "unauthorized_client",
            7_000_112,
            format!("Application '{id}'({}) is disabled.", application.display_name),
        ));
    }
    let now = SystemTime::now();
    let text = format!("simulated.{}.{}", Guid::random(), Guid::random());
    world.tokens.retain(|_, token| token.expires > now);
    world.tokens.insert(
        text.clone(),
        Token {
            tenant: tenant.id,
            app_id: id,
            principal: principal.object_id,
            audience,
            issued: now,
            expires: now + Duration::from_secs(LIFETIME),
        },
    );
    Ok(text)
}

/// Whom `{resource}/.default` is for. The CLI keeps a slash at the resource's end.
fn audience(url: &str, scope: &str) -> Option<Audience> {
    const ARM: [&str; 6] = [
        "https://management.azure.com",
        "https://management.core.windows.net",
        "https://management.usgovcloudapi.net",
        "https://management.core.usgovcloudapi.net",
        "https://management.chinacloudapi.cn",
        "https://management.core.chinacloudapi.cn",
    ];
    const GRAPH: [&str; 3] = [
        "https://graph.microsoft.com",
        "https://graph.microsoft.us",
        "https://microsoftgraph.chinacloudapi.cn",
    ];
    let resource = scope.strip_suffix("/.default")?.trim_end_matches('/');
    let own = resource.strip_prefix(url);
    if ARM.contains(&resource) || own == Some("/arm") {
        Some(Audience::Arm)
    } else if GRAPH.contains(&resource) || own == Some("/graph") {
        Some(Audience::Graph)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::audience;
    use crate::world::Audience;

    #[test]
    fn an_audience_is_known_with_and_without_its_slash() {
        let url = "http://127.0.0.1:1";
        assert_eq!(audience(url, "https://management.azure.com/.default"), Some(Audience::Arm));
        assert_eq!(audience(url, "https://management.core.windows.net//.default"), Some(Audience::Arm));
        assert_eq!(audience(url, "https://graph.microsoft.com/.default"), Some(Audience::Graph));
        assert_eq!(audience(url, "http://127.0.0.1:1/arm/.default"), Some(Audience::Arm));
        for scope in ["", "https://management.azure.com", "https://vault.azure.net/.default"] {
            assert_eq!(audience(url, scope), None, "{scope}");
        }
    }
}

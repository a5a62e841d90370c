use std::time::{Duration, SystemTime};

use axum::body::Body;
use axum::extract::{Form, Path, State};
use axum::http::{Response, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};

use super::audience::audience;
use super::fault::Fault;
use super::{client, device, is_tenant_name};
use crate::answer;
use crate::directory::Tenant;
use crate::guid::Guid;
use crate::server::Shared;
use crate::world::{Audience, Token, World};

/// The form that the token endpoint takes.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Request {
    pub grant_type: String,
    pub client_id: String,
    pub client_secret: String,
    pub client_assertion: String,
    pub client_assertion_type: String,
    pub device_code: String,
    pub refresh_token: String,
    pub scope: String,
}

/// How long an access token lives, in seconds.
pub const LIFETIME: u64 = 3599;

const DEVICE: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// `POST /{tenant}/oauth2/v2.0/token`: applications by secret, certificate or federated credential, users by device code.
pub async fn token(
    State(shared): State<Shared>,
    Path(tenant): Path<String>,
    Form(request): Form<Request>,
) -> Response<Body> {
    match issue(&shared, &tenant, &request) {
        Ok(body) => answer::json(StatusCode::OK, body),
        Err(fault) => fault.into_response(),
    }
}

fn issue(shared: &Shared, name: &str, request: &Request) -> Result<Value, Fault> {
    let mut world = shared.world();
    let world = &mut *world;
    let everybody = ["common", "organizations", "consumers"].contains(&name);
    let user_grant = request.grant_type == DEVICE || request.grant_type == "refresh_token";
    if everybody && !user_grant {
        return Err(Fault::new(
            "invalid_request",
            9_001_023,
            format!(
                "The grant type is not supported over the /{name} endpoint. Please use the tenant-specific endpoint."
            ),
        ));
    }
    let tenant = match everybody {
        true => None,
        false => Some(find_tenant(world, name)?),
    };
    if !user_grant && request.grant_type != "client_credentials" {
        return Err(Fault::new(
            "unsupported_grant_type",
            70_003,
            format!("The app requested an unsupported grant type '{}'.", request.grant_type),
        ));
    }
    let Some(tenant) = tenant.as_ref().filter(|_| !user_grant) else {
        return user_tokens(shared, world, tenant.as_ref(), request);
    };
    let audience = find_audience(shared, &request.scope)?;
    let (app_id, principal) = client::authenticate(world, tenant, shared.urls(), request)?;
    let bearer = Bearer { tenant: tenant.id, app_id, principal, user: None, audience };
    Ok(json!({
        "token_type": "Bearer",
        "expires_in": LIFETIME,
        "ext_expires_in": LIFETIME,
        "access_token": bearer.admit(world),
    }))
}

fn user_tokens(
    shared: &Shared,
    world: &mut World,
    tenant: Option<&Tenant>,
    request: &Request,
) -> Result<Value, Fault> {
    let (user, scope) = match request.grant_type == DEVICE {
        true => {
            let code = device::redeem(world, &request.device_code, &request.client_id)?;
            // The scope was said when the code was asked for.
            (code.user, code.scope)
        }
        false => (device::refresh(world, &request.refresh_token)?, request.scope.clone()),
    };
    let audience = find_audience(shared, &scope)?;
    let user = device::account(world, user, tenant)?;
    device::answer(world, &user, &request.client_id, &scope, audience, shared.url())
}

fn find_audience(shared: &Shared, scope: &str) -> Result<Audience, Fault> {
    audience(shared.urls(), scope).ok_or_else(|| {
        Fault::new(
            "invalid_scope",
            70_011,
            format!("The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope {scope} is not valid."),
        )
    })
}

fn find_tenant(world: &World, name: &str) -> Result<Tenant, Fault> {
    world.tenant(name).cloned().ok_or_else(|| match is_tenant_name(name) {
        true => Fault::tenant_not_found("invalid_request", name),
        false => Fault::tenant_name(name),
    })
}

/// Who a token is to be for.
pub struct Bearer {
    pub tenant: Guid,
    pub app_id: Guid,
    pub principal: Guid,
    pub user: Option<&'static str>,
    pub audience: Audience,
}

impl Bearer {
    /// Makes the token, whose text means nothing to anybody else.
    pub fn admit(self, world: &mut World) -> String {
        let Self { tenant, app_id, principal, user, audience } = self;
        let now = SystemTime::now();
        let expires = now + Duration::from_secs(LIFETIME);
        let text = format!("simulated.{}.{}", Guid::random(), Guid::random());
        world.tokens.retain(|_, token| token.expires > now);
        let token = Token { tenant, app_id, principal, user, audience, issued: now, uses: 0, expires };
        world.tokens.insert(text.clone(), token);
        text
    }
}

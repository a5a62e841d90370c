//! Users sign in on another device, which here means at once: the knob `signIn` says who.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::body::Body;
use axum::extract::{Form, Path, State};
use axum::http::{Response, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::fault::Fault;
use super::is_tenant_name;
use super::token::{Bearer, LIFETIME, Request};
use crate::answer;
use crate::directory::Tenant;
use crate::guid::Guid;
use crate::seed::ADMIN_NAME;
use crate::server::Shared;
use crate::user::User;
use crate::world::{Audience, DeviceCode, World};

const CODE_LIFETIME: u64 = 900;

/// `POST /{tenant}/oauth2/v2.0/devicecode`.
pub async fn begin(
    State(shared): State<Shared>,
    Path(tenant): Path<String>,
    Form(request): Form<Request>,
) -> Response<Body> {
    let mut world = shared.world();
    if !["common", "organizations"].contains(&tenant.as_str()) && world.tenant(&tenant).is_none() {
        return match is_tenant_name(&tenant) {
            true => Fault::tenant_not_found("invalid_request", &tenant).into_response(),
            false => Fault::tenant_name(&tenant).into_response(),
        };
    }
    let wanted = match world.knobs.sign_in.as_str() {
        "" => ADMIN_NAME,
        name => name,
    };
    let Some(user) = world.users.iter().find(|user| user.name.eq_ignore_ascii_case(wanted)) else {
        return Fault::new("invalid_grant", 50_034, format!("The user account {wanted} does not exist in the directory. To sign into this application, the account must be added to the directory.")).into_response();
    };
    let user = user.name;
    let now = SystemTime::now();
    let device_code = format!("simulated.{}", Guid::random());
    let user_code = "SIMULATED";
    let uri = format!("{}/", shared.url());
    world.device_codes.retain(|_, code| code.expires > now);
    world.device_codes.insert(
        device_code.clone(),
        DeviceCode {
            client_id: request.client_id,
            scope: request.scope,
            user,
            expires: now + Duration::from_secs(CODE_LIFETIME),
        },
    );
    answer::json(
        StatusCode::OK,
        json!({
            "user_code": user_code,
            "device_code": device_code,
            "verification_uri": uri,
            "expires_in": CODE_LIFETIME,
            "interval": 1,
            "message": format!("To sign in, there is nothing to do: the simulator lets {user} in. (Elsewhere one would open {uri} and enter the code {user_code}.)"),
        }),
    )
}

/// Who signed in with a device code; it is good for once.
pub fn redeem(world: &mut World, code: &str, client_id: &str) -> Result<DeviceCode, Fault> {
    match world.device_codes.remove(code) {
        Some(found) if found.expires <= SystemTime::now() => Err(Fault::new(
            "expired_token",
            70_020,
            "The provided value for the input parameter 'device_code' is not valid. This device code has expired.".into(),
        )),
        Some(found) if found.client_id == client_id => Ok(found),
        _ => Err(Fault::new(
            "bad_verification_code",
            70_019,
            "The provided value for the input parameter 'device_code' is not valid.".into(),
        )),
    }
}

/// Whose a refresh token is.
pub fn refresh(world: &World, token: &str) -> Result<&'static str, Fault> {
    world.refresh_tokens.get(token).copied().ok_or_else(|| {
        Fault::new("invalid_grant", 9_002_313, "Invalid request. Request is malformed or invalid.".into())
    })
}

/// The user in that tenant, or at home when none is named.
pub fn account(world: &World, name: &str, tenant: Option<&Tenant>) -> Result<User, Fault> {
    let home = || world.users.iter().find(|user| user.name == name && user.tenant == user.home);
    let found = match tenant {
        Some(tenant) => world.user(name, tenant.id),
        None => home(),
    };
    found.cloned().ok_or_else(|| {
        let directory = tenant.map_or("", |tenant| tenant.display_name);
        Fault::new(
            "invalid_grant",
            50_020,
            format!("User account '{name}' from identity provider 'https://sts.windows.net/' does not exist in tenant '{directory}' and cannot access the application in that tenant. The account needs to be added as an external user in the tenant first. Sign out and sign in again with a different Azure Active Directory user account."),
        )
    })
}

/// Access, refresh and id token for a user.
pub fn answer(
    world: &mut World,
    user: &User,
    client_id: &str,
    scope: &str,
    audience: Audience,
    url: &str,
) -> Result<Value, Fault> {
    let app_id = Guid::parse(client_id).ok_or_else(|| {
        let message = format!("Application with identifier '{}' was not found.", client_id);
        Fault::new("unauthorized_client", 700_016, message)
    })?;
    let home = world.users.iter().find(|other| other.name == user.name && other.tenant == other.home);
    let client_info = json!({ "uid": home.map(|home| home.object_id), "utid": user.home });
    let bearer =
        Bearer { tenant: user.tenant, app_id, principal: user.object_id, user: Some(user.name), audience };
    let refresh_token = format!("simulated-refresh.{}.{}", Guid::random(), Guid::random());
    world.refresh_tokens.insert(refresh_token.clone(), user.name);
    Ok(json!({
        "token_type": "Bearer",
        "scope": scope,
        "expires_in": LIFETIME,
        "ext_expires_in": LIFETIME,
        "access_token": bearer.admit(world),
        "refresh_token": refresh_token,
        "id_token": id_token(user, app_id, url),
        "client_info": encode(&client_info),
    }))
}

/// Unsigned: nobody who asks the simulator looks at the signature.
fn id_token(user: &User, app_id: Guid, url: &str) -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let claims = json!({
        "ver": "2.0",
        "iss": format!("{url}/login/{}/v2.0", user.tenant),
        "aud": app_id,
        "sub": user.object_id,
        "oid": user.object_id,
        "tid": user.tenant,
        "name": user.display_name,
        "preferred_username": user.name,
        "iat": now,
        "nbf": now,
        "exp": now + LIFETIME,
    });
    format!("{}.{}.", encode(&json!({ "typ": "JWT", "alg": "none" })), encode(&claims))
}

fn encode(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

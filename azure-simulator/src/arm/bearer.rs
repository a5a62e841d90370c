use std::time::SystemTime;

use axum::http::HeaderMap;

use super::fault::Fault;
use crate::bearer::bearer;
use crate::scope::Scope;
use crate::world::{Audience, Token, World};

/// The token of a request, good for ARM and for the directory that the scope belongs to.
pub fn token(world: &mut World, headers: &HeaderMap, scope: Option<&Scope>) -> Result<Token, Fault> {
    // ARM looks for the subscription before it looks at the token.
    if let Some(id) = scope.and_then(Scope::subscription)
        && world.subscription(id).is_none()
    {
        return Err(Fault::subscription_not_found(id));
    }
    let owner = scope.and_then(|scope| world.owner(scope));
    let Some(text) = bearer(headers) else {
        return Err(Fault::unauthenticated(
            "AuthenticationFailed",
            "Authentication failed. The 'Authorization' header is missing.",
            owner,
            "The authentication failed because of missing 'Authorization' header.",
        ));
    };
    let invalid = |code, message: &str| Fault::unauthenticated(code, message, owner, message);
    let most = world.knobs.token_requests;
    let token = world
        .tokens
        .get_mut(text)
        .ok_or_else(|| invalid("InvalidAuthenticationToken", "The access token is invalid."))?;
    token.uses = token.uses.saturating_add(1);
    if token.expires <= SystemTime::now() || (most > 0 && token.uses > most) {
        return Err(invalid("ExpiredAuthenticationToken", "The access token expiry is in the past."));
    }
    if token.audience != Audience::Arm {
        return Err(invalid(
            "InvalidAuthenticationTokenAudience",
            "The access token has been obtained for wrong audience or resource.",
        ));
    }
    match owner {
        Some(owner) if owner != token.tenant => Err(Fault::unauthenticated(
            "InvalidAuthenticationTokenTenant",
            &format!(
                "The access token is from the wrong issuer 'https://sts.windows.net/{}/'. It must match the tenant 'https://sts.windows.net/{owner}/' associated with this subscription. Please use the authority (URL) 'https://login.windows.net/{owner}' to get the token. Note, if the subscription is transferred to another tenant there is no impact to the services, but information about new tenant could take time to propagate (up to an hour). If you just transferred your subscription and see this error message, please try back later.",
                token.tenant
            ),
            Some(owner),
            "The access token is from the wrong issuer. It must match the tenant associated with this subscription.",
        )),
        _ => Ok(token.clone()),
    }
}

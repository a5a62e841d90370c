use std::time::SystemTime;

use axum::http::HeaderMap;

use super::fault::Fault;
use crate::bearer::bearer;
use crate::world::{Audience, Token, World};

/// The token of a request, good for Graph.
pub fn token(world: &World, headers: &HeaderMap) -> Result<Token, Fault> {
    let refuse = |message| Fault::new(401, "InvalidAuthenticationToken", message);
    let text = bearer(headers).ok_or_else(|| refuse("Access token is empty."))?;
    let token = world.tokens.get(text).ok_or_else(|| refuse("IDX14100: JWT is not well formed."))?;
    if token.expires <= SystemTime::now() {
        return Err(refuse("Lifetime validation failed, the token is expired."));
    }
    match token.audience {
        Audience::Graph => Ok(token.clone()),
        Audience::Arm => Err(refuse("Access token validation failure. Invalid audience.")),
    }
}

use axum::body::Body;
use axum::http::header::WWW_AUTHENTICATE;
use axum::http::{Response, StatusCode};
use serde_json::json;

use crate::answer;
use crate::guid::Guid;
use crate::scope::Scope;
use crate::world::Token;

/// Why ARM refuses.
pub struct Fault {
    status: u16,
    code: &'static str,
    message: String,
    challenge: Option<String>,
}

impl Fault {
    /// A refusal with the documented status and code.
    pub fn new(status: u16, code: &'static str, message: &str) -> Self {
        Self { status, code, message: message.to_owned(), challenge: None }
    }

    /// A 401 that says where to get a token; with the tenant, when the scope tells it.
    pub fn unauthenticated(
        code: &'static str,
        message: &str,
        tenant: Option<Guid>,
        description: &str,
    ) -> Self {
        let authority = tenant.map_or_else(|| "common".to_owned(), |id| id.to_string());
        Self {
            challenge: Some(format!(
                "Bearer authorization_uri=\"https://login.windows.net/{authority}\", error=\"invalid_token\", error_description=\"{description}\""
            )),
            ..Self::new(401, code, message)
        }
    }

    /// 403 `AuthorizationFailed` in the documented words.
    pub fn forbidden(token: &Token, action: &str, scope: &Scope) -> Self {
        let client = token.user.map_or_else(|| token.app_id.to_string(), ToOwned::to_owned);
        let object = token.principal;
        Self::new(
            403,
            "AuthorizationFailed",
            &format!(
                "The client '{client}' with object id '{object}' does not have authorization to perform action '{action}' over scope '{scope}' or the scope is invalid. If access was recently granted, please refresh your credentials."
            ),
        )
    }

    /// 404 `SubscriptionNotFound`.
    pub fn subscription_not_found(id: Guid) -> Self {
        Self::new(404, "SubscriptionNotFound", &format!("The subscription '{id}' could not be found."))
    }

    /// The documented body.
    pub fn into_response(self) -> Response<Body> {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let response =
            answer::json(status, json!({ "error": { "code": self.code, "message": self.message } }));
        match self.challenge {
            Some(challenge) => answer::with_header(response, WWW_AUTHENTICATE, &challenge),
            None => response,
        }
    }
}

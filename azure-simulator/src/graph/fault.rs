use std::fmt::Display;
use std::time::SystemTime;

use axum::body::Body;
use axum::http::{Response, StatusCode};
use serde_json::json;

use crate::answer;
use crate::guid::Guid;
use crate::when::iso_seconds;

/// Why Graph refuses.
#[derive(Debug)]
pub struct Fault {
    status: u16,
    code: &'static str,
    message: String,
}

impl Fault {
    /// A refusal with the documented status and code.
    pub fn new(status: u16, code: &'static str, message: &str) -> Self {
        Self { status, code, message: message.to_owned() }
    }

    /// 400 `Request_BadRequest`.
    pub fn bad_request(message: &str) -> Self {
        Self::new(400, "Request_BadRequest", message)
    }

    /// 403: neither owner nor in a role.
    pub fn forbidden() -> Self {
        Self::new(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")
    }

    /// 404: there is none, or not on this replica yet.
    pub fn not_found(id: impl Display) -> Self {
        Self::new(
            404,
            "Request_ResourceNotFound",
            &format!(
                "Resource '{id}' does not exist or one of its queried reference-property objects are not present."
            ),
        )
    }

    /// 409: the name is taken.
    pub fn taken(message: &str) -> Self {
        Self::new(409, "Request_MultipleObjectsWithSameKeyValue", message)
    }

    /// A path that means nothing.
    pub fn no_segment(path: &str) -> Self {
        let last = path.rsplit('/').next().unwrap_or_default();
        Self::bad_request(&format!(
            "Resource not found for the segment '{last}'. (Or the simulator does not know it.)"
        ))
    }

    /// The documented body.
    pub fn into_response(self) -> Response<Body> {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let request = Guid::random();
        answer::json(
            status,
            json!({ "error": {
                "code": self.code,
                "message": self.message,
                "innerError": {
                    "date": iso_seconds(SystemTime::now()),
                    "request-id": request,
                    "client-request-id": request,
                },
            } }),
        )
    }
}

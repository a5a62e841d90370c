use std::time::SystemTime;

use axum::body::Body;
use axum::http::{Response, StatusCode};
use serde_json::json;
use time::OffsetDateTime;
use time::macros::format_description;

use crate::answer;
use crate::guid::Guid;

/// Why Entra refuses.
pub struct Fault {
    status: StatusCode,
    error: &'static str,
    code: u32,
    message: String,
}

impl Fault {
    /// A 400, as most faults are.
    pub fn new(error: &'static str, code: u32, message: String) -> Self {
        Self { status: StatusCode::BAD_REQUEST, error, code, message }
    }

    /// `invalid_client`, which is a 401.
    pub fn client(code: u32, message: String) -> Self {
        Self { status: StatusCode::UNAUTHORIZED, error: "invalid_client", code, message }
    }

    /// Neither a GUID nor a DNS name where the tenant stands.
    pub fn tenant_name(tenant: &str) -> Self {
        Self::new(
            "invalid_request",
            900_023,
            format!(
                "Specified tenant identifier '{tenant}' is neither a valid DNS name, nor a valid external domain."
            ),
        )
    }

    /// No such tenant.
    pub fn tenant_not_found(error: &'static str, tenant: &str) -> Self {
        Self::new(
            error,
            90_002,
            format!(
                "Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant."
            ),
        )
    }

    /// The documented body.
    pub fn into_response(self) -> Response<Body> {
        let (trace, correlation) = (Guid::random(), Guid::random());
        let timestamp = OffsetDateTime::from(SystemTime::now())
            .format(format_description!("[year]-[month]-[day] [hour]:[minute]:[second]Z"))
            .unwrap_or_default();
        let code = self.code;
        answer::json(
            self.status,
            json!({
                "error": self.error,
                "error_description": format!(
                    "AADSTS{code}: {}\r\nTrace ID: {trace}\r\nCorrelation ID: {correlation}\r\nTimestamp: {timestamp}",
                    self.message
                ),
                "error_codes": [code],
                "timestamp": timestamp,
                "trace_id": trace,
                "correlation_id": correlation,
                "error_uri": format!("https://login.microsoftonline.com/error?code={code}"),
            }),
        )
    }
}

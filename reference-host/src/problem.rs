use axum::body::Body;
use axum::http::header::{CONNECTION, CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER};
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse;
use azure_connect::contract::{ConnectionId, FieldProblem, Problem, Shown};

use crate::api::MERGE_PATCH;
use crate::log::event;
use crate::store::Fault;

/// A refusal on its way out: `application/problem+json`.
#[derive(Debug)]
pub struct Refusal {
    status: StatusCode,
    /// Boxed, because every answer may be one and few are.
    problem: Box<Problem>,
    headers: Vec<(HeaderName, String)>,
}

impl Refusal {
    fn new(status: StatusCode, kind: &str, title: &str) -> Self {
        let problem = Problem {
            type_uri: Shown::new(&format!("/problems/{kind}")),
            title: Shown::new(title),
            status: Some(status.as_u16()),
            ..Problem::default()
        };
        Self { status, problem: Box::new(problem), headers: Vec::new() }
    }

    fn detail(mut self, detail: &str) -> Self {
        self.problem.detail = Some(Shown::new(detail));
        self
    }

    fn retry_after(mut self, seconds: u32) -> Self {
        self.headers.push((RETRY_AFTER, seconds.to_string()));
        self
    }

    /// The rest of the request is not read.
    fn last(mut self) -> Self {
        self.headers.push((CONNECTION, "close".to_owned()));
        self
    }

    /// Fields of the body were refused, each with its place.
    pub fn fields(errors: Vec<FieldProblem>) -> Self {
        let mut refusal =
            Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", "Some values cannot be used");
        refusal.problem.errors = errors;
        refusal
    }

    /// The body is no JSON object.
    pub fn not_json() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "not-json", "The body is no JSON object")
    }

    /// The body has another content type.
    pub fn content_type() -> Self {
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "content-type", "The body has to be application/json")
    }

    /// The body of a change has another content type.
    pub fn patch_type() -> Self {
        let title = "The body has to be application/merge-patch+json";
        let mut refusal = Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "content-type", title);
        refusal.headers.push((HeaderName::from_static("accept-patch"), MERGE_PATCH.to_owned()));
        refusal
    }

    /// The body is larger than any connection.
    pub fn too_large() -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "The body is too large").last()
    }

    /// The body did not come in time.
    pub fn body_too_slow() -> Self {
        Self::new(StatusCode::REQUEST_TIMEOUT, "body-too-slow", "The body took too long to come").last()
    }

    /// The answer did not come in time; what it would have said is not known.
    pub fn too_slow() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "too-slow", "The answer took too long; ask again")
            .retry_after(5)
    }

    /// The database is locked, full or gone. Nothing was done.
    pub fn database_unavailable() -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "database-unavailable",
            "The platform cannot keep anything at the moment",
        )
        .detail("Nothing was changed. The same request works once the database is back.")
        .retry_after(5)
    }

    /// `Idempotency-Key` is missing or no UUID.
    pub fn key_required() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "idempotency-key", "This request needs an Idempotency-Key, a UUID")
    }

    /// Another body came under the same key.
    pub fn key_reused() -> Self {
        Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "key-reused",
            "Another body was sent under this Idempotency-Key",
        )
    }

    /// The first request under this key is still being answered.
    pub fn in_progress() -> Self {
        Self::new(StatusCode::CONFLICT, "in-progress", "The same request is still being answered")
            .retry_after(1)
    }

    /// The account has this connection.
    pub fn already_connected(id: ConnectionId) -> Self {
        let mut refusal = Self::new(StatusCode::CONFLICT, "already-connected", "This is connected already");
        refusal.problem.connection_id = Some(id);
        refusal
    }

    /// A connection that has been `connected` is changed, not replaced.
    pub fn not_replaceable(id: ConnectionId) -> Self {
        let mut refusal = Self::new(
            StatusCode::CONFLICT,
            "not-replaceable",
            "A connection that has worked cannot be replaced",
        );
        refusal.problem.connection_id = Some(id);
        refusal
    }

    /// The caller has seen another version of the connection.
    pub fn stale() -> Self {
        Self::new(
            StatusCode::PRECONDITION_FAILED,
            "stale",
            "The connection was changed in the meantime; look at it again",
        )
    }

    /// A new credential does not sign in; `trace_id` is Microsoft's.
    pub fn credential_refused(problem: FieldProblem, trace_id: Option<&str>) -> Self {
        let mut refusal = Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "credential-refused",
            "The new credential does not sign in; the old one stays in use",
        );
        refusal.problem.trace_id = trace_id.map(Shown::new);
        refusal.problem.errors = vec![problem];
        refusal
    }

    /// A credential that was kept a moment ago cannot be read.
    pub fn unreadable() -> Self {
        Self::internal()
    }

    /// The query cannot be read, or names something twice.
    pub fn query() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "query", "The query of this request cannot be read")
    }

    /// The account asks more often than anybody types.
    pub fn too_many(seconds: u32) -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, "too-many", "There were too many requests; ask again later")
            .retry_after(seconds)
    }

    /// No such connection of this account.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found", "There is no such connection")
    }

    /// No such operation.
    pub fn no_such_operation() -> Self {
        Self::new(StatusCode::NOT_FOUND, "no-such-operation", "There is no such operation")
    }

    /// The path is right, the method is not.
    pub fn method() -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "method", "This address does not take this method")
    }

    /// Nobody is signed in, or the session is over.
    pub fn signed_out() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "signed-out", "The session is over; sign in again")
    }

    /// The trusted proxy did not say whose request it is.
    pub fn no_account() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "no-account", "The request does not belong to an account")
    }

    /// The double-submit token is missing or another one.
    pub fn csrf() -> Self {
        Self::new(StatusCode::FORBIDDEN, "csrf", "The token of this request is missing or too old")
    }

    /// The page that asks may not.
    pub fn origin() -> Self {
        Self::new(StatusCode::FORBIDDEN, "origin", "Pages of this origin may not call")
    }

    /// The request was sent to another name than the host's.
    pub fn host() -> Self {
        Self::new(StatusCode::MISDIRECTED_REQUEST, "host", "The host is not known under this name")
    }

    /// Azure does not answer now, and nothing can be said without it. `after`: seconds that it asked to wait.
    pub fn azure_unreachable(after: Option<u32>) -> Self {
        Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "azure-unreachable",
            "Microsoft does not answer at the moment",
        )
        .retry_after(after.unwrap_or(5).max(1))
    }

    /// Something broke here; the log knows more.
    pub fn internal() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "Something went wrong at the platform")
            .detail("The request was not carried out. The log of the host has the cause.")
    }
}

impl From<sqlx::Error> for Refusal {
    fn from(error: sqlx::Error) -> Self {
        let fault = Fault::of(&error);
        event!(error, "the database refuses", kind = fault.kind, code = fault.code);
        if fault.passes { Self::database_unavailable() } else { Self::internal() }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response<Body> {
        let body = serde_json::to_vec(&self.problem).unwrap_or_default();
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = self.status;
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        for (name, value) in self.headers {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}

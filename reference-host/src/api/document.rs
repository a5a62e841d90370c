use axum::http::HeaderName;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};

/// What this API says, for machines: OpenAPI 3.1.
const DOCUMENT: &str = include_str!("../../../docs/openapi.json");

/// `GET {endpoint}/openapi.json`. No connection has this id: the host's are GUIDs.
pub async fn document() -> ([(HeaderName, &'static str); 2], &'static str) {
    // OpenAPI has no media type of its own that its readers would all take.
    ([(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-cache")], DOCUMENT)
}

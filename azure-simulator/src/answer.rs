use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName, HeaderValue};
use axum::http::{Response, StatusCode};
use serde_json::Value;

/// Stands on every answer of the simulator.
pub const SIMULATOR: HeaderName = HeaderName::from_static("x-azure-simulator");

/// A JSON answer that says that it is simulated: in a header, and in the object itself.
pub fn json(status: StatusCode, mut body: Value) -> Response<Body> {
    if let Value::Object(members) = &mut body {
        members.insert("simulator".into(), Value::Bool(true));
    }
    let mut response = Response::new(Body::from(body.to_string()));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// An answer without a body.
pub fn empty(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

/// Adds a header whose value was made here; one that HTTP does not allow is left out.
pub fn with_header(mut response: Response<Body>, name: HeaderName, value: &str) -> Response<Body> {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
    response
}

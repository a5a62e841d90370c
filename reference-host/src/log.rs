use std::time::Instant;

use axum::body::Body;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderValue, Response};
use axum::middleware::Next;

use crate::random;

/// Writes the log as JSON lines to stderr. What is logged is chosen field by field, never a body, a header
/// or an answer of Azure.
pub fn log_to_stderr() {
    let subscriber = tracing_subscriber::fmt()
        .json()
        .with_max_level(tracing::Level::INFO)
        .with_writer(std::io::stderr)
        .finish();
    // A second call, in tests, keeps the first log.
    let _ = tracing::subscriber::set_global_default(subscriber);
}

/// Names each request and logs how it was answered.
pub async fn requests(request: Request, next: Next) -> Response<Body> {
    let begin = Instant::now();
    let id = random::token();
    let method = request.method().clone();
    // The pattern, not the path: a path may hold anything that a stranger typed.
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", value);
    }
    tracing::info!(
        request = id,
        method = method.as_str(),
        route = route.as_deref().unwrap_or("other"),
        status = response.status().as_u16(),
        milliseconds = u64::try_from(begin.elapsed().as_millis()).unwrap_or(u64::MAX),
        "answered"
    );
    response
}

use std::path::Path;

use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderName, HeaderValue};
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

/// The policy under which the component promises to work, with the parts of it that an own page adds.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     require-trusted-types-for 'script'; trusted-types 'none'; \
     base-uri 'none'; form-action 'self'; frame-ancestors 'self'; object-src 'none'";

/// Serves a directory of pages under the strict policy, each file compressed where a `.br` lies beside it.
pub fn router<S: Clone + Send + Sync + 'static>(directory: Option<&Path>) -> Router<S> {
    let router = match directory {
        Some(directory) => Router::new().fallback_service(ServeDir::new(directory).precompressed_br()),
        None => Router::new(),
    };
    let header = |name: HeaderName, value| {
        SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
    };
    router
        .layer(header(CONTENT_SECURITY_POLICY, POLICY))
        .layer(header(X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(header(REFERRER_POLICY, "no-referrer"))
        // Asked again at each visit, answered 304: a new build is seen at once.
        .layer(header(CACHE_CONTROL, "no-cache"))
}

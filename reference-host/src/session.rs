use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::COOKIE;
use axum::http::{HeaderMap, Response};
use axum::middleware::Next;
use axum::response::IntoResponse;

use crate::host::Shared;
use crate::problem::Refusal;

/// The value of a cookie, if it was sent and is not empty.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|list| list.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, value)| *key == name && !value.is_empty())
        .map(|(_, value)| value)
}

/// Where `AC_SESSION_COOKIE` is set, a request without that cookie is signed out: a stand-in for a
/// platform's own sign-in, so that the way back from it can be tried.
pub async fn require(State(shared): State<Shared>, request: Request, next: Next) -> Response<Body> {
    match &shared.config.session_cookie {
        Some(name) if cookie(request.headers(), name).is_none() => Refusal::signed_out().into_response(),
        _ => next.run(request).await,
    }
}

#[cfg(test)]
mod tests {
    use super::cookie;
    use axum::http::HeaderMap;

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.insert("cookie", "xsid=1; sid=; csrf=abc".parse().unwrap());
        headers.append("cookie", "sid=2".parse().unwrap());
        assert_eq!(cookie(&headers, "sid"), Some("2"));
        assert_eq!(cookie(&headers, "csrf"), Some("abc"));
        assert_eq!(cookie(&headers, "id"), None);
    }
}

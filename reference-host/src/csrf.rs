use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{HeaderValue, SET_COOKIE};
use axum::http::{HeaderMap, Method, Response};
use axum::middleware::Next;
use axum::response::IntoResponse;
use subtle::ConstantTimeEq;

use crate::host::Shared;
use crate::problem::Refusal;
use crate::random;
use crate::session::cookie;

const COOKIE: &str = "csrf";
const HEADER: &str = "x-csrf-token";

/// The double-submit token: who can read the cookie and repeat it in a header is a page of this origin.
pub async fn guard(State(shared): State<Shared>, request: Request, next: Next) -> Response<Body> {
    if !shared.config.csrf {
        return next.run(request).await;
    }
    let changes = ![Method::GET, Method::HEAD, Method::OPTIONS].contains(request.method());
    if changes && !matches(request.headers()) {
        return Refusal::csrf().into_response();
    }
    let missing = cookie(request.headers(), COOKIE).is_none();
    let mut response = next.run(request).await;
    if missing {
        let set = format!("{COOKIE}={}; Path=/; SameSite=Strict", random::token());
        if let Ok(value) = HeaderValue::from_str(&set) {
            response.headers_mut().append(SET_COOKIE, value);
        }
    }
    response
}

fn matches(headers: &HeaderMap) -> bool {
    let sent = headers.get(HEADER).map(|value| value.as_bytes()).unwrap_or_default();
    cookie(headers, COOKIE).is_some_and(|token| token.as_bytes().ct_eq(sent).into())
}

#[cfg(test)]
mod tests {
    use super::matches;
    use axum::http::HeaderMap;

    #[test]
    fn header_and_cookie_have_to_agree() {
        let headers = |cookie: &str, header: &str| -> HeaderMap {
            let mut headers = HeaderMap::new();
            headers.insert("cookie", cookie.parse().unwrap());
            headers.insert("x-csrf-token", header.parse().unwrap());
            headers
        };
        assert!(matches(&headers("csrf=abc", "abc")));
        assert!(!matches(&headers("csrf=abc", "abd")));
        assert!(!matches(&headers("csrf=", "")));
        assert!(!matches(&headers("other=abc", "abc")));
        assert!(!matches(&HeaderMap::new()));
    }
}

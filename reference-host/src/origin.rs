use std::collections::BTreeSet;
use std::net::SocketAddr;

use axum::extract::{Request, State};
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Response};
use axum::middleware::Next;
use axum::{body::Body, response::IntoResponse};

use crate::host::Shared;
use crate::problem::Refusal;

/// Under which names the host is reached, and which pages may call it.
///
/// The check of `Host` keeps a page on a rebound DNS name out, that of `Origin` every other page. The host
/// sends no CORS header, so that no other origin could read an answer anyway.
#[derive(Debug)]
pub struct Origins {
    hosts: BTreeSet<String>,
    origins: BTreeSet<String>,
}

impl Origins {
    /// The host's own names on the address it listens on, and what the operator allows.
    pub fn new(listen: SocketAddr, allowed: &[String]) -> Self {
        let port = listen.port();
        let mut hosts: BTreeSet<String> = BTreeSet::new();
        if listen.ip().is_loopback() {
            hosts.extend([format!("127.0.0.1:{port}"), format!("localhost:{port}"), format!("[::1]:{port}")]);
        }
        hosts.insert(listen.to_string());
        let mut origins: BTreeSet<String> = hosts.iter().map(|host| format!("http://{host}")).collect();
        for origin in allowed {
            let origin = origin.to_ascii_lowercase();
            hosts.extend(origin.split_once("://").map(|(_, host)| host.to_owned()));
            origins.insert(origin);
        }
        Self { hosts, origins }
    }

    fn check(&self, headers: &HeaderMap) -> Result<(), Refusal> {
        let text =
            |name| headers.get(name).map(|value| value.to_str().unwrap_or_default().to_ascii_lowercase());
        let known = |host: String| self.hosts.contains(&host);
        if headers.get_all(HOST).iter().count() > 1 || !text(HOST).is_some_and(known) {
            return Err(Refusal::host());
        }
        match text(ORIGIN) {
            Some(origin) if !self.origins.contains(&origin) => return Err(Refusal::origin()),
            Some(_) => return Ok(()),
            None => {}
        }
        // Without an Origin it is no page, or a page that reads its own origin; browsers tell which.
        match headers.get("sec-fetch-site").map(|value| value.as_bytes()) {
            None | Some(b"same-origin" | b"none") => Ok(()),
            Some(_) => Err(Refusal::origin()),
        }
    }
}

/// Whether a text is an origin as browsers write it.
pub fn is_origin(text: &str) -> bool {
    url::Url::parse(text).is_ok_and(|url| {
        ["http", "https"].contains(&url.scheme())
            && url.origin().ascii_serialization() == text.to_ascii_lowercase()
    })
}

/// Lets only known names and known pages in.
pub async fn guard(State(shared): State<Shared>, request: Request, next: Next) -> Response<Body> {
    match shared.origins.check(request.headers()) {
        Ok(()) => next.run(request).await,
        Err(refusal) => refusal.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Origins, is_origin};
    use axum::http::HeaderMap;

    fn headers(list: &[(&'static str, &str)]) -> HeaderMap {
        list.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect()
    }

    #[test]
    fn own_names_and_own_pages_get_in() {
        let origins = Origins::new("127.0.0.1:8787".parse().unwrap(), &["https://App.example.com".into()]);
        for good in [
            headers(&[("host", "127.0.0.1:8787")]),
            headers(&[("host", "LOCALHOST:8787"), ("origin", "http://localhost:8787")]),
            headers(&[("host", "app.example.com"), ("origin", "https://app.example.com")]),
            headers(&[("host", "127.0.0.1:8787"), ("sec-fetch-site", "same-origin")]),
        ] {
            assert!(origins.check(&good).is_ok(), "{good:?}");
        }
        for bad in [
            headers(&[]),
            headers(&[("host", "127.0.0.1")]),
            headers(&[("host", "evil.example:8787")]),
            headers(&[("host", "127.0.0.1:8787"), ("origin", "https://evil.example")]),
            headers(&[("host", "127.0.0.1:8787"), ("origin", "null")]),
            headers(&[("host", "127.0.0.1:8787"), ("origin", "https://127.0.0.1:8787")]),
            headers(&[("host", "127.0.0.1:8787"), ("sec-fetch-site", "cross-site")]),
        ] {
            assert!(origins.check(&bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn two_hosts_in_one_request_are_none() {
        let origins = Origins::new("127.0.0.1:1".parse().unwrap(), &[]);
        let mut twice = headers(&[("host", "127.0.0.1:1")]);
        twice.append("host", "127.0.0.1:1".parse().unwrap());
        assert!(origins.check(&twice).is_err());
    }

    #[test]
    fn an_origin_has_no_path() {
        assert!(is_origin("https://app.example.com") && is_origin("http://127.0.0.1:8080"));
        for bad in ["https://app.example.com/", "app.example.com", "*", "null", "file:///x", "https://a:443"]
        {
            assert!(!is_origin(bad), "{bad}");
        }
    }
}

use std::fmt;

use super::{AllowedOrigins, Origin, Page};
use crate::azure::Cloud;
use crate::contract::LookupQuery;

/// The address that the platform's API has been granted to have: secrets go here and nowhere else.
///
/// A value of this type is the proof that the page, not the profile, vouches for the address: it is
/// on the page's own origin, or the page's author listed its origin in `allow-origins`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    origin: Origin,
    /// Absolute, without a closing slash.
    path: Box<str>,
    /// Empty, or `?…`.
    query: Box<str>,
    same_origin: bool,
}

/// No secret may go to this address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EndpointError(EndpointErrorKind);

/// Why no secret may go to an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EndpointErrorKind {
    /// It is no URL that means the same to everybody: an odd scheme or host, back slashes, white
    /// space, dot segments, a fragment.
    Odd,
    /// It names a user or a password.
    UserInfo,
    /// It would travel in the clear.
    Insecure,
    /// It is on the admin's own machine, but the page is not.
    Loopback,
    /// It is on another origin than the page, which `allow-origins` does not list.
    NotAllowed,
}

impl EndpointError {
    /// Why the address was refused.
    pub fn kind(self) -> EndpointErrorKind {
        self.0
    }

    /// The stable name of this error.
    pub fn code(self) -> &'static str {
        match self.0 {
            EndpointErrorKind::Odd => "endpoint-odd",
            EndpointErrorKind::UserInfo => "endpoint-user-info",
            EndpointErrorKind::Insecure => "endpoint-insecure",
            EndpointErrorKind::Loopback => "endpoint-loopback",
            EndpointErrorKind::NotAllowed => "endpoint-not-allowed",
        }
    }
}

impl fmt::Display for EndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for EndpointError {}

impl Endpoint {
    /// Resolves the URL of a profile or of the element's `endpoint` attribute against the page, and
    /// decides whether a secret may go there.
    ///
    /// # Errors
    /// When it may not.
    pub fn resolve(url: &str, page: &Page, allowed: &AllowedOrigins) -> Result<Self, EndpointError> {
        let err = |kind| Err(EndpointError(kind));
        let (origin, rest) = match Origin::split(url) {
            Ok((origin, rest)) => (origin, rest.to_owned()),
            Err(error) if error.kind() == super::OriginErrorKind::UserInfo => {
                return err(EndpointErrorKind::UserInfo);
            }
            Err(error) if error.kind() != super::OriginErrorKind::Scheme => {
                return err(EndpointErrorKind::Odd);
            }
            // No scheme of ours: a reference to the page's own origin, or none at all.
            Err(_) => match on_page(url, page) {
                Some(rest) => (page.origin().clone(), rest),
                None => return err(EndpointErrorKind::Odd),
            },
        };
        let (path, query) = rest.split_at(rest.find('?').unwrap_or(rest.len()));
        if !is_plain_path(path)
            || !query.bytes().all(|b| is_path_byte(b) || b == b'?')
            || !escapes_are_whole(&rest)
        {
            return err(EndpointErrorKind::Odd);
        }
        let same_origin = origin == *page.origin();
        if !origin.is_secure() && !origin.is_loopback() {
            return err(EndpointErrorKind::Insecure);
        }
        if origin.is_loopback() && !page.origin().is_loopback() {
            return err(EndpointErrorKind::Loopback);
        }
        if !same_origin && !allowed.contains(&origin) {
            return err(EndpointErrorKind::NotAllowed);
        }
        Ok(Self { origin, path: path.trim_end_matches('/').into(), query: query.into(), same_origin })
    }

    /// Who answers there.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Whether it is on the page's own origin.
    pub fn is_same_origin(&self) -> bool {
        self.same_origin
    }

    /// The URL of the endpoint itself: an absolute one, so that no `<base>` element bends it.
    pub fn url(&self) -> String {
        self.under(&[])
    }

    /// The URL of what is below the endpoint. Each segment must be safe in a path as it is: a
    /// [`ConnectionId`](crate::contract::ConnectionId), or a word of ours.
    pub fn under(&self, segments: &[&str]) -> String {
        let mut url = String::from(self.origin.as_str());
        url.push_str(&self.path);
        for segment in segments {
            url.push('/');
            url.push_str(segment);
        }
        if self.path.is_empty() && segments.is_empty() {
            url.push('/');
        }
        url.push_str(&self.query);
        url
    }

    /// The URL of a further page of what the endpoint lists: `reference` is the platform's word for
    /// it. It may only be a query, so that an answer cannot send the next request anywhere else.
    pub fn page(&self, reference: &str) -> Option<String> {
        let query = reference.strip_prefix('?')?;
        let good = query.bytes().all(|b| is_path_byte(b) || b == b'?') && escapes_are_whole(query);
        good.then(|| self.asking(&[], query))
    }

    /// The URL that looks a directory or a subscription up.
    pub fn lookup(&self, query: &LookupQuery) -> String {
        self.asking(&["lookup"], &query.to_query())
    }

    /// The URL that says what a federated credential has to say in a cloud.
    pub fn federation(&self, cloud: Cloud) -> String {
        self.asking(&["federation"], &["cloud=", cloud.name()].concat())
    }

    /// The URL of what a template puts behind the path of the endpoint: nothing, or something that begins with a slash.
    /// `None`, if a browser would not take it for what it says.
    pub fn below(&self, path: &str, query: &str) -> Option<String> {
        let plain = path.is_empty() || (path.starts_with('/') && is_plain_path(path) && !path.ends_with('/'));
        let whole = escapes_are_whole(path) && escapes_are_whole(query);
        if !plain || !whole || !query.bytes().all(is_path_byte) {
            return None;
        }
        let mut url = [self.origin.as_str(), &self.path, path].concat();
        if self.path.is_empty() && path.is_empty() {
            url.push('/');
        }
        url.push_str(&self.query);
        if !query.is_empty() {
            url.push(if self.query.is_empty() { '?' } else { '&' });
            url.push_str(query);
        }
        Some(url)
    }

    fn asking(&self, segments: &[&str], query: &str) -> String {
        let mut url = self.under(segments);
        url.push(if self.query.is_empty() { '?' } else { '&' });
        url.push_str(query);
        url
    }
}

/// The path and query of a reference without a scheme, made absolute.
fn on_page(url: &str, page: &Page) -> Option<String> {
    if url.starts_with("//") {
        return None;
    }
    if url.starts_with('/') {
        return Some(url.to_owned());
    }
    let url = url.strip_prefix("./").unwrap_or(url);
    // A colon in the first segment makes it a scheme: `javascript:`, `data:`, `https:evil`.
    let first = url.split(['/', '?']).next()?;
    if first.is_empty() || first.contains(':') {
        return None;
    }
    Some([page.directory(), url].concat())
}

/// Begins with a slash (or is empty), has no empty and no dot segments, and only bytes that no browser touches.
fn is_plain_path(path: &str) -> bool {
    let Some(segments) = path.strip_suffix('/').unwrap_or(path).strip_prefix('/') else {
        return path.is_empty() || path == "/";
    };
    segments.split('/').all(|segment| {
        !segment.is_empty() && !is_dots(segment.as_bytes()) && segment.bytes().all(is_path_byte)
    })
}

/// Whether there is nothing but dots, escaped or not: browsers take such a segment for a step.
fn is_dots(segment: &[u8]) -> bool {
    match segment {
        [] => true,
        [b'.', rest @ ..] | [b'%', b'2', b'e' | b'E', rest @ ..] => is_dots(rest),
        _ => false,
    }
}

/// RFC 3986 `pchar`, the slash, and the percent sign of an escape. Apostrophes are left out:
/// browsers escape them in queries.
fn is_path_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b"/-._~%!$&()*+,;=:@".contains(&b)
}

fn escapes_are_whole(text: &str) -> bool {
    text.split('%').skip(1).all(|rest| rest.len() >= 2 && rest.bytes().take(2).all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Endpoint, EndpointErrorKind, LookupQuery};
    use crate::azure::Cloud;
    use crate::exchange::{AllowedOrigins, Page};

    const PAGE: (&str, &str) = ("https://app.example.com", "/onboarding/azure");

    fn resolve_on(page: (&str, &str), url: &str, allowed: &str) -> Result<Endpoint, EndpointErrorKind> {
        let page = Page::parse(page.0, page.1).unwrap();
        Endpoint::resolve(url, &page, &AllowedOrigins::parse(allowed).unwrap()).map_err(|error| error.kind())
    }

    fn url(text: &str, allowed: &str) -> Result<String, EndpointErrorKind> {
        resolve_on(PAGE, text, allowed).map(|endpoint| endpoint.url())
    }

    #[test]
    fn the_pages_own_origin_needs_no_permission() {
        for (text, resolved) in [
            ("/api/azure/connections", "https://app.example.com/api/azure/connections"),
            ("/api/azure/connections/", "https://app.example.com/api/azure/connections"),
            ("/", "https://app.example.com/"),
            ("api/connections", "https://app.example.com/onboarding/api/connections"),
            ("./api", "https://app.example.com/onboarding/api"),
            ("https://app.example.com/api?v=1&x=a%20b", "https://app.example.com/api?v=1&x=a%20b"),
            ("https://APP.example.com:443/api", "https://app.example.com/api"),
            ("https://app.example.com", "https://app.example.com/"),
            ("/a/@me/x:y", "https://app.example.com/a/@me/x:y"),
        ] {
            assert_eq!(url(text, "").as_deref(), Ok(resolved), "{text}");
        }
    }

    #[test]
    fn another_origin_is_allowed_by_the_page_only() {
        let api = "https://api.example.com/azure";
        assert_eq!(url(api, ""), Err(EndpointErrorKind::NotAllowed));
        assert_eq!(url(api, "https://api.example.org"), Err(EndpointErrorKind::NotAllowed));
        assert_eq!(url(api, "https://api.example.com:8443"), Err(EndpointErrorKind::NotAllowed));
        assert_eq!(
            url("https://sub.api.example.com/", "https://api.example.com"),
            Err(EndpointErrorKind::NotAllowed)
        );
        let endpoint = resolve_on(PAGE, api, "https://other.example https://API.example.com/").unwrap();
        assert!(!endpoint.is_same_origin());
        assert_eq!(endpoint.url(), api);
    }

    #[test]
    fn nothing_travels_in_the_clear() {
        assert_eq!(
            url("http://app.example.com/api", "http://app.example.com"),
            Err(EndpointErrorKind::Insecure)
        );
        let intranet = ("http://intranet", "/");
        assert_eq!(resolve_on(intranet, "/api", "").unwrap_err(), EndpointErrorKind::Insecure);
    }

    #[test]
    fn loopback_is_for_pages_on_loopback() {
        for host in ["http://localhost:8787", "https://localhost", "http://127.0.0.1:1", "http://[::1]:8787"]
        {
            let text = [host, "/api"].concat();
            assert_eq!(url(&text, host), Err(EndpointErrorKind::Loopback), "{host}");
            let dev = ("http://localhost:5173", "/");
            assert!(resolve_on(dev, &text, host).is_ok(), "{host}");
            assert_eq!(resolve_on(dev, &text, "").unwrap_err(), EndpointErrorKind::NotAllowed, "{host}");
        }
        assert!(resolve_on(("http://127.0.0.1:8080", "/"), "/api", "").unwrap().is_same_origin());
    }

    #[test]
    fn whatever_reads_differently_to_somebody_is_refused() {
        for text in [
            "",
            " ",
            "//evil.example/api",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/api\\..\\x",
            "/api/../../x",
            "/api/./x",
            "/api/%2e%2E/x",
            "/api/.%2e",
            "/api/...",
            "/api//x",
            "/api\t",
            "/a\npi",
            " /api",
            "/api ",
            "/api#x",
            "/apí",
            "/api%2",
            "/api%zz",
            "../api",
            "?x=1",
            "#x",
            "javascript:alert(1)",
            "data:text/html,x",
            "blob:https://app.example.com/x",
            "https:api",
            "https:/api",
            "https:\\\\app.example.com",
            "https://app.example.com./api",
            "https://app.example.com:443x/api",
            "file:///etc/passwd",
            "ws://app.example.com/",
            "/a\"b",
            "/a<b",
            "/a{b}",
            "/a|b",
            "/a'b",
        ] {
            assert_eq!(url(text, "https://evil.example"), Err(EndpointErrorKind::Odd), "{text:?}");
        }
    }

    #[test]
    fn a_user_in_the_url_is_named_as_the_reason() {
        for text in [
            "https://u:p@app.example.com/api",
            "https://app.example.com@evil.example/",
            "https://app.example.com\\@evil.example/",
            "https://@app.example.com/",
        ] {
            assert_eq!(url(text, "https://evil.example"), Err(EndpointErrorKind::UserInfo), "{text}");
        }
    }

    #[test]
    fn ids_join_the_path_before_the_query() {
        let endpoint = resolve_on(PAGE, "/api/connections/?v=1", "").unwrap();
        assert_eq!(
            endpoint.under(&["c1", "verify"]),
            "https://app.example.com/api/connections/c1/verify?v=1"
        );
        assert_eq!(resolve_on(PAGE, "/", "").unwrap().under(&["c1"]), "https://app.example.com/c1");
    }

    #[test]
    fn a_further_page_is_a_query_and_nothing_else() {
        let plain = resolve_on(PAGE, "/api", "").unwrap();
        assert_eq!(plain.page("?after=c%201").as_deref(), Some("https://app.example.com/api?after=c%201"));
        let with_query = resolve_on(PAGE, "/api?v=1", "").unwrap();
        assert_eq!(with_query.page("?after=c1").as_deref(), Some("https://app.example.com/api?v=1&after=c1"));
        for reference in [
            "",
            "after=c1",
            "/other",
            "//evil.example",
            "https://evil.example/",
            "?a#b",
            "?a b",
            "?a\\b",
            "?%",
            "#x",
        ] {
            assert_eq!(plain.page(reference), None, "{reference}");
        }
    }

    #[test]
    fn a_template_stays_below_the_endpoint() {
        let below = |endpoint: &str, path, query| resolve_on(PAGE, endpoint, "").unwrap().below(path, query);
        let at = |rest: &str| Some(["https://app.example.com", rest].concat());
        assert_eq!(below("/api/", "", ""), at("/api"));
        assert_eq!(below("/", "", ""), at("/"));
        assert_eq!(below("/", "/a%2Fb", "c=%26"), at("/a%2Fb?c=%26"));
        assert_eq!(below("/api?v=1", "/a/b", "c=d"), at("/api/a/b?v=1&c=d"));
        for path in [
            "a",
            "//a",
            "/",
            "/a/",
            "/..",
            "/a/%2e%2E/b",
            "/a?b",
            "/a#b",
            "/a\\b",
            "/%",
            "/é",
            "@evil.example",
        ] {
            assert_eq!(below("/api", path, ""), None, "{path}");
        }
        for query in ["a=b#c", "a b", "%", "?é"] {
            assert_eq!(below("/api", "", query), None, "{query}");
        }
    }

    #[test]
    fn a_look_up_is_below_the_endpoint_and_after_its_query() {
        let query = LookupQuery { tenant: "contoso.com".parse().ok(), ..LookupQuery::new(Cloud::AzureCloud) };
        let url = |endpoint: &str| resolve_on(PAGE, endpoint, "").unwrap().lookup(&query);
        assert_eq!(url("/api/"), "https://app.example.com/api/lookup?cloud=AzureCloud&tenant=contoso.com");
        assert_eq!(
            url("/api?v=1"),
            "https://app.example.com/api/lookup?v=1&cloud=AzureCloud&tenant=contoso.com"
        );
    }

    proptest! {
        /// Without an entry in `allow-origins` no text whatsoever leads off the page's origin.
        #[test]
        fn no_text_leaves_the_origin(text in r"(https?:)?[/\\]{0,3}([a-z.@:\[\]%\\ \t-]|app\.example\.com|evil\.example){0,8}[/?#]?[ -~]{0,10}") {
            if let Ok(resolved) = url(&text, "") {
                prop_assert!(resolved.starts_with("https://app.example.com/"), "{resolved}");
            }
        }

        #[test]
        fn no_text_breaks_it(text in any::<String>()) {
            let _ = url(&text, "https://evil.example");
        }
    }
}

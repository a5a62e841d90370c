//! Addresses: a secret goes where it may, however the address is written.

use azure_connect::exchange::{AllowedOrigins, Endpoint, Origin, Page, Place};
use azure_connect::profile::{EndpointUrl, WebUrl};

const HOME: &str = "https://app.example.com";
const OTHER: &str = "https://api.example.net:8443";

pub fn check(text: &str) {
    if let Ok(origin) = Origin::parse(text) {
        assert_eq!(Origin::parse(origin.as_str()), Ok(origin.clone()));
        plain(origin.as_str());
        assert!(!origin.as_str().ends_with('/') && origin.as_str().starts_with("http"));
    }
    if let Ok(url) = WebUrl::try_from(text.to_owned()) {
        assert_eq!(url.as_str(), text);
        plain(text);
    }
    if let Ok(url) = EndpointUrl::parse(text) {
        plain(url.as_str());
        assert!(!url.as_str().ends_with('/') && !url.as_str().starts_with("//"));
        assert_eq!(EndpointUrl::parse(url.as_str()), Ok(url));
    }
    endpoint(text);
    let place = Place::of_pointer(text);
    assert!(!place.id().contains('/'));
}

fn endpoint(text: &str) {
    let (Ok(page), Ok(one)) = (Page::parse(HOME, "/onboarding/azure"), AllowedOrigins::parse(OTHER)) else {
        assert!(text.is_empty(), "our own origins are none");
        return;
    };
    let nobody = AllowedOrigins::default();
    let resolved = Endpoint::resolve(text, &page, &nobody);
    if let Ok(endpoint) = &resolved {
        assert!(endpoint.is_same_origin());
        stays(endpoint, HOME);
    }
    if let Ok(endpoint) = Endpoint::resolve(text, &page, &one) {
        assert_eq!(endpoint.is_same_origin(), resolved.is_ok());
        stays(&endpoint, if endpoint.is_same_origin() { HOME } else { OTHER });
        assert_eq!(
            Endpoint::resolve(&endpoint.url(), &page, &one).map(|again| again.url()),
            Ok(endpoint.url())
        );
    }
    // Somebody else's word for a page of a list leads nowhere else.
    if let Ok(endpoint) = Endpoint::resolve("/api/azure", &page, &nobody)
        && let Some(next) = endpoint.page(text)
    {
        plain(&next);
        assert!(next.starts_with("https://app.example.com/api/azure?"), "{next}");
    }
    // A list of origins is what it says, and nothing of it is a pattern.
    if let Ok(list) = AllowedOrigins::parse(text)
        && let Ok(strange) = Origin::parse("https://evil.example")
    {
        let is_strange = |entry: &str| Origin::parse(entry).is_ok_and(|origin| origin == strange);
        let entries = text.split(|c: char| c.is_ascii_whitespace() || c == ',');
        assert_eq!(list.contains(&strange), entries.into_iter().any(is_strange));
    }
}

fn stays(endpoint: &Endpoint, origin: &str) {
    for url in [endpoint.url(), endpoint.under(&["c1", "verify"])] {
        plain(&url);
        let rest = url.strip_prefix(origin);
        assert!(rest.is_some_and(|rest| rest.starts_with('/')), "{url}");
        let path = url.split('?').next().unwrap_or_default();
        assert!(!path.split('/').any(|part| part == ".." || part == "."), "{url}");
    }
}

/// Nothing that one browser reads otherwise than another.
fn plain(url: &str) {
    assert!(url.bytes().all(|b| b.is_ascii_graphic() && b != b'\\'), "{url:?}");
    if let Some((_, rest)) = url.split_once("://").filter(|_| !url.starts_with('/')) {
        let authority = rest.split(['/', '?', '#']).next();
        assert!(authority.is_some_and(|authority| !authority.contains('@')), "{url:?}");
    }
}

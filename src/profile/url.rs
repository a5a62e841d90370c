//! Addresses that a profile may name.
//!
//! No URL library comes along for this (its tables alone would weigh more than the wizard): what is
//! taken is a narrow grammar of which every browser makes the same thing, and the rest is refused.

use super::place::{Object, Place};

/// The longest address, in characters.
const LONGEST: usize = 2000;

/// A web page: https, or http on this machine (`localhost`, `127.0.0.0/8`, `[::1]`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "schema", derive(serde::Serialize))]
pub struct WebUrl(String);

impl WebUrl {
    pub(super) fn read_optional(object: &Object<'_>, key: &str) -> Option<Self> {
        object.optional_grammar(key, absolute).map(Self)
    }

    /// The address as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for WebUrl {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        absolute(&text)?;
        Ok(Self(text))
    }
}

/// Where an endpoint is: a path on the page's own origin, or an absolute address (https, or http on this
/// machine), without a slash at the end. Empty only where a profile has no endpoint (the dialect `env`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "schema", derive(serde::Serialize))]
pub struct EndpointUrl(String);

impl EndpointUrl {
    /// Reads an address as the element's `endpoint` attribute gives it: the same rules as in a profile.
    ///
    /// # Errors
    /// What is wrong, in English, for a developer.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        Self::try_from(text.to_owned())
    }

    /// The address. It never ends in a slash, so `/{id}` can follow.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is a path on the page's own origin.
    pub fn is_path(&self) -> bool {
        self.0.starts_with('/')
    }
}

impl EndpointUrl {
    pub(super) fn read(place: &Place<'_>) -> Self {
        Self::bare(place.grammar(Self::check))
    }

    fn check(text: &str) -> Result<(), &'static str> {
        if text.starts_with('/') {
            if text.starts_with("//") {
                return Err("must not start with two slashes: that is another host");
            }
            characters(text)?;
        } else {
            absolute(text)?;
        }
        if text.contains(['?', '#']) {
            return Err("must have neither a query nor a fragment: `/{id}` is put after it");
        }
        if text.bytes().all(|b| b == b'/') { Err("must be more than `/`") } else { Ok(()) }
    }

    fn bare(mut text: String) -> Self {
        while text.ends_with('/') {
            text.pop();
        }
        Self(text)
    }
}

impl TryFrom<String> for EndpointUrl {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::check(&text).map(|()| Self::bare(text))
    }
}

/// The characters that a browser leaves alone in any part of an address (RFC 3986 without its gaps).
fn characters(text: &str) -> Result<(), &'static str> {
    if text.len() > LONGEST {
        Err("is too long")
    } else if text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&b)) {
        Ok(())
    } else {
        Err("holds characters that do not belong in an address")
    }
}

/// A path below an endpoint: it begins with a slash and stays below it in every browser.
pub(super) fn below(path: &str) -> Result<(), &'static str> {
    characters(path)?;
    if !path.starts_with('/') {
        return Err(
            "must begin with a slash: it is put behind `endpoint.url`, and no other address can be named",
        );
    }
    if path.contains(['?', '#', '[', ']', '\'']) {
        return Err("must have neither a query (that is `query`) nor a fragment");
    }
    for segment in path.split('/').skip(1) {
        let plain = segment.replace("%2e", ".").replace("%2E", ".");
        if segment.is_empty() {
            return Err("must not have an empty segment");
        }
        if plain.bytes().all(|b| b == b'.') {
            return Err("must not step out of its place with dots");
        }
    }
    Ok(())
}

fn absolute(text: &str) -> Result<(), &'static str> {
    characters(text)?;
    let (secure, rest) = if let Some(rest) = after(text, "https://") {
        (true, rest)
    } else if let Some(rest) = after(text, "http://") {
        (false, rest)
    } else {
        return Err("must start with https://");
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        return Err("must not hold a user name or a password");
    }
    let (host, port) = if authority.starts_with('[') {
        authority.find(']').and_then(|end| authority.split_at_checked(end + 1)).unwrap_or((authority, ""))
    } else {
        authority.find(':').and_then(|colon| authority.split_at_checked(colon)).unwrap_or((authority, ""))
    };
    let port = port.strip_prefix(':').unwrap_or(if port.is_empty() { "443" } else { "" });
    if !port.bytes().all(|b| b.is_ascii_digit()) || port.parse::<u16>().is_err() {
        return Err("has a port that is none");
    }
    if is_loopback(host) {
        Ok(())
    } else if !is_host(host) {
        Err("has no proper host name")
    } else if !secure {
        Err("must start with https://: http is for this machine only")
    } else {
        Ok(())
    }
}

/// What follows `start`, which is matched whatever the case.
fn after<'t>(text: &'t str, start: &str) -> Option<&'t str> {
    let (head, rest) = text.split_at_checked(start.len())?;
    head.eq_ignore_ascii_case(start).then_some(rest)
}

fn is_loopback(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    host == "localhost"
        || host.strip_suffix(".localhost").is_some_and(is_host)
        || host == "[::1]"
        || host.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}

/// A DNS name or an IPv4 address; other names of IPv6 addresses than `[::1]` have no business here.
fn is_host(host: &str) -> bool {
    host.len() <= 253
        && host.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages() {
        for good in [
            "https://example.com",
            "HTTPS://Example.com/a?b=c#d",
            "https://xn--bcher-kva.example:8443/",
            "http://localhost:3000/x",
            "http://app.localhost",
            "http://127.0.0.1:8787",
            "http://[::1]:1/",
            "https://[::1]/",
        ] {
            assert_eq!(WebUrl::try_from(good.to_owned()).as_ref().map(WebUrl::as_str), Ok(good));
        }
        for bad in [
            "",
            "example.com",
            "http://example.com",
            "http://localhost.example.com",
            "http://127.0.0.1.example.com",
            "http://127.1",
            "http://0x7f000001",
            "https://",
            "https:///x",
            "https://a..b",
            "https://-a.example",
            "https://user@example.com",
            "https://user:word@example.com",
            "http://localhost@example.com/",
            "http://localhost:80@example.com/",
            "https://example.com:port",
            "https://example.com:",
            "https://example.com:99999",
            "https://example.com:+1",
            "https://[::2]",
            "https://[::1",
            "https://example.com\\@evil.example",
            "https://example.com/ x",
            "https://exämple.com",
            "javascript:alert(1)",
            "java\nscript:alert(1)",
            "data:text/html,x",
            "ftp://example.com",
            "mailto:a@example.com",
            "/help",
            "//example.com",
            " https://example.com",
        ] {
            assert!(WebUrl::try_from(bad.to_owned()).is_err(), "{bad}");
        }
        assert!(WebUrl::try_from(format!("https://example.com/{}", "a".repeat(LONGEST))).is_err());
    }

    #[test]
    fn endpoints() {
        for (written, read) in [
            ("/api/azure/connections", "/api/azure/connections"),
            ("/api/azure/connections/", "/api/azure/connections"),
            ("https://api.example.com", "https://api.example.com"),
            ("https://api.example.com/v1//", "https://api.example.com/v1"),
            ("http://127.0.0.1:8787/api", "http://127.0.0.1:8787/api"),
        ] {
            assert_eq!(EndpointUrl::parse(written).as_ref().map(EndpointUrl::as_str), Ok(read));
        }
        for bad in [
            "",
            "/",
            "//evil.example/api",
            "/\\evil.example/api",
            "api/azure",
            "./api",
            "?x",
            "/api?x=1",
            "/api#x",
            "https://api.example.com?x",
            "http://api.example.com/",
            "javascript:alert(1)",
            "JAVASCRIPT://x",
            "data:application/json,{}",
            "blob:https://example.com/1",
            "file:///etc/passwd",
            "/api\t/x",
            "/${param.x}",
        ] {
            assert!(EndpointUrl::parse(bad).is_err(), "{bad}");
        }
        assert!(EndpointUrl::parse("/api").is_ok_and(|url| url.is_path()));
        assert!(EndpointUrl::parse("https://a.example").is_ok_and(|url| !url.is_path()));
    }
}

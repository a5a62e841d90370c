//! Names of headers and cookies.

use super::place::Place;
use crate::text::find;

/// The longest name, in characters.
const LONGEST: usize = 100;

/// The name of a request header that a profile may set: never one that carries a credential, which has no
/// place in a file that every visitor can read, and never one that the browser or the wizard sets itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "schema", derive(serde::Serialize))]
pub struct HeaderName(String);

impl HeaderName {
    /// The name as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl HeaderName {
    pub(super) fn read(place: &Place<'_>) -> Self {
        Self(place.grammar(Self::check))
    }

    fn check(name: &str) -> Result<(), &'static str> {
        let lower = name.to_ascii_lowercase();
        if !is_token(name) {
            Err("must be the name of a header: letters, digits and hyphens")
        } else if carries_credentials(&lower) {
            Err(
                "is a header that carries credentials, and a profile is public: the page's own `headers` property or the platform's backend adds it",
            )
        } else if is_taken(&lower) {
            Err("is set by the browser or by the wizard itself")
        } else {
            Ok(())
        }
    }
}

impl TryFrom<String> for HeaderName {
    type Error = &'static str;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        Self::check(&name).map(|()| Self(name))
    }
}

/// The name of a cookie.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "schema", derive(serde::Serialize))]
pub struct CookieName(String);

impl CookieName {
    /// The name as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl CookieName {
    pub(super) fn read(place: &Place<'_>) -> Self {
        Self(place.grammar(Self::check))
    }

    fn check(name: &str) -> Result<(), &'static str> {
        if is_token(name) { Ok(()) } else { Err("must be the name of a cookie") }
    }
}

impl TryFrom<String> for CookieName {
    type Error = &'static str;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        Self::check(&name).map(|()| Self(name))
    }
}

/// The token of RFC 9110, 5.6.2.
fn is_token(name: &str) -> bool {
    (1..=LONGEST).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b))
}

pub(super) fn carries_credentials(lower: &str) -> bool {
    let bare: String = lower.chars().filter(char::is_ascii_alphanumeric).collect();
    let has = |word| find(&bare, word).is_some();
    let against_forgery = has("csrf") || has("xsrf");
    ["authorization", "cookie", "apikey", "password", "clientsecret"].iter().any(|word| has(word))
        || !against_forgery
            && (["key", "secret"].iter().any(|word| bare.ends_with(word))
                || ["apitoken", "authtoken", "accesstoken", "sessiontoken", "securitytoken", "bearer"]
                    .iter()
                    .any(|word| has(word)))
}

fn is_taken(lower: &str) -> bool {
    let starts = [
        "sec-",
        "proxy-",
        "access-control-",
        "content-",
        "accept",
        "if-",
        "x-forwarded-",
        "x-http-method",
        "x-method-override",
    ];
    starts.iter().any(|start| lower.starts_with(start))
        || [
            "connection",
            "date",
            "dnt",
            "expect",
            "host",
            "keep-alive",
            "origin",
            "prefer",
            "referer",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "via",
        ]
        .contains(&lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_against_forgery_are_welcome() {
        for name in [
            "X-CSRF-Token",
            "x-xsrf-token",
            "RequestVerificationToken",
            "csrf",
            "X-CSRF-Key",
            "X-Requested-With",
        ] {
            assert!(HeaderName::try_from(name.to_owned()).is_ok(), "{name}");
        }
    }

    #[test]
    fn credentials_and_the_browsers_own_are_refused() {
        for name in [
            "Authorization",
            "authorization",
            "Proxy-Authorization",
            "X-Authorization",
            "Cookie",
            "Set-Cookie",
            "X-API-Key",
            "apikey",
            "DD-API-KEY",
            "X-Octopus-ApiKey",
            "Ocp-Apim-Subscription-Key",
            "x-functions-key",
            "X-Auth-Token",
            "X-Amz-Security-Token",
            "X-HTTP-Method-Override",
            "X-Forwarded-For",
            "Idempotency-Key",
            "Content-Type",
            "Host",
            "Sec-Fetch-Site",
            "If-Match",
            "Origin",
            "",
            "X CSRF",
            "X-CSRF:",
            "Ünicode",
            "a\r\nb",
        ] {
            assert!(HeaderName::try_from(name.to_owned()).is_err(), "{name}");
        }
    }

    #[test]
    fn cookies_have_a_grammar() {
        assert_eq!(
            CookieName::try_from("__Host-csrf".to_owned()).as_ref().map(CookieName::as_str),
            Ok("__Host-csrf")
        );
        for name in ["", "a=b", "a;b", "a b", "ä"] {
            assert!(CookieName::try_from(name.to_owned()).is_err(), "{name}");
        }
    }
}

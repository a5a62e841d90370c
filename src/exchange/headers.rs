use std::fmt;

/// The headers of one request, one value to a name.
///
/// Whoever adds one may not override what was there before, so the order of calls is the order of
/// precedence: what the protocol needs, what the host page says, what the profile says.
#[derive(Clone, Default)]
pub struct Headers(Vec<(String, String)>);

/// Values are per-session tokens: they do not belong in a log.
impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(|(name, _)| name)).finish()
    }
}

impl Headers {
    /// Adds a header, unless it is malformed or its name is taken. Whether it was added.
    ///
    /// A header that a browser would refuse is left out here, since there it would throw.
    pub fn add(&mut self, name: &str, value: &str) -> bool {
        let taken = self.0.iter().any(|(other, _)| other.eq_ignore_ascii_case(name));
        let good = !taken && is_header_name(name) && is_header_value(value);
        if good {
            self.0.push((name.to_owned(), value.to_owned()));
        }
        good
    }

    /// Name and value of each.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

/// Whether a name is a token as RFC 9110 has it.
pub fn is_header_name(name: &str) -> bool {
    let token = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    !name.is_empty() && name.bytes().all(token)
}

/// Visible ASCII and inner spaces: what every server reads in the same way.
fn is_header_value(value: &str) -> bool {
    value.trim_ascii() == value && value.bytes().all(|b| (0x20..0x7f).contains(&b) || b == b'\t')
}

/// Whether a profile may name this header.
///
/// A profile is public data, so a key or a token in it would be published, and what it says may
/// neither speak for the admin nor change how a request is understood. Tokens of a session come
/// from the page, through `headers`.
pub fn profile_may_name(header: &str) -> bool {
    let name = header.to_ascii_lowercase();
    let taken = [
        "accept",
        "content-encoding",
        "content-length",
        "content-type",
        "cookie",
        "cookie2",
        "host",
        "idempotency-key",
        "if-match",
        "origin",
        "referer",
        "set-cookie",
        "transfer-encoding",
    ];
    let kinds = ["proxy-", "sec-", "x-forwarded-", "x-http-method", "x-method-override"];
    // Wherever it stands in the name: X-Api-Key, Ocp-Apim-Subscription-Key, X-Functions-Key,
    // X-Amz-Security-Token, X-Auth-Token. A CSRF token is the one token that a profile names.
    let credentials = [
        "apikey",
        "api-key",
        "api_key",
        "authorization",
        "authentication",
        "secret",
        "password",
        "access-token",
        "auth-token",
        "security-token",
        "id-token",
    ];
    let key = name.ends_with("-key") || name.ends_with("_key") || name == "key" || name == "token";
    is_header_name(header)
        && !key
        && !taken.contains(&name.as_str())
        && !kinds.iter().any(|kind| name.starts_with(kind))
        && !credentials.iter().any(|word| name.contains(word))
}

/// The value of a cookie in `document.cookie`, as it stands there.
pub fn cookie<'a>(cookies: &'a str, name: &str) -> Option<&'a str> {
    let pairs = cookies.split(';').filter_map(|pair| pair.trim_ascii().split_once('='));
    pairs.into_iter().find(|(other, _)| *other == name).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::{Headers, cookie, profile_may_name};

    #[test]
    fn the_first_to_name_a_header_keeps_it() {
        let mut headers = Headers::default();
        assert!(headers.add("Content-Type", "application/json"));
        assert!(headers.add("X-CSRF-Token", "a"));
        assert!(!headers.add("content-type", "text/plain"));
        assert!(!headers.add("x-csrf-token", "b"));
        let list: Vec<_> = headers.iter().collect();
        assert_eq!(list, [("Content-Type", "application/json"), ("X-CSRF-Token", "a")]);
        assert_eq!(format!("{headers:?}"), r#"["Content-Type", "X-CSRF-Token"]"#);
    }

    #[test]
    fn what_a_browser_would_throw_at_is_left_out() {
        let mut headers = Headers::default();
        for (name, value) in [
            ("", "x"),
            ("X Y", "x"),
            ("X:Y", "x"),
            ("Ä", "x"),
            ("X\r\nEvil", "x"),
            ("X", "a\r\nEvil: b"),
            ("X", "a\nb"),
            ("X", "a\0b"),
            ("X", "ä"),
            ("X", "漢"),
            ("X", " a"),
            ("X", "a "),
        ] {
            assert!(!headers.add(name, value), "{name:?}: {value:?}");
        }
        assert_eq!(headers.iter().count(), 0);
        assert!(headers.add("X", "") && headers.add("Authorization", "Bearer a.b.c=="));
    }

    #[test]
    fn a_profile_names_no_credentials() {
        for name in [
            "Authorization",
            "authorization",
            "Proxy-Authorization",
            "Proxy-Anything",
            "Cookie",
            "Set-Cookie",
            "X-Api-Key",
            "x-api-key",
            "Api-Key",
            "apikey",
            "X-Goog-Api-Key",
            "Ocp-Apim-Subscription-Key",
            "X-Functions-Key",
            "X-Auth-Token",
            "X-Access-Token",
            "X-Amz-Security-Token",
            "X-Client-Secret",
            "Token",
            "Key",
            "Host",
            "Content-Type",
            "Idempotency-Key",
            "If-Match",
            "Sec-Fetch-Site",
            "Origin",
            "X-HTTP-Method-Override",
            "X-Forwarded-For",
            "",
            "X Y",
            "X-A\r\nCookie",
        ] {
            assert!(!profile_may_name(name), "{name:?}");
        }
        for name in [
            "X-CSRF-Token",
            "X-XSRF-TOKEN",
            "X-Requested-With",
            "X-Tenant",
            "X-Csrf",
            "Accept-Language",
            "monkey",
        ] {
            assert!(profile_may_name(name), "{name}");
        }
    }

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let cookies = "xcsrf=1; csrf=a=b%20c; other=; csrf=late";
        assert_eq!(cookie(cookies, "csrf"), Some("a=b%20c"));
        assert_eq!(cookie(cookies, "other"), Some(""));
        assert_eq!(cookie(cookies, "CSRF"), None);
        assert_eq!(cookie("", "csrf"), None);
        assert_eq!(cookie("csrf", "csrf"), None);
    }
}

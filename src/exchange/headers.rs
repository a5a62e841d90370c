use std::fmt;

/// The headers of one request, one value to a name.
///
/// Whoever adds one may not override what was there before, so the order of calls is the order of
/// precedence: what the protocol needs, what the host page says, what the profile says (whose
/// [`HeaderName`](crate::profile::HeaderName) is never one that carries credentials).
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
fn is_header_name(name: &str) -> bool {
    let token = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    !name.is_empty() && name.bytes().all(token)
}

/// Visible ASCII and inner spaces: what every server reads in the same way.
fn is_header_value(value: &str) -> bool {
    value.trim_ascii() == value && value.bytes().all(|b| (0x20..0x7f).contains(&b) || b == b'\t')
}

/// The value of a cookie in `document.cookie`, as it stands there.
pub fn cookie<'a>(cookies: &'a str, name: &str) -> Option<&'a str> {
    let pairs = cookies.split(';').filter_map(|pair| pair.trim_ascii().split_once('='));
    pairs.into_iter().find(|(other, _)| *other == name).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::{Headers, cookie};

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
    fn a_cookie_is_found_by_its_whole_name() {
        let cookies = "xcsrf=1; csrf=a=b%20c; other=; csrf=late";
        assert_eq!(cookie(cookies, "csrf"), Some("a=b%20c"));
        assert_eq!(cookie(cookies, "other"), Some(""));
        assert_eq!(cookie(cookies, "CSRF"), None);
        assert_eq!(cookie("", "csrf"), None);
        assert_eq!(cookie("csrf", "csrf"), None);
    }
}

use std::fmt;

/// Scheme, host and port: whom a request reaches. Held in its one canonical spelling, so that two
/// origins are the same exactly when they are equal.
///
/// This is no URL parser on purpose. A browser repairs what it is given (back slashes, tabs,
/// `0x7f.1`, full-width dots); a repair that two parsers see differently is how a secret gets to
/// the wrong host. So whatever would need a repair is refused.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Origin {
    /// `scheme://host[:port]`, lower case, without a default port.
    text: Box<str>,
    secure: bool,
    loopback: bool,
}

/// The text is no [`Origin`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OriginError(OriginErrorKind);

/// Why a text is no [`Origin`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OriginErrorKind {
    /// It begins with neither `https://` nor `http://`.
    Scheme,
    /// It names a user or a password.
    UserInfo,
    /// Its host is missing, or is spelled in a way that a browser would have to repair.
    Host,
    /// Its port is no number from 1 to 65535 without leading zeros.
    Port,
    /// Something follows the port.
    Rest,
}

impl OriginError {
    /// Why the text was refused.
    pub fn kind(self) -> OriginErrorKind {
        self.0
    }

    /// The stable name of this error.
    pub fn code(self) -> &'static str {
        match self.0 {
            OriginErrorKind::Scheme => "origin-scheme",
            OriginErrorKind::UserInfo => "origin-user-info",
            OriginErrorKind::Host => "origin-host",
            OriginErrorKind::Port => "origin-port",
            OriginErrorKind::Rest => "origin-rest",
        }
    }
}

impl fmt::Display for OriginError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for OriginError {}

impl Origin {
    /// Reads an origin: `https://api.example.com`, `http://localhost:8080`. One closing slash is
    /// what people copy along with it, and is let go.
    ///
    /// # Errors
    /// When the text is anything but scheme, host and port.
    pub fn parse(text: &str) -> Result<Self, OriginError> {
        match Self::split(text)? {
            (origin, "" | "/") => Ok(origin),
            _ => Err(OriginError(OriginErrorKind::Rest)),
        }
    }

    /// Reads the origin at the head of an absolute URL, and gives back what follows it: nothing,
    /// or something that begins with `/`, `?` or `#`.
    pub(super) fn split(url: &str) -> Result<(Self, &str), OriginError> {
        let err = |kind| Err(OriginError(kind));
        let (secure, rest) = match (after(url, "https://"), after(url, "http://")) {
            (Some(rest), _) => (true, rest),
            (_, Some(rest)) => (false, rest),
            _ => return err(OriginErrorKind::Scheme),
        };
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, rest) = rest.split_at(end);
        if authority.contains('@') {
            return err(OriginErrorKind::UserInfo);
        }
        let colon = match authority.bytes().rposition(|b| b == b':') {
            // The colons inside of brackets are the address's own.
            Some(at) if !authority.ends_with(']') => at,
            _ => authority.len(),
        };
        let (host, port) = authority.split_at(colon);
        let host = host.to_ascii_lowercase();
        let Some(loopback) = judge_host(&host) else { return err(OriginErrorKind::Host) };
        let mut text = String::from(if secure { "https://" } else { "http://" });
        text.push_str(&host);
        if let Some(digits) = port.strip_prefix(':') {
            match judge_port(digits) {
                Some(443) if secure => {}
                Some(80) if !secure => {}
                Some(_) => text.push_str(port),
                None => return err(OriginErrorKind::Port),
            }
        }
        Ok((Self { text: text.into_boxed_str(), secure, loopback }, rest))
    }

    /// Whether it is reached over TLS.
    pub fn is_secure(&self) -> bool {
        self.secure
    }

    /// Whether it is on the machine that the browser runs on.
    pub fn is_loopback(&self) -> bool {
        self.loopback
    }

    /// The canonical spelling, as browsers send it in the `Origin` header.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Schemes are the one part that is compared without regard to case before it is understood.
fn after<'a>(url: &'a str, scheme: &str) -> Option<&'a str> {
    let (head, rest) = (url.get(..scheme.len())?, url.get(scheme.len()..)?);
    head.eq_ignore_ascii_case(scheme).then_some(rest)
}

/// `None` for a host that is not in canonical form; else whether it is the browser's own machine.
fn judge_host(host: &str) -> Option<bool> {
    if let Some(address) = host.strip_prefix('[') {
        return judge_ipv6(address.strip_suffix(']')?);
    }
    let last = host.get(host.bytes().rposition(|b| b == b'.').map_or(0, |dot| dot + 1)..)?;
    // A browser takes a host whose last label is a number, decimal or hexadecimal, for an IPv4
    // address, however it is spelled.
    if last.bytes().all(|b| b.is_ascii_digit()) || last.starts_with("0x") {
        return judge_ipv4(host);
    }
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
    let label = |label: &str| (1..=63).contains(&label.len()) && label.bytes().all(plain);
    (host.len() <= 253 && host.split('.').all(label)).then_some(last == "localhost")
}

/// Four decimal numbers. The net 0 is refused: some systems take 0.0.0.0 for themselves.
fn judge_ipv4(host: &str) -> Option<bool> {
    let mut first = None;
    let mut count = 0;
    for part in host.split('.') {
        let value: u8 = canonical_number(part)?.try_into().ok()?;
        first.get_or_insert(value);
        count += 1;
    }
    (count == 4 && first != Some(0)).then_some(first == Some(127))
}

/// `::1`, or an address that begins with a digit other than 0. What is left out (zeros first) are
/// the unspecified address and the many ways to write an IPv4 address or `::1` as an IPv6 one.
fn judge_ipv6(address: &str) -> Option<bool> {
    if address == "::1" {
        return Some(true);
    }
    let plain = address.bytes().all(|b| b.is_ascii_hexdigit() || b == b':');
    let global = address.contains(':') && !address.starts_with(['0', ':']);
    (plain && global && address.len() <= 39).then_some(false)
}

fn judge_port(digits: &str) -> Option<u32> {
    canonical_number(digits).filter(|port| (1..=65535).contains(port))
}

/// A decimal number of at most five digits, without a leading zero.
fn canonical_number(digits: &str) -> Option<u32> {
    let canonical = digits == "0" || !digits.starts_with('0');
    if !canonical || !(1..=5).contains(&digits.len()) {
        return None;
    }
    digits.bytes().try_fold(0, |n, b| b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0')))
}

#[cfg(test)]
mod tests {
    use super::{Origin, OriginErrorKind};

    fn kind(text: &str) -> OriginErrorKind {
        Origin::parse(text).unwrap_err().kind()
    }

    #[test]
    fn one_origin_has_one_spelling() {
        for (text, canonical) in [
            ("https://api.example.com", "https://api.example.com"),
            ("HTTPS://API.Example.COM:443/", "https://api.example.com"),
            ("https://api.example.com:8443", "https://api.example.com:8443"),
            ("http://localhost:80", "http://localhost"),
            ("https://localhost:80", "https://localhost:80"),
            ("http://127.0.0.1:5173", "http://127.0.0.1:5173"),
            ("http://[::1]:3000", "http://[::1]:3000"),
            ("https://[2001:DB8::7]", "https://[2001:db8::7]"),
            ("https://xn--bcher-kva.example", "https://xn--bcher-kva.example"),
            ("https://my_host.internal", "https://my_host.internal"),
            ("https://intranet", "https://intranet"),
        ] {
            assert_eq!(Origin::parse(text).unwrap().as_str(), canonical, "{text}");
        }
    }

    #[test]
    fn what_a_browser_would_repair_is_refused() {
        use OriginErrorKind::{Host, Port, Rest, Scheme, UserInfo};
        for (text, expected) in [
            ("", Scheme),
            ("*", Scheme),
            ("null", Scheme),
            ("//api.example.com", Scheme),
            ("api.example.com", Scheme),
            ("ftp://api.example.com", Scheme),
            ("javascript:alert(1)//", Scheme),
            (" https://api.example.com", Scheme),
            ("https:api.example.com", Scheme),
            ("https:/api.example.com", Scheme),
            ("https:\\\\api.example.com", Scheme),
            ("ht\ttps://api.example.com", Scheme),
            ("https://", Host),
            ("https:///evil.example", Host),
            ("https://.example.com", Host),
            ("https://example..com", Host),
            ("https://example.com.", Host),
            ("https://example.com\\.evil.example", Host),
            ("https://exa\tmple.com", Host),
            ("https://exa mple.com", Host),
            ("https://example.com\n", Host),
            ("https://example。com", Host),
            ("https://example\u{2024}com", Host),
            ("https://exämple.com", Host),
            ("https://ex%61mple.com", Host),
            ("https://*.example.com", Host),
            ("https://a,https", Host),
            ("https://user@example.com", UserInfo),
            ("https://user:pw@example.com", UserInfo),
            ("https://good.example@evil.example", UserInfo),
            ("https://example.com:", Port),
            ("https://example.com:0", Port),
            ("https://example.com:0443", Port),
            ("https://example.com:65536", Port),
            ("https://example.com:44 3", Port),
            ("https://example.com:-1", Port),
            ("https://example.com:4294967739", Port),
            ("https://example.com/path", Rest),
            ("https://example.com//", Rest),
            ("https://example.com?x", Rest),
            ("https://example.com#x", Rest),
        ] {
            assert_eq!(kind(text), expected, "{text:?}");
        }
    }

    #[test]
    fn names_have_the_lengths_of_dns() {
        let host = |labels: &[usize]| labels.iter().map(|n| "a".repeat(*n)).collect::<Vec<_>>().join(".");
        let good = |labels: &[usize]| Origin::parse(&["https://", &host(labels)].concat()).is_ok();
        assert!(good(&[63]) && !good(&[64]));
        assert!(good(&[63, 63, 63, 61]) && !good(&[63, 63, 63, 62]));
    }

    #[test]
    fn an_ipv4_address_has_four_plain_numbers() {
        for host in [
            "127.1",
            "2130706433",
            "0x7f.0.0.1",
            "0x7f000001",
            "127.0.0.01",
            "0177.0.0.1",
            "256.0.0.1",
            "1.2.3",
        ] {
            let url = ["https://", host].concat();
            assert_eq!(kind(&url), OriginErrorKind::Host, "{host}");
        }
        assert_eq!(kind("https://0.0.0.0"), OriginErrorKind::Host);
        assert_eq!(kind("https://1.2.3.4.5"), OriginErrorKind::Host);
        assert!(!Origin::parse("https://10.1.2.3").unwrap().is_loopback());
    }

    #[test]
    fn ipv6_has_no_second_way_to_say_loopback() {
        for host in [
            "[::]",
            "[0:0:0:0:0:0:0:1]",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
            "[::1%25lo]",
            "[::1",
            "::1",
            "[]",
            "[a]",
        ] {
            let url = ["http://", host].concat();
            assert!(Origin::parse(&url).is_err(), "{host}");
        }
    }

    #[test]
    fn loopback_is_told_from_its_namesakes() {
        for host in ["localhost", "app.localhost", "LOCALHOST", "127.0.0.1", "127.255.0.9", "[::1]"] {
            let url = ["http://", host].concat();
            assert!(Origin::parse(&url).unwrap().is_loopback(), "{host}");
        }
        for host in
            ["localhost.example.com", "notlocalhost", "127.0.0.1.example.com", "128.0.0.1", "localhost-evil"]
        {
            let url = ["http://", host].concat();
            assert!(!Origin::parse(&url).unwrap().is_loopback(), "{host}");
        }
    }
}

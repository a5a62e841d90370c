//! The client secret's value.

use std::fmt;

use zeroize::Zeroizing;

use super::{Guid, edge, is_placeholder};

/// A client secret. Wiped from memory when dropped; has no `Clone`, no `Display`, no serde, and its
/// `Debug` prints no part of it.
pub struct ClientSecret {
    value: Zeroizing<String>,
}

/// A doubt about a secret that may be overruled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SecretDoubt {
    /// Not the shape that Azure gives secrets today. Older ones, and ones set by scripts, look otherwise.
    UnusualShape,
}

impl SecretDoubt {
    /// The stable name of the doubt.
    pub const fn code(self) -> &'static str {
        match self {
            SecretDoubt::UnusualShape => "unusual-shape",
        }
    }
}

/// Why a text is not taken for a secret. Holds nothing of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecretError {
    kind: SecretErrorKind,
}

/// The kinds of [`SecretError`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SecretErrorKind {
    /// Nothing there.
    Empty,
    /// A stand-in: `<client-secret>`, `xxxx`, `$ARM_CLIENT_SECRET`, …
    Placeholder,
    /// A GUID: almost surely the Secret ID from the neighbouring column. May be insisted on.
    SecretId,
    /// White space inside: more was copied than the value. May be insisted on.
    InnerWhiteSpace,
    /// A value of today's shape with other text attached, such as its key. May be insisted on.
    Surrounded,
    /// Hidden by stars or dots, as the portal shows it after the first time.
    Masked,
    /// Of today's shape, but its end is missing.
    Cut,
}

impl SecretError {
    /// What is wrong.
    pub const fn kind(&self) -> SecretErrorKind {
        self.kind
    }

    /// The stable name of the kind.
    pub const fn code(&self) -> &'static str {
        match self.kind {
            SecretErrorKind::Empty => "empty",
            SecretErrorKind::Placeholder => "placeholder",
            SecretErrorKind::SecretId => "secret-id",
            SecretErrorKind::InnerWhiteSpace => "inner-white-space",
            SecretErrorKind::Surrounded => "surrounded",
            SecretErrorKind::Masked => "masked",
            SecretErrorKind::Cut => "cut",
        }
    }

    /// Whether [`ClientSecret::insist`] takes the same text: "this really is the secret".
    pub const fn may_insist(&self) -> bool {
        matches!(
            self.kind,
            SecretErrorKind::SecretId | SecretErrorKind::InnerWhiteSpace | SecretErrorKind::Surrounded
        )
    }
}

impl From<SecretErrorKind> for SecretError {
    fn from(kind: SecretErrorKind) -> SecretError {
        SecretError { kind }
    }
}

impl fmt::Display for SecretError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for SecretError {}

impl ClientSecret {
    /// The secret in what an admin types or pastes. White space, invisible marks and one matching pair of
    /// quotes at its edges go; its inside is never touched.
    ///
    /// # Errors
    /// [`SecretErrorKind`] says what the text is instead.
    pub fn parse(text: &str) -> Result<ClientSecret, SecretError> {
        let value = edge::trim_secret(text);
        match judge(value) {
            Some(kind) => Err(kind.into()),
            None => Ok(ClientSecret::hold(value)),
        }
    }

    /// The same, for an admin who says that this really is the secret, though it is a GUID or has white
    /// space inside.
    ///
    /// # Errors
    /// What cannot be a secret is refused still: empty, placeholder, masked, cut.
    pub fn insist(text: &str) -> Result<ClientSecret, SecretError> {
        match ClientSecret::parse(text) {
            Err(error) if error.may_insist() => Ok(ClientSecret::hold(edge::trim_secret(text))),
            other => other,
        }
    }

    fn hold(value: &str) -> ClientSecret {
        // The exact capacity: a string that grows would leave copies behind.
        let mut held = Zeroizing::new(String::with_capacity(value.len()));
        held.push_str(value);
        ClientSecret { value: held }
    }

    /// The doubt about its shape, if any.
    pub fn doubt(&self) -> Option<SecretDoubt> {
        if is_modern(self.value.as_bytes()) { None } else { Some(SecretDoubt::UnusualShape) }
    }

    /// The first three characters, as the portal shows them in its list of secrets. Nothing of a value so
    /// short that three characters would give it away.
    pub fn hint(&self) -> &str {
        if self.value.chars().nth(11).is_none() {
            return "";
        }
        let end = self.value.char_indices().nth(3).map_or(0, |(at, _)| at);
        self.value.get(..end).unwrap_or_default()
    }

    /// The secret itself, for the one place that sends it.
    pub fn expose(&self) -> &str {
        &self.value
    }
}

impl fmt::Debug for ClientSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClientSecret(redacted)")
    }
}

fn judge(value: &str) -> Option<SecretErrorKind> {
    if value.is_empty() {
        return Some(SecretErrorKind::Empty);
    }
    if is_masked(value) {
        return Some(SecretErrorKind::Masked);
    }
    if is_placeholder(value) {
        return Some(SecretErrorKind::Placeholder);
    }
    if Guid::dressed(value).is_some() {
        return Some(SecretErrorKind::SecretId);
    }
    if value.contains(edge::is_blank) {
        return Some(SecretErrorKind::InnerWhiteSpace);
    }
    let bytes = value.as_bytes();
    if value.ends_with('\u{2026}') || value.ends_with("...") {
        return Some(SecretErrorKind::Cut);
    }
    if bytes.get(..6).is_some_and(starts_modern) && bytes.len() < SHORTEST && bytes.iter().all(in_alphabet) {
        return Some(SecretErrorKind::Cut);
    }
    (!bytes.iter().all(in_alphabet) && has_modern(bytes, SHORTEST)).then_some(SecretErrorKind::Surrounded)
}

/// Three stars in a row, or two bullets, are how lists hide a value.
fn is_masked(value: &str) -> bool {
    let bullet = |c: char| {
        matches!(c, '\u{2022}' | '\u{25CF}' | '\u{2219}' | '\u{26AB}' | '\u{2B24}' | '\u{25AA}' | '\u{FF0A}')
    };
    let mut row = 0;
    for c in value.chars() {
        row = match c {
            '*' => row + 2,
            c if bullet(c) => row + 3,
            _ => 0,
        };
        if row >= 6 {
            return true;
        }
    }
    false
}

// Today's shape: three characters, a digit, `Q~`, 31 to 34 more of the same alphabet (the rules of
// gitleaks and trufflehog, which allow a leading hyphen as well).
const HEAD: usize = 6;
const SHORTEST: usize = HEAD + 31;
const LONGEST: usize = HEAD + 34;
/// What is left of a secret that was cut still gives it away, and nothing else has its mark.
const PART: usize = HEAD + 14;

fn in_alphabet(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'~' | b'.' | b'-')
}

fn starts_modern(head: &[u8]) -> bool {
    matches!(head, [a, b, c, digit, b'Q', b'~'] if [a, b, c].into_iter().all(in_alphabet) && digit.is_ascii_digit())
}

fn is_modern(value: &[u8]) -> bool {
    (SHORTEST..=LONGEST).contains(&value.len())
        && value.get(..HEAD).is_some_and(starts_modern)
        && value.iter().all(in_alphabet)
}

/// A stretch of today's shape anywhere, this long at least.
fn has_modern(text: &[u8], shortest: usize) -> bool {
    (0..text.len().saturating_sub(shortest - 1)).any(|at| {
        text.get(at..at + HEAD).is_some_and(starts_modern)
            && text.get(at + HEAD..at + shortest).is_some_and(|tail| tail.iter().all(in_alphabet))
    })
}

/// The whole secrets of today's shape in a text: with something else before and behind, and not cut.
pub(crate) fn modern_secrets(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii() || !in_alphabet(&(c as u8))).filter(|part| is_modern(part.as_bytes()))
}

/// Whether a text holds something of a modern client secret's shape, or a good part of one: it belongs
/// into no other field and is to be kept nowhere. Percent-encoded and with invisible marks inside it is still seen.
pub fn looks_like_secret(text: &str) -> bool {
    if has_modern(text.as_bytes(), PART) {
        return true;
    }
    if !text.contains(edge::is_invisible) && !text.contains('%') {
        return false;
    }
    let mut seen = Zeroizing::new(String::with_capacity(text.len()));
    seen.extend(text.chars().filter(|&c| !edge::is_invisible(c)));
    match edge::percent_decoded(&seen) {
        std::borrow::Cow::Borrowed(text) => has_modern(text.as_bytes(), PART),
        std::borrow::Cow::Owned(text) => has_modern(Zeroizing::new(text).as_bytes(), PART),
    }
}

#[cfg(test)]
mod tests {
    use super::{ClientSecret, SecretDoubt, SecretErrorKind, looks_like_secret};

    // Made up for these tests, of today's shape: 37 to 40 characters.
    const MODERN: &str = "ab.8Q~MadeUpForTheseTests_Shape_01234567";
    const LEGACY: &str = "-6fQd]Urc:x-M63=PPosV?JS47cWii@X";

    fn refused(text: &str) -> SecretErrorKind {
        ClientSecret::parse(text).unwrap_err().kind()
    }

    #[test]
    fn only_the_edges_are_cleaned() {
        for dressed in [
            MODERN.to_owned(),
            format!(" \u{feff}{MODERN}\r\n"),
            format!("\"{MODERN}\""),
            format!("'{MODERN}' "),
        ] {
            let secret = ClientSecret::parse(&dressed).unwrap();
            assert_eq!(secret.expose(), MODERN);
            assert_eq!(secret.doubt(), None);
            assert_eq!(secret.hint(), "ab.");
        }
        for odd in
            [LEGACY, "{x}'y\"z=", "päss\u{1F511}wörd-ohne-form", "-l98Q~0123456789012345678901234567890"]
        {
            assert_eq!(ClientSecret::parse(odd).unwrap().expose(), odd);
        }
    }

    #[test]
    fn shapes() {
        for (length, doubt) in [(37, None), (40, None), (41, Some(SecretDoubt::UnusualShape))] {
            let text = format!("abc7Q~{}", "x1".repeat(20))[..length].to_owned();
            assert_eq!(ClientSecret::parse(&text).unwrap().doubt(), doubt, "{length}");
        }
        assert_eq!(ClientSecret::parse(LEGACY).unwrap().doubt(), Some(SecretDoubt::UnusualShape));
        assert_eq!(ClientSecret::parse(&"f0".repeat(32)).unwrap().doubt(), Some(SecretDoubt::UnusualShape));
    }

    #[test]
    fn what_is_no_secret() {
        assert_eq!(refused(" \u{200b}\n"), SecretErrorKind::Empty);
        assert_eq!(refused("\"\""), SecretErrorKind::Empty);
        assert_eq!(refused("5F0C1B52-1d5e-4c9a-9f5c-0a3b7e2d4c61"), SecretErrorKind::SecretId);
        assert_eq!(refused("{5f0c1b521d5e4c9a9f5c0a3b7e2d4c61}"), SecretErrorKind::SecretId);
        assert_eq!(refused("abc def"), SecretErrorKind::InnerWhiteSpace);
        assert_eq!(refused("abc\u{200b}defghijkl"), SecretErrorKind::InnerWhiteSpace);
        assert_eq!(refused("abc***************"), SecretErrorKind::Masked);
        assert_eq!(refused("\u{2022}\u{2022}\u{2022}\u{2022}"), SecretErrorKind::Masked);
        assert_eq!(refused(&MODERN[..36]), SecretErrorKind::Cut);
        assert_eq!(refused("abc8Q~"), SecretErrorKind::Cut);
        assert_eq!(refused("abcdef\u{2026}"), SecretErrorKind::Cut);
        assert_eq!(refused("abc8Q~xyz..."), SecretErrorKind::Cut);
        assert_eq!(refused("<client-secret>"), SecretErrorKind::Placeholder);
        assert_eq!(refused("undefined"), SecretErrorKind::Placeholder);
        assert_eq!(refused(&format!("AZURE_CLIENT_SECRET={MODERN}")), SecretErrorKind::Surrounded);
    }

    #[test]
    fn insisting_takes_what_could_be_true() {
        for text in ["5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61", "abc def"] {
            assert_eq!(ClientSecret::insist(text).unwrap().expose(), text);
        }
        for text in ["", "abc***", "abc8Q~", "<secret>"] {
            assert!(ClientSecret::insist(text).is_err(), "{text}");
        }
    }

    #[test]
    fn debug_and_hint_hold_back() {
        let shown = format!("{:?}", ClientSecret::parse(MODERN).unwrap());
        assert_eq!(shown, "ClientSecret(redacted)");
        for at in 0..MODERN.len() - 4 {
            assert!(!shown.contains(&MODERN[at..at + 4]));
        }
        let held = ClientSecret::parse(&format!("  '{MODERN}'  ")).unwrap();
        assert_eq!(held.value.capacity(), MODERN.len());
        assert_eq!(ClientSecret::parse("short").unwrap().hint(), "");
        assert_eq!(ClientSecret::parse("äöüabcdefghij").unwrap().hint(), "äöü");
    }

    #[test]
    fn secrets_are_seen_in_other_texts() {
        assert!(looks_like_secret(MODERN));
        assert!(looks_like_secret(&format!("password: \"{MODERN}\",")));
        assert!(looks_like_secret(&MODERN[..24]));
        // Six characters of its mark and fourteen more, wherever they stand.
        assert!(looks_like_secret(&MODERN[..20]) && !looks_like_secret(&MODERN[..19]));
        assert!(looks_like_secret(&["=", &MODERN[..20], "'"].concat()));
        assert!(looks_like_secret(&MODERN.replace('~', "%7E")));
        assert!(looks_like_secret(&MODERN.replace('T', "\u{200b}T")));
        assert!(!looks_like_secret(
            "https://portal.azure.com/#view/X/ApplicationMenuBlade/~/Overview/quickStartType~/null"
        ));
        assert!(!looks_like_secret("5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61"));
        assert!(!looks_like_secret("8Q~"));
    }
}

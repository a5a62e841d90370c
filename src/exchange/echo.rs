use std::fmt;

use zeroize::{Zeroize, Zeroizing};

/// Takes the secret out of what the platform answers while it is live. A host that repeats the
/// request in an error message must not put the secret on the page or into a support bundle.
pub struct Echo {
    needle: Zeroizing<Vec<u8>>,
    /// The needle as form encoding blurs it: a plus is a space.
    blurred: Zeroizing<Vec<u8>>,
}

impl fmt::Debug for Echo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Echo")
    }
}

/// One way in which text inside of text is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layer {
    Json,
    Url,
}

use Layer::{Json, Url};

/// What is read: the text below each kind of escapes, the innermost last, and the text as it is.
/// The deeper goes first: a secret that begins with a back slash is found in `\\\\…` as it is too,
/// but then one of the two would be left over, and the JSON around it broken.
/// Three deep is a request that one server quotes to another, whose word is quoted in the answer.
const READINGS: [&[Layer]; 8] =
    [&[Json, Json, Json], &[Json, Json], &[Json, Url], &[Url, Json], &[Url, Url], &[Json], &[Url], &[]];

impl Echo {
    /// What stands where the secret stood. It needs no escapes in JSON and in URLs.
    pub const MASK: &'static str = "***";

    /// Will look for this secret.
    pub fn of(secret: &str) -> Self {
        let needle = Zeroizing::new(secret.as_bytes().to_vec());
        let mut blurred = needle.clone();
        blurred.iter_mut().for_each(blur);
        Self { needle, blurred }
    }

    /// Nothing secret was sent.
    pub fn none() -> Self {
        Self::of("")
    }

    /// Whether nothing secret was sent.
    pub fn is_none(&self) -> bool {
        self.needle.is_empty()
    }

    /// The text with every occurrence of the secret replaced: plain, JSON-escaped, URL-escaped with
    /// digits of either case, and one in the other. Takes time in proportion to the text.
    pub fn mask(&self, mut text: String) -> String {
        if self.needle.is_empty() {
            return text;
        }
        for layers in READINGS {
            let has = |byte| text.as_bytes().contains(&byte);
            let needed = |layer: &Layer| if *layer == Json { has(b'\\') } else { has(b'%') || has(b'+') };
            if layers.iter().all(needed) {
                let needle = if layers.contains(&Url) { &self.blurred } else { &self.needle };
                let found = search(text.as_bytes(), layers, needle);
                if !found.is_empty() {
                    let masked = without(&text, &found);
                    text.zeroize();
                    text = masked;
                }
            }
        }
        text
    }
}

/// The text with a mask in place of each of its parts, which come in order and may overlap.
fn without(text: &str, parts: &[(usize, usize)]) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut end = 0;
    for (from, to) in parts {
        if *from >= end {
            masked.push_str(text.get(end..*from).unwrap_or_default());
            masked.push_str(Echo::MASK);
        }
        end = *to;
    }
    masked.push_str(text.get(end..).unwrap_or_default());
    masked
}

/// Knuth, Morris and Pratt's search over the decoded bytes, which remembers where in the text each
/// of the last bytes began.
fn search(text: &[u8], layers: &[Layer], needle: &[u8]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let borders = borders(needle);
    let mut begins = vec![0; needle.len()];
    let (mut at, mut count, mut matched) = (0, 0, 0);
    while let Some(unit) = read(text, layers, at) {
        for mut byte in unit.bytes.into_iter().take(unit.len) {
            if layers.contains(&Url) {
                blur(&mut byte);
            }
            let slot = count % needle.len();
            begins[slot] = at;
            count += 1;
            while matched > 0 && (matched == needle.len() || needle[matched] != byte) {
                matched = borders[matched - 1];
            }
            if needle[matched] == byte {
                matched += 1;
            }
            if matched == needle.len() {
                found.push((begins[count % needle.len()], unit.next));
            }
        }
        at = unit.next;
    }
    found
}

/// For each prefix of the needle the length of its longest proper prefix that is also its suffix.
fn borders(needle: &[u8]) -> Zeroizing<Vec<usize>> {
    let mut borders = Zeroizing::new(vec![0; needle.len()]);
    let mut length = 0;
    for at in 1..needle.len() {
        while length > 0 && needle[length] != needle[at] {
            length = borders[length - 1];
        }
        if needle[length] == needle[at] {
            length += 1;
        }
        borders[at] = length;
    }
    borders
}

/// What one piece of the text says: one character, or one byte of it.
#[derive(Clone, Copy)]
struct Unit {
    bytes: [u8; 4],
    len: usize,
    next: usize,
}

impl Unit {
    fn byte(byte: u8, next: usize) -> Self {
        Self { bytes: [byte, 0, 0, 0], len: 1, next }
    }

    fn is(&self, byte: u8) -> bool {
        self.len == 1 && self.bytes[0] == byte
    }
}

/// Reads the unit at a place of the text through the layers. What is no whole escape stands for itself.
fn read(text: &[u8], layers: &[Layer], at: usize) -> Option<Unit> {
    let Some((layer, inner)) = layers.split_first() else {
        return text.get(at).map(|byte| Unit::byte(*byte, at + 1));
    };
    let first = read(text, inner, at)?;
    let escape = match layer {
        Json if first.is(b'\\') => json_escape(text, inner, first.next),
        Url if first.is(b'%') => {
            hex(text, inner, first.next, 2).map(|(byte, next)| Unit::byte(byte as u8, next))
        }
        _ => None,
    };
    Some(escape.unwrap_or(first))
}

/// What follows a back slash.
fn json_escape(text: &[u8], inner: &[Layer], at: usize) -> Option<Unit> {
    let letter = read(text, inner, at).filter(|unit| unit.len == 1)?;
    let byte = match letter.bytes[0] {
        b'u' => return json_unicode(text, inner, letter.next),
        b'b' => 8,
        b't' => b'\t',
        b'n' => b'\n',
        b'f' => 12,
        b'r' => b'\r',
        other @ (b'"' | b'\\' | b'/') => other,
        _ => return None,
    };
    Some(Unit::byte(byte, letter.next))
}

/// What follows `\u`.
fn json_unicode(text: &[u8], inner: &[Layer], at: usize) -> Option<Unit> {
    let (mut code, mut next) = hex(text, inner, at, 4)?;
    if (0xd800..0xdc00).contains(&code) {
        let slash = read(text, inner, next).filter(|unit| unit.is(b'\\'))?;
        let letter = read(text, inner, slash.next).filter(|unit| unit.is(b'u'))?;
        let (low, end) = hex(text, inner, letter.next, 4)?;
        code = 0x10000 + ((code - 0xd800) << 10) + low.checked_sub(0xdc00)?;
        next = end;
    }
    let mut bytes = [0; 4];
    let len = char::from_u32(code)?.encode_utf8(&mut bytes).len();
    Some(Unit { bytes, len, next })
}

/// A number of so many hexadecimal digits, in either case.
fn hex(text: &[u8], inner: &[Layer], at: usize, digits: usize) -> Option<(u32, usize)> {
    (0..digits).try_fold((0, at), |(number, at), _| {
        let unit = read(text, inner, at).filter(|unit| unit.len == 1)?;
        Some((number * 16 + char::from(unit.bytes[0]).to_digit(16)?, unit.next))
    })
}

fn blur(byte: &mut u8) {
    if *byte == b'+' {
        *byte = b' ';
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Echo;

    /// Made up, of the shape that Entra gives out.
    const SECRET: &str = "9aF8Q~x_Yz.3-kLmNoPqRsTuVwXyZ0123456~abc";

    fn mask(secret: &str, text: &str) -> String {
        Echo::of(secret).mask(text.to_owned())
    }

    #[test]
    fn every_occurrence_goes_and_nothing_else() {
        let text = [r#"{"detail":"bad secret "#, SECRET, r#"","again":""#, SECRET, SECRET, r#"","id":"c1"}"#]
            .concat();
        assert_eq!(mask(SECRET, &text), r#"{"detail":"bad secret ***","again":"******","id":"c1"}"#);
        assert_eq!(mask(SECRET, &SECRET[1..]), &SECRET[1..]);
        assert_eq!(mask(SECRET, "9aF nothing é"), "9aF nothing é");
    }

    #[test]
    fn escapes_do_not_hide_it() {
        let secret = "a\"b\\c/d~é+f 😀&g";
        for text in [
            r#"a\"b\\c/d~é+f 😀&g"#,
            r#"a\"b\\c\/d~\u00e9+f \ud83d\ude00&g"#,
            r#"a\u0022b\u005Cc\u002fd\u007E\u00E9\u002bf\u0020\uD83D\uDE00\u0026g"#,
            "a%22b%5Cc%2Fd~%C3%A9%2Bf%20%F0%9F%98%80%26g",
            "a%22b%5cc%2fd%7e%c3%a9%2bf+%f0%9f%98%80%26g",
            "%61%22%62%5C%63%2F%64%7E%C3%A9+%66+%F0%9F%98%80%26%67",
            r#"a\\\"b\\\\c/d~é+f 😀&g"#,
            r#"a\\\"b\\\\c\\/d~\\u00e9+f \\ud83d\\ude00&g"#,
            r#"a\\\\\\\"b\\\\\\\\c/d~é+f 😀&g"#,
            "a%5C%22b%5C%5Cc/d~%C3%A9+f%20%F0%9F%98%80%26g",
            r"a\u002522b%5Cc%2Fd~%C3%A9%2Bf%20%F0%9F%98%80%26g",
            "a%2522b%255Cc%252Fd~%25C3%25A9%252Bf%2520%25F0%259F%2598%2580%2526g",
            secret,
        ] {
            let framed = ["é\\\\%", text, "%\\x é"].concat();
            assert_eq!(mask(secret, &framed), "é\\\\%***%\\x é", "{text}");
        }
    }

    #[test]
    fn broken_escapes_are_only_text() {
        for text in [
            "\\",
            "%",
            "%4",
            "%zz",
            "\\u12",
            "\\ud83d",
            "\\ud83d\\u0041",
            "\\ud83d\\",
            "\\ude00",
            "\\q",
            "%%7",
            "\\u%34",
        ] {
            assert_eq!(mask(SECRET, text), text);
        }
    }

    #[test]
    fn json_stays_json() {
        let echo = ["x", SECRET, "y"].concat();
        let text = serde_json::json!({ "detail": echo }).to_string();
        let masked: serde_json::Value = serde_json::from_str(&mask(SECRET, &text)).unwrap();
        assert_eq!(masked["detail"], "x***y");
    }

    #[test]
    fn no_part_of_an_escape_is_left_over() {
        for secret in
            [r"\#0a", r"#0a\", r"\\0a\\", r"%#0a%", r"\n12", r"\u0041", r#""quoted""#, "%41", "+a+", r"\%5c"]
        {
            for text in
                [escaped(secret, &[2], true), escaped(secret, &[0, 1], true), escaped(secret, &[0, 1], false)]
            {
                let framed = ["\"", &text, "\""].concat();
                assert_eq!(mask(secret, &framed), "\"***\"", "{secret} in {text}");
            }
        }
    }

    #[test]
    fn overlapping_echoes_leave_no_rest() {
        assert_eq!(mask("aXa", "aXaXa-"), "***-");
        assert_eq!(mask("aa", "aaaaa"), "***");
    }

    #[test]
    fn without_a_secret_nothing_happens() {
        assert_eq!(Echo::none().mask("text".to_owned()), "text");
    }

    #[test]
    fn a_hostile_text_takes_no_longer() {
        // Two million steps if the search is linear, a hundred thousand million if it is not.
        let secret = ["a".repeat(50_000), "b".to_owned()].concat();
        let text = "a".repeat(2_000_000);
        assert_eq!(mask(&secret, &text).len(), text.len());
    }

    /// Escapes each character as one of `ways` says.
    fn escaped(secret: &str, ways: &[u8], json: bool) -> String {
        let mut out = String::new();
        for (at, c) in secret.chars().enumerate() {
            let way = ways[at % ways.len()];
            match (json, way % 3) {
                (true, 0) => {
                    c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out += &format!("\\u{unit:04x}"))
                }
                (true, 1) => {
                    c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out += &format!("\\u{unit:04X}"))
                }
                (true, _) => {
                    out +=
                        serde_json::to_string(&c).unwrap().trim_start_matches('"').strip_suffix('"').unwrap()
                }
                (false, 0) => c.encode_utf8(&mut [0; 4]).bytes().for_each(|b| out += &format!("%{b:02x}")),
                (false, 1) => c.encode_utf8(&mut [0; 4]).bytes().for_each(|b| out += &format!("%{b:02X}")),
                (false, _) if c.is_alphanumeric() => out.push(c),
                (false, _) => c.encode_utf8(&mut [0; 4]).bytes().for_each(|b| out += &format!("%{b:02X}")),
            }
        }
        out
    }

    proptest! {
        #[test]
        fn however_it_is_escaped_it_goes(
            secret in "[!#-~é漢😀]{4,20}",
            ways in proptest::collection::vec(any::<u8>(), 1..20),
            json in any::<bool>(),
        ) {
            let text = ["<", &escaped(&secret, &ways, json), ">"].concat();
            prop_assert_eq!(mask(&secret, &text), "<***>");
        }

        /// The search finds what looking at every place finds.
        #[test]
        fn no_occurrence_is_skipped(secret in "[ab]{1,7}", text in "[ab]{0,40}") {
            let at = |at: &usize| text[*at..].starts_with(&secret);
            let parts: Vec<_> = (0..text.len()).filter(at).map(|at| (at, at + secret.len())).collect();
            prop_assert_eq!(mask(&secret, &text), super::without(&text, &parts));
        }

        /// What was JSON before is JSON after, and says the same but for the secret.
        #[test]
        fn any_json_stays_json(secret in "[!-~]{4,20}", depth in 0..4) {
            let wrap = |text: &str| (0..depth).fold(text.to_owned(), |text, _| serde_json::to_string(&text).unwrap());
            let masked = mask(&secret, &serde_json::to_string(&wrap(&secret)).unwrap());
            let read = serde_json::from_str::<String>(&masked).ok();
            // Below three kinds of escapes a back slash of the secret's own may be left over.
            prop_assert!(if depth < 3 { read == Some(wrap(Echo::MASK)) } else { read.is_some() }, "{}", masked);
        }

        #[test]
        fn no_text_breaks_it(secret in "\\PC{1,6}", text in "([%\\\\u0-9a-fA-F+é]|\\PC){0,60}") {
            let masked = mask(&secret, &text);
            prop_assert!(secret == "*" || "***".contains(&secret) || !masked.contains(&secret) || masked.contains(Echo::MASK));
        }
    }
}

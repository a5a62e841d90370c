//! Where the value of an assignment ends.

use crate::azure::edge;

/// No value is longer, in bytes. A line may hold thousands of signs, and what is behind each is looked at.
const LONGEST: usize = 600;

/// A value behind its sign.
#[derive(Clone, Copy, Debug)]
pub(super) struct Value<'t> {
    /// Without its quotes.
    pub(super) text: &'t str,
    /// To the end of the line; the same where it is quoted.
    pub(super) rest: &'t str,
    /// Behind its last byte.
    pub(super) end: usize,
    /// Whether it stood in quotes.
    pub(super) quoted: bool,
    /// Whether its closing quote is there.
    pub(super) ended: bool,
}

/// The value in a line from there.
pub(super) fn after(line: &str, from: usize, equals: bool) -> Value<'_> {
    let tail = near(line.get(from..).unwrap_or_default());
    // `:=` and `=>` are signs of assignment too; a backslash is of a quote in a quoted text.
    let value = tail.trim_start_matches(|c| edge::is_blank(c) || matches!(c, '\\' | '>' | '=' | ':'));
    let start = from + tail.len() - value.len();
    let close = match value.chars().next() {
        Some('"' | '\u{201c}' | '\u{201e}' | '\u{201d}') => Some(['"', '\u{201d}', '\u{201c}']),
        Some('\'' | '\u{2018}' | '\u{2019}') => Some(['\'', '\u{2019}', '\u{2018}']),
        Some('`') => Some(['`', '`', '`']),
        _ => None,
    };
    if let Some(close) = close {
        let open = value.chars().next().map_or(0, char::len_utf8);
        let inner = value.get(open..).unwrap_or_default();
        let length = inner.find(close);
        let text = inner.get(..length.unwrap_or(inner.len())).unwrap_or_default().trim_end_matches('\\');
        let end = start + open + length.map_or(inner.len(), |length| length + 1);
        let end = (end..=line.len()).find(|&at| line.is_char_boundary(at)).unwrap_or(line.len());
        return Value { text, rest: text, end, quoted: true, ended: length.is_some() };
    }
    let rest = edge::trim_blank(value);
    let text = value.split(char::is_whitespace).next().unwrap_or_default();
    // What ends a command or an item of a list; a value from a file ends with its line.
    let text = if equals { text.trim_end_matches([';', ',']) } else { text.trim_end_matches(',') };
    Value { text, rest, end: start + text.len(), quoted: false, ended: true }
}

fn near(text: &str) -> &str {
    let end = (0..=text.len().min(LONGEST)).rev().find(|&at| text.is_char_boundary(at));
    text.get(..end.unwrap_or_default()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, after};

    #[test]
    fn a_value_ends_with_its_quote_or_its_word() {
        for (line, equals, text, rest, end, quoted, ended) in [
            ("=abc d", true, "abc", "abc d", 4, false, true),
            ("= abc; d", true, "abc", "abc; d", 5, false, true),
            ("=abc,;", true, "abc", "abc,;", 4, false, true),
            (": abc, d", false, "abc", "abc, d", 5, false, true),
            (": abc; d", false, "abc;", "abc; d", 6, false, true),
            (" := \"a b\" c", false, "a b", "a b", 9, true, true),
            ("=> 'a\"b' c", true, "a\"b", "a\"b", 8, true, true),
            ("= `a` c", true, "a", "a", 5, true, true),
            ("= \u{201c}a\u{201d} c", true, "a", "a", 9, true, true),
            ("= \u{201e}a\u{201c} c", true, "a", "a", 9, true, true),
            ("= \u{2018}a\u{2019} c", true, "a", "a", 9, true, true),
            ("=\"a b", true, "a b", "a b", 5, true, false),
            ("= \\\"a\\\" c", true, "a", "a", 7, true, true),
            ("=", true, "", "", 1, false, true),
            ("=  ", true, "", "", 3, false, true),
        ] {
            let value = after(line, 1, equals);
            let found = (value.text, value.rest, value.end, value.quoted, value.ended);
            assert_eq!(found, (text, rest, end, quoted, ended), "{line}");
            let line = format!("{}{line}", "x".repeat(700));
            assert_eq!(after(&line, 701, equals).end, 700 + end, "{line}");
        }
    }

    #[test]
    fn no_value_is_longer_than_what_is_looked_at() {
        assert_eq!(after(&"a".repeat(1000), 0, true).end, LONGEST);
        assert_eq!(after(&"\u{20ac}".repeat(1000), 0, true).text.len(), LONGEST);
        assert_eq!(after(&format!("a{}", "\u{20ac}".repeat(1000)), 0, true).text.len(), LONGEST - 2);
    }
}

//! What clings to a copied value: white space, marks that nobody sees, quotes, brackets.

use std::borrow::Cow;

/// A character that takes no ink: byte order mark, zero-width and direction marks, controls.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
        || (c.is_control() && !c.is_whitespace())
}

/// White space of every kind (NBSP, ideographic, line ends) or invisible.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

/// A quotation mark of any script's typography.
fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '`' | '\u{00B4}' | '\u{00AB}' | '\u{00BB}' | '\u{2018}'..='\u{201F}'
            | '\u{2039}' | '\u{203A}' | '\u{300C}'..='\u{300F}' | '\u{FF02}' | '\u{FF07}'
    )
}

/// What may stand around an id without belonging to it: blanks, quotes, brackets, list punctuation.
fn clings_to_id(c: char) -> bool {
    is_blank(c)
        || is_quote(c)
        || matches!(
            c,
            '{' | '}' | '(' | ')' | '[' | ']' | '<' | '>' | ',' | ';' | '=' | ':' | '|' | '*' | '\\'
        )
}

/// An id without what clings to its edges. A final full stop goes too: it ended a sentence.
pub(crate) fn trim_id(text: &str) -> &str {
    text.trim_matches(clings_to_id).trim_end_matches(|c| clings_to_id(c) || c == '.')
}

/// Only blanks are taken off.
pub(crate) fn trim_blank(text: &str) -> &str {
    text.trim_matches(is_blank)
}

/// The text without the characters that nobody sees, wherever they stand. Borrows when there are none.
pub(crate) fn without_invisible(text: &str) -> Cow<'_, str> {
    if text.contains(is_invisible) {
        Cow::Owned(text.chars().filter(|&c| !is_invisible(c)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// A secret without blanks and one matching pair of quotes at its edges. Its inside is as it was.
pub(crate) fn trim_secret(text: &str) -> &str {
    let text = trim_blank(text);
    let (Some(first), Some(last)) = (text.chars().next(), text.chars().next_back()) else { return text };
    let pairs = matches!(
        (first, last),
        ('"', '"')
            | ('\'', '\'')
            | ('`', '`')
            | ('\u{201C}', '\u{201D}')
            | ('\u{2018}', '\u{2019}')
            | ('\u{201E}', '\u{201C}')
            | ('\u{201E}', '\u{201D}')
            | ('\u{201A}', '\u{2018}')
            | ('\u{00AB}', '\u{00BB}')
            | ('\u{00BB}', '\u{00AB}')
    );
    let inner = text.get(first.len_utf8()..text.len().saturating_sub(last.len_utf8()));
    match inner {
        Some(inner) if pairs => trim_blank(inner),
        _ => text,
    }
}

/// Percent-decoded once, when there is something to decode and the result is text.
pub(crate) fn percent_decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let pair =
            (byte == b'%').then(|| Some((hex(*bytes.get(at + 1)?)?, hex(*bytes.get(at + 2)?)?))).flatten();
        match pair {
            Some((high, low)) => {
                out.push(high * 16 + low);
                at += 3;
            }
            None => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).map_or(Cow::Borrowed(text), Cow::Owned)
}

fn hex(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{percent_decoded, trim_id, trim_secret, without_invisible};

    #[test]
    fn an_id_loses_every_kind_of_edge() {
        for dressed in [
            "\u{feff}abc\u{200b}",
            "\u{a0} \u{3000}abc\r\n",
            "\u{201c}abc\u{201d},",
            "{abc}",
            "\u{202b}'abc'\u{202c}",
            "abc.",
        ] {
            assert_eq!(trim_id(dressed), "abc", "{dressed:?}");
        }
    }

    #[test]
    fn a_secret_loses_one_matching_pair_of_quotes() {
        assert_eq!(trim_secret(" \u{200b}\"a b'\" \n"), "a b'");
        assert_eq!(trim_secret("\u{201c}abc\u{201d}"), "abc");
        assert_eq!(trim_secret("\"\"abc\"\""), "\"abc\"");
        assert_eq!(trim_secret("\"abc'"), "\"abc'");
        assert_eq!(trim_secret("\""), "\"");
        assert_eq!(trim_secret("\"\""), "");
        assert_eq!(trim_secret("{abc}"), "{abc}");
    }

    #[test]
    fn invisible_and_encoded_text() {
        assert_eq!(without_invisible("a\u{200d}b"), "ab");
        assert_eq!(percent_decoded("%2Fsub%2"), "/sub%2");
        assert_eq!(percent_decoded("%ff%zz"), "%ff%zz");
    }
}

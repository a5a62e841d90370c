//! Where in a text there is JSON.

use zeroize::Zeroizing;

/// How deeply brackets may stand in one another; the reader takes no more either.
const DEEPEST: usize = 120;

/// A stretch of a text that begins like JSON.
pub(super) struct Document {
    /// Its first byte.
    pub(super) start: usize,
    /// Behind its last byte; where the search for the next one goes on.
    pub(super) end: usize,
    pub(super) ending: Ending,
}

/// How a stretch ends.
pub(super) enum Ending {
    /// All brackets are closed.
    Whole,
    /// The text is over, or a string is not ended on its line.
    Cut(Cut),
    /// A bracket of another kind closes, or there are too many.
    Broken,
}

/// Ways to make a whole of what was cut off.
pub(super) struct Cut {
    /// The brackets that are open at the end.
    open: Vec<u8>,
    /// Where the last value that is followed by a comma ends, and how many brackets are open there.
    comma: Option<(usize, usize)>,
    /// Behind the last string or bracket that ends: a value, if a key stands before it.
    pub(super) last: usize,
    last_open: usize,
}

impl Cut {
    /// The part up to its last end, closed. It may end in a key, which makes it no JSON.
    pub(super) fn to_last(&self, document: &str, start: usize) -> Zeroizing<String> {
        self.closed(document, start, self.last, self.last_open)
    }

    /// The part up to its last comma, closed, and where that is.
    pub(super) fn to_comma(&self, document: &str, start: usize) -> Option<(usize, Zeroizing<String>)> {
        let (comma, open) = self.comma?;
        Some((comma, self.closed(document, start, comma, open)))
    }

    fn closed(&self, text: &str, start: usize, end: usize, open: usize) -> Zeroizing<String> {
        let part = text.get(start..end).unwrap_or_default();
        let mut closed = Zeroizing::new(String::with_capacity(part.len() + open));
        closed.push_str(part);
        // Brackets that were closed since are not among these: the ones that are open now were open then.
        for bracket in self.open.iter().take(open).rev() {
            closed.push(char::from(*bracket));
        }
        closed
    }
}

/// The next stretch from there.
pub(super) fn next(text: &str, from: usize) -> Option<Document> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        if matches!(byte, b'{' | b'[') && leads(text, at + 1) {
            return Some(follow(text, at));
        }
        at += 1;
    }
    None
}

/// Whether what follows a bracket is what follows one in JSON: a string, another bracket, a comment.
fn leads(text: &str, from: usize) -> bool {
    let rest = text.get(from..).unwrap_or_default().trim_start_matches([' ', '\t', '\r', '\n', '\u{a0}']);
    rest.starts_with(['"', '\'', '{', '[', '\u{201c}', '\u{201d}', '\u{201e}'])
        || rest.starts_with("//")
        || rest.starts_with("/*")
}

/// Follows the brackets from here to where they are all closed.
fn follow(text: &str, start: usize) -> Document {
    let mut open: Vec<u8> = Vec::new();
    let mut cut = Cut { open: Vec::new(), comma: None, last: start, last_open: 0 };
    let mut before = b',';
    // Whether nothing but blanks stands before this on its line.
    let mut first = false;
    let mut chars = text.get(start..).unwrap_or_default().char_indices();
    while let Some((offset, c)) = chars.next() {
        let at = start + offset;
        let close = match c {
            '"' => Some("\""),
            '\'' if matches!(before, b'{' | b'[' | b',' | b':') => Some("'"),
            '\u{201c}' | '\u{201d}' | '\u{201e}' => Some("\u{201d}\u{201c}"),
            _ => None,
        };
        if let Some(close) = close {
            let mut escaped = false;
            let end = chars.by_ref().find(|&(_, c)| {
                let ends = !escaped && close.contains(c) || c == '\n';
                escaped = !escaped && c == '\\';
                ends
            });
            match end {
                Some((offset, c)) if c != '\n' => {
                    cut.last = start + offset + c.len_utf8();
                    cut.last_open = open.len();
                    before = b'"';
                    first = false;
                    continue;
                }
                end => {
                    let end = end.map_or(text.len(), |(offset, _)| start + offset);
                    cut.open = open;
                    return Document { start, end, ending: Ending::Cut(cut) };
                }
            }
        }
        match c {
            '{' | '[' => {
                if open.len() == DEEPEST {
                    return Document { start, end: at, ending: Ending::Broken };
                }
                open.push(if c == '{' { b'}' } else { b']' });
                cut.last = at + 1;
                cut.last_open = open.len();
            }
            '}' | ']' => {
                if open.pop() != u8::try_from(c).ok() {
                    return Document { start, end: at + 1, ending: Ending::Broken };
                }
                if open.is_empty() {
                    return Document { start, end: at + 1, ending: Ending::Whole };
                }
                cut.last = at + 1;
                cut.last_open = open.len();
                // What was open at the last comma is closed now; the value that it was in is whole.
                if cut.comma.is_some_and(|(_, depth)| depth > open.len()) {
                    cut.comma = None;
                }
            }
            ',' => cut.comma = Some((at, open.len())),
            '/' if text.get(at..).is_some_and(|rest| rest.starts_with("//")) => {
                skip_line(&mut chars);
                first = true;
                continue;
            }
            '#' if first => {
                skip_line(&mut chars);
                continue;
            }
            '/' if text.get(at..).is_some_and(|rest| rest.starts_with("/*")) => {
                let mut star = false;
                chars.next();
                chars.by_ref().find(|&(_, c)| {
                    let ends = star && c == '/';
                    star = c == '*';
                    ends
                });
                continue;
            }
            _ => {}
        }
        first = c == '\n' || first && matches!(c, ' ' | '\t' | '\r');
        if !matches!(c, ' ' | '\t' | '\r' | '\n') {
            before = u8::try_from(c).unwrap_or(b'x');
        }
    }
    cut.open = open;
    Document { start, end: text.len(), ending: Ending::Cut(cut) }
}

fn skip_line(chars: &mut std::str::CharIndices<'_>) {
    chars.by_ref().find(|&(_, c)| c == '\n');
}

#[cfg(test)]
mod tests {
    use super::{DEEPEST, Ending, next};
    use crate::paste::sample::{filled, notes, paste, tenant};

    /// The first stretch and how it ends; of what was cut off, the two ways to make it whole.
    fn first(text: &str) -> (&str, String) {
        let document = next(text, 0).unwrap();
        let ending = match &document.ending {
            Ending::Whole => "whole".to_owned(),
            Ending::Broken => "broken".to_owned(),
            Ending::Cut(cut) => {
                let comma = cut.to_comma(text, document.start);
                let comma = comma.map_or("none".to_owned(), |(_, closed)| closed.to_string());
                format!("{} or {comma}", *cut.to_last(text, document.start))
            }
        };
        (&text[document.start..document.end], ending)
    }

    #[test]
    fn a_document_ends_with_its_own_bracket() {
        for text in [
            r#"{"a": [1, {"b": 2}]}"#,
            r#"["a]"]"#,
            "['a]']",
            "[\"a\",'b]']",
            "[\"a\", 'b]']",
            "[\u{201c}a]\u{201d}]",
            r#"["a\"]"]"#,
            r#"["a\\"]"#,
            // A quote that begins no string.
            "[\"a\", it's]",
            // Comments, and what only resembles one.
            "{\"a\": 1 // }\n}",
            "{\"a\": 1 /* / } */}",
            "{\"a\": 1\n # }\n}",
            "{\"a\": 1, // it\n # }\n # it's\n \"b\": 2}",
            "{\"a\": 1,\n\t# it's }\n\"b\": 2}",
            "[\"a\" # ]",
            "[\"a\", 'b', # ]",
            "[\"a\", 1 / 2, / 3]",
            "[\"a\",\n1 # ]",
        ] {
            for around in ["", "text ", "text\n"] {
                assert_eq!(first(&format!("{around}{text}{around}]")), (text, "whole".into()));
            }
        }
    }

    #[test]
    fn a_bracket_of_another_kind_breaks_it() {
        assert_eq!(first(r#"x {"a": 1] }"#), (r#"{"a": 1]"#, "broken".into()));
        let deep = "[".repeat(DEEPEST);
        let text = format!("x {deep}[\"a");
        assert_eq!(first(&text), (deep.as_str(), "broken".into()));
        assert_eq!(first(&format!("x {deep}{}", "]".repeat(DEEPEST))).1, "whole");
    }

    #[test]
    fn what_is_cut_off_is_closed_behind_its_last_value_or_before_its_last_comma() {
        for (text, to_last, to_comma) in [
            (r#"{"a": 1, "b": [2, 3"#, r#"{"a": 1, "b": []}"#, r#"{"a": 1, "b": [2]}"#),
            (r#"{"a": 1, "b": {"#, r#"{"a": 1, "b": {}}"#, r#"{"a": 1}"#),
            (r#"{"a": [1, 2], "b"#, r#"{"a": [1, 2]}"#, r#"{"a": [1, 2]}"#),
            (r#"{"a": {"b": 1, "c": 2}"#, r#"{"a": {"b": 1, "c": 2}}"#, "none"),
            (r#"{"a": 1, "b": {"c": [2], "d": 3}"#, r#"{"a": 1, "b": {"c": [2], "d": 3}}"#, "none"),
            (r#"{"a": 1, "b": [2], "c"#, r#"{"a": 1, "b": [2]}"#, r#"{"a": 1, "b": [2]}"#),
            (r#"[["a", {"b": 1}"#, r#"[["a", {"b": 1}]]"#, r#"[["a"]]"#),
        ] {
            let cut = format!("{to_last} or {to_comma}");
            assert_eq!(first(&format!("text {text}")), (text, cut), "{text}");
        }
        // A string ends on its line, or not at all.
        let cut = "{\"a\": []} or {\"a\": []}";
        assert_eq!(first("text {\"a\": [], \"b\n\": 2}"), ("{\"a\": [], \"b", cut.into()));
    }

    #[test]
    fn what_is_cut_off_behind_a_value_is_read_with_that_value() {
        let pasted = paste("{\"appId\": \"@client\",\n\"tenant\": \"@tenant\"");
        assert_eq!(tenant(&pasted), Some((filled("@tenant"), "credential-reset", 2)));
        assert_eq!(notes(&pasted), ["json-cut"]);
    }
}

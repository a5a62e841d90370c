//! What a text goes through before it is read.

use std::borrow::Cow;

use zeroize::{Zeroize, Zeroizing};

use super::gather::Gather;
use super::{NoteKind, markup};
use crate::text::readable;

/// No more than so many megabytes are read: twenty thousand subscriptions.
pub(super) const LIMIT: usize = 8;

/// A text that is wiped when it is dropped, if it had to be copied.
pub(super) struct Clean<'t> {
    text: Cow<'t, str>,
}

impl Clean<'_> {
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }
}

impl Drop for Clean<'_> {
    fn drop(&mut self) {
        if let Cow::Owned(text) = &mut self.text {
            text.zeroize();
        }
    }
}

/// The text, no longer than the limit, without the colours of a terminal, the zeros of a wrong decoding, and the
/// tags of a page. Lines stay where they are, but for a page.
pub(super) fn clean<'t>(text: &'t str, gather: &mut Gather) -> Clean<'t> {
    let mut end = LIMIT * 1024 * 1024;
    if text.len() > end {
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        gather.note(NoteKind::TooLong { megabytes: LIMIT }, None);
    }
    let mut clean = Clean { text: readable(text.get(..end).unwrap_or(text)) };
    if text.contains('\0') {
        gather.note(NoteKind::Utf16, None);
    }
    if clean.text.contains(ESCAPE) {
        clean = Clean { text: Cow::Owned(without_colours(&clean.text)) };
    }
    if clean.text.contains('\r') {
        clean = Clean { text: Cow::Owned(with_line_feeds(&clean.text)) };
    }
    if markup::is_page(&clean.text) {
        gather.note(NoteKind::Markup, None);
        clean = Clean { text: Cow::Owned(markup::text_of(&clean.text)) };
    }
    clean
}

const ESCAPE: char = '\u{1b}';

/// Without the sequences that set colours and titles (ECMA-48: `ESC [ … letter`, `ESC ] … BEL`). What was cut off
/// ends with its line: a line end is never a part of one.
fn without_colours(text: &str) -> String {
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c != ESCAPE {
            out.push(c);
            continue;
        }
        match chars.next_if(|&c| !ends_line(c)) {
            Some('[') => {
                while chars.next_if(|c| !('@'..='~').contains(c) && !ends_line(*c)).is_some() {}
                chars.next_if(|&c| !ends_line(c));
            }
            Some(']') => {
                while let Some(c) = chars.next_if(|&c| !ends_line(c)) {
                    if c == '\u{7}' || c == ESCAPE && chars.next_if_eq(&'\\').is_some() {
                        break;
                    }
                }
            }
            Some('(' | ')') => {
                chars.next_if(|&c| !ends_line(c));
            }
            _ => {}
        }
    }
    core::mem::take(&mut *out)
}

fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r')
}

/// Line ends of every kind as one.
fn with_line_feeds(text: &str) -> String {
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\r' {
            chars.next_if_eq(&'\n');
            out.push('\n');
        } else {
            out.push(c);
        }
    }
    core::mem::take(&mut *out)
}

#[cfg(test)]
mod tests {
    use super::{Gather, LIMIT, clean, without_colours};

    #[test]
    fn no_more_is_read_than_the_limit_in_whole_characters() {
        let limit = LIMIT * 1024 * 1024;
        for (text, length, notes) in [
            ("a".repeat(limit), limit, 0),
            ("a".repeat(limit + 1), limit, 1),
            // The limit is in the middle of a character of four bytes, after its second.
            ("a".repeat(limit - 2) + "\u{1f512}b", limit - 2, 1),
        ] {
            let mut gather = Gather::default();
            assert_eq!(clean(&text, &mut gather).as_str().len(), length);
            assert_eq!(
                gather
                    .finish("2026-11-21".parse().unwrap(), false)
                    .notes
                    .iter()
                    .filter(|note| note.code() == "too-long")
                    .count(),
                notes
            );
        }
    }

    #[test]
    fn what_a_terminal_reads_is_no_text() {
        for (text, seen) in [
            ("a\u{1b}[1;31mb", "ab"),
            ("a\u{1b}]0;a title\u{7}b", "ab"),
            ("a\u{1b}]8;;https://example.org\u{1b}\\b\\", "ab\\"),
            ("a\u{1b}]0;one\u{1b}two\\\u{7}b", "ab"),
            ("a\u{1b}(Bb\u{1b})0c", "abc"),
            ("a\u{1b}=b\u{1b}", "ab"),
            ("a\u{1b}\nb\u{1b}[\nc\u{1b}[1;\r\nd\u{1b}]0;t\ne\u{1b}(\nf", "a\nb\nc\r\nd\ne\nf"),
        ] {
            assert_eq!(without_colours(text), seen, "{text:?}");
        }
    }
}

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

/// Without the sequences that set colours and titles (ECMA-48: `ESC [ … letter`, `ESC ] … BEL`).
fn without_colours(text: &str) -> String {
    let mut out = Zeroizing::new(String::with_capacity(text.len()));
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c != ESCAPE {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('[') => {
                chars.find(|c| ('@'..='~').contains(c));
            }
            Some(']') => {
                while let Some(c) = chars.next() {
                    if c == '\u{7}' || c == ESCAPE && chars.next_if_eq(&'\\').is_some() {
                        break;
                    }
                }
            }
            Some('(' | ')') => {
                chars.next();
            }
            _ => {}
        }
    }
    core::mem::take(&mut *out)
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

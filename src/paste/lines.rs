//! Text, line by line: assignments of every tool, labels with their values, addresses, tables.

use super::environment;
use super::flags;
use super::gather::{At, Gather};
use super::key::{Meaning, meaning};
use super::record::Record;
use super::table::Table;
use super::value::{self, Value};
use super::{NoteKind, Source, loose, shape};
use crate::azure::{Field, Guid, edge, is_placeholder};

/// A label waits for its value over no more than so many lines: a colon of its own, a button, a gap.
const PATIENCE: u8 = 4;

/// No label of the portal is longer, in characters.
const LONGEST_LABEL: usize = 60;

/// No name of a variable is longer, in bytes.
const LONGEST_NAME: usize = 80;

/// What earlier lines leave for the next.
#[derive(Default)]
pub(super) struct Lines {
    /// A label that stood alone.
    waiting: Option<(Meaning, u8)>,
    table: Table,
    record: Record,
}

impl Lines {
    /// Reads a stretch of text whose first line has this number.
    pub(super) fn read(&mut self, text: &str, first: usize, gather: &mut Gather) {
        let mut lines = text.split('\n').peekable();
        let mut number = first;
        while let Some(line) = lines.next() {
            self.line(line, lines.peek().copied(), number, gather);
            number += 1;
        }
        self.record.end(gather);
        *self = Self::default();
    }

    fn line(&mut self, line: &str, next: Option<&str>, number: usize, gather: &mut Gather) {
        let whole = edge::trim_blank(line);
        if self.table.line(line, next, number, gather) {
            self.waiting = None;
            return;
        }
        if whole.is_empty() {
            self.wait();
            self.record.end(gather);
            return;
        }
        self.record.line(whole, number, gather);
        if is_comment(whole) {
            return;
        }
        if let Some((meaning, _)) = self.waiting {
            if is_between(whole) {
                self.wait();
                return;
            }
            self.waiting = None;
            let at = At { source: Source::Labelled, line: number };
            if stands_alone(meaning, whole) && gather.take(meaning, whole, at) {
                return;
            }
        }
        if flags::read(whole, number, gather) || assignments(whole, number, gather) {
            return;
        }
        let at = At { source: Source::Text, line: number };
        let found = loose::read(without_name(whole), at, gather);
        if let Some(secret) = shape::only_secret(whole) {
            gather.secret(secret, At { source: Source::Shape, line: number });
        } else if !found && whole.chars().count() <= LONGEST_LABEL && !whole.contains('=') {
            self.waiting = meaning_of_label(whole).map(|meaning| (meaning, PATIENCE));
        }
    }

    fn wait(&mut self) {
        self.waiting = self.waiting.and_then(|(meaning, left)| Some((meaning, left.checked_sub(1)?)));
    }
}

/// `Name : Client systems (…) - …` of PowerShell: names are other people's words and say nothing of the ids.
fn without_name(line: &str) -> &str {
    match line.split_once(" : ") {
        Some((key, value)) if key.trim_end().eq_ignore_ascii_case("name") => {
            value.split_once('(').map_or("", |(_, ids)| ids)
        }
        _ => line,
    }
}

fn meaning_of_label(line: &str) -> Option<Meaning> {
    meaning(line.trim_end_matches([' ', ':', '：']))
}

/// A line that is not meant to be read: a comment, a warning of az. A heading of Markdown is a label.
fn is_comment(line: &str) -> bool {
    const MARKS: [&str; 8] = ["//", "--", ";", "REM ", "::", "WARNING:", "ERROR:", "VERBOSE:"];
    line.starts_with('#') && line.contains('=') || MARKS.iter().any(|mark| line.starts_with(mark))
}

/// What the portal puts between a label and its value: a colon, the name of a button.
fn is_between(line: &str) -> bool {
    line.chars().all(|c| !c.is_alphanumeric())
        || ["copy to clipboard", "copy", "show", "hide"].iter().any(|word| line.eq_ignore_ascii_case(word))
}

/// Whether a line can be the value of a label above it. The label of the next value is none.
fn stands_alone(meaning: Meaning, line: &str) -> bool {
    match meaning {
        Meaning::Field(Field::Secret) => {
            !line.contains(char::is_whitespace) && line.len() >= 12 && super::key::meaning(line).is_none()
        }
        Meaning::Field(Field::ManagementGroup) => Guid::dressed(line).is_some(),
        _ => true,
    }
}

/// Every `key = value` and `key: value` of a line. Whether there was one that counts.
fn assignments(line: &str, number: usize, gather: &mut Gather) -> bool {
    if let Some((key, rest)) = environment::set(line) {
        let at = At { source: Source::Environment, line: number };
        return meaning(key).is_some_and(|meaning| take(meaning, value::after(rest, 0, true), at, gather));
    }
    let (mut from, mut key_from, mut value_to, mut any) = (0, 0, 0, false);
    while let Some(offset) = line.get(from..).and_then(|rest| rest.find(['=', ':', '\t', '：'])) {
        let sign = from + offset;
        let key = line.get(key_from..sign).unwrap_or_default();
        let width = line.get(sign..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        from = sign + width;
        let after = line.get(from..).unwrap_or_default();
        let is_address = after.starts_with("//");
        let equals = line.get(sign..from) == Some("=");
        // Back to the last value: the colon of a drive or of `$env:` is no sign of this one.
        let name = if equals { last_word(before(line, value_to, sign)) } else { key };
        let Some(meaning) = meaning(name).filter(|_| !is_address) else {
            // The prompt of a shell, the drive of a path; a key stands behind it. A label of several words does not
            // begin in the middle of one, though: `Name : Client X (…)`.
            key_from = from;
            continue;
        };
        let value = value::after(line, from, equals);
        let end = value.end;
        let at = At { source: source(line, sign, name, equals), line: number };
        if take(meaning, value, at, gather) {
            any = true;
            from = end;
            key_from = from;
            value_to = from;
        } else {
            key_from = from;
        }
    }
    any
}

fn take(meaning: Meaning, value: Value<'_>, at: At, gather: &mut Gather) -> bool {
    // az says `Found an existing application instance: (id) …` and means the object.
    let meaning = if value.rest.starts_with("(id)") { Meaning::Nothing } else { meaning };
    if meaning != Meaning::Field(Field::Secret) {
        // An id and its remark, `Azure China`: all of the rest belongs to a label.
        let (first, second) =
            if at.source == Source::Labelled { (value.rest, value.text) } else { (value.text, value.rest) };
        return gather.take(meaning, first, at) || !is_number(second) && gather.take(meaning, second, at);
    }
    if let Some(secret) = shape::only_secret(value.text) {
        return gather.secret(secret, at);
    }
    if !value.ended {
        gather.note(NoteKind::CutSecret, Some(at.line));
        return true;
    }
    let is_stand_in = is_placeholder(value.rest) || !value.quoted && is_expression(value.rest);
    if is_stand_in {
        gather.note(NoteKind::Placeholder(Field::Secret), Some(at.line));
        return true;
    }
    if value.quoted || at.source == Source::Environment {
        return gather.secret(value.text, at);
    }
    // Words are a remark about the secret.
    let rest = edge::trim_blank(value.rest);
    !rest.contains(char::is_whitespace) && gather.secret(rest, at)
}

/// `Client credentials : 0 certificate, 1 secret` says nothing of an id.
fn is_number(text: &str) -> bool {
    text.len() < 8 && text.bytes().all(|b| b.is_ascii_digit())
}

/// What stands before a sign, back to there and no longer than a name.
fn before(line: &str, from: usize, sign: usize) -> &str {
    let far = from.max(sign.saturating_sub(LONGEST_NAME));
    let near = (far..sign).find(|&at| line.is_char_boundary(at)).unwrap_or(sign);
    line.get(near..sign).unwrap_or_default()
}

/// What is assigned to: the last word before the sign.
fn last_word(key: &str) -> &str {
    key.split([' ', '\t', ';', '&', '?', ',', '{', '(']).rfind(|word| !word.is_empty()).unwrap_or_default()
}

/// Code that says where a secret comes from: `var.client_secret`, `$(az …)`, `process.env.SECRET`, `read("…")`.
fn is_expression(text: &str) -> bool {
    let name = |part: &str| {
        part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
            && part.bytes().next().is_some_and(|b| b.is_ascii_alphabetic() || b == b'_')
    };
    let path = text.split(['[', '(']).next().unwrap_or_default();
    text.starts_with(['$', '@', '%'])
        || (path.contains('.') || path.len() < text.len()) && path.split('.').all(name)
}

fn source(line: &str, sign: usize, name: &str, equals: bool) -> Source {
    if !equals {
        return Source::Labelled;
    }
    let spaced = line.as_bytes().get(sign.wrapping_sub(1)).is_some_and(|b| *b == b' ');
    if environment::is_name(name) && (!spaced || name.starts_with('$')) {
        Source::Environment
    } else {
        Source::Assignment
    }
}

#[cfg(test)]
mod tests;

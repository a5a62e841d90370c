//! JSON, wherever it is in a text: each object goes to the recogniser that knows it.

use zeroize::{Zeroize, Zeroizing};

use super::documents::{self, Cut, Ending};
use super::gather::{At, Gather};
use super::key::{Meaning, meaning};
use super::line_count::LineCount;
use super::{
    NoteKind, Source, access_token, app_settings, az_account, az_app, loose, service_principal,
    terraform_output,
};
use crate::azure::{Field, Guid};
use crate::json::{self, Node};

/// The members of an object.
pub(super) type Entries = [(String, Node)];

/// JSON in a string in JSON is read no more often than so: settings in settings.
const DEEPEST: u8 = 4;

/// Reads all JSON of a text whose first line has this number. Gives the stretches that were read, in bytes.
pub(super) fn read(text: &str, first: usize, gather: &mut Gather) -> Vec<(usize, usize)> {
    let mut taken = Vec::new();
    let mut at = 0;
    let mut lines = LineCount::new(text, first);
    while let Some(document) = documents::next(text, at) {
        let (start, end) = (document.start, document.end);
        let line = lines.line_at(start);
        let done = match &document.ending {
            Ending::Whole => {
                let part = text.get(start..end).unwrap_or_default();
                let done =
                    assigned(text, start, part, line, gather) || whole(part, (text, start), line, gather);
                done.then_some(end)
            }
            Ending::Cut(cut) => beginning(text, start, cut, line, gather),
            Ending::Broken => None,
        };
        if let Some(end) = done {
            taken.push((start, end));
        }
        at = end;
    }
    taken
}

/// Reads a list of strings that is assigned to something: `subscription_ids = ["…", "…",]` of Terraform, which allows a
/// comma at the end. Whether it is one.
fn assigned(text: &str, start: usize, part: &str, line: usize, gather: &mut Gather) -> bool {
    let before = text.get(..start).unwrap_or_default().trim_end_matches([' ', '\t']);
    let Some(before) = before.strip_suffix('=').filter(|_| part.starts_with('[')) else { return false };
    let name = before.trim_end_matches([' ', '\t']);
    let name = name.rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '_').next();
    let Some(name) = name.filter(|name| meaning(name).is_some()) else { return false };
    let Ok(mended) = json::repair(part).map(|repaired| Zeroizing::new(repaired.text)) else { return false };
    let Ok(mut node) = json::parse(&mended) else { return false };
    let mut walk = Walk { gather, place: LineCount::new(part, line), misses: 0, depth: DEEPEST };
    walk.member(name, &node, Source::Assignment);
    wipe(&mut node);
    true
}

/// Reads one document. Whether it is one.
fn whole(part: &str, (text, start): (&str, usize), line: usize, gather: &mut Gather) -> bool {
    if let Ok(node) = json::parse(part) {
        look(node, part, line, gather);
        return true;
    }
    match json::repair(part) {
        Ok(repaired) => {
            let mended = Zeroizing::new(repaired.text);
            let Ok(node) = json::parse(&mended) else { return false };
            if let Some(mend) = repaired.mends.first() {
                let column =
                    if mend.line == 1 { mend.column + column_at(text, start) - 1 } else { mend.column };
                let kind = NoteKind::JsonMended { column, count: repaired.count };
                gather.note(kind, Some(line + mend.line - 1));
            }
            look(node, part, line, gather);
            true
        }
        Err(error) => {
            let column =
                if error.line() == 1 { error.column() + column_at(text, start) - 1 } else { error.column() };
            // Braces of other languages are no broken JSON: it takes a key with a colon.
            if part.contains("\":") || part.contains("\" :") {
                gather.note(NoteKind::JsonBroken { column }, Some(line + error.line() - 1));
            }
            false
        }
    }
}

/// Reads what there is of a document that was cut off. Gives where that ends.
fn beginning(text: &str, start: usize, cut: &Cut, line: usize, gather: &mut Gather) -> Option<usize> {
    let mut read = |closed: &str| -> bool {
        let node = json::parse(closed).ok().or_else(|| {
            let mended = Zeroizing::new(json::repair(closed).ok()?.text);
            json::parse(&mended).ok()
        });
        let Some(node) = node else { return false };
        look(node, closed, line, gather);
        true
    };
    let end = if read(&cut.to_last(text, start)) {
        cut.last
    } else {
        let (comma, closed) = cut.to_comma(text, start)?;
        read(&closed).then_some(comma)?
    };
    let (line, column) = (line + newlines(text.get(start..end).unwrap_or_default()), column_at(text, end));
    gather.note(NoteKind::JsonCut { column }, Some(line));
    Some(end)
}

fn column_at(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    let from = before.rfind('\n').map_or(0, |feed| feed + 1);
    before.get(from..).map_or(1, |line| line.chars().count() + 1)
}

fn newlines(text: &str) -> usize {
    text.bytes().filter(|&b| b == b'\n').count()
}

fn look(mut node: Node, text: &str, line: usize, gather: &mut Gather) {
    let mut walk = Walk { gather, place: LineCount::new(text, line), misses: 0, depth: DEEPEST };
    walk.node(&node);
    wipe(&mut node);
}

/// The strings of a document may be secrets: none of them stays in memory.
fn wipe(node: &mut Node) {
    match node {
        Node::Text(text) => text.zeroize(),
        Node::List(list) => list.iter_mut().for_each(wipe),
        Node::Object(entries) => entries.iter_mut().for_each(|(_, node)| wipe(node)),
        _ => {}
    }
}

/// The way through a document.
pub(super) struct Walk<'g, 't> {
    pub(super) gather: &'g mut Gather,
    place: LineCount<'t>,
    misses: u8,
    depth: u8,
}

/// Values that are not found in the text, as they are escaped there, are looked for no more often than so:
/// each search goes through all of it.
const MOST_MISSES: u8 = 8;

impl Walk<'_, '_> {
    /// Where this value is, at or behind the last one that was asked for. Its line; else the last one's.
    pub(super) fn at(&mut self, source: Source, value: &str) -> At {
        if self.misses < MOST_MISSES && !value.is_empty() {
            let rest = self.place.text.get(self.place.at..).unwrap_or_default();
            match crate::text::find(rest, value) {
                Some(offset) => {
                    let at = self.place.at + offset;
                    self.place.line_at(at);
                }
                None => self.misses += 1,
            }
        }
        At { source, line: self.place.line }
    }

    pub(super) fn value(&mut self, field: Field, text: Option<&str>, source: Source) {
        if let Some(text) = text {
            let at = self.at(source, text);
            self.gather.value(field, text, at);
        }
    }

    /// A node of which nothing is known.
    pub(super) fn node(&mut self, node: &Node) {
        match node {
            Node::Object(entries) => self.object(entries),
            Node::List(list) if az_account::list(list, self) => {}
            Node::List(list) => list.iter().for_each(|node| self.node(node)),
            Node::Text(text) => self.loose(text, Source::Json),
            _ => {}
        }
    }

    fn object(&mut self, entries: &Entries) {
        let known = terraform_output::read(entries, self)
            || access_token::read(entries, self)
            || az_account::read(entries, self)
            || app_settings::read(entries, self)
            || az_app::read(entries, self)
            || service_principal::read(entries, self);
        if known {
            return;
        }
        // The settings of an app as the portal and az list them: `name` and `value` side by side.
        if let (Some(name), Some(value)) = (text_of(entries, "name"), get(entries, "value")) {
            self.member(name, value, Source::Json);
            return;
        }
        for (key, node) in entries {
            self.member(key, node, Source::Json);
        }
    }

    /// A member by its key.
    pub(super) fn member(&mut self, key: &str, node: &Node, source: Source) {
        match node {
            Node::Text(text) => {
                let at = self.at(source, text);
                let taken = match meaning(key) {
                    Some(meaning) => self.gather.take(meaning, text, at),
                    None => false,
                };
                if !taken {
                    self.loose(text, source);
                }
            }
            Node::List(list) if list.iter().all(|item| matches!(item, Node::Text(_))) => {
                for item in list {
                    let Node::Text(text) = item else { continue };
                    // Several subscriptions under one key are a list and no contradiction.
                    let single = matches!(source, Source::Json | Source::Assignment);
                    let source = if single { Source::Labelled } else { source };
                    let at = self.at(source, text);
                    match meaning(key) {
                        Some(Meaning::Field(field)) if self.gather.value(field, text, at) => {}
                        _ => self.loose(text, source),
                    }
                }
            }
            // Certificates have ids and days of their own.
            _ if key.eq_ignore_ascii_case("keyCredentials") => {}
            node => self.node(node),
        }
    }

    /// A string without a key that says anything: addresses, JSON in JSON.
    pub(super) fn loose(&mut self, text: &str, source: Source) {
        if self.depth > 0 && text.trim_start().starts_with(['{', '[']) {
            self.depth -= 1;
            if let Ok(mut node) = json::parse(text.trim()) {
                self.node(&node);
                wipe(&mut node);
            }
            self.depth += 1;
            return;
        }
        let line = self.place.line;
        if let Some(guid) = Guid::dressed(text) {
            self.gather.unlabelled(guid, line);
        } else if text.contains('/') {
            loose::read(text, At { source, line }, self.gather);
        }
    }
}

/// The member of this name, in any case.
pub(super) fn get<'e>(entries: &'e Entries, key: &str) -> Option<&'e Node> {
    entries.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, node)| node)
}

/// The string of this name.
pub(super) fn text_of<'e>(entries: &'e Entries, key: &str) -> Option<&'e str> {
    match get(entries, key)? {
        Node::Text(text) => Some(text),
        _ => None,
    }
}

/// Whether there is a member of this name.
pub(super) fn has(entries: &Entries, key: &str) -> bool {
    get(entries, key).is_some()
}

#[cfg(test)]
mod tests;

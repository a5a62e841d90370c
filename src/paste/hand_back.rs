//! The line that our scripts print at their end:
//! `azc1 t=… c=… s=… [e=…] [k=…] #<crc32>`, with the checksum of all that stands before ` #`.
//!
//! A terminal wraps it, a chat cuts it, somebody mends it: it is used whole or not at all.

use zeroize::Zeroizing;

use super::gather::{At, Gather, plain};
use super::line_count::LineCount;
use super::{NoteKind, Source};
use crate::azure::{Field, Guid, SubscriptionId};
use crate::script::crc32;

const BEGIN: &str = "azc";

/// Digits of the checksum.
const DIGITS: usize = 8;

/// Reads every such line of a text whose first line has this number. Gives the stretches that belong to them, in bytes, read or not.
pub(super) fn read(text: &str, first: usize, gather: &mut Gather) -> Vec<(usize, usize)> {
    let mut taken = Vec::new();
    let mut from = 0;
    let mut count = LineCount::new(text, first);
    while let Some((start, version)) = begin(text, from) {
        let line = count.line_at(start);
        // It ends before the next one begins, and no later than at an empty line.
        let next = begin(text, start + BEGIN.len()).map_or(text.len(), |(next, _)| next);
        let region = until_gap(text.get(start..next).unwrap_or_default());
        let at = At { source: Source::HandBack, line };
        let length = if version == b'1' {
            one(region, at, gather)
        } else {
            gather.note(NoteKind::HandBackNewer, Some(line));
            region.len()
        };
        from = start + length.max(BEGIN.len());
        taken.push((start, start + length));
    }
    taken
}

/// Finds lines whose first word is missing. Gives their stretches: nothing of them is used.
pub(super) fn read_headless(text: &str, first: usize, gather: &mut Gather) -> Vec<(usize, usize)> {
    let mut taken = Vec::new();
    let mut from = 0;
    let mut count = LineCount::new(text, first);
    while let Some(start) = headless(text, from) {
        let region = until_gap(text.get(start..).unwrap_or_default());
        gather.note(NoteKind::HandBackCut, Some(count.line_at(start)));
        from = start + region.len();
        taken.push((start, from));
    }
    taken
}

/// `t=<id> c=`, which nothing else prints.
fn headless(text: &str, from: usize) -> Option<usize> {
    const TENANT: &str = "t=";
    const CLIENT: &str = " c=";
    let mut at = from;
    loop {
        at += crate::text::find(text.get(at..)?, TENANT)?;
        let id = at + TENANT.len();
        let behind = text.get(id + 36..id + 36 + CLIENT.len());
        let is_word = at == 0 || text.as_bytes().get(at - 1).is_none_or(|b| !b.is_ascii_alphanumeric());
        if is_word && behind == Some(CLIENT) && text.get(id..id + 36).and_then(Guid::hyphenated).is_some() {
            return Some(at);
        }
        at = id;
    }
}

/// Where the next line begins, and the digit of its version.
fn begin(text: &str, from: usize) -> Option<(usize, u8)> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        at += crate::text::find(text.get(at..)?, BEGIN)?;
        let is_word = at == 0 || bytes.get(at - 1).is_none_or(|b| !b.is_ascii_alphanumeric());
        let version = bytes.get(at + BEGIN.len()).copied().filter(u8::is_ascii_digit);
        let then = bytes.get(at + BEGIN.len() + 1);
        match version {
            Some(version) if is_word && then.is_none_or(|b| b.is_ascii_whitespace()) => {
                return Some((at, version));
            }
            _ => at += BEGIN.len(),
        }
    }
}

/// Up to the first empty line.
fn until_gap(region: &str) -> &str {
    crate::text::split_once(region, "\n\n").map_or(region, |(before, _)| before)
}

/// Reads the line that this region begins with. Gives the length of what belongs to it.
fn one(region: &str, at: At, gather: &mut Gather) -> usize {
    let mut searched = 0;
    let mut changed = None;
    while let Some(offset) = region.get(searched..).and_then(|rest| rest.find('#')) {
        let sign = searched + offset;
        searched = sign + 1;
        let Some((sum, end)) = checksum(region, sign + 1) else { continue };
        let body = region.get(..sign).unwrap_or_default();
        if let Some(line) = unwrapped(body, sum) {
            take(&line, at, gather);
            return end;
        }
        changed = changed.or(Some(end));
        // A secret may hold such a sign, but not often.
        break;
    }
    let kind = if changed.is_some() { NoteKind::HandBackChanged } else { NoteKind::HandBackCut };
    gather.note(kind, Some(at.line));
    changed.unwrap_or(region.len())
}

/// The eight digits from there, over a line's end if need be, and where they end.
fn checksum(region: &str, from: usize) -> Option<(u32, usize)> {
    let mut sum: u32 = 0;
    let mut count = 0;
    for (offset, c) in region.get(from..)?.char_indices() {
        match c.to_digit(16) {
            Some(digit) => {
                sum = sum << 4 | digit;
                count += 1;
                if count == DIGITS {
                    return Some((sum, from + offset + 1));
                }
            }
            None if matches!(c, '\n' | '\r' | ' ') => {}
            None => return None,
        }
    }
    None
}

/// The line as it was printed, if there is a way to take out what wrapped it that fits its checksum.
fn unwrapped(body: &str, sum: u32) -> Option<Zeroizing<String>> {
    for join in [Join::Nothing, Join::Space, Join::BeforeKeys] {
        let mut line = Zeroizing::new(String::with_capacity(body.len() + 8));
        for part in body.split('\n') {
            let part = part.trim_matches(['\r', '\t', '|', '>']);
            let part = if line.is_empty() { part } else { part.trim_start_matches([' ', '>']) };
            if !line.is_empty() && !line.ends_with(' ') && join.is_space_before(part) {
                line.push(' ');
            }
            line.push_str(part);
        }
        let whole = line.trim_end_matches(' ');
        if crc32(whole.as_bytes()) == sum {
            let mut exact = Zeroizing::new(String::with_capacity(whole.len()));
            exact.push_str(whole);
            return Some(exact);
        }
    }
    None
}

/// What a line's end stood for.
#[derive(Clone, Copy)]
enum Join {
    /// A terminal that breaks anywhere.
    Nothing,
    /// A text program that breaks at spaces.
    Space,
    /// A terminal that broke at a space and dropped it, here and there.
    BeforeKeys,
}

impl Join {
    fn is_space_before(self, part: &str) -> bool {
        match self {
            Join::Nothing => false,
            Join::Space => true,
            Join::BeforeKeys => matches!(part.as_bytes(), [b't' | b'c' | b's' | b'e' | b'k', b'=', ..]),
        }
    }
}

/// Takes the values of a line that is as it was printed.
fn take(line: &str, at: At, gather: &mut Gather) {
    gather.is_hand_back = true;
    let mut tenant = None;
    // The secret stands last and has no space in it.
    for word in line.split(' ').skip(1) {
        let Some((key, value)) = word.split_once('=') else { continue };
        match key {
            "t" => {
                tenant = value.parse::<Guid>().ok();
                gather.value(Field::Tenant, value, at);
            }
            "c" => {
                gather.value(Field::Client, value, at);
            }
            "s" => match value.parse::<SubscriptionId>() {
                // The root group has the id of its directory.
                Ok(id) if Some(id.guid()) != tenant => gather.subscription(plain(id), at),
                _ => {
                    gather.value(Field::ManagementGroup, value, at);
                }
            },
            "e" => {
                gather.value(Field::Expiry, value, at);
            }
            "k" => {
                gather.secret(value, at);
            }
            _ => {}
        }
    }
}

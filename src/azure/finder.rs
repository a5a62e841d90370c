//! Finds the one GUID that is meant in what an admin pastes.

use std::borrow::Cow;

use super::letter::is_letter_or_digit;
use super::look_alike::{is_dash, meant};
use super::{Field, Guid, IdError, IdErrorKind, Label, edge, is_placeholder, looks_like_secret};

/// The digits of a GUID.
const DIGITS: usize = 32;

/// The text as it is looked at: nothing invisible, nothing percent-encoded, dashes as hyphens.
pub(crate) fn readable(text: &str) -> String {
    let seen = edge::without_invisible(text);
    let once = edge::percent_decoded(&seen);
    // Portal links carry resource ids that are encoded twice.
    let twice = edge::percent_decoded(&once);
    if twice.contains(is_dash) {
        twice.chars().map(|c| if is_dash(c) { '-' } else { c }).collect()
    } else {
        Cow::into_owned(twice)
    }
}

/// The GUID for `field` in `text`; without a field, the only GUID there.
pub(crate) fn find(text: &str, field: Option<Field>) -> Result<Guid, IdError> {
    if looks_like_secret(text) {
        return Err(IdErrorKind::SecretLike.into());
    }
    let text = readable(text);
    if let Some(guid) = Guid::dressed(&text) {
        return not_nil(guid);
    }
    let mut here = Seen::Nothing;
    let mut unnamed = Seen::Nothing;
    let mut elsewhere = None;
    for (guid, label) in candidates(&text) {
        match (label, field) {
            (_, None) => here.add(guid),
            (Some(Label::Field(label)), Some(field)) if label == field => here.add(guid),
            (None, _) => unnamed.add(guid),
            (Some(label), _) => elsewhere = elsewhere.or(Some(label)),
        }
    }
    match (here, unnamed, elsewhere) {
        (Seen::One(guid), ..) | (Seen::Nothing, Seen::One(guid), _) => not_nil(guid),
        (Seen::Several, ..) | (_, Seen::Several, _) => Err(IdErrorKind::Several.into()),
        (_, _, Some(label)) => Err(IdError::elsewhere(label)),
        _ => Err(misfit(&text, field)),
    }
}

fn not_nil(guid: Guid) -> Result<Guid, IdError> {
    if guid.is_nil() { Err(IdErrorKind::Placeholder.into()) } else { Ok(guid) }
}

/// What was met of one sort: the same GUID twice is still one.
enum Seen {
    Nothing,
    One(Guid),
    Several,
}

impl Seen {
    fn add(&mut self, guid: Guid) {
        *self = match *self {
            Seen::Nothing => Seen::One(guid),
            Seen::One(first) if first == guid => Seen::One(first),
            _ => Seen::Several,
        };
    }
}

/// Every hyphenated GUID of a text, with what stands before it.
struct Candidates<'a> {
    text: &'a str,
    at: usize,
    floor: usize,
}

fn candidates(text: &str) -> Candidates<'_> {
    Candidates { text, at: 0, floor: 0 }
}

impl Iterator for Candidates<'_> {
    type Item = (Guid, Option<Label>);

    fn next(&mut self) -> Option<Self::Item> {
        let in_run = |b: &u8| b.is_ascii_alphanumeric() || *b == b'-';
        let bytes = self.text.as_bytes();
        loop {
            let start = self.at + bytes.get(self.at..)?.iter().position(in_run)?;
            let rest = bytes.get(start..)?;
            let length = rest.iter().position(|b| !in_run(b)).unwrap_or(rest.len());
            self.at = start + length;
            if let Some(guid) = self.text.get(start..self.at).and_then(Guid::hyphenated) {
                let label = Label::before(self.text, self.floor, start);
                self.floor = self.at;
                return Some((guid, label));
            }
        }
    }
}

/// A label and its value on one line: `Directory (tenant) ID : …`, `tenant_id = "…"`.
pub(crate) fn labelled(text: &str) -> Option<(&str, &str)> {
    let at = text.find([':', '=', '\t'])?;
    let value = text.get(at + 1..)?;
    (!value.starts_with("//")).then_some((text.get(..at)?, value))
}

/// What a text without a GUID is instead.
fn misfit(text: &str, field: Option<Field>) -> IdError {
    let (label, value) = match labelled(text) {
        Some((label, value)) => match Label::of(label) {
            Some(label) => (Some(label), value),
            None => (None, text),
        },
        None => (None, text),
    };
    let bracketed = |segment: &str| segment.starts_with(['{', '<', '[', '$', '%']) && is_placeholder(segment);
    if is_placeholder(value) || value.split(['/', ' ']).any(bracketed) {
        return IdErrorKind::Placeholder.into();
    }
    match label {
        Some(label) if field.is_some_and(|field| label != Label::Field(field)) => {
            return IdError::elsewhere(label);
        }
        _ => {}
    }
    let bare = edge::trim_id(value);
    if bare.is_empty() {
        return IdErrorKind::Empty.into();
    }
    misspelt(bare).unwrap_or(IdErrorKind::NotAnId).into()
}

/// A GUID with something wrong in it, when that is what the text is.
fn misspelt(text: &str) -> Option<IdErrorKind> {
    let ended = text.trim_end_matches(['\u{2026}', '.']);
    let (mut digits, mut alike, mut others) = (0_usize, 0_usize, 0_usize);
    let mut odd = None;
    let mut mend = String::with_capacity(text.len());
    for (index, c) in ended.chars().enumerate() {
        if c.is_ascii_hexdigit() {
            digits += 1;
            mend.push(c);
        } else if c == '-' {
            mend.push(c);
        } else if let Some(digit) = meant(c) {
            alike += 1;
            mend.push(digit);
            odd = odd.or(Some((index, c, Some(digit))));
        } else if is_letter_or_digit(c) {
            others += 1;
            mend.push('0');
            odd = odd.or(Some((index, c, None)));
        } else {
            return None;
        }
    }
    let all = digits + alike + others;
    if digits < 4 || digits * 4 < all * 3 {
        return None;
    }
    if others == 0 && all < DIGITS {
        return Some(IdErrorKind::TooShort { digits: all });
    }
    if others == 0 && all > DIGITS {
        return Some(IdErrorKind::TooLong { digits: all });
    }
    Guid::dressed(&mend)?;
    let (index, found, digit) = odd?;
    Some(match digit {
        Some(meant) => IdErrorKind::LookAlike { found, meant, index },
        None => IdErrorKind::BadCharacter { found, index },
    })
}

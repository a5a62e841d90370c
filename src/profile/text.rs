//! The platform's own words in place of ours.

use super::line::{PARAGRAPH, refusal};
use super::place::Place;
use std::collections::BTreeMap;

/// The longest text key, in characters.
const KEY: usize = 100;

pub(super) fn read(place: Place<'_>) -> BTreeMap<String, String> {
    place.table(|key, words| {
        if is_key(key) {
            refusal(words, PARAGRAPH)
        } else {
            Some("is not a text key: names of letters, digits, `-` and `_` with dots between them")
        }
    })
}

fn is_key(key: &str) -> bool {
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    key.len() <= KEY && key.split('.').all(is_name)
}

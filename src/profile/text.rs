//! The platform's own words in place of ours.

use super::ProfileError;
use super::line::{PARAGRAPH, refusal};
use super::place::{Place, below};
use std::collections::BTreeMap;

/// The longest text key, in characters.
const KEY: usize = 100;

pub(super) fn read(place: Place) -> Result<BTreeMap<String, String>, ProfileError> {
    let path = place.path.clone();
    let text = place.table()?;
    for (key, words) in &text {
        let refusal = if is_key(key) {
            refusal(words, PARAGRAPH)
        } else {
            Some("is not a text key: names of letters, digits, `-` and `_` with dots between them")
        };
        if let Some(refusal) = refusal {
            return Err(ProfileError::bad(&below(&path, key), refusal));
        }
    }
    Ok(text)
}

fn is_key(key: &str) -> bool {
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    key.len() <= KEY && key.split('.').all(is_name)
}

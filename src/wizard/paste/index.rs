use crate::azure::letter::lower;
use crate::paste::FoundSubscription;

/// The letters of an id.
const ID: usize = 36;

/// So many letters of an id are no accident.
const MEANT: usize = 4;

/// What is searched: name and id of each subscription in small letters, made once, in one piece that a search
/// runs through from front to back.
#[derive(Debug, Default)]
pub(super) struct Index {
    keys: Vec<u8>,
    /// Where each one's key ends.
    ends: Vec<u32>,
}

impl Index {
    pub(super) fn new(list: &[FoundSubscription]) -> Self {
        let mut index =
            Self { keys: Vec::with_capacity(list.len() * 64), ends: Vec::with_capacity(list.len()) };
        for one in list {
            add_lowered(&mut index.keys, one.name.as_deref().unwrap_or_default());
            index.keys.push(b'\n');
            add_lowered(&mut index.keys, &one.id.to_string());
            index.ends.push(index.keys.len() as u32);
        }
        index
    }

    /// The places of the first `limit` that have every word of the query, and whether these are all.
    pub(super) fn find(&self, query: &str, limit: usize) -> (Vec<u32>, bool) {
        let mut lowered = Vec::with_capacity(query.len());
        add_lowered(&mut lowered, query);
        let words: Vec<&[u8]> =
            lowered.split(|byte| byte.is_ascii_whitespace()).filter(|word| !word.is_empty()).collect();
        let mut matches = Vec::new();
        let mut start = 0;
        for (at, &end) in self.ends.iter().enumerate() {
            let key = self.keys.get(start..end as usize).unwrap_or_default();
            start = end as usize;
            if words.iter().all(|word| is_of(word, key)) {
                if matches.len() == limit {
                    return (matches, false);
                }
                matches.push(at as u32);
            }
        }
        (matches, true)
    }
}

fn add_lowered(bytes: &mut Vec<u8>, text: &str) {
    for c in text.chars().map(lower) {
        bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    }
}

/// Whether a word is of a name or an id: anywhere in the name, at the beginning of the id, and anywhere in it
/// once it is so long that it is no accident.
fn is_of(word: &[u8], key: &[u8]) -> bool {
    let (name, id) = key.split_at(key.len().saturating_sub(ID));
    holds(name, word) || if word.len() < MEANT { id.starts_with(word) } else { holds(id, word) }
}

/// Whether `part` stands in `text`. Most bytes are passed by the search for its first one.
fn holds(text: &[u8], part: &[u8]) -> bool {
    let Some((first, rest)) = part.split_first() else { return true };
    let mut tail = text;
    while let Some(at) = tail.iter().position(|byte| byte == first) {
        tail = tail.get(at + 1..).unwrap_or_default();
        if tail.starts_with(rest) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{FoundSubscription, Index, holds};

    fn index() -> Index {
        let one = |number: usize| FoundSubscription {
            id: format!("c3a9e4d7-60b2-4f18-8c75-{number:012x}").parse().unwrap(),
            name: Some(format!("Équipe {number} Produktion")),
            tenant: None,
            cloud: None,
            enabled: true,
            is_default: false,
        };
        Index::new(&(0..300).map(one).collect::<Vec<_>>())
    }

    #[test]
    fn finds_by_name_and_by_id_every_word_in_any_case() {
        let index = index();
        for (query, expected) in [
            ("ÉQUIPE 299", vec![299]),
            ("PROD 297 équipe", vec![297]),
            ("c3a9e4d7-60b2-4f18-8c75-0000000000FF", vec![255]),
            ("0000000000ff", vec![255]),
            ("c3a 255", vec![255]),
            ("équipe 4f18", (0..300).collect()),
            ("équipe f18", vec![]),
            ("  ", (0..300).collect()),
            ("produktion\nc3a9", (0..300).collect()),
            ("produktionc3a9", vec![]),
            ("nothing like it", vec![]),
        ] {
            assert_eq!(index.find(query, usize::MAX), (expected, true), "{query}");
        }
    }

    #[test]
    fn stops_at_the_limit_and_says_so() {
        let index = index();
        assert_eq!(index.find("équipe", 2), (vec![0, 1], false));
        assert_eq!(index.find("équipe 299", 1), (vec![299], true));
        assert_eq!(Index::default().find("", 2), (vec![], true));
    }

    #[test]
    fn parts_of_texts() {
        for (text, part, expected) in
            [("aab", "ab", true), ("aab", "b", true), ("aab", "ba", false), ("", "", true), ("", "a", false)]
        {
            assert_eq!(holds(text.as_bytes(), part.as_bytes()), expected, "{text} {part}");
        }
    }
}

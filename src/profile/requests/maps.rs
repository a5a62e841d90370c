//! Our words and theirs.

use std::collections::BTreeMap;

use crate::profile::place::Place;

/// Tables of words, by name: each from ours to the platform's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(transparent))]
pub struct Maps(BTreeMap<String, BTreeMap<String, String>>);

impl Maps {
    pub(super) fn read(place: &Place<'_>) -> Self {
        let mut maps = BTreeMap::new();
        for (name, place) in place.members() {
            if name.is_empty() || name.contains(['|', '}', ':']) {
                place.refuse("must have a name without `|`, `}` and `:`");
            }
            let map = place.table(|_, _| None);
            if map.is_empty() {
                place.refuse("must not be empty");
            }
            maps.insert(name.to_owned(), map);
        }
        Self(maps)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The platform's word for ours; for one that the table does not have, the one of `*`.
    pub fn theirs(&self, map: &str, ours: &str) -> Option<&str> {
        let map = self.0.get(map)?;
        map.get(ours).or_else(|| map.get("*")).map(String::as_str)
    }

    /// Our word for the platform's, the first of several in the order of the alphabet.
    pub fn ours(&self, map: &str, theirs: &str) -> Option<&str> {
        let map = self.0.get(map)?;
        map.iter().find(|(ours, word)| *ours != "*" && *word == theirs).map(|(ours, _)| ours.as_str())
    }
}

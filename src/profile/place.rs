//! Places in a document: a value together with the path to it.
//!
//! Reading goes on after a fault, with a stand-in for the value, and the first fault is what counts
//! ([`Faults`]). So a struct is read in one expression of plain calls. With a `?` behind each of them
//! the wasm carried, for every field, the code that drops all the fields before it: 30 kB.

use super::line;
use super::{ProfileError, ProfileErrorKind};
use crate::json::Node;
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// The first thing that is wrong with a document.
#[derive(Default)]
pub(super) struct Faults(OnceCell<ProfileError>);

impl Faults {
    /// What was wrong first.
    pub(super) fn first(self) -> Option<ProfileError> {
        self.0.into_inner()
    }

    #[inline(never)]
    fn add(&self, kind: ProfileErrorKind, path: &str, detail: &str) {
        self.0.get_or_init(|| ProfileError::new(kind, path, detail));
    }
}

/// A value and the path to it. The value of a key that was left out although it is required is `None`;
/// that fault is noted already, so nothing else is said about it.
pub(super) struct Place<'d> {
    pub(super) faults: &'d Faults,
    pub(super) path: String,
    pub(super) node: Option<&'d Node>,
}

impl<'d> Place<'d> {
    /// Notes that this value will not do.
    #[inline(never)]
    pub(super) fn refuse(&self, detail: &str) {
        self.faults.add(ProfileErrorKind::BadValue, &self.path, detail);
    }

    #[inline(never)]
    fn of_another_type(&self, wanted: &str) {
        if let Some(node) = self.node {
            let detail = ["must be ", wanted, ", not ", node.kind()].concat();
            self.faults.add(ProfileErrorKind::WrongType, &self.path, &detail);
        }
    }

    fn entries(&self) -> &'d [(String, Node)] {
        if let Some(Node::Object(entries)) = self.node {
            return entries;
        }
        self.of_another_type("an object");
        &[]
    }

    fn below(&self, key: &str, node: Option<&'d Node>) -> Place<'d> {
        Place { faults: self.faults, path: below(&self.path, key), node }
    }

    /// An object with some of these keys.
    #[inline(never)]
    pub(super) fn object(self, keys: &[&str]) -> Object<'d> {
        let entries = self.entries();
        let mut seen = [false; 16];
        for (key, _) in entries {
            match keys.iter().zip(&mut seen).find(|(known, _)| *known == key) {
                None => {
                    let detail = ["is none of: ", &keys.join(", ")].concat();
                    self.faults.add(ProfileErrorKind::UnknownKey, &below(&self.path, key), &detail);
                }
                Some((_, true)) => self.below(key, None).refuse(TWICE),
                Some((_, first)) => *first = true,
            }
        }
        Object { place: self, entries }
    }

    /// An object with keys of the integrator's choosing and strings as values, each pair with a grammar.
    #[inline(never)]
    pub(super) fn table(&self, grammar: fn(&str, &str) -> Option<&'static str>) -> BTreeMap<String, String> {
        let mut table = BTreeMap::new();
        for (key, node) in self.entries() {
            let place = self.below(key, Some(node));
            let text = place.text();
            if table.insert(key.clone(), text.to_owned()).is_some() {
                place.refuse(TWICE);
            }
            if let Some(refusal) = grammar(key, text) {
                place.refuse(refusal);
            }
        }
        table
    }

    /// The members of an object with keys of the integrator's choosing, each at its own place.
    #[inline(never)]
    pub(super) fn members(&self) -> Vec<(&'d str, Place<'d>)> {
        let mut members: Vec<(&str, Place<'_>)> = Vec::new();
        // Of strings, because such a map is in the wasm anyway.
        let mut seen = BTreeMap::new();
        for (key, node) in self.entries() {
            let place = self.below(key, Some(node));
            if seen.insert(key.clone(), String::new()).is_some() {
                place.refuse(TWICE);
            }
            members.push((key, place));
        }
        members
    }

    /// The member of this name, whatever else there is.
    pub(super) fn member(&self, key: &str) -> Option<Place<'d>> {
        let (_, node) = self.entries().iter().find(|(other, _)| other == key)?;
        Some(self.below(key, Some(node)))
    }

    /// A list, each item at its own place.
    #[inline(never)]
    pub(super) fn list(&self) -> Vec<Place<'d>> {
        let mut places = Vec::new();
        if let Some(Node::List(nodes)) = self.node {
            for node in nodes {
                let path = at(&self.path, places.len());
                places.push(Place { faults: self.faults, path, node: Some(node) });
            }
        } else {
            self.of_another_type("a list");
        }
        places
    }

    /// A list of strings.
    #[inline(never)]
    pub(super) fn texts(&self) -> Vec<String> {
        let mut texts = Vec::new();
        for place in self.list() {
            texts.push(place.text().to_owned());
        }
        texts
    }

    /// Words of a list that is not empty and names nothing twice: where they stand in `names`.
    #[inline(never)]
    pub(super) fn choices(&self, names: &[&str]) -> Vec<usize> {
        let mut choices = Vec::new();
        for place in self.list() {
            let choice = place.choice(names);
            if choices.contains(&choice) {
                place.refuse(TWICE);
            }
            choices.push(choice);
        }
        if choices.is_empty() {
            self.refuse("must not be empty");
        }
        choices
    }

    /// One of some words: where it stands in `names`.
    #[inline(never)]
    pub(super) fn choice(&self, names: &[&str]) -> usize {
        let word = self.text();
        names.iter().position(|name| *name == word).unwrap_or_else(|| {
            self.refuse(&["`", word, "` is none of: ", &names.join(", ")].concat());
            0
        })
    }

    /// Any string.
    #[inline(never)]
    pub(super) fn text(&self) -> &'d str {
        if let Some(Node::Text(text)) = self.node {
            return text;
        }
        self.of_another_type("a string");
        ""
    }

    /// A string with a grammar.
    #[inline(never)]
    pub(super) fn grammar(&self, grammar: fn(&str) -> Result<(), &'static str>) -> String {
        let text = self.text();
        if let Err(refusal) = grammar(text) {
            self.refuse(refusal);
        }
        text.to_owned()
    }

    /// Text that is shown as it stands, of at most `longest` characters.
    #[inline(never)]
    pub(super) fn line(&self, longest: usize) -> String {
        let text = self.text();
        if let Some(refusal) = line::refusal(text, longest) {
            self.refuse(refusal);
        }
        text.to_owned()
    }

    /// A whole number from `least` to `most`.
    #[inline(never)]
    pub(super) fn number(&self, least: u16, most: u16) -> u16 {
        if let Some(Node::Number(Some(number))) = self.node {
            return match u16::try_from(*number) {
                Ok(number) if (least..=most).contains(&number) => number,
                _ => {
                    self.refuse(&["must be from ", &least.to_string(), " to ", &most.to_string()].concat());
                    least
                }
            };
        }
        self.of_another_type("a whole number");
        least
    }

    /// `true` or `false`.
    #[inline(never)]
    pub(super) fn flag(&self) -> bool {
        if let Some(Node::Flag(flag)) = self.node {
            return *flag;
        }
        self.of_another_type("true or false");
        false
    }
}

/// An object of which every key is known and stands there once.
pub(super) struct Object<'d> {
    place: Place<'d>,
    entries: &'d [(String, Node)],
}

impl<'d> Object<'d> {
    /// The place of a key that is wrong for what stands elsewhere.
    pub(super) fn place_of(&self, key: &str) -> Place<'d> {
        self.place.below(key, None)
    }

    /// The value of a key that has a default.
    #[inline(never)]
    pub(super) fn get(&self, key: &str) -> Option<Place<'d>> {
        let (_, node) = self.entries.iter().find(|(other, _)| other == key)?;
        Some(self.place.below(key, Some(node)))
    }

    /// The value of a key that may be left out; `null` says the same.
    #[inline(never)]
    pub(super) fn optional(&self, key: &str) -> Option<Place<'d>> {
        self.get(key).filter(|place| !matches!(place.node, Some(Node::Null)))
    }

    /// The value of a key that must be there.
    #[inline(never)]
    pub(super) fn need(&self, key: &str) -> Place<'d> {
        self.get(key).unwrap_or_else(|| {
            let place = self.place_of(key);
            self.place.faults.add(ProfileErrorKind::Missing, &place.path, "is required");
            place
        })
    }

    /// Notes that one of the keys that may stand here has to.
    pub(super) fn misses(&self, key: &str, detail: &str) {
        self.place.faults.add(ProfileErrorKind::Missing, &self.place_of(key).path, detail);
    }

    /// A line that must be there.
    #[inline(never)]
    pub(super) fn line(&self, key: &str, longest: usize) -> String {
        self.need(key).line(longest)
    }

    /// A string with a grammar that must be there.
    #[inline(never)]
    pub(super) fn grammar(&self, key: &str, grammar: fn(&str) -> Result<(), &'static str>) -> String {
        self.need(key).grammar(grammar)
    }

    /// One of some words, if it is not left out: where it stands in `names`.
    #[inline(never)]
    pub(super) fn choice(&self, key: &str, names: &[&str]) -> Option<usize> {
        self.get(key).map(|place| place.choice(names))
    }

    /// Words of a list, if it is not left out: where they stand in `names`.
    #[inline(never)]
    pub(super) fn choices(&self, key: &str, names: &[&str]) -> Option<Vec<usize>> {
        self.get(key).map(|place| place.choices(names))
    }

    /// A line that may be left out.
    #[inline(never)]
    pub(super) fn optional_line(&self, key: &str, longest: usize) -> Option<String> {
        self.optional(key).map(|place| place.line(longest))
    }

    /// A string with a grammar that may be left out.
    #[inline(never)]
    pub(super) fn optional_grammar(
        &self,
        key: &str,
        grammar: fn(&str) -> Result<(), &'static str>,
    ) -> Option<String> {
        self.optional(key).map(|place| place.grammar(grammar))
    }

    /// A flag; `false` if it is left out.
    #[inline(never)]
    pub(super) fn flag(&self, key: &str) -> bool {
        self.get(key).is_some_and(|place| place.flag())
    }

    /// A list of strings; empty if it is left out.
    #[inline(never)]
    pub(super) fn texts(&self, key: &str) -> Vec<String> {
        self.get(key).map(|place| place.texts()).unwrap_or_default()
    }
}

const TWICE: &str = "stands there twice";

/// `list[index]`.
fn at(list: &str, index: usize) -> String {
    [list, "[", &index.to_string(), "]"].concat()
}

/// `path.key`.
#[inline(never)]
fn below(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { [path, ".", key].concat() }
}

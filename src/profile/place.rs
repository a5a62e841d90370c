//! Places in a document: a value together with the path to it.

use super::line;
use super::node::Node;
use super::{ProfileError, ProfileErrorKind};
use std::collections::BTreeMap;

/// A value and the path to it.
pub(super) struct Place {
    pub(super) path: String,
    pub(super) node: Node,
}

impl Place {
    fn of_another_type(&self, wanted: &str) -> ProfileError {
        let detail = ["must be ", wanted, ", not ", self.node.kind()].concat();
        ProfileError::new(ProfileErrorKind::WrongType, &self.path, &detail)
    }

    /// An object with some of these keys.
    pub(super) fn object(self, keys: &[&str]) -> Result<Object, ProfileError> {
        let (path, entries) = self.entries()?;
        let mut seen = [false; 16];
        for (key, _) in &entries {
            let known = keys.iter().zip(&mut seen).find(|(known, _)| *known == key);
            let refusal = match known {
                None => (ProfileErrorKind::UnknownKey, ["is none of: ", &keys.join(", ")].concat()),
                Some((_, true)) => (ProfileErrorKind::BadValue, TWICE.to_owned()),
                Some((_, first)) => {
                    *first = true;
                    continue;
                }
            };
            return Err(ProfileError::new(refusal.0, &below(&path, key), &refusal.1));
        }
        Ok(Object { path, entries })
    }

    /// An object with keys of the integrator's choosing and strings as values.
    pub(super) fn table(self) -> Result<BTreeMap<String, String>, ProfileError> {
        let (path, entries) = self.entries()?;
        let mut table = BTreeMap::new();
        for (key, node) in entries {
            let path = below(&path, &key);
            let text = Place { path: path.clone(), node }.text()?;
            if table.insert(key, text).is_some() {
                return Err(ProfileError::bad(&path, TWICE));
            }
        }
        Ok(table)
    }

    fn entries(self) -> Result<(String, Vec<(String, Node)>), ProfileError> {
        match self.node {
            Node::Object(entries) => Ok((self.path, entries)),
            _ => Err(self.of_another_type("an object")),
        }
    }

    /// A list, each item at its own place.
    pub(super) fn list(self) -> Result<Vec<Place>, ProfileError> {
        match self.node {
            Node::List(nodes) => {
                let place = |(index, node)| Place { path: at(&self.path, index), node };
                Ok(nodes.into_iter().enumerate().map(place).collect())
            }
            _ => Err(self.of_another_type("a list")),
        }
    }

    /// A list of strings.
    pub(super) fn texts(self) -> Result<Vec<String>, ProfileError> {
        self.list()?.into_iter().map(Place::text).collect()
    }

    /// A list that is not empty and names nothing twice.
    pub(super) fn choices<T: Copy + PartialEq>(
        self,
        all: &[T],
        name: fn(T) -> &'static str,
    ) -> Result<Vec<T>, ProfileError> {
        let path = self.path.clone();
        let mut choices = Vec::new();
        for (index, place) in self.list()?.into_iter().enumerate() {
            let choice = place.choice(all, name)?;
            if choices.contains(&choice) {
                return Err(ProfileError::bad(&at(&path, index), TWICE));
            }
            choices.push(choice);
        }
        if choices.is_empty() { Err(ProfileError::bad(&path, "must not be empty")) } else { Ok(choices) }
    }

    /// One of the words that are the names of `all`.
    pub(super) fn choice<T: Copy>(self, all: &[T], name: fn(T) -> &'static str) -> Result<T, ProfileError> {
        let path = self.path.clone();
        let word = self.text()?;
        all.iter().copied().find(|&choice| name(choice) == word).ok_or_else(|| {
            let names: Vec<&str> = all.iter().copied().map(name).collect();
            ProfileError::bad(&path, &["`", &word, "` is none of: ", &names.join(", ")].concat())
        })
    }

    /// Any string.
    pub(super) fn text(self) -> Result<String, ProfileError> {
        match self.node {
            Node::Text(text) => Ok(text),
            _ => Err(self.of_another_type("a string")),
        }
    }

    /// A string with a grammar.
    pub(super) fn parse<T>(self, grammar: fn(String) -> Result<T, &'static str>) -> Result<T, ProfileError> {
        let path = self.path.clone();
        grammar(self.text()?).map_err(|refusal| ProfileError::bad(&path, refusal))
    }

    /// Text that is shown as it stands, of at most `longest` characters.
    pub(super) fn line(self, longest: usize) -> Result<String, ProfileError> {
        let path = self.path.clone();
        let text = self.text()?;
        match line::refusal(&text, longest) {
            None => Ok(text),
            Some(refusal) => Err(ProfileError::bad(&path, refusal)),
        }
    }

    /// A whole number from `least` to `most`.
    pub(super) fn number(self, least: u16, most: u16) -> Result<u16, ProfileError> {
        match self.node {
            Node::Number(number) if number.fract() == 0.0 => {
                if number < f64::from(least) || number > f64::from(most) {
                    let detail = ["must be from ", &least.to_string(), " to ", &most.to_string()].concat();
                    Err(ProfileError::bad(&self.path, &detail))
                } else {
                    Ok(number as u16)
                }
            }
            _ => Err(self.of_another_type("a whole number")),
        }
    }

    /// `true` or `false`.
    pub(super) fn flag(self) -> Result<bool, ProfileError> {
        match self.node {
            Node::Flag(flag) => Ok(flag),
            _ => Err(self.of_another_type("true or false")),
        }
    }
}

/// An object of which every key is known and stands there once.
pub(super) struct Object {
    path: String,
    entries: Vec<(String, Node)>,
}

impl Object {
    /// The path to a key of this object.
    pub(super) fn path_to(&self, key: &str) -> String {
        below(&self.path, key)
    }

    /// The value of a key that has a default.
    pub(super) fn take(&mut self, key: &str) -> Option<Place> {
        let index = self.entries.iter().position(|(other, _)| other == key)?;
        let (_, node) = self.entries.swap_remove(index);
        Some(Place { path: self.path_to(key), node })
    }

    /// The value of a key that may be left out; `null` says the same.
    pub(super) fn take_optional(&mut self, key: &str) -> Option<Place> {
        self.take(key).filter(|place| !matches!(place.node, Node::Null))
    }

    /// The value of a key that must be there.
    pub(super) fn need(&mut self, key: &str) -> Result<Place, ProfileError> {
        self.take(key)
            .ok_or_else(|| ProfileError::new(ProfileErrorKind::Missing, &self.path_to(key), "is required"))
    }
}

const TWICE: &str = "stands there twice";

/// `list[index]`.
pub(super) fn at(list: &str, index: usize) -> String {
    [list, "[", &index.to_string(), "]"].concat()
}

/// `path.key`.
pub(super) fn below(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { [path, ".", key].concat() }
}

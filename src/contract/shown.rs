use std::fmt;

use serde::ser::{Serialize, Serializer};

use crate::json::{FromJson, Members, Node, through_node};
use crate::text::may_show;

/// Text from a host that is only ever shown: cut at [`Shown::MAX`] characters, without control
/// characters other than line feeds, without what turns the direction of reading and without what nobody sees.
///
/// It is never parsed, never put in a URL, and never decides anything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Shown(Box<str>);

impl Shown {
    /// The longest text that is kept, in characters.
    pub const MAX: usize = 4000;

    /// Takes what may be shown out of a text.
    pub fn new(text: &str) -> Self {
        Self(text.chars().filter(|c| may_show(*c)).take(Self::MAX).collect::<String>().into_boxed_str())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether nothing is left to show.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for Shown {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl AsRef<str> for Shown {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl Serialize for Shown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl FromJson for Shown {
    fn from_json(node: Node) -> Option<Self> {
        Some(Self::new(&node.text()?))
    }
}

through_node!(Shown);

impl Members {
    /// A text that must be there and is only shown.
    pub(super) fn shown(&mut self, key: &str) -> Shown {
        Shown::new(&self.need_text(key))
    }
}

#[cfg(test)]
mod tests {
    use super::Shown;

    #[test]
    fn text_loses_what_could_deceive_and_keeps_the_rest() {
        assert_eq!(Shown::new("a\u{202e}b\u{0}c\nd\u{1b}[1m é").as_str(), "abc\nd[1m é");
    }

    #[test]
    fn text_is_cut_between_characters() {
        let long = "é".repeat(Shown::MAX + 10);
        assert_eq!(Shown::new(&long).as_str().chars().count(), Shown::MAX);
    }

    #[test]
    fn only_text_is_text() {
        assert!(serde_json::from_str::<Shown>("3").is_err());
        assert_eq!(serde_json::from_str::<Shown>("\"a\\u0007b\"").unwrap().as_str(), "ab");
    }
}

use std::fmt;

use yew::AttrValue;

/// A language: what it is called, and its sentences.
///
/// Those that ship are in [`languages`]. A table of your own has the keys of the crate's `data/texts/en.json`; what
/// is missing in it, or all of it where it is no JSON object of texts, is English.
#[derive(Clone, PartialEq, Eq)]
pub struct Language {
    /// Its BCP 47 tag.
    pub tag: AttrValue,
    /// Its table, as JSON.
    pub texts: AttrValue,
}

impl Language {
    /// A language of your own.
    pub fn new(tag: impl Into<AttrValue>, texts: impl Into<AttrValue>) -> Self {
        Self { tag: tag.into(), texts: texts.into() }
    }
}

/// Without the thousand sentences.
impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Language").field("tag", &self.tag).finish_non_exhaustive()
    }
}

/// The languages that ship, each under its tag in capitals. One that an app does not name is not in its program.
pub mod languages {
    use super::{AttrValue, Language};

    include!(concat!(env!("OUT_DIR"), "/languages.rs"));
}

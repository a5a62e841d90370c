//! Where a value of a connection comes from.

use super::maps::Maps;
use super::pointer::Pointer;
use super::text::Text;
use super::usage::Usage;
use crate::profile::place::Place;

/// Where a value of a connection comes from: a place in the answer, or a text of the profile's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A place, and the map whose other direction is taken, if there is one.
    At(Pointer, Option<Box<str>>),
    /// A text, with `${param.NAME}` as its placeholders.
    Text(Text),
}

impl Source {
    /// `/id`.
    pub(super) fn usual_id() -> Self {
        Self::At(Pointer::parse("/id").unwrap_or_default(), None)
    }

    pub(super) fn read(place: &Place<'_>, maps: &Maps, usage: &Usage<'_>) -> Self {
        let text = place.text();
        if !text.starts_with('/') {
            return Self::Text(usage.text(place));
        }
        let (pointer, map) = match text.split_once("|map:") {
            Some((pointer, map)) => (pointer, Some(map)),
            None => (text, None),
        };
        if let Some(map) = map.filter(|map| !maps.has(map)) {
            place.refuse(&["has the map `", map, "`, which is not in `maps`"].concat());
        }
        let pointer = Pointer::parse(pointer).unwrap_or_else(|| {
            place.refuse("must be a JSON pointer (RFC 6901), or a text with placeholders");
            Pointer::default()
        });
        Self::At(pointer, map.map(Box::from))
    }
}

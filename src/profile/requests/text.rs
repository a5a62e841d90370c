//! Texts with places for values in them.

use super::slot::Slot;

/// A text with placeholders: `/accounts/${id}`. A dollar sign before `${` stands for itself: `$${` is `${`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(Vec<Piece>);

/// A part of a [`Text`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// What stands there as it is.
    Literal(Box<str>),
    /// What a value is put in place of.
    Slot(Slot),
}

impl Text {
    /// The parts in their order; no two literals follow each other.
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// The placeholder that the text is nothing else than.
    pub fn only_slot(&self) -> Option<&Slot> {
        match &*self.0 {
            [Piece::Slot(slot)] => Some(slot),
            _ => None,
        }
    }

    /// All of its placeholders.
    pub fn slots(&self) -> impl Iterator<Item = &Slot> {
        self.0.iter().filter_map(|piece| if let Piece::Slot(slot) = piece { Some(slot) } else { None })
    }

    /// The text with `x` in the place of each value: of the same grammar as what will be made of it.
    pub(super) fn sample(&self) -> String {
        let mut text = String::new();
        for piece in &self.0 {
            text.push_str(if let Piece::Literal(literal) = piece { literal } else { "x" });
        }
        text
    }

    /// Reads a text.
    ///
    /// # Errors
    /// What is wrong, in English, for a developer.
    pub(in crate::profile) fn parse(text: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut literal = String::new();
        let mut rest = text;
        while let Some(at) = rest.find("${") {
            let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
            let inside = from.get(2..).unwrap_or_default();
            if let Some(before) = before.strip_suffix('$') {
                literal.push_str(before);
                literal.push_str("${");
                rest = inside;
                continue;
            }
            literal.push_str(before);
            let Some((slot, after)) = inside.split_once('}') else {
                return Err("has a `${` without its `}`".to_owned());
            };
            if !literal.is_empty() {
                pieces.push(Piece::Literal(std::mem::take(&mut literal).into()));
            }
            pieces.push(Piece::Slot(Slot::parse(slot)?));
            rest = after;
        }
        literal.push_str(rest);
        if !literal.is_empty() {
            pieces.push(Piece::Literal(literal.into()));
        }
        Ok(Self(pieces))
    }
}

#[cfg(test)]
mod tests {
    use super::{Piece, Text};
    use crate::profile::requests::slot::Name;

    fn pieces(text: &str) -> Vec<String> {
        let shown = |piece: &Piece| match piece {
            Piece::Literal(text) => text.to_string(),
            Piece::Slot(slot) => format!("<{}>", slot.name.word()),
        };
        Text::parse(text).unwrap().pieces().iter().map(shown).collect()
    }

    #[test]
    fn literals_and_placeholders_alternate() {
        assert_eq!(pieces("/a/${id}/b/${param.x}"), ["/a/", "<id>", "/b/", "<param.x>"]);
        assert_eq!(pieces("${name}${cloud}"), ["<name>", "<cloud>"]);
        assert_eq!(pieces("$5, {x} and $${name} or $$${id}"), ["$5, {x} and ${name} or $${id}"]);
        assert!(pieces("").is_empty());
    }

    #[test]
    fn a_text_can_be_one_placeholder_and_nothing_else() {
        let name = |text| Text::parse(text).unwrap().only_slot().map(|slot| slot.name.clone());
        assert_eq!(name("${id}"), Some(Name::Id));
        assert_eq!((name("${id} "), name("id"), name("")), (None, None, None));
    }

    #[test]
    fn what_is_no_placeholder_says_so() {
        for text in
            ["${", "${id", "a ${na}", "${}", "${id|}", "${id|nope}", "${ id}", "${param.}", "${extra}"]
        {
            assert!(Text::parse(text).is_err(), "{text}");
        }
    }
}

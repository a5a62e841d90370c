//! How the wizard looks.

use super::place::Place;
use std::fmt;

/// How the wizard looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(deny_unknown_fields, default))]
pub struct Theme {
    /// The one accent colour, `#rgb` or `#rrggbb`. Default: `#0f62fe`.
    pub accent: Accent,
}

impl Theme {
    pub(super) fn read(place: Place<'_>) -> Self {
        let accent = place.object(&["accent"]).get("accent");
        Self { accent: accent.map(|accent| Accent::read(&accent)).unwrap_or_default() }
    }
}

/// An opaque colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Accent {
    /// Red, green and blue.
    pub rgb: [u8; 3],
}

impl Default for Accent {
    fn default() -> Self {
        Self { rgb: [0x0f, 0x62, 0xfe] }
    }
}

impl Accent {
    fn read(place: &Place<'_>) -> Self {
        parse(&place.grammar(|text| parse(text).map(drop).ok_or(NO_COLOUR)))
            .map_or_else(Self::default, |rgb| Self { rgb })
    }
}

const NO_COLOUR: &str = "must be #rgb or #rrggbb";

impl TryFrom<String> for Accent {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        parse(&text).map(|rgb| Self { rgb }).ok_or(NO_COLOUR)
    }
}

fn parse(text: &str) -> Option<[u8; 3]> {
    let digits = text.strip_prefix('#')?.as_bytes();
    let value = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    match *digits {
        [r, g, b] => Some([value(r)? * 17, value(g)? * 17, value(b)? * 17]),
        [r, s, g, h, b, c] => {
            Some([value(r)? * 16 + value(s)?, value(g)? * 16 + value(h)?, value(b)? * 16 + value(c)?])
        }
        _ => None,
    }
}

/// `#rrggbb`, lower case: fit for a style sheet.
impl fmt::Display for Accent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, g, b] = self.rgb;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_become_the_long_one() {
        let shown = |text: &str| Accent::try_from(text.to_owned()).map(|accent| accent.to_string());
        assert_eq!(shown("#0F62FE").as_deref(), Ok("#0f62fe"));
        assert_eq!(shown("#0af").as_deref(), Ok("#00aaff"));
        for bad in ["", "#", "0f62fe", "#0f62f", "#0f62fe0", "#0f62fg", "blue", "#é0a", "url(x)", "#12 "] {
            assert!(shown(bad).is_err(), "{bad}");
        }
    }
}

use std::collections::BTreeMap;

use crate::json;

/// The English table, complete by test; `build.rs` cuts it in two.
const FIRST: &str = include_str!(concat!(env!("OUT_DIR"), "/first.json"));
const REST: &str = include_str!(concat!(env!("OUT_DIR"), "/rest.json"));

/// One language's sentences, with a platform's own words laid over them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    // Of strings like the tables of a profile: the wasm holds one such map.
    sentences: BTreeMap<String, String>,
    isolated: bool,
}

/// U+2068 and U+2069 (UAX #9, 2.4): what stands between them has its own direction and does not change its
/// surroundings.
const ISOLATE: char = '\u{2068}';
const END_OF_ISOLATE: char = '\u{2069}';

/// A language table that is not a flat JSON object of strings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableError {
    line: usize,
    column: usize,
}

impl TableError {
    /// Where the table stops being one: line, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// Where the table stops being one: column, from 1.
    pub fn column(&self) -> usize {
        self.column
    }
}

impl Texts {
    /// The English sentences that the crate carries.
    pub fn english() -> Self {
        let mut texts = Self::of_first_screen();
        texts.sentences.append(&mut Self::parse(REST).unwrap_or_default().sentences);
        texts
    }

    /// Those of them that the first screen needs.
    pub fn of_first_screen() -> Self {
        // The table is checked by a test; a broken one would show keys in place of sentences.
        Self::parse(FIRST).unwrap_or_default()
    }

    /// Reads a language table.
    pub fn parse(json: &str) -> Result<Self, TableError> {
        let mut texts = Self::default();
        texts.lay(json)?;
        Ok(texts)
    }

    /// Lays another language table over this one.
    ///
    /// # Errors
    /// When it is no table; then nothing is changed.
    pub fn lay(&mut self, json: &str) -> Result<(), TableError> {
        let entries = json::parse_table(json)
            .map_err(|error| TableError { line: error.line(), column: error.column() })?;
        for (key, sentence) in entries {
            self.sentences.insert(key, sentence);
        }
        Ok(())
    }

    /// Lays sentences over the table: a platform's own words, or a language over English.
    pub fn overlay<'a>(&mut self, sentences: impl IntoIterator<Item = (&'a str, &'a str)>) {
        for (key, sentence) in sentences {
            self.sentences.insert(key.into(), sentence.into());
        }
    }

    /// Whether there is a sentence under `key`.
    pub fn has(&self, key: &str) -> bool {
        self.sentences.contains_key(key)
    }

    /// The sentence under `key`; where none is, the key, so that a gap is seen rather than silent.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.sentences.get(key).map_or(key, |sentence| sentence)
    }

    /// Whether values stand in sentences that are read from right to left. Each is isolated then: an ID in Hebrew
    /// would come in another order, group by group.
    pub fn isolate_values(&mut self, isolated: bool) {
        self.isolated = isolated;
    }

    /// The sentence under `key` with its `{placeholders}` filled. Unknown ones stay as they are;
    /// a value that itself holds braces is not filled again.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.filled(key, values, self.isolated)
    }

    /// The same for what is typed into a shell: without marks of direction, in any language.
    pub fn command(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.filled(key, values, false)
    }

    fn filled(&self, key: &str, values: &[(&str, &str)], isolated: bool) -> String {
        let mut rest = self.get(key);
        let mut filled = String::with_capacity(rest.len() + 32);
        while let Some(open) = rest.find('{') {
            let (before, from_brace) = rest.split_at(open);
            filled.push_str(before);
            let Some(close) = from_brace.find('}') else {
                rest = from_brace;
                break;
            };
            let name = &from_brace[1..close];
            match values.iter().find(|(key, _)| *key == name) {
                Some((_, value)) if isolated && !value.is_empty() => {
                    filled.push(ISOLATE);
                    filled.push_str(value);
                    filled.push(END_OF_ISOLATE);
                }
                Some((_, value)) => filled.push_str(value),
                None => filled.push_str(&from_brace[..=close]),
            }
            rest = &from_brace[close + 1..];
        }
        filled.push_str(rest);
        filled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Texts {
        Texts::parse(r#"{"hello":"Hello {name}, {name} and {other}","open":"a { b"}"#).unwrap()
    }

    #[test]
    fn fills_placeholders_once() {
        let filled = table().fill("hello", &[("name", "{other}"), ("other", "x")]);
        assert_eq!(filled, "Hello {other}, {other} and x");
    }

    #[test]
    fn keeps_what_it_does_not_know() {
        assert_eq!(table().fill("hello", &[("name", "A")]), "Hello A, A and {other}");
        assert_eq!(table().fill("open", &[]), "a { b");
        assert_eq!(table().get("nothing.here"), "nothing.here");
    }

    #[test]
    fn values_keep_their_own_direction_in_hebrew_and_commands_stay_as_they_are() {
        let mut texts = Texts::parse(r#"{"a":"שלום {name}{none}"}"#).unwrap();
        texts.isolate_values(true);
        let values = [("name", "1a-2b"), ("none", "")];
        assert_eq!(texts.fill("a", &values), "שלום \u{2068}1a-2b\u{2069}");
        assert_eq!(texts.command("a", &values), "שלום 1a-2b");
    }

    #[test]
    fn a_platform_has_the_last_word() {
        let mut texts = table();
        texts.overlay([("hello", "Moin {name}")]);
        assert_eq!(texts.fill("hello", &[("name", "Azure")]), "Moin Azure");
    }

    #[test]
    fn says_where_a_table_breaks() {
        let error = Texts::parse("{\n \"a\": 1}").unwrap_err();
        assert_eq!(error.line(), 2);
    }

    #[test]
    fn english_is_a_table() {
        assert!(Texts::parse(include_str!("../../data/texts/en.json")).is_ok());
        assert!(Texts::english().has("action.connect"));
    }
}

//! Lines and paragraphs: text that is shown to the admin as it stands.

/// The longest name or label, in characters.
pub(super) const LINE: usize = 200;
/// The longest help text, description or reason, in characters: Azure's own limit for a description.
pub(super) const PARAGRAPH: usize = 2048;

/// What is wrong with a line of at most `longest` characters, if anything is.
pub(super) fn refusal(text: &str, longest: usize) -> Option<&'static str> {
    if text.trim().is_empty() {
        Some("must not be blank")
    } else if text.len() > longest && text.chars().count() > longest {
        Some("is too long")
    } else if text.chars().any(|c| is_control(c, longest)) {
        Some("must not hold control characters")
    } else {
        None
    }
}

/// What is no text. In a name that includes what turns the direction of all that follows: it would re-order the sentence
/// that the name stands in.
fn is_control(c: char, longest: usize) -> bool {
    let paragraph = longest >= PARAGRAPH;
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    (c.is_control() && !(c == '\n' && paragraph)) || (turns && !paragraph)
}

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
    } else if text.chars().any(|c| c.is_control() && !(c == '\n' && longest >= PARAGRAPH)) {
        Some("must not hold control characters")
    } else {
        None
    }
}

use zeroize::Zeroize;

use crate::azure::looks_like_secret;
use crate::exchange::Echo;

/// The text without the secret that was sent, and without what has the shape of one.
pub(super) fn masked(text: &str, echo: Option<&Echo>) -> String {
    let mut text = echo.map_or_else(|| text.to_owned(), |echo| echo.mask(text.to_owned()));
    if !is_suspect(&text) {
        return text;
    }
    let mut masked = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let end = rest.find(separates).unwrap_or(rest.len());
        let (piece, more) = rest.split_at(end);
        masked.push_str(if is_suspect(piece) { Echo::MASK } else { piece });
        let separator = more.chars().next();
        masked.extend(separator);
        rest = more.get(separator.map_or(0, char::len_utf8)..).unwrap_or_default();
    }
    text.zeroize();
    // Nothing of such a shape has a separator inside; where it is seen all the same, nothing is said.
    if is_suspect(&masked) {
        masked.zeroize();
        return Echo::MASK.to_owned();
    }
    masked
}

/// A client secret, or the three parts of a token.
fn is_suspect(text: &str) -> bool {
    looks_like_secret(text) || text.split(separates).any(|piece| piece.len() > 40 && piece.starts_with("eyJ"))
}

/// What stands between values and never in a secret of today's shape.
fn separates(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '"' | '\'' | '<' | '>' | '(' | ')' | '{' | '}' | '[' | ']' | ',' | ';' | '=' | '&' | '`'
        )
}

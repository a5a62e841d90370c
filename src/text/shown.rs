//! What may stand in a text of others that people read.

/// Whether a character may be shown where somebody else's words stand between our own: it re-orders nothing, hides
/// nothing and is no blank that passes for nothing. What joins letters or pictures (`U+200C`, `U+200D`) may.
pub(crate) fn may_show(c: char) -> bool {
    match c {
        '\n' => true,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' => false,
        '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => false,
        '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e007f}' => false,
        _ => !c.is_control(),
    }
}

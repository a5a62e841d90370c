//! Characters that JSON does not know and that what people paste is full of.

/// A mark that takes no ink, or a space that is not one of JSON's four: what chat programs, word processors
/// and web pages leave between the words.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{a0}' | '\u{ad}' | '\u{34f}'
        | '\u{61c}' | '\u{1680}' | '\u{180e}' | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}'
        | '\u{205f}'..='\u{206f}' | '\u{3000}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}')
}

/// A double quotation mark of a typographer.
pub(super) fn is_smart_double(c: char) -> bool {
    matches!(c, '\u{ab}' | '\u{bb}' | '\u{201c}'..='\u{201f}' | '\u{2033}' | '\u{ff02}')
}

/// A single quotation mark of a typographer, or a mark that programs make of one.
pub(super) fn is_smart_single(c: char) -> bool {
    matches!(c, '\u{b4}' | '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{2039}' | '\u{203a}' | '\u{ff07}')
}

/// Whether what begins here is the source of a page rather than its text: a tag before anything else, or a quotation mark
/// spelt out.
pub(super) fn is_markup(text: &str, at: usize) -> bool {
    let (before, rest) = text.split_at_checked(at).unwrap_or((text, ""));
    rest.starts_with("&quot;") || rest.starts_with('<') && before.trim_ascii().is_empty()
}

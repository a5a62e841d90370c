//! Letters, without the tables of all of Unicode.
//!
//! The standard library knows every letter there is; its tables are 14 kB of the wasm. Here are the
//! scripts that portals and their users write in, by ranges; in the others everything counts as a letter.

/// Whether it is a letter or a digit.
pub(crate) fn is_letter_or_digit(c: char) -> bool {
    c.is_ascii_digit() || is_letter(c)
}

/// Whether it is a letter, as part of a word.
pub(crate) fn is_letter(c: char) -> bool {
    match c {
        ..='\u{7f}' => c.is_ascii_alphabetic(),
        'ª' | 'µ' | 'º' => true,
        '\u{80}'..='\u{bf}' | '×' | '÷' => false,
        // Letters that modify others, accents that stand alone.
        '\u{2c2}'..='\u{36f}' => matches!(c, '\u{2c6}'..='\u{2d1}' | '\u{2e0}'..='\u{2e4}' | '\u{345}'),
        // Greek question mark and tonos; Cyrillic thousands; Hebrew and Arabic marks.
        '\u{37e}' | '\u{384}' | '\u{385}' | '\u{387}' | '\u{482}'..='\u{489}' | '\u{55a}'..='\u{55f}' => {
            false
        }
        '\u{589}'..='\u{5cf}' | '\u{5eb}'..='\u{5ee}' | '\u{5f3}'..='\u{60f}' => false,
        // Punctuation, signs, arrows, boxes, pictures.
        '\u{2000}'..='\u{2bff}' => {
            matches!(c, '\u{2071}' | '\u{207f}' | '\u{2090}'..='\u{209c}' | '\u{24b6}'..='\u{24e9}')
        }
        '\u{2e00}'..='\u{3004}'
        | '\u{3008}'..='\u{3020}'
        | '\u{302a}'..='\u{3030}'
        | '\u{303d}'..='\u{3040}' => false,
        '\u{3099}'..='\u{309c}' | '\u{30a0}' | '\u{30fb}' => false,
        // Fitted forms: full-width letters are letters, the rest is punctuation.
        '\u{fe00}'..='\u{fe6f}' | '\u{feff}'..='\u{ff65}' => {
            matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '０'..='９')
        }
        '\u{e000}'..='\u{f8ff}' | '\u{ffd8}'..='\u{ffff}' | '\u{1f000}'..='\u{1ffff}' | '\u{e0000}'.. => {
            false
        }
        _ => true,
    }
}

/// The small letter, in the scripts that have one and that our words are in: Latin with its accents.
pub(crate) fn lower(c: char) -> char {
    match c {
        'À'..='Ö' | 'Ø'..='Þ' => char::from_u32(c as u32 + 32).unwrap_or(c),
        _ => c.to_ascii_lowercase(),
    }
}

/// A word in small letters.
pub(crate) fn lowered(word: &str) -> String {
    word.chars().map(lower).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_languages_are_read_as_the_standard_library_reads_them() {
        // Basic Latin to IPA, Greek, Cyrillic, Hebrew, kana, the common ideographs, hangul, full-width forms.
        let blocks = [
            0..0x2c2,
            0x3a3..0x3f6,
            0x400..0x482,
            0x5d0..0x5eb,
            0x3041..0x3097,
            0x30a1..0x30ff,
            0x4e00..0xa000,
            0xac00..0xd7a4,
            0xff10..0xff5b,
        ];
        for code in blocks.into_iter().flatten() {
            let c = char::from_u32(code).unwrap();
            // The fractions ½ and ², numbers of a kind, are in no id and in no name of one.
            let odd = matches!(c, '²' | '³' | '¹' | '¼' | '½' | '¾' | '０'..='９');
            assert!(odd || is_letter(c) == c.is_alphabetic(), "{c} {code:x}");
            assert!(odd || is_letter_or_digit(c) == c.is_alphanumeric(), "{c} {code:x}");
        }
        for c in "。、・（）「」：／［］｛｝…—–‘’“”«»„‚·•→©®™€£¥§¶ \u{a0}\u{3000}\u{200f}😀✓".chars()
        {
            assert!(!is_letter_or_digit(c) && !c.is_alphanumeric(), "{c}");
        }
    }

    #[test]
    fn accents_and_marks_of_other_scripts_are_no_letters() {
        for c in "\u{2c2}\u{2d8}\u{300}\u{301}\u{36f}\u{37e}\u{384}\u{387}\u{482}\u{489}\u{55a}\u{589}\u{591}\u{5f3}\u{60c}".chars()
        {
            assert!(!is_letter(c) && !c.is_ascii_digit(), "{:x}", c as u32);
        }
        for c in "ªµºˆˠ\u{345}ⁿ\u{2071}\u{2090}ⓐＡｚ".chars() {
            assert!(is_letter(c), "{c}");
        }
    }

    #[test]
    fn small_letters() {
        for code in 0..0x180 {
            let c = char::from_u32(code).unwrap();
            if code < 0x100 {
                assert_eq!(lower(c).to_string(), c.to_lowercase().to_string(), "{c}");
            }
        }
        assert_eq!(lowered("DÉCEMBRE März テナント"), "décembre märz テナント");
    }
}

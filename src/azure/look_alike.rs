//! Characters that look like hexadecimal digits but are none.

/// The digit that a character looks like, when it is not one itself.
pub(crate) fn meant(c: char) -> Option<char> {
    let code = c as u32;
    // Runs of ten digits: fullwidth, Arabic-Indic, Devanagari, mathematical styles.
    for (first, count) in [(0xFF10, 10), (0x0660, 10), (0x06F0, 10), (0x0966, 10), (0x1D7CE, 50)] {
        if (first..first + count).contains(&code) {
            return char::from_digit((code - first) % 10, 10);
        }
    }
    // Fullwidth A to F and a to f.
    for first in [0xFF21, 0xFF41] {
        if (first..first + 6).contains(&code) {
            return char::from_digit(10 + code - first, 16);
        }
    }
    Some(match c {
        'O' | 'o' | '\u{041E}' | '\u{043E}' | '\u{039F}' | '\u{03BF}' | '\u{00D8}' | '\u{00F8}' => '0',
        'l' | 'I' | 'i' | '|' | '\u{0406}' | '\u{0456}' | '\u{0399}' | '\u{03B9}' | '\u{04C0}'
        | '\u{04CF}' => '1',
        '\u{0417}' | '\u{0437}' => '3',
        '\u{0431}' => '6',
        '\u{0410}' | '\u{0430}' | '\u{0391}' | '\u{03B1}' => 'a',
        '\u{0412}' | '\u{0432}' | '\u{0392}' | '\u{042C}' => 'b',
        '\u{0421}' | '\u{0441}' | '\u{03F2}' | '\u{03F9}' => 'c',
        '\u{0501}' => 'd',
        '\u{0415}' | '\u{0435}' | '\u{0395}' | '\u{0451}' => 'e',
        '\u{03DC}' => 'f',
        _ => return None,
    })
}

/// A hyphen by another name: word processors and chats put these in.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}')
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn digits_of_other_scripts() {
        assert_eq!(meant('\u{FF17}'), Some('7'));
        assert_eq!(meant('\u{FF46}'), Some('f'));
        assert_eq!(meant('\u{1D7D9}'), Some('1'));
        assert_eq!(meant('а'), Some('a'));
        assert_eq!(meant('a'), None);
        assert_eq!(meant('z'), None);
    }

    #[test]
    fn letters_of_other_scripts() {
        for (alike, digit) in [
            ("OoОоΟοØø", '0'),
            ("lIi|ІіΙιӀӏ", '1'),
            ("Зз", '3'),
            ("б", '6'),
            ("АаΑαＡａ", 'a'),
            ("ВвΒЬＢ", 'b'),
            ("СсϲϹｃ", 'c'),
            ("ԁＤ", 'd'),
            ("ЕеΕё", 'e'),
            ("ϜＦ", 'f'),
            ("０٠۰०", '0'),
            ("９٩۹९", '9'),
        ] {
            for c in alike.chars() {
                assert_eq!(meant(c), Some(digit), "{c}");
            }
        }
        for c in "GgＧｇ：／ж-".chars() {
            assert_eq!(meant(c), None, "{c}");
        }
        for dash in "\u{2010}\u{2015}\u{2212}\u{fe58}\u{fe63}\u{ff0d}".chars() {
            assert!(super::is_dash(dash));
        }
        assert!(!super::is_dash('-') && !super::is_dash('_'));
    }
}

//! Characters that a file had better spell out by their numbers.

/// Whether a character cannot be seen: control characters, what ends a line, what turns the direction of
/// writing, what has no width, what is no character at all.
pub(in crate::azure::role) fn invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e007f}')
}

/// The number of a character, in hexadecimal with at least so many digits.
pub(super) fn hex(out: &mut String, c: char, digits: u32) {
    let number = u32::from(c);
    let mut shift = 8;
    while shift > 0 {
        shift -= 1;
        let rest = number >> (4 * shift);
        if rest > 0 || shift < digits {
            out.push(char::from_digit(rest & 0xf, 16).unwrap_or('0'));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::hex;

    #[test]
    fn digits() {
        let write = |c, digits| {
            let mut out = String::new();
            hex(&mut out, c, digits);
            out
        };
        assert_eq!(write('\0', 1), "0");
        assert_eq!(write('\u{1b}', 4), "001b");
        assert_eq!(write('\u{202e}', 1), "202e");
        assert_eq!(write('\u{e0001}', 8), "000e0001");
    }
}

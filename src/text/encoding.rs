//! From the bytes of a file to its text.

use std::borrow::Cow;

const BYTE_ORDER_MARK: char = '\u{feff}';

/// What the bytes of a file say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark. Line ends are as they were.
    pub text: String,
    /// How it was written.
    pub encoding: Encoding,
    /// Whether some bytes were no text; the replacement character U+FFFD stands in their place.
    pub lossy: bool,
}

/// How a text was written as bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, what nearly everything writes.
    Utf8,
    /// UTF-16 with the low byte first: what Windows PowerShell writes with `>`.
    Utf16LittleEndian,
    /// UTF-16 with the high byte first.
    Utf16BigEndian,
}

impl Encoding {
    /// The name of the encoding, as in the registry of the IANA.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16LittleEndian => "UTF-16LE",
            Self::Utf16BigEndian => "UTF-16BE",
        }
    }
}

/// Reads bytes as text, whichever of three encodings they are in: a byte order mark says it, else zeros
/// in every other byte do.
pub fn decode(bytes: &[u8]) -> Decoded {
    let (encoding, bytes) = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => (Encoding::Utf8, rest),
        [0xff, 0xfe, rest @ ..] => (Encoding::Utf16LittleEndian, rest),
        [0xfe, 0xff, rest @ ..] => (Encoding::Utf16BigEndian, rest),
        _ => (guess(bytes), bytes),
    };
    let unit: fn([u8; 2]) -> u16 = match encoding {
        Encoding::Utf8 => {
            let text = String::from_utf8_lossy(bytes);
            let lossy = matches!(text, Cow::Owned(_));
            return Decoded { text: text.into_owned(), encoding, lossy };
        }
        Encoding::Utf16LittleEndian => u16::from_le_bytes,
        Encoding::Utf16BigEndian => u16::from_be_bytes,
    };
    let (pairs, odd) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(pairs.len());
    let mut lossy = false;
    for read in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        lossy |= read.is_err();
        text.push(read.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    if !odd.is_empty() {
        lossy = true;
        text.push(char::REPLACEMENT_CHARACTER);
    }
    Decoded { text, encoding, lossy }
}

/// The encoding of bytes without a mark. The letters of English, and all of JSON's signs, are one byte and
/// a zero in UTF-16; UTF-8 has no zeros.
fn guess(bytes: &[u8]) -> Encoding {
    let (pairs, _) = bytes.as_chunks::<2>();
    let pairs = pairs.get(..2048).unwrap_or(pairs);
    let low_first = pairs.iter().filter(|pair| pair[1] == 0 && pair[0] != 0).count();
    let high_first = pairs.iter().filter(|pair| pair[0] == 0 && pair[1] != 0).count();
    match (low_first, high_first) {
        (low, high) if low * 5 > pairs.len() && low > high * 4 => Encoding::Utf16LittleEndian,
        (low, high) if high * 5 > pairs.len() && high > low * 4 => Encoding::Utf16BigEndian,
        _ => Encoding::Utf8,
    }
}

/// A text without what a wrong decoding left in it: the byte order mark at its begin, and, where UTF-16
/// was taken for UTF-8, the zeros between the letters. Letters that are not English are lost by then.
/// Borrows where there is nothing to do. For whatever was pasted; see [`decode`] for a file.
pub fn readable(text: &str) -> Cow<'_, str> {
    let text = text.trim_start_matches([BYTE_ORDER_MARK, '\0']);
    if !text.contains('\0') {
        return Cow::Borrowed(text);
    }
    // A mark that was no text, or its two bytes as letters of Latin-1.
    let text = text.trim_start_matches([char::REPLACEMENT_CHARACTER, '\u{fe}', '\u{ff}']);
    Cow::Owned(text.chars().filter(|&c| c != '\0').collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn marks_are_dropped() {
        let decoded = decode(b"\xef\xbb\xbf{}\r\n");
        assert_eq!(
            (decoded.text.as_str(), decoded.encoding, decoded.lossy),
            ("{}\r\n", Encoding::Utf8, false)
        );
        let decoded = decode(b"\xff\xfe{\0}\0");
        assert_eq!((decoded.text.as_str(), decoded.encoding.name()), ("{}", "UTF-16LE"));
        let decoded = decode(b"\xfe\xff\0{\0}");
        assert_eq!((decoded.text.as_str(), decoded.encoding.name()), ("{}", "UTF-16BE"));
        assert_eq!(decode(b"\xef\xbb\xbf").text, "");
    }

    #[test]
    fn what_is_lost_is_said() {
        let decoded = decode(b"a\xe9b");
        assert_eq!((decoded.text.as_str(), decoded.lossy), ("a\u{fffd}b", true));
        for bytes in [&b"\xff\xfea\0\x00\xd8"[..], b"\xff\xfea\0b"] {
            let decoded = decode(bytes);
            assert_eq!((decoded.text.as_str(), decoded.lossy), ("a\u{fffd}", true));
        }
    }

    #[test]
    fn japanese_in_json_is_seen_as_sixteen_bits() {
        let text = "{\"Name\":\"仮想マシンの読み取り\",\"Actions\":[\"*/read\"]}";
        assert_eq!(decode(&utf16(text, u16::to_le_bytes)).text, text);
        assert_eq!(decode(&utf16(text, u16::to_be_bytes)).text, text);
    }

    #[test]
    fn zeros_between_letters_go() {
        let text = "{\"Name\": \"Role\"}\r\n";
        let bytes = utf16(text, u16::to_le_bytes);
        assert_eq!(readable(std::str::from_utf8(&bytes).unwrap()), text);
        // With the mark, as a browser reads the file.
        let marked = [&[0xff, 0xfe], &bytes[..]].concat();
        assert_eq!(readable(&String::from_utf8_lossy(&marked)), text);
        let latin: String = marked.iter().map(|&b| char::from(b)).collect();
        assert_eq!(readable(&latin), text);
        let bytes = [&[0xfe, 0xff][..], &utf16(text, u16::to_be_bytes)].concat();
        assert_eq!(readable(&String::from_utf8_lossy(&bytes)), text);
    }

    #[test]
    fn a_clean_text_is_borrowed() {
        for text in ["", "a", "\u{e9}{}", "\u{fffd}x", "\u{ff}\u{fe}x"] {
            assert!(matches!(readable(text), Cow::Borrowed(same) if same == text), "{text:?}");
        }
        assert_eq!(readable("\u{feff}{}"), "{}");
    }

    proptest! {
        #[test]
        fn utf8_is_what_it_is(text in "[^\0\u{feff}]*") {
            prop_assert_eq!(decode(text.as_bytes()), Decoded { text: text.clone(), encoding: Encoding::Utf8, lossy: false });
            let marked = ["\u{feff}", &text].concat();
            prop_assert_eq!(decode(marked.as_bytes()).text, text);
        }

        #[test]
        fn utf16_with_a_mark_too(text in any::<String>()) {
            let marked = ["\u{feff}", &text].concat();
            for (bytes, encoding) in [
                (utf16(&marked, u16::to_le_bytes), Encoding::Utf16LittleEndian),
                (utf16(&marked, u16::to_be_bytes), Encoding::Utf16BigEndian),
            ] {
                prop_assert_eq!(decode(&bytes), Decoded { text: text.clone(), encoding, lossy: false });
            }
        }

        #[test]
        fn utf16_without_a_mark_where_it_is_json(inner in "[ -~é]{0,40}") {
            let text = format!("{{\"name\":{}}}", serde_json::to_string(&inner).unwrap());
            prop_assert_eq!(&decode(&utf16(&text, u16::to_le_bytes)).text, &text);
            prop_assert_eq!(&decode(&utf16(&text, u16::to_be_bytes)).text, &text);
        }

        #[test]
        fn any_bytes_are_read(bytes in any::<Vec<u8>>()) {
            let decoded = decode(&bytes);
            _ = readable(&decoded.text);
        }
    }
}

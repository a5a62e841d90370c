//! From bytes to text: nothing is lost that was text in any of the encodings.

use azure_connect::text::{Encoding, decode};

/// Each character below U+0100 is one byte, so that seeds and inputs stay texts.
pub fn check(text: &str) {
    let bytes: Vec<u8> = text.chars().filter_map(|c| u8::try_from(u32::from(c)).ok()).collect();
    let decoded = decode(&bytes);
    assert!(decoded.text.len() <= bytes.len() * 3 + 3);
    assert!(decoded.lossy <= decoded.text.contains('\u{fffd}'));

    let text = text.trim_start_matches('\u{feff}');
    let marked = ["\u{feff}", text].concat();
    let units: Vec<u16> = marked.encode_utf16().collect();
    for (encoding, bytes) in [
        (Encoding::Utf8, marked.into_bytes()),
        (Encoding::Utf16LittleEndian, units.iter().flat_map(|unit| unit.to_le_bytes()).collect()),
        (Encoding::Utf16BigEndian, units.iter().flat_map(|unit| unit.to_be_bytes()).collect()),
    ] {
        let decoded = decode(&bytes);
        assert_eq!((decoded.encoding, decoded.lossy), (encoding, false));
        assert_eq!(decoded.text, text);
    }
    if !text.contains('\0') && !text.is_empty() {
        assert_eq!(decode(text.as_bytes()).text, text, "without a mark and without zeros it is UTF-8");
    }
}

/// The CRC-32 of gzip and zlib (RFC 1952, section 8): what `gzip` writes at the end of its output, so
/// that a shell can make it without a program of its own. It finds what was cut or changed by accident
/// and guards against nobody.
pub fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(
            crc ^ u32::from(*byte),
            |crc, _| {
                if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 }
            },
        )
    })
}

#[cfg(test)]
mod tests {
    use super::crc32;

    #[test]
    fn the_check_value_of_the_standard() {
        // The check value of CRC-32/ISO-HDLC, which gzip uses.
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(crc32(b""), 0);
    }
}

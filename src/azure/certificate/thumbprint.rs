use std::fmt;

use super::base64;

/// The SHA-1 digest of a certificate, by which the portal names it. Prints 40 hexadecimal digits, upper case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Thumbprint([u8; 20]);

impl Thumbprint {
    /// Reads 40 hexadecimal digits of either case, with or without colons or blanks between them.
    pub fn parse(text: &str) -> Option<Self> {
        let mut digits = text.chars().filter(|c| !matches!(c, ':' | ' '));
        let mut bytes = [0; 20];
        for byte in &mut bytes {
            let (high, low) = (digits.next()?.to_digit(16)?, digits.next()?.to_digit(16)?);
            *byte = u8::try_from(high * 16 + low).ok()?;
        }
        digits.next().is_none().then_some(Self(bytes))
    }

    /// The bytes in base64: how older tools wrote the identifier of a key.
    pub fn base64(&self) -> String {
        base64::encode(&self.0)
    }
}

impl fmt::Display for Thumbprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DIGITS: &str = "0123456789ABCDEF";
        for half in self.0.iter().flat_map(|byte| [byte >> 4, byte & 15]) {
            let at = usize::from(half);
            f.write_str(DIGITS.get(at..=at).unwrap_or_default())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Thumbprint;

    #[test]
    fn as_tools_print_it() {
        let bare = "1F6A4FB2F83A387DDA11526A38B90D65CF777E7D";
        for text in [
            bare,
            "1f6a4fb2f83a387dda11526a38b90d65cf777e7d",
            "1F:6A:4F:B2:F8:3A:38:7D:DA:11:52:6A:38:B9:0D:65:CF:77:7E:7D",
            "1f 6a 4f b2 f8 3a 38 7d da 11 52 6a 38 b9 0d 65 cf 77 7e 7d",
        ] {
            assert_eq!(Thumbprint::parse(text).unwrap().to_string(), bare);
        }
        assert_eq!(Thumbprint::parse(bare).unwrap().base64(), "H2pPsvg6OH3aEVJqOLkNZc93fn0=");
        for text in ["", &bare[2..], &[bare, "00"].concat(), &bare.replace("1F", "1_"), "é"] {
            assert_eq!(Thumbprint::parse(text), None, "{text}");
        }
    }
}

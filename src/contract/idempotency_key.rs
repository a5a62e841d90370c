use std::fmt;

use uuid::{Builder, Uuid};

/// The `Idempotency-Key` of one submission, a UUID: the same over all of its retries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IdempotencyKey(Uuid);

/// The text is no [`IdempotencyKey`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdempotencyKeyError(());

impl IdempotencyKeyError {
    /// The stable name of this error: `idempotency-key`.
    pub fn code(&self) -> &'static str {
        "idempotency-key"
    }
}

impl fmt::Display for IdempotencyKeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for IdempotencyKeyError {}

impl IdempotencyKey {
    /// The name of the header that carries it.
    pub const HEADER: &'static str = "Idempotency-Key";

    /// A key of 16 bytes from the platform's random source.
    pub fn from_random(bytes: [u8; 16]) -> Self {
        Self(Builder::from_random_bytes(bytes).into_uuid())
    }

    /// Reads a key: a hyphenated UUID that is not nil, in either case.
    ///
    /// # Errors
    /// When the text is anything else.
    pub fn parse(text: &str) -> Result<Self, IdempotencyKeyError> {
        match Uuid::try_parse(text) {
            // `try_parse` also takes braces, `urn:uuid:` and no hyphens; a header has one form only.
            Ok(uuid) if text.len() == 36 && !uuid.is_nil() => Ok(Self(uuid)),
            _ => Err(IdempotencyKeyError(())),
        }
    }
}

impl fmt::Display for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut buffer = Uuid::encode_buffer();
        f.write_str(self.0.hyphenated().encode_lower(&mut buffer))
    }
}

#[cfg(test)]
mod tests {
    use super::IdempotencyKey;

    #[test]
    fn a_random_key_reads_back() {
        let key = IdempotencyKey::from_random([7; 16]);
        assert_eq!(IdempotencyKey::parse(&key.to_string()), Ok(key));
        assert_eq!(key.to_string().as_bytes()[14], b'4');
    }

    #[test]
    fn only_a_hyphenated_uuid_is_a_key() {
        for text in [
            "",
            "1",
            "00000000-0000-0000-0000-000000000000",
            "{1f0b6e1e-6d5a-4c1b-9f3e-2d1c0b9a8f7e}",
            "1f0b6e1e6d5a4c1b9f3e2d1c0b9a8f7e",
        ] {
            assert!(IdempotencyKey::parse(text).is_err(), "{text}");
        }
        assert!(IdempotencyKey::parse("1F0B6E1E-6D5A-4C1B-9F3E-2D1C0B9A8F7E").is_ok());
    }
}

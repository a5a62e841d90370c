use std::time::SystemTime;

use crate::guid::Guid;

/// One password of an app registration.
#[derive(Clone, Debug)]
pub struct Secret {
    pub key_id: Guid,
    pub value: String,
    pub display_name: Option<String>,
    pub begins: SystemTime,
    pub expires: SystemTime,
    /// From when on the token endpoint takes it.
    pub effective: SystemTime,
}

/// Whose tokens stand for an app registration.
#[derive(Clone, Debug)]
pub struct FederatedCredential {
    pub id: Guid,
    pub name: String,
    pub issuer: String,
    pub subject: String,
    pub audience: String,
    pub description: Option<String>,
    /// From when on the token endpoint takes it.
    pub effective: SystemTime,
}

impl Secret {
    /// A new secret of the shape that Entra makes today: 40 characters, `8Q~` after the first three.
    pub fn generate(expires: SystemTime) -> Self {
        Self::beginning_with("", expires)
    }

    /// The same, with first characters that somebody wants to see coped with.
    pub fn beginning_with(start: &str, expires: SystemTime) -> Self {
        const ALPHABET: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_~.-";
        let mut value: String = start.chars().take(3).collect();
        for index in value.chars().count()..40 {
            match index {
                // The first characters are the hint in the portal; letters read best there.
                0..3 => value.push(pick(&ALPHABET[..52])),
                3 => value.push('8'),
                4 => value.push('Q'),
                5 => value.push('~'),
                _ => value.push(pick(ALPHABET)),
            }
        }
        let now = SystemTime::now();
        Self { key_id: Guid::random(), value, display_name: None, begins: now, expires, effective: now }
    }
}

fn pick(alphabet: &[u8]) -> char {
    let index = rand::random_range(0..alphabet.len());
    alphabet.get(index).copied().map_or('a', char::from)
}

use std::time::SystemTime;

use crate::guid::Guid;

/// A directory (tenant).
#[derive(Clone, Debug)]
pub struct Tenant {
    pub id: Guid,
    pub display_name: &'static str,
    /// Its verified domains, lower case.
    pub domains: Vec<&'static str>,
}

/// An app registration.
#[derive(Clone, Debug)]
pub struct Application {
    pub app_id: Guid,
    pub object_id: Guid,
    pub tenant: Guid,
    pub display_name: String,
    pub secrets: Vec<Secret>,
}

/// One password of an app registration.
#[derive(Clone, Debug)]
pub struct Secret {
    pub key_id: Guid,
    pub value: String,
    pub expires: SystemTime,
}

/// An enterprise application: what an app registration is in one tenant.
#[derive(Clone, Debug)]
pub struct ServicePrincipal {
    pub object_id: Guid,
    pub app_id: Guid,
    pub tenant: Guid,
    pub enabled: bool,
}

/// A subscription and the management groups above it.
#[derive(Clone, Debug)]
pub struct Subscription {
    pub id: Guid,
    pub tenant: Guid,
    pub display_name: &'static str,
    pub management_groups: Vec<&'static str>,
}

impl Secret {
    /// A new secret of the shape that Entra makes today: 40 characters, `8Q~` after the first three.
    pub fn generate(expires: SystemTime) -> Self {
        const ALPHABET: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_~.-";
        let mut value = String::with_capacity(40);
        for index in 0..40_u8 {
            match index {
                // The first characters are the hint in the portal; letters read best there.
                0..3 => value.push(pick(&ALPHABET[..52])),
                3 => value.push('8'),
                4 => value.push('Q'),
                5 => value.push('~'),
                _ => value.push(pick(ALPHABET)),
            }
        }
        Self { key_id: Guid::random(), value, expires }
    }
}

fn pick(alphabet: &[u8]) -> char {
    let index = rand::random_range(0..alphabet.len());
    alphabet.get(index).copied().map_or('a', char::from)
}

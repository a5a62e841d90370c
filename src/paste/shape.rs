//! Secrets by nothing but their shape.

use crate::azure::modern_secrets;

/// The part of a text that is a secret of today's shape, where there is just one.
pub(super) fn only_secret(text: &str) -> Option<&str> {
    let mut parts = modern_secrets(text);
    let part = parts.next()?;
    if parts.next().is_some() { None } else { Some(part) }
}

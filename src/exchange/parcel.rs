use std::fmt;

use zeroize::Zeroizing;

use super::Echo;
use crate::contract::IdempotencyKey;
use crate::template::Consignment;

/// One submission on its way: the one buffer that holds its body, the key that makes its retries
/// one request, and the search for its secret in what comes back. All of it is wiped when it is dropped.
///
/// Keep it as long as a failure is [ambiguous](super::Failure::is_ambiguous): sent again it can
/// make no double.
pub struct Parcel {
    key: IdempotencyKey,
    body: Zeroizing<Vec<u8>>,
    echo: Echo,
    consignment: Option<Box<Consignment>>,
}

impl fmt::Debug for Parcel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parcel").field("key", &self.key).finish_non_exhaustive()
    }
}

impl Parcel {
    /// Packs a body. `secret` is the secret in it, also when the body holds it sealed: the host
    /// that opens it can repeat it all the same.
    pub fn new(key: IdempotencyKey, body: Zeroizing<Vec<u8>>, secret: Option<&str>) -> Self {
        Self { key, body, echo: secret.map_or_else(Echo::none, Echo::of), consignment: None }
    }

    /// Packs a body that holds the secret sealed.
    pub(super) fn sealed(key: IdempotencyKey, body: Zeroizing<Vec<u8>>, echo: Echo) -> Self {
        Self { key, body, echo, consignment: None }
    }

    /// Packs what goes to an endpoint of another dialect.
    pub fn consigned(key: IdempotencyKey, consignment: Consignment, secret: Option<&str>) -> Self {
        Self { consignment: Some(Box::new(consignment)), ..Self::new(key, Zeroizing::default(), secret) }
    }

    /// What goes to an endpoint of another dialect, in place of the body.
    pub fn consignment(&self) -> Option<&Consignment> {
        self.consignment.as_deref()
    }

    /// The key, the same for every attempt.
    pub fn key(&self) -> IdempotencyKey {
        self.key
    }

    /// The body: JSON in UTF-8.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Whether there is a secret in it.
    pub fn has_secret(&self) -> bool {
        !self.echo.is_none()
    }

    /// What takes the secret out of the answers.
    pub fn echo(&self) -> &Echo {
        &self.echo
    }
}

#[cfg(test)]
mod tests {
    use super::Parcel;
    use crate::contract::IdempotencyKey;

    #[test]
    fn nothing_inside_shows_in_debug() {
        let parcel =
            Parcel::new(IdempotencyKey::from_random([1; 16]), b"{\"a\":1}".to_vec().into(), Some("secret"));
        let shown = format!("{parcel:?}");
        assert!(
            shown.starts_with("Parcel { key:") && !shown.contains("secret") && !shown.contains("123"),
            "{shown}"
        );
        assert_eq!(parcel.echo().mask("a secret".to_owned()), "a ***");
        assert!(parcel.has_secret());
        assert!(!Parcel::new(parcel.key(), Vec::new().into(), None).has_secret());
    }
}

use crate::azure::{ClientSecret, SecretError, SecretErrorKind};

/// What the wizard knows of the secret in its field: never the secret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SecretVerdict {
    /// The field is empty.
    #[default]
    Empty,
    /// A secret of the modern shape.
    Good,
    /// A secret of another shape: a remark, never a block.
    Unusual,
    /// Certainly not the secret.
    Refused {
        /// The stable code of the reason.
        code: &'static str,
        /// Whether “This really is the secret” is a way on.
        overrulable: bool,
    },
}

impl SecretVerdict {
    /// Judges the text of the field. `insisted`: the admin said that this really is the secret.
    pub fn of(text: &str, insisted: bool) -> Self {
        let parsed = if insisted { ClientSecret::insist(text) } else { ClientSecret::parse(text) };
        match parsed {
            Ok(secret) if secret.doubt().is_some() => Self::Unusual,
            Ok(_) => Self::Good,
            Err(error) => Self::refused(error),
        }
    }

    /// Whether the field holds a secret that may be sent.
    pub fn is_usable(self) -> bool {
        matches!(self, Self::Good | Self::Unusual)
    }

    fn refused(error: SecretError) -> Self {
        match error.kind() {
            SecretErrorKind::Empty => Self::Empty,
            _ => Self::Refused { code: error.code(), overrulable: error.may_insist() },
        }
    }
}

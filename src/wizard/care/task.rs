use crate::azure::Field;
use crate::profile::{self, CredentialKind, ExpiryRule, Profile};

/// Something that is done to a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Give it another name.
    Rename,
    /// Change the platform's own fields.
    Extras,
    /// Connect one more subscription with it.
    AddSubscription,
    /// Sign in with another credential: a new secret, or another kind.
    Credential(CredentialKind),
    /// Bring the role in Azure up to date.
    UpdateRole,
    /// Remove it.
    Remove,
}

impl Task {
    /// The stable id, for texts.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Rename => "rename",
            Self::Extras => "extras",
            Self::AddSubscription => "add-subscription",
            Self::Credential(CredentialKind::Secret) => "secret",
            Self::Credential(CredentialKind::Federated) => "federated",
            Self::Credential(CredentialKind::Certificate) => "certificate",
            Self::UpdateRole => "update-role",
            Self::Remove => "remove",
        }
    }

    /// The operation that it ends with.
    pub const fn operation(self) -> profile::Operation {
        match self {
            Self::Remove => profile::Operation::Delete,
            Self::UpdateRole => profile::Operation::Verify,
            _ => profile::Operation::Update,
        }
    }

    /// The fields that it asks for.
    pub(in crate::wizard) fn fields(self, profile: &Profile) -> Vec<Field> {
        match self {
            Self::Rename => vec![Field::Name],
            Self::AddSubscription => vec![Field::Subscription],
            Self::Credential(CredentialKind::Secret) => {
                let mut fields = vec![Field::Secret];
                if profile.credential.expiry != ExpiryRule::Hidden {
                    fields.push(Field::Expiry);
                }
                fields
            }
            Self::Credential(_) | Self::Extras | Self::UpdateRole | Self::Remove => Vec::new(),
        }
    }
}

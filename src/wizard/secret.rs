use crate::azure::{ClientSecret, Field, Guid, SecretError, SecretErrorKind, Tenant};

use super::Answers;

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
    /// The very ID that another field holds.
    Repeats(Field),
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

    /// The same beside the other fields: an ID of theirs is no secret, whoever insists on it.
    pub fn beside(text: &str, insisted: bool, answers: &Answers) -> Self {
        // Looks without copying: the text may be a secret after all.
        let Some(guid) = Guid::dressed(text) else { return Self::of(text, insisted) };
        let ids = [
            (Field::Client, answers.client.value().map(|id| id.guid())),
            (Field::Tenant, answers.tenant.value().and_then(Tenant::id).map(|id| id.guid())),
        ];
        let subscriptions = answers.subscriptions().filter_map(|answer| answer.value());
        let subscriptions = subscriptions.map(|id| (Field::Subscription, Some(id.guid())));
        let same = ids.into_iter().chain(subscriptions).find(|(_, id)| *id == Some(guid));
        same.map_or_else(|| Self::of(text, insisted), |(field, _)| Self::Repeats(field))
    }

    /// The field that it repeated was filled anew. It still is an ID: whose is not known.
    pub(super) fn changed_beside(&mut self, field: Field) {
        if *self == Self::Repeats(field) {
            *self = Self::refused(SecretErrorKind::SecretId.into());
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

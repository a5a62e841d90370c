use crate::contract::CredentialView;

/// What has just come of a task: said at the top of the connection's screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Name or fields were changed.
    Saved,
    /// It covers one more subscription.
    Added,
    /// It signs in with a new credential. The old one is still in Azure, to be removed there.
    Credential {
        /// What the platform said of the old one.
        old: Option<CredentialView>,
    },
    /// Somebody else changed it meanwhile: this is how it stands, nothing was overwritten.
    Stale,
}

impl Notice {
    /// The stable id, for texts.
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Saved => "saved",
            Self::Added => "added",
            Self::Credential { .. } => "credential",
            Self::Stale => "stale",
        }
    }
}

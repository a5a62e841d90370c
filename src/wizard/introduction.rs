use crate::exchange::{FailureKind, Outcome};

/// What came of asking the platform how it introduces itself to Azure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Introduction<T> {
    /// Nobody needs to know yet.
    #[default]
    Unasked,
    /// The platform is being asked.
    Asking,
    /// It has answered.
    There(T),
    /// There was no answer that can be used.
    Failed {
        /// Whether the session at the platform is over.
        signed_out: bool,
    },
}

impl<T> Introduction<T> {
    /// What it said, once that is known.
    pub fn there(&self) -> Option<&T> {
        match self {
            Self::There(said) => Some(said),
            _ => None,
        }
    }

    /// What came of asking; `read` says what can be used of an answer.
    pub(super) fn of<A>(outcome: Outcome<A>, read: impl FnOnce(A) -> Option<T>) -> Self {
        match outcome.map(|reply| read(reply.value)) {
            Ok(Some(said)) => Self::There(said),
            Ok(None) => Self::Failed { signed_out: false },
            Err(failure) => Self::Failed { signed_out: *failure.kind() == FailureKind::SignedOut },
        }
    }
}

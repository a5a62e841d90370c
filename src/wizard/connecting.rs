use crate::contract::{Connection, ConnectionId};

/// Where the last step stands.
#[derive(Clone, Debug, Default)]
pub enum Phase {
    /// The answers are up for checking.
    #[default]
    Review,
    /// The request is under way.
    Sending {
        /// Whether it is being tried again.
        retrying: bool,
    },
    /// The platform is verifying.
    Watching(Watch),
    /// Verification ended without `connected`.
    Failed(Box<Connection>),
    /// The request did not lead to a connection.
    Refused(Refusal),
    /// Every check has passed, or passed with a remark.
    Done(Box<Connection>),
    /// Nothing is sent (the dialect `env`): the keys are up for taking.
    Keys {
        /// Whether the secret was copied or downloaded, alone or with the others. Azure shows it only once, so
        /// this is when the admin has all that is needed.
        taken: bool,
    },
}

impl Phase {
    /// Whether all is done, so that leaving loses nothing.
    pub const fn is_done(&self) -> bool {
        matches!(self, Self::Done(_) | Self::Keys { taken: true })
    }
}

/// A connection that is being verified.
#[derive(Clone, Debug)]
pub struct Watch {
    /// As it was last seen. Nothing, while a reloaded tab has not seen it yet.
    pub connection: Option<Box<Connection>>,
    /// Which one it is.
    pub id: ConnectionId,
    /// Whether the admin paused the asking.
    pub paused: bool,
    /// Whether the last question got no answer.
    pub trouble: bool,
}

/// Why a request did not lead to a connection. Nothing that was typed is lost by any of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The same app and subscription are connected already.
    AlreadyConnected(Option<ConnectionId>),
    /// The session at the platform is over (401).
    SignedOut,
    /// The platform does not allow it (403).
    Forbidden,
    /// No answer after all tries.
    Unreachable,
    /// No answer in time.
    TimedOut,
    /// The admin stopped it.
    Stopped,
    /// Too many requests (429, 503), after all tries.
    Busy,
    /// The connection that was to be replaced is gone (404).
    NotFound,
    /// The address is none that a secret may go to.
    Unsafe,
    /// The secret has to be sealed, and the browser could not: the page is no secure context, or the key is no good.
    NotSealed,
    /// It was sealed too long ago, or a clock is wrong: a new try seals it anew.
    SealExpired,
    /// The host page held it back (`ac-submit` was cancelled).
    HeldBack,
    /// It may have arrived, and there is no way to ask the platform: the admin has to look.
    Unsure,
    /// An answer that is not of the dialect.
    Broken,
    /// The platform refused it with words of its own.
    Refused {
        /// The platform's words, shown as text.
        detail: Option<Box<str>>,
    },
}

impl Refusal {
    /// The stable code: the key of its words, and `ac-failed`'s `problem`.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::AlreadyConnected(_) => "already-connected",
            Self::SignedOut => "signed-out",
            Self::Forbidden => "forbidden",
            Self::Unreachable => "unreachable",
            Self::TimedOut => "timed-out",
            Self::Stopped => "stopped",
            Self::Busy => "busy",
            Self::NotFound => "not-found",
            Self::Unsafe => "unsafe",
            Self::NotSealed => "not-sealed",
            Self::SealExpired => "seal-expired",
            Self::HeldBack => "cancelled",
            Self::Unsure => "unsure",
            Self::Broken => "broken",
            Self::Refused { .. } => "refused",
        }
    }

    /// Whether trying the same again can succeed.
    pub const fn is_retriable(&self) -> bool {
        !matches!(self, Self::AlreadyConnected(_) | Self::Forbidden | Self::Unsafe | Self::NotSealed)
    }

    /// Whether the request may have arrived all the same, so that the next try keeps its key.
    pub const fn is_ambiguous(&self) -> bool {
        matches!(
            self,
            Self::Unreachable
                | Self::TimedOut
                | Self::Stopped
                | Self::Unsure
                | Self::Broken
                | Self::Busy
                | Self::SignedOut
        )
    }
}

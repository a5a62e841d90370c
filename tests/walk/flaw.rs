//! Faults that are put in on purpose, to see that the law that is about each notices it.

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// A retry is a submission of its own.
    NewKeyOnRetry,
    /// Requests go on when they are ended, and their answers count.
    HearsOld,
    /// The same of what is asked of a connection that there is.
    KeepsAsking,
    /// A refusal empties a field.
    ForgetsOnError,
    /// Back empties the secret's field.
    ForgetsSecretOnBack,
    /// A draft is written with the secret.
    SecretInDraft,
    /// The focus goes to a question that is not asked.
    FocusNowhere,
    /// A refusal shows no button.
    NoButtons,
    /// A click makes the program panic.
    Panics,
}

impl Flaw {
    /// Each with the law that has to notice it.
    pub const ALL: [(Self, &'static str); 9] = [
        (Self::NewKeyOnRetry, "one connection"),
        (Self::HearsOld, "timers"),
        (Self::KeepsAsking, "timers"),
        (Self::ForgetsOnError, "nothing lost"),
        (Self::ForgetsSecretOnBack, "nothing lost"),
        (Self::SecretInDraft, "secret"),
        (Self::FocusNowhere, "focus"),
        (Self::NoButtons, "a way on"),
        (Self::Panics, "no panic"),
    ];
}

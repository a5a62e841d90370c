use std::fmt;

use super::{Heard, Place};
use crate::contract::{ConnectionId, Problem, Shown};

/// Why a request did not do what it was to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub(super) kind: FailureKind,
    pub(super) status: u16,
    pub(super) retry_after_ms: Option<u64>,
    pub(super) problem: Option<Box<Problem>>,
    pub(super) raw: Shown,
}

/// The kinds of [`Failure`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// Values were refused, each at its place.
    Fields(Vec<FieldError>),
    /// The account has this connection already.
    AlreadyConnected {
        /// Which one, when the platform says so.
        id: Option<ConnectionId>,
    },
    /// Another body was sent under the same idempotency key: begin a new submission.
    KeyReused,
    /// The platform is still busy with the same request.
    InProgress,
    /// The session at the platform is over.
    SignedOut,
    /// The session's user may not do this.
    Forbidden,
    /// The request's CSRF token was refused, and a new one did not help.
    CsrfExpired,
    /// There is no such connection, or no such endpoint.
    NotFound,
    /// Somebody changed the connection in the meantime (`412`).
    Stale,
    /// Too many requests.
    TooMany,
    /// Refused for a reason that only the platform's own words tell.
    Refused,
    /// The platform broke (`5xx`).
    Server,
    /// What came back is no answer of this API.
    Broken(Broken),
    /// No answer: no network, no such host, or a policy of the browser in between.
    Unreachable,
    /// No answer in time.
    TimedOut,
    /// The admin stopped it.
    Stopped,
    /// The platform may have made the connection, and there is no way to ask: only the admin can find out.
    Unsure,
}

/// What is wrong with an answer that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Broken {
    /// It is not JSON: a login page, say.
    NotJson,
    /// It is empty.
    Empty,
    /// It leads somewhere else. That way is never followed.
    Redirected,
    /// It is too large to be read.
    TooLarge,
    /// It is JSON of another shape.
    Shape,
}

/// Why one value was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Where it stands.
    pub place: Place,
    /// The reason, by name: words with hyphens or a code of Azure's own, `invalid` when the platform gives none.
    pub code: Box<str>,
    /// The reason in the platform's words, for codes that no text table knows.
    pub detail: Shown,
}

impl Failure {
    /// No answer at all: [`FailureKind::Unreachable`], [`FailureKind::TimedOut`] or [`FailureKind::Stopped`].
    pub fn silence(kind: FailureKind) -> Self {
        Self { kind, status: 0, retry_after_ms: None, problem: None, raw: Shown::default() }
    }

    /// The platform said no, in these words.
    pub fn told(words: Option<Shown>) -> Self {
        let problem = Problem { detail: words, ..Problem::default() };
        Self { problem: Some(Box::new(problem)), ..Self::silence(FailureKind::Refused) }
    }

    /// The same with the platform's words for it, where it is not known from elsewhere what they are.
    pub(crate) fn with_detail(mut self, words: Shown) -> Self {
        let mut problem = self.problem.take().unwrap_or_default();
        problem.detail = Some(words);
        self.problem = Some(problem);
        if self.status >= 400 && matches!(self.kind, FailureKind::Broken(_)) {
            self.kind = FailureKind::Refused;
        }
        self
    }

    /// The same without what came back: it was a success, and may hold what nobody should see.
    pub(crate) fn without_raw(mut self) -> Self {
        self.raw = Shown::default();
        self
    }

    /// The same, where nobody can find out whether the platform has acted.
    pub fn unsure(mut self) -> Self {
        self.kind = FailureKind::Unsure;
        self
    }

    /// What failed.
    pub fn kind(&self) -> &FailureKind {
        &self.kind
    }

    /// The stable name of this failure.
    pub fn code(&self) -> &'static str {
        match self.kind {
            FailureKind::Fields(_) => "fields",
            FailureKind::AlreadyConnected { .. } => "already-connected",
            FailureKind::KeyReused => "key-reused",
            FailureKind::InProgress => "in-progress",
            FailureKind::SignedOut => "signed-out",
            FailureKind::Forbidden => "forbidden",
            FailureKind::CsrfExpired => "csrf",
            FailureKind::NotFound => "not-found",
            FailureKind::Stale => "stale",
            FailureKind::TooMany => "too-many",
            FailureKind::Refused => "refused",
            FailureKind::Server => "server",
            FailureKind::Broken(Broken::NotJson) => "answer-not-json",
            FailureKind::Broken(Broken::Empty) => "answer-empty",
            FailureKind::Broken(Broken::Redirected) => "answer-redirected",
            FailureKind::Broken(Broken::TooLarge) => "answer-too-large",
            FailureKind::Broken(Broken::Shape) => "answer-shape",
            FailureKind::Unreachable => "unreachable",
            FailureKind::TimedOut => "timed-out",
            FailureKind::Stopped => "stopped",
            FailureKind::Unsure => "unsure",
        }
    }

    /// Whether the same submission, sent again later as it is, may well succeed.
    pub fn is_retriable(&self) -> bool {
        matches!(
            self.kind,
            FailureKind::InProgress
                | FailureKind::SignedOut
                | FailureKind::CsrfExpired
                | FailureKind::TooMany
                | FailureKind::Server
                | FailureKind::Unreachable
                | FailureKind::TimedOut
                | FailureKind::Stopped
                | FailureKind::Unsure
        )
    }

    /// Whether the platform may have acted on the request although this is all that came back.
    /// Then the same submission has to be sent again, under the same key, or the connection looked up.
    pub fn is_ambiguous(&self) -> bool {
        match self.kind {
            FailureKind::InProgress
            | FailureKind::Server
            | FailureKind::Unreachable
            | FailureKind::TimedOut
            | FailureKind::Stopped
            | FailureKind::Unsure => true,
            FailureKind::Broken(_) => self.status < 400,
            _ => false,
        }
    }

    /// The HTTP status, or 0 when nothing came back.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// How long the platform asks to wait, in milliseconds.
    pub fn retry_after_ms(&self) -> Option<u64> {
        self.retry_after_ms
    }

    /// The platform's own account of it.
    pub fn problem(&self) -> Option<&Problem> {
        self.problem.as_deref()
    }

    /// The beginning of what came back, without the secret: for the support bundle only.
    pub fn raw(&self) -> &Shown {
        &self.raw
    }

    /// What it means to whether there is another attempt.
    pub fn heard(&self) -> Heard {
        match self.kind {
            FailureKind::Stopped | FailureKind::Unsure => Heard::Final,
            FailureKind::Unreachable | FailureKind::TimedOut => Heard::silence(),
            _ => Heard::answer(self.status, self.kind == FailureKind::InProgress, self.retry_after_ms),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for Failure {}

use serde::Serialize;

use crate::contract::{Check, Status};

/// Why the wizard was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ExitReason {
    /// The admin closed it before the end.
    Closed,
    /// The admin closed it after connecting.
    Finished,
    /// The host page took it away.
    Host,
}

/// What the host page is told. Built from our own types only: never a raw answer, never a secret.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum WizardEvent {
    /// `ac-ready`: the first step can be used.
    Ready {},
    /// `ac-step`.
    Step {
        /// The step's id.
        step: &'static str,
        /// Where it stands, from 1.
        index: usize,
        /// How many steps this route has.
        total: usize,
    },
    /// `ac-submit`, which the host page can cancel.
    Submit {
        /// `create` or `replace`.
        operation: &'static str,
    },
    /// `ac-created`: the platform accepted the connection.
    Created {
        /// The connection's id.
        id: Box<str>,
        /// Its status.
        status: Status,
    },
    /// `ac-status`: a check or the status changed.
    Status {
        /// The connection's id.
        id: Box<str>,
        /// Its status.
        status: Status,
        /// Its checks.
        checks: Vec<Check>,
    },
    /// `ac-connected`: once, when the status becomes `connected`.
    Connected {
        /// The connection's id.
        id: Box<str>,
    },
    /// `ac-failed`.
    Failed {
        /// The stable code of the failure.
        problem: Box<str>,
        /// Whether the same request can succeed later.
        retriable: bool,
    },
    /// `ac-exit`.
    Exit {
        /// Why.
        reason: ExitReason,
        /// The step that was left.
        step: &'static str,
    },
}

impl WizardEvent {
    /// The name of the DOM event.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Ready {} => "ac-ready",
            Self::Step { .. } => "ac-step",
            Self::Submit { .. } => "ac-submit",
            Self::Created { .. } => "ac-created",
            Self::Status { .. } => "ac-status",
            Self::Connected { .. } => "ac-connected",
            Self::Failed { .. } => "ac-failed",
            Self::Exit { .. } => "ac-exit",
        }
    }
}

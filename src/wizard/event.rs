use crate::contract::{Check, Status};
use crate::json::Writer;

/// Why the wizard was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize), serde(rename_all = "lowercase"))]
pub enum ExitReason {
    /// The admin closed it before the end.
    Closed,
    /// The admin closed it after connecting.
    Finished,
    /// The host page took it away.
    Host,
}

/// What the host page is told. Built from our own types only: never a raw answer, never a secret.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(serde::Serialize), serde(untagged))]
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
        /// `create`, `replace`, `update` or `delete`.
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
    /// `ac-updated`: a connection was changed.
    Updated {
        /// The connection's id.
        id: Box<str>,
    },
    /// `ac-removed`: a connection was removed.
    Removed {
        /// The connection's id.
        id: Box<str>,
    },
    /// `ac-expiring`: a connection's credential ends soon, or has ended. Once for each connection.
    Expiring {
        /// The connection's id.
        id: Box<str>,
        /// Days that are left, below zero once it has ended.
        days: i64,
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
            Self::Updated { .. } => "ac-updated",
            Self::Removed { .. } => "ac-removed",
            Self::Expiring { .. } => "ac-expiring",
            Self::Exit { .. } => "ac-exit",
        }
    }

    /// The event's `detail`, as JSON.
    pub fn to_json(&self) -> String {
        let mut text = Vec::new();
        let mut json = Writer::new(&mut text);
        json.open_object();
        match self {
            Self::Ready {} => {}
            Self::Step { step, index, total } => {
                json.member("step", step);
                json.key("index").number(*index as u64);
                json.key("total").number(*total as u64);
            }
            Self::Submit { operation } => json.member("operation", operation),
            Self::Created { id, status } => {
                json.member("id", id);
                json.member("status", status.as_str());
            }
            Self::Status { id, status, checks } => {
                json.member("id", id);
                json.member("status", status.as_str());
                json.key("checks").open_list();
                for check in checks {
                    check.write(&mut json);
                }
                json.close_list();
            }
            Self::Connected { id } | Self::Updated { id } | Self::Removed { id } => json.member("id", id),
            Self::Expiring { id, days } => {
                json.member("id", id);
                json.key("days").whole(*days);
            }
            Self::Failed { problem, retriable } => {
                json.member("problem", problem);
                json.key("retriable").flag(*retriable);
            }
            Self::Exit { reason, step } => {
                let reason = match reason {
                    ExitReason::Closed => "closed",
                    ExitReason::Finished => "finished",
                    ExitReason::Host => "host",
                };
                json.member("reason", reason);
                json.member("step", step);
            }
        }
        json.close_object();
        String::from_utf8(text).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{CheckId, CheckState};

    #[test]
    fn every_detail_is_what_its_type_says() {
        let mut check = Check::new(CheckId::Permissions, CheckState::Fail);
        check.scope = Some("/subscriptions/x".into());
        check.missing = vec!["Microsoft.Compute/disks/write".into()];
        check.code = Some("c".into());
        check.detail = Some("\"d\"\n".into());
        check.trace_id = Some("t".into());
        check.retry_after_seconds = Some(20);
        check.deadline_seconds = Some(540);
        let bare = Check::new(CheckId::Other("quota".into()), CheckState::Unknown);
        for event in [
            WizardEvent::Ready {},
            WizardEvent::Step { step: "app", index: 2, total: 7 },
            WizardEvent::Submit { operation: "create" },
            WizardEvent::Created { id: "c1".into(), status: Status::Verifying },
            WizardEvent::Status { id: "c1".into(), status: Status::Failed, checks: vec![check, bare] },
            WizardEvent::Connected { id: "c1".into() },
            WizardEvent::Updated { id: "c1".into() },
            WizardEvent::Removed { id: "c1".into() },
            WizardEvent::Expiring { id: "c1".into(), days: 29 },
            WizardEvent::Expiring { id: "c1".into(), days: -3 },
            WizardEvent::Failed { problem: "unreachable".into(), retriable: true },
            WizardEvent::Exit { reason: ExitReason::Closed, step: "route" },
            WizardEvent::Exit { reason: ExitReason::Finished, step: "connect" },
            WizardEvent::Exit { reason: ExitReason::Host, step: "role" },
        ] {
            assert_eq!(event.to_json(), serde_json::to_string(&event).unwrap());
        }
    }
}

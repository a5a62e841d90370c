//! What the component tells: details of our own types, never a raw answer, never a secret.

use std::cell::Cell;
use std::rc::Rc;

use yew::AttrValue;

use crate::contract::{Check, Status};
use crate::wizard::{ExitReason, Step, WizardEvent};

use super::WizardProps;

/// Another step shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepEvent {
    /// Which.
    pub step: Step,
    /// Where it stands, from 1.
    pub index: usize,
    /// How many steps this route has.
    pub total: usize,
}

/// Something is about to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmitEvent {
    /// `create`, `replace`, `update` or `delete`.
    pub operation: &'static str,
    prevented: Rc<Cell<bool>>,
}

impl SubmitEvent {
    /// Nothing is sent, and everything stays as typed. Only while the callback runs.
    pub fn prevent(&self) {
        self.prevented.set(true);
    }
}

/// The platform accepted a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreatedEvent {
    /// The connection's id.
    pub id: AttrValue,
    /// Its status.
    pub status: Status,
}

/// A check or the status has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusEvent {
    /// The connection's id.
    pub id: AttrValue,
    /// Its status.
    pub status: Status,
    /// Its checks, in the platform's order.
    pub checks: Rc<[Check]>,
}

/// The connection works. Told once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectedEvent {
    /// The connection's id.
    pub id: AttrValue,
}

/// A request came to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedEvent {
    /// The stable code of the failure.
    pub problem: AttrValue,
    /// Whether the same request can succeed later.
    pub retriable: bool,
}

/// A connection was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpdatedEvent {
    /// The connection's id.
    pub id: AttrValue,
}

/// A connection was removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemovedEvent {
    /// The connection's id.
    pub id: AttrValue,
}

/// A connection's credential ends soon, or has ended. Told once for each connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpiringEvent {
    /// The connection's id.
    pub id: AttrValue,
    /// Days that are left, below zero once it has ended.
    pub days: i64,
}

/// The wizard was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExitEvent {
    /// Why.
    pub reason: ExitReason,
    /// The step that was left.
    pub step: Step,
}

/// Calls the callback that goes with an event. Answers whether things may go on.
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "a server has no events; the tests have"))]
pub(super) fn tell(props: &WizardProps, event: &WizardEvent) -> bool {
    let text = |text: &str| AttrValue::from(text.to_owned());
    let step = |id| Step::from_id(id).unwrap_or(Step::Route);
    match event {
        WizardEvent::Ready {} => props.on_ready.emit(()),
        WizardEvent::Step { step: id, index, total } => {
            props.on_step.emit(StepEvent { step: step(id), index: *index, total: *total });
        }
        WizardEvent::Submit { operation } => {
            let prevented = Rc::new(Cell::new(false));
            props.on_submit.emit(SubmitEvent { operation, prevented: Rc::clone(&prevented) });
            return !prevented.get();
        }
        WizardEvent::Created { id, status } => {
            props.on_created.emit(CreatedEvent { id: text(id), status: *status });
        }
        WizardEvent::Status { id, status, checks } => {
            let checks = Rc::from(checks.as_slice());
            props.on_status.emit(StatusEvent { id: text(id), status: *status, checks });
        }
        WizardEvent::Connected { id } => props.on_connected.emit(ConnectedEvent { id: text(id) }),
        WizardEvent::Failed { problem, retriable } => {
            props.on_failed.emit(FailedEvent { problem: text(problem), retriable: *retriable });
        }
        WizardEvent::Updated { id } => props.on_updated.emit(UpdatedEvent { id: text(id) }),
        WizardEvent::Removed { id } => props.on_removed.emit(RemovedEvent { id: text(id) }),
        WizardEvent::Expiring { id, days } => {
            props.on_expiring.emit(ExpiringEvent { id: text(id), days: *days });
        }
        WizardEvent::Exit { reason, step: id } => {
            props.on_exit.emit(ExitEvent { reason: *reason, step: step(id) });
        }
    }
    true
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use std::cell::RefCell;

    use yew::Callback;

    use super::*;

    fn props() -> WizardProps {
        WizardProps::new("/profile.json")
    }

    #[test]
    fn a_submission_goes_on_unless_it_is_prevented() {
        let event = WizardEvent::Submit { operation: "create" };
        assert!(tell(&props(), &event));
        let on_submit = Callback::from(|event: SubmitEvent| {
            assert_eq!(event.operation, "create");
            event.prevent();
        });
        assert!(!tell(&WizardProps { on_submit, ..props() }, &event));
    }

    #[test]
    fn each_event_reaches_its_own_callback_with_its_detail() {
        let heard = Rc::new(RefCell::new(Vec::new()));
        fn note<T: std::fmt::Debug>(heard: &Rc<RefCell<Vec<String>>>) -> Callback<T> {
            let heard = Rc::clone(heard);
            Callback::from(move |detail: T| heard.borrow_mut().push(format!("{detail:?}")))
        }
        let props = WizardProps {
            on_ready: note(&heard),
            on_step: note(&heard),
            on_created: note(&heard),
            on_status: note(&heard),
            on_connected: note(&heard),
            on_failed: note(&heard),
            on_updated: note(&heard),
            on_removed: note(&heard),
            on_expiring: note(&heard),
            on_exit: note(&heard),
            ..props()
        };
        let told = [
            (WizardEvent::Ready {}, "()"),
            (
                WizardEvent::Step { step: "app", index: 2, total: 7 },
                "StepEvent { step: App, index: 2, total: 7",
            ),
            (WizardEvent::Created { id: "c".into(), status: Status::Verifying }, "CreatedEvent"),
            (WizardEvent::Status { id: "c".into(), status: Status::Failed, checks: vec![] }, "StatusEvent"),
            (WizardEvent::Connected { id: "c".into() }, "ConnectedEvent"),
            (WizardEvent::Failed { problem: "unreachable".into(), retriable: true }, "FailedEvent"),
            (WizardEvent::Updated { id: "c".into() }, "UpdatedEvent"),
            (WizardEvent::Removed { id: "c".into() }, "RemovedEvent"),
            (WizardEvent::Expiring { id: "c".into(), days: -3 }, "ExpiringEvent"),
            (
                WizardEvent::Exit { reason: ExitReason::Closed, step: "role" },
                "ExitEvent { reason: Closed, step: Role",
            ),
        ];
        for (event, start) in told {
            assert!(tell(&props, &event));
            let heard = heard.borrow_mut().pop().unwrap_or_default();
            assert!(heard.starts_with(start), "{heard}");
        }
        assert!(heard.borrow().is_empty());
    }
}

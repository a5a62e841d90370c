use crate::azure::{Cloud, Field};
use crate::contract::ConnectionId;

use super::{CareRequest, Question, WizardEvent};

/// Where the focus goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// The heading of the step.
    Heading,
    /// The summary of problems.
    Problems,
    /// A field.
    Field(Field),
    /// The subscription at this place, 0 for the first.
    Subscription(usize),
    /// “Add another subscription”.
    AddSubscription,
    /// The platform's own question at this place of the profile.
    Extra(usize),
    /// The box of *Paste from Azure*.
    Paste,
    /// What came of the paste.
    Pasted,
    /// The subscription that is marked in the chooser.
    Marked,
}

/// Which request a submission makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operation {
    /// `POST`: a new connection.
    Create,
    /// `PUT`: this connection, which was never connected, again.
    Replace(ConnectionId),
}

/// What the shell is to do.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Move the focus once the screen shows the new state.
    Focus(Focus),
    /// Keep the draft of this tab.
    SaveDraft,
    /// Forget the draft of this tab.
    ClearDraft,
    /// Ask the host page (`ac-submit`, cancelable), read the secret, send.
    /// `fresh`: a new submission, so a new idempotency key; else the one of the last try.
    Submit {
        /// Create or replace.
        operation: Operation,
        /// Whether this is a new submission.
        fresh: bool,
    },
    /// Ask for the connection, after the pace's pause.
    Poll {
        /// Which connection.
        id: ConnectionId,
        /// Whether to ask at once.
        now: bool,
    },
    /// Look something up, in place of what is being looked up; or nothing any more.
    LookUp {
        /// What to ask, and whom.
        question: Option<Box<Question>>,
        /// Somebody is typing: ask nothing yet, and tell when there is a pause ([`Message::Paused`]).
        ///
        /// [`Message::Paused`]: super::Message::Paused
        pause: bool,
    },
    /// Ask the platform what a federated credential has to say in this cloud, in place of what it was
    /// asked before. What comes of it is told by [`Message::Federated`](super::Message::Federated).
    AskFederation(Cloud),
    /// Ask the platform for its certificate. What comes of it is told by
    /// [`Message::Certified`](super::Message::Certified).
    AskCertificate,
    /// Stop whatever is under way, but for a look-up.
    CancelRequests,
    /// A request about a connection that there is, in place of the one before.
    Care(CareRequest),
    /// Stop what is under way about a connection that there is.
    CancelCare,
    /// Empty the secret's field.
    ClearSecret,
    /// Put this text into the field of the role that is there.
    ShowRole(Box<str>),
    /// Mask the secret again.
    HideSecret,
    /// Open or close the chooser of subscriptions.
    OpenChooser(bool),
    /// Tell the host page.
    Notify(WizardEvent),
}

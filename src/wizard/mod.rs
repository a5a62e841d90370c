//! The flow as a pure state machine: routes, steps, answers, messages, effects.
//!
//! [`Wizard::update`] takes a [`Message`] and answers with [`Effect`]s for the shell to carry out.
//! Nothing here knows a browser, and nothing here ever holds the client secret: the shell reads it
//! from its field when it is sent, and tells the machine only a [`SecretVerdict`].

mod answer;
mod answers;
mod care;
mod certificate;
mod check;
mod color_scheme;
mod complaint;
mod connect;
mod connecting;
mod draft;
mod effect;
mod event;
mod existing_role;
mod explanation;
mod extras;
mod federation;
mod introduction;
mod itinerary;
mod keys;
mod known_app;
mod lookup;
mod message;
mod paste;
mod portal;
mod reuse;
mod review;
mod role_desk;
mod script_desk;
mod secret;
mod settle;
mod standing;
mod state;
mod step;
mod subscriptions;
mod target;
#[cfg(test)]
mod tests;
mod update;

pub use answer::Answer;
pub use answers::Answers;
pub use care::{Care, CareMessage, CareRequest, CareState, Notice, Subject, Task, reminder};
pub use certificate::CertificateState;
pub use color_scheme::ColorScheme;
pub use complaint::Complaint;
pub use connecting::{Phase, Refusal, Watch};
pub use draft::Draft;
pub use effect::{Effect, Focus, Operation};
pub use event::{ExitReason, WizardEvent};
pub use existing_role::{ExistingRole, ReadRole, Unreadable};
pub use explanation::{Explanation, Turn};
pub use extras::{ExtraAnswers, ExtraComplaint, ExtraMessage};
pub use federation::FederationState;
pub use introduction::Introduction;
pub use itinerary::Itinerary;
pub use keys::Key;
pub use known_app::{KnownApp, KnownConnection};
pub use lookup::{Insight, Offer, Question, Resolver};
pub use message::Message;
pub use paste::{
    Candidate, Choice, Decision, Filled, FoundValue, Haul, Motion, PasteAct, Report, SecretFind, Unsaid,
};
pub use portal::{Act, BladeMap, CopyValue, MapItem, MapRow, PortalGuide, PortalStep, RowKind};
pub use review::ReviewLine;
pub use role_desk::{RoleDesk, RoleMessage, RoleToHand};
pub use script_desk::{NoScript, ReadyScript, ScriptDesk, ScriptMessage};
pub use secret::SecretVerdict;
pub use standing::{Partly, ScopeStanding, partly, standings};
pub use state::Wizard;
pub use step::{Step, StepSet};
pub use subscriptions::{MOST_SUBSCRIPTIONS, SubscriptionMessage};
pub use target::Target;

//! The wizard as a Yew component: [`Wizard`].
//!
//! It is a wizard of its own beside your app's: it has a shadow root with its own style sheet, and its own Yew
//! root in it, on the same runtime. So your styles do not reach in, its styles do not reach out, and your app
//! renders again without touching what an admin has typed.
//!
//! | | |
//! |---|---|
//! | what it is told | [`WizardProps`], with a [`ProfileSource`] |
//! | what it tells | the callbacks of [`WizardProps`], with the details beside them: [`StepEvent`], [`StatusEvent`], … |
//! | what it is asked to do | [`WizardHandle`] |
//! | what it speaks | a [`Language`] of [`languages`]; English needs none |
//! | how it reaches your endpoint | `fetch`, or a [`Transport`]; [`RequestHeaders`] go along |
//!
//! On a server (feature `ssr`) it renders a placeholder; in the browser it takes over from there, hydrated or not.

#[cfg(target_arch = "wasm32")]
mod browser;
mod error;
mod events;
mod handle;
mod hooks;
mod language;
mod profile_source;
mod props;
#[cfg(not(target_arch = "wasm32"))]
mod server;
mod wizard;

pub use error::WizardError;
pub use events::{
    ConnectedEvent, CreatedEvent, ExitEvent, ExpiringEvent, FailedEvent, RemovedEvent, StatusEvent,
    StepEvent, SubmitEvent, UpdatedEvent,
};
pub use handle::WizardHandle;
pub use hooks::{NoAnswer, RequestBody, RequestHeaders, Transport, TransportRequest, TransportResponse};
pub use language::{Language, languages};
pub use profile_source::ProfileSource;
pub use props::WizardProps;
pub use wizard::Wizard;

#[cfg(target_arch = "wasm32")]
use browser::Site;
#[cfg(not(target_arch = "wasm32"))]
use server::Site;

//! How it is said: where a secret may go, when to retry, how often to ask.
//!
//! Nothing here sends anything. The browser's edge does, and asks this module before and after:
//! an [`Endpoint`] exists only where a secret may go, [`Attempts`] says whether to try again and
//! when, [`Echo`] takes the secret out of every answer before anything else reads it.

mod allowed_origins;
mod answer;
mod attempts;
mod began;
mod echo;
mod endpoint;
mod envelope;
mod failure;
mod headers;
mod origin;
mod pace;
mod page;
mod parcel;
mod place;
mod retry_after;

pub use allowed_origins::AllowedOrigins;
pub use answer::{Answer, Body, Outcome, Reply};
pub use attempts::{Attempts, Heard, Limits, Next};
pub use began::began_ms;
pub use echo::Echo;
pub use endpoint::{Endpoint, EndpointError, EndpointErrorKind};
pub use envelope::{Addressee, Envelope};
pub use failure::{Broken, Failure, FailureKind, FieldError};
pub use headers::{Headers, cookie};
pub use origin::{Origin, OriginError, OriginErrorKind};
pub use pace::{Hints, Pace};
pub use page::Page;
pub use parcel::Parcel;
pub use place::Place;
pub use retry_after::retry_after_ms;

//! What is said between the wizard and the platform's endpoint: the azure-connect dialect.
//!
//! Requests are made here and only here: a [`Submission`] holds what may be kept, the secret joins
//! it for the length of one call ([`Submission::body`]). Answers are read leniently: unknown members
//! are skipped, unknown words become `Unknown` or keep their text, everything is bounded, because
//! a host may be newer than the page, and because its text ends up in front of an admin.

#[cfg(not(target_arch = "wasm32"))]
mod body;
mod change;
mod check;
mod claims;
mod connection;
mod connection_id;
mod credential;
mod extras;
mod idempotency_key;
mod jwe;
mod lookup;
#[cfg(not(target_arch = "wasm32"))]
mod new_connection;
#[cfg(not(target_arch = "wasm32"))]
mod opened;
#[cfg(not(target_arch = "wasm32"))]
mod patch;
mod problem;
mod role_ref;
mod shown;
mod submission;

pub use change::Change;
pub use check::{Check, CheckId, CheckState};
pub use claims::Claims;
pub use connection::{Connection, ConnectionList, Status};
pub use connection_id::{ConnectionId, ConnectionIdError};
pub use credential::{CredentialKind, CredentialView, Federation, Handover, PublicCertificate};
pub use extras::{ExtraValue, Extras};
pub use idempotency_key::{IdempotencyKey, IdempotencyKeyError};
pub use jwe::Jwe;
pub use lookup::{Finding, Lookup, LookupQuery};
#[cfg(not(target_arch = "wasm32"))]
pub use new_connection::{NewConnection, NewCredential};
#[cfg(not(target_arch = "wasm32"))]
pub use opened::Opened;
#[cfg(not(target_arch = "wasm32"))]
pub use patch::{ConnectionPatch, Edit};
pub use problem::{FieldProblem, Problem, ProblemKind};
pub use role_ref::RoleRef;
pub use shown::Shown;
pub use submission::Submission;

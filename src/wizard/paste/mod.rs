//! *Paste from Azure*: what a pasted text fills in, asks about, and how it is taken back.
//!
//! The text itself never comes here, and neither does the secret in it: the shell puts that into its
//! field and says only what became of it ([`SecretFind`]). What stood in a field before is never
//! overwritten without a word: a different value is a [`Decision`].

mod act;
mod choice;
mod haul;
mod index;
mod report;
mod take;
#[cfg(test)]
mod tests;

pub use act::{Motion, PasteAct};
pub use choice::Choice;
use index::Index;

pub use haul::{Candidate, FoundValue, Haul, SecretFind};
pub use report::{Decision, Filled, Report, Unsaid};

use crate::azure::Field;

/// What the wizard remembers of the last paste.
#[derive(Debug, Default)]
pub(super) struct Paste {
    /// What came of it, as long as its step is shown.
    pub(super) report: Option<Report>,
    /// The subscriptions to choose from.
    pub(super) choice: Option<Choice>,
    /// The fields whose values somebody else sent.
    pub(super) from_other: Vec<Field>,
    /// How many pastes there were.
    pub(super) pastes: u32,
}

//! One script made for this admin: it registers the app, makes the credential, the role and its
//! assignment, and prints the line to hand back.
//!
//! A [`Job`] says what is to be done, [`Job::write`] puts it into one of the [`Language`]s. What a script
//! does stands in `data/scripts`; here the values are quoted for the language that they land in and put
//! in front of it. Nothing from a profile, a person or a directory reaches a script in any other way.

mod bash;
mod job;
mod mark;
mod plan;
mod powershell;
mod quote;
mod slug;
mod terraform;
mod words;

pub(crate) use words::federated_name;

pub use job::{Job, Language, Script, ScriptError, ScriptErrorKind, Task, Trust};
pub use mark::{Mark, marks};

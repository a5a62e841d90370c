//! Proves a connection: the checks, their order, and their waiting.
//!
//! A verification belongs to one attempt of one connection. All that it knows is in the database, so a host
//! that was stopped goes on where it was; and a connection that was replaced, verified again or removed in
//! the meantime is left alone, because a write has to find the revision that was read.

mod checklist;
mod needs;
mod restart;
mod rounds;
mod scopes;
mod tasks;

pub use checklist::Checklist;
pub use needs::snapshot;
pub use restart::restart;
pub use rounds::{look_after, start};
pub use tasks::Tasks;

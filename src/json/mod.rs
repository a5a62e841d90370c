//! JSON, read into a plain tree and written by plain calls.
//!
//! Derived readers are made anew for every struct that they fill: those of the profile alone weighed
//! a quarter of all that the wizard may weigh. One small reader makes a [`Node`], and the types
//! take out of it what they know ([`FromJson`], [`Members`]). Native code that has serde anyway
//! reads the same types through it: their `Deserialize` goes through a [`Node`] too, so both
//! worlds take and refuse the same.

mod members;
mod node;
mod path;
mod reader;
mod relaxed;
mod serde_node;
mod stray;
mod syntax_error;
mod writer;

pub use members::Members;
pub use node::{FromJson, Node};
pub use path::{PathStep, locate};
pub use reader::{parse, parse_table};
pub use relaxed::{Mend, MendKind, Open, RepairError, Repaired, repair};
pub(crate) use serde_node::through_node;
pub use syntax_error::{SyntaxError, SyntaxErrorKind};
pub use writer::Writer;

//! What is asked of Entra and ARM. Addresses come from the cloud, or from the operator's environment;
//! ids that enter a URL have passed the grammar of their types; redirects are not followed.

mod arm;
mod client;
mod discovery;
mod token;
mod trouble;

pub use arm::Challenge;
pub use client::Azure;
pub use token::{SignIn, Token};
pub use trouble::{Refused, Trouble};

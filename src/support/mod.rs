//! What support needs to know of a connection or of a request that failed, as one text to copy.
//!
//! [`bundle`] takes what is known and writes lines of `name: value`. No secret is in what it takes, and should
//! a host have repeated one, it is masked here once more: by its value while it is known, and by its shape.

mod bundle;
mod lines;
mod mask;
mod request;
#[cfg(test)]
mod tests;

pub use bundle::{More, Settled, bundle};
pub use request::FailedRequest;

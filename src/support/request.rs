use crate::contract::{Problem, Shown};
use crate::exchange::Failure;

/// A request that did not do what it was to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedRequest {
    /// The HTTP method.
    pub method: &'static str,
    /// Where it went: an address without a query.
    pub address: Box<str>,
    /// When that was known, in milliseconds since 1970.
    pub at_ms: u64,
    /// The stable name of the failure.
    pub code: &'static str,
    /// The HTTP status, or 0 when nothing came back.
    pub status: u16,
    /// The platform's own account of it.
    pub problem: Option<Box<Problem>>,
    /// The beginning of what came back.
    pub raw: Shown,
}

impl FailedRequest {
    /// What became of a request.
    pub fn new(method: &'static str, address: &str, at_ms: u64, failure: &Failure) -> Self {
        let address = address.split(['?', '#']).next().unwrap_or_default();
        Self {
            method,
            address: address.into(),
            at_ms,
            code: failure.code(),
            status: failure.status(),
            problem: failure.problem().cloned().map(Box::new),
            raw: failure.raw().clone(),
        }
    }
}

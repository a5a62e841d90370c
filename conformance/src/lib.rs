//! Tests an endpoint of the azure-connect dialect from outside, over HTTP, in whatever language it is written.
//!
//! It shares no code with the widget or the reference host: what it knows is `docs/openapi.json` and
//! `rules.json`, where each rule says what is expected, why that matters, and where it is written down.
//!
//! | module | what it holds |
//! |---|---|
//! | `rule`, `report` | the table of rules, and what came of each |
//! | `client`, `reply` | requests, and what holds for every answer |
//! | `values` | what to connect |
//! | `bench` | what the groups share: bodies, connections made so far |
//! | `rules` | one file for each group of rules |

#![forbid(unsafe_code)]

mod bench;
mod client;
mod reply;
mod report;
mod rule;
mod rules;
mod shape;
mod values;

use std::collections::BTreeSet;
use std::time::Duration;

use bench::Bench;
pub use report::{Finding, Outcome, Report};
pub use rule::{Level, OPERATIONS, Rule};
pub use values::Values;

/// What to test, and how far.
#[derive(Debug)]
pub struct Options {
    /// The endpoint, as the profile's `endpoint.url`, absolute.
    pub endpoint: String,
    /// How much of the dialect.
    pub level: Level,
    /// Sent with each request: session, token, account.
    pub headers: Vec<(String, String)>,
    /// The same for another account, which must see nothing of the first. Without: not tested.
    pub other_headers: Option<Vec<(String, String)>>,
    /// What to connect.
    pub values: Values,
    /// The operations that have to be there. Without: an operation that is answered 404, 405 or 501 is skipped.
    pub operations: Option<BTreeSet<String>>,
    /// How long a verification may take.
    pub patience: Duration,
}

/// Tests all rules of the level.
///
/// # Errors
/// When the endpoint or a header is none. An endpoint that does not answer fails its rules instead.
pub async fn run(options: Options) -> anyhow::Result<Report> {
    let bench = Bench::new(options)?;
    rules::run(&bench).await;
    Ok(bench.finish())
}

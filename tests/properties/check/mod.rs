//! What must hold for any bytes whatsoever, one file for each way in. `cargo test` holds the seeds, cuttings
//! of them and very long inputs to it; `fuzz/` searches for inputs that break it.
//!
//! A check panics when its property does not hold.

mod contract;
mod date;
mod draft;
mod encoding;
mod ids;
mod json;
mod label;
mod paste;
mod profile;
mod repair;
mod role;
mod secret;
mod template;
mod url;

/// A target: the name of its directory below `fuzz/seeds`, and its check.
pub type Target = (&'static str, fn(&str));

/// Every target.
pub const TARGETS: [Target; 14] = [
    ("contract", contract::check),
    ("date", date::check),
    ("draft", draft::check),
    ("encoding", encoding::check),
    ("ids", ids::check),
    ("json", json::check),
    ("label", label::check),
    ("paste", paste::check),
    ("profile", profile::check),
    ("repair", repair::check),
    ("role", role::check),
    ("secret", secret::check),
    ("template", template::check),
    ("url", url::check),
];

/// The longest input whose properties are looked at one by one. What is longer only has to be read, and in
/// time: some properties read the same text many times over.
const CLOSE: usize = 10_000;

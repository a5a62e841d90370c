//! A host for azure-connect: keeps connections, and proves each of them against Azure.
//!
//! It speaks the azure-connect dialect for real, so that it serves as a platform's first backend, as a
//! sidecar on loopback, and as the thing to compare an own implementation with.
//!
//! | module | what it holds |
//! |---|---|
//! | `config` | the environment, read once |
//! | `server`, `limits` | how long, how much and how often |
//! | `api` | the dialect: one file for each operation, and what stands in front of them |
//! | `store` | the database, and what may be written when |
//! | `lookups` | what was looked up of late, and how often an account may |
//! | `vault` | secrets at rest |
//! | `log` | what may be said, by type |
//! | `federation` | the host as an issuer that an app registration trusts |
//! | `certificate` | key pairs of accounts, for app registrations that take a certificate |
//! | `proof` | what a connection signs in with |
//! | `hook` | tells the platform's own backend, when the host is its sidecar |
//! | `azure` | what is asked of Entra and ARM |
//! | `verification` | the checks, their order, and their waiting |

#![forbid(unsafe_code)]

mod account;
mod api;
mod azure;
mod certificate;
mod clock;
mod config;
mod connection;
mod csrf;
mod federation;
mod hook;
mod host;
mod limits;
mod log;
mod lookups;
mod origin;
mod platform;
mod problem;
mod proof;
mod random;
mod seal;
mod server;
mod session;
mod static_pages;
mod store;
mod vault;
mod verification;

pub use config::{Config, ConfigError, Key};
pub use hook::HookConfig;
pub use host::{Host, StartError, serve};
pub use limits::Limits;
pub use log::log_to_stderr;

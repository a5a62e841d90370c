//! Drives a host against a simulated Azure, both in this process, over HTTP.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bad_days;
mod certificate;
mod federation;
mod guard;
mod idempotency;
mod lifecycle;
mod lookup;
mod refusals;
mod role;
mod role_version;
mod secrecy;
mod stage;
mod update;
mod verification;

//! Drives a host against a simulated Azure, both in this process, over HTTP. With `AC_TEST_POSTGRES`, the URL of
//! a database whose schemas nobody misses, all of it runs on Postgres.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bad_days;
mod certificate;
mod database;
mod federation;
mod guard;
mod idempotency;
mod lifecycle;
mod limits;
mod lookup;
mod refusals;
mod role;
mod role_version;
mod sealed;
mod secrecy;
mod stage;
mod update;
mod verification;

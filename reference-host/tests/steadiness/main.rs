//! Starts the real program, and kills, stops, starves and crowds it. With `AC_TEST_POSTGRES` on Postgres;
//! `AC_TEST_CONNECTIONS` is how many connections the crowd makes, `AC_TEST_SEED` what it does otherwise.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod crowd;
#[path = "../dialect/database.rs"]
mod database;
mod kills;
mod log;
mod sidecar;
mod starved;
mod stops;
mod world;

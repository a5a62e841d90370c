//! Drives the simulator the way a host, an admin's tools and the Azure CLI do.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod arm;
mod certificates;
mod control;
mod federated;
mod graph;
mod login;
mod rights;
mod secrets;
mod stage;
mod tls;
mod users;

//! azure-simulator.

fn main() {}

//! reference-host.

fn main() {}

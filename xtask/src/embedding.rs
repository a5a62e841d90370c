//! The stage `embedding`: every sample of docs/embedding does what it is there for.

use anyhow::{Context, Result};

use crate::conformance;
use crate::pack;
use crate::server;
use crate::size;
use crate::stage;
use crate::tally::Tally;
use crate::tools::Need;

/// What it needs beside a build.
pub const NEEDS: &[Need] = &[
    Need::Node,
    Need::BuildPackages,
    Need::BrowserPackages,
    Need::Chromium,
    Need::HeadlessShell,
    Need::Python,
];

/// Packs the release that lies there and runs `tests/embedding`.
pub fn test() -> Result<Tally> {
    let package = pack::make()?;
    let programs = server::build()?;
    let endpoint =
        server::executables(&["-p", "reference-host", "--example", "endpoint"])?.remove("endpoint");
    let kit = conformance::executable()?;
    let tests =
        stage::names_in("tests/embedding", |name| name.ends_with(".test.mjs").then(|| name.to_owned()))?;
    stage::counted(
        size::browser_program(&programs)
            .inside("tests/embedding")
            .env("AC_TEST_PACKAGE", package)
            .env("AC_TEST_ENDPOINT", endpoint.context("cargo built no endpoint")?)
            .env("AC_TEST_CONFORMANCE", kit)
            .args(["--test", "--test-reporter", "spec", "--test-concurrency", "2"])
            .args(tests),
    )
}

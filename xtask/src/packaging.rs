//! The stage `packaging`: the npm package in other people's projects.

use anyhow::Result;

use crate::pack;
use crate::program::Program;
use crate::stage::{self, Depth};
use crate::tally::Tally;
use crate::tools::Need;

/// What it needs beside a build. What each project needs, npm brings; its cache makes the second time quick.
pub const NEEDS: &[Need] = &[
    Need::Node,
    Need::BuildPackages,
    Need::BrowserPackages,
    Need::Chromium,
    // For the app in Yew.
    Need::WasmTarget,
    Need::WasmBindgen,
    Need::Trunk,
];

/// Packs the release that lies there and runs `tests/packaging`: plain pages and the usual bundlers, or all.
pub fn test(depth: Depth) -> Result<Tally> {
    let package = pack::make()?;
    let tests =
        stage::names_in("tests/packaging", |name| name.ends_with(".test.mjs").then(|| name.to_owned()))?;
    let program = Program::new("node")
        .inside("tests/packaging")
        .env("AC_TEST_PACKAGE", package)
        .args(["--test", "--test-reporter", "spec", "--test-concurrency", "2"])
        .args(tests);
    stage::counted(match depth {
        Depth::Usual => program,
        Depth::All => program.env("AC_TEST_MATRIX", "all"),
    })
}

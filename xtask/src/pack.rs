//! `cargo xtask pack`: the npm package, and the stage that looks at it as those do who install it.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::arguments::Arguments;
use crate::bundle::{self, Kind};
use crate::program::Program;
use crate::stage;
use crate::tally::Tally;
use crate::tools::{Need, Tools};
use crate::workspace;

/// What the stage needs beside a build.
pub const NEEDS: &[Need] = &[
    Need::Node,
    Need::BuildPackages,
    Need::PackagePackages,
    Need::BrowserPackages,
    Need::Chromium,
    Need::HeadlessShell,
];

/// The command. Its one line on stdout is the package's path.
pub fn run(mut arguments: Arguments) -> Result<ExitCode> {
    let as_it_is = arguments.flag("--no-build");
    let tools = Tools::from_arguments(&mut arguments);
    arguments.finish()?;

    tools.ensure(&[Need::Node, Need::BuildPackages])?;
    if !as_it_is {
        tools.ensure(bundle::NEEDS)?;
        bundle::build(Kind::Release)?;
    }
    println!("{}", make()?.display());
    Ok(ExitCode::SUCCESS)
}

/// Packs the release that lies there. Answers with the tarball.
pub fn make() -> Result<PathBuf> {
    let version = workspace::locked_version("azure-connect")?;
    let mut last = None;
    let well = Program::new("node")
        .args(["tools/pack.mjs".as_ref(), release().as_os_str(), directory().as_os_str(), version.as_ref()])
        .lines(|line| last = Some(PathBuf::from(line)))?;
    anyhow::ensure!(well, "the package could not be made");
    last.context("pack.mjs named no package")
}

/// Makes it and tests it.
pub fn test() -> Result<Tally> {
    let package = make()?;
    let tests =
        stage::names_in("tests/package", |name| name.ends_with(".test.mjs").then(|| name.to_owned()))?;
    stage::counted(
        Program::new("node")
            .inside("tests/package")
            .env("AC_TEST_PACKAGE", package)
            .env("AC_TEST_DIST", release())
            .args(["--test", "--test-reporter", "spec", "--test-concurrency", "2"])
            .args(tests),
    )
}

/// Where packages go.
fn directory() -> PathBuf {
    workspace::target().join("npm")
}

/// `AC_TEST_DIST`, or what was built last. The tests run elsewhere, so it is no relative path.
fn release() -> PathBuf {
    std::env::var_os("AC_TEST_DIST").map_or_else(workspace::dist, |named| workspace::root().join(named))
}

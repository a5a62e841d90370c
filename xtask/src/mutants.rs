//! Mutation testing of the core: `cargo xtask mutants`, and a stage of `--all`.

use std::io::stderr;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::arguments::Arguments;
use crate::program::Program;
use crate::tally::Tally;
use crate::tools::{Need, Tools};
use crate::workspace;

/// What it needs.
pub const NEEDS: &[Need] = &[Need::Mutants];

/// What is mutated: what decides whether a value is good, what a pasted text means, what a role allows.
const FILES: [&str; 2] = ["src/azure/**/*.rs", "src/paste/**/*.rs"];

/// The command.
pub fn run(mut arguments: Arguments) -> Result<ExitCode> {
    let shard = arguments.value("--shard")?;
    let tools = Tools::from_arguments(&mut arguments);
    let mut paths = Vec::new();
    while let Some(path) = arguments.command() {
        if path.starts_with('-') {
            bail!("what is {path:?}? `cargo xtask help` lists the options");
        }
        paths.push(path);
    }
    tools.ensure(NEEDS)?;
    let well = mutate(&paths, shard.as_deref())?;
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// One test: no mutant survives that `.cargo/mutants.toml` does not name.
pub fn stage() -> Result<Tally> {
    Ok(Tally::of_check(mutate(&[], None)?))
}

fn mutate(paths: &[String], shard: Option<&str>) -> Result<bool> {
    let paths = if paths.is_empty() { FILES.map(str::to_owned).to_vec() } else { paths.to_vec() };
    let mut program = Program::cargo()
        .args(["mutants", "--package", "azure-connect", "--no-shuffle", "--output"])
        .args([workspace::target()])
        .args(paths.iter().flat_map(|path| ["--file", path.as_str()]))
        // A mutant that only one case in a hundred shows is caught by the tests that name such a case.
        .env("PROPTEST_CASES", "32");
    if let Some(shard) = shard {
        program = program.args(["--shard", shard]);
    }
    let spoken = program.spoken().to_owned();
    eprintln!("$ {spoken}");
    let status = program.into_command().stdout(stderr()).status().context("cargo-mutants does not start")?;
    Ok(is_caught(status.code()))
}

/// Whether every mutant was noticed (mutants.rs, “Exit codes”): a test that failed did so, and one that did
/// not come to an end.
fn is_caught(code: Option<i32>) -> bool {
    matches!(code, Some(0 | 3))
}

#[cfg(test)]
mod tests {
    #[test]
    fn survivors_and_broken_runs_fail() {
        assert!([Some(0), Some(3)].into_iter().all(super::is_caught));
        assert!(![Some(1), Some(2), Some(4), Some(70), None].into_iter().any(super::is_caught));
    }
}

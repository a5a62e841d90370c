//! `cargo xtask reproduce`: the same bytes from the same sources, in another place.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};

use crate::arguments::Arguments;
use crate::backend::Scratch;
use crate::bundle;
use crate::program::Program;
use crate::tools::{Need, Tools};
use crate::workspace;

/// The command: builds the npm package of the last commit twice, in directories of different depth, and
/// compares the tarballs byte by byte.
pub fn run(mut arguments: Arguments) -> Result<ExitCode> {
    let tools = Tools::from_arguments(&mut arguments);
    arguments.finish()?;
    tools.ensure(&[Need::Node])?;
    tools.ensure(bundle::NEEDS)?;
    let scratch = Scratch::new()?;
    let first = built_in(&scratch.path("a"))?;
    let second = built_in(&scratch.path("somewhere/else/altogether"))?;
    let (one, other) = (fs::read(&first)?, fs::read(&second)?);
    ensure!(!one.is_empty(), "an empty package");
    if one == other {
        println!("the same {} bytes", one.len());
        return Ok(ExitCode::SUCCESS);
    }
    println!("different: {} and {} bytes", one.len(), other.len());
    let lists = [listed(&first)?, listed(&second)?];
    for (line, other) in lists[0].lines().zip(lists[1].lines()).filter(|(line, other)| line != other) {
        println!("{line}\n{other}");
    }
    Ok(ExitCode::FAILURE)
}

/// The package of the last commit, built from a clone in `directory`.
fn built_in(directory: &Path) -> Result<PathBuf> {
    let parent = directory.parent().context("a directory without a parent")?;
    fs::create_dir_all(parent)?;
    Program::new("git").args(["clone", "--quiet"]).args([workspace::root().as_path(), directory]).run()?;
    let mut package = None;
    let well = Program::cargo()
        .inside(&directory.to_string_lossy())
        .env("CARGO_TARGET_DIR", directory.join("target"))
        .args(["xtask", "pack"])
        .lines(|line| package = Some(PathBuf::from(line)))?;
    ensure!(well, "the package could not be made in {}", directory.display());
    package.context("`cargo xtask pack` named no package")
}

/// What is in a tarball, with sizes.
fn listed(package: &Path) -> Result<String> {
    Program::new("tar").args(["-tvzf".as_ref(), package.as_os_str()]).answer().context("tar lists nothing")
}

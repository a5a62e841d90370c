//! `cargo xtask conformance`: the kit, compiled when it is asked for. What it needs would else have to be built
//! before every other command.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::arguments::Arguments;
use crate::backend::{self, API, Backend, Options, Scratch};
use crate::children::Children;
use crate::program::Program;
use crate::server;

/// The command. All its words are the kit's own, but for the endpoint that may be left out.
pub fn run(arguments: Arguments) -> Result<ExitCode> {
    let words = arguments.into_words();
    let kit = kit()?;
    let helps = words.iter().any(|word| word == "--help" || word == "-h");
    if helps || words.iter().any(|word| word.starts_with("http://") || word.starts_with("https://")) {
        return code(kit.args(&words));
    }
    let scratch = Scratch::new()?;
    let children = Children::until_signal(scratch.remover())?;
    let options = Options { retry_seconds: Some(1), ..Options::default() };
    let result = backend::start(&server::build()?, &children, &scratch, &options)
        .and_then(|backend| code(against(kit, &backend, &scratch)?.args(&words)));
    children.end();
    result
}

/// The kit's program.
pub fn kit() -> Result<Program> {
    Ok(Program::new(executable()?))
}

/// Where it lies, once it is built.
pub fn executable() -> Result<PathBuf> {
    let mut made = server::executables(&["-p", "conformance"])?;
    made.remove("conformance").context("cargo built no conformance")
}

/// The kit, told of a backend of ours.
pub fn against(kit: Program, backend: &Backend, scratch: &Scratch) -> Result<Program> {
    let values = scratch.path("values.json");
    std::fs::write(&values, backend.values.to_string())?;
    Ok(kit.args([format!("{}{API}", backend.host)]).args(["--values"]).args([values]))
}

fn code(program: Program) -> Result<ExitCode> {
    let spoken = program.spoken().to_owned();
    let status = program.into_command().status().with_context(|| format!("`{spoken}` does not start"))?;
    Ok(ExitCode::from(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1)))
}

//! The stage `api`: the dialect's document against the types that ship, the kit against the reference host, and
//! schemathesis, which makes requests up from the document, against it too.

use std::fs;
use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::backend::{self, API, Backend, Options, Scratch};
use crate::children::Children;
use crate::program::Program;
use crate::stage::{self, Depth};
use crate::tally::Tally;
use crate::tools::Need;
use crate::{conformance, server, workspace};

/// What it cannot do without.
pub const NEEDS: &[Need] = &[Need::Node, Need::TypePackages, Need::Schemathesis];

/// What the settings were written for.
const VERSION: &str = "4.32.5";

/// Requests are the same at each run.
const SEED: &str = "20261121";

/// Runs all three.
pub fn test(depth: Depth) -> Result<Tally> {
    let mut tally = stage::counted(Program::new("node").inside("tests/types").args([
        "--test",
        "--test-reporter",
        "spec",
        "contract.test.mjs",
    ]))?;
    let suite = server::for_the_suite()?;
    let scratch = Scratch::new()?;
    let children = Children::until_signal(scratch.remover())?;
    let options = Options { retry_seconds: Some(1), ..Options::default() };
    let result = backend::start(&suite.programs, &children, &scratch, &options).and_then(|backend| {
        let kit = conformance::against(Program::new(&suite.conformance), &backend, &scratch)?;
        let kept = Tally::of_check(kit.args(["--level", "full", "--patience", "30"]).ends_well()?);
        Ok((kept, Tally::of_check(made_up(&backend, depth).ends_well()?)))
    });
    children.end();
    let (kept, found) = result?;
    tally += kept;
    tally += found;
    Ok(tally)
}

fn made_up(backend: &Backend, depth: Depth) -> Program {
    let (seconds, examples) = if depth == Depth::All { ("900", "500") } else { ("60", "30") };
    Program::new(directory().join("bin/schemathesis"))
        .env("SCHEMATHESIS_HOOKS", workspace::root().join("tests/api/hooks.py"))
        .args(["--config-file", "tests/api/schemathesis.toml", "run"])
        .args([format!("{}{API}/openapi.json", backend.host)])
        .args(["--url", &format!("{}{}", backend.host, API.trim_end_matches("/connections"))])
        .args(["--seed", SEED, "--max-time", seconds, "--max-examples", examples])
        // A machine that does something else beside takes that long for a key pair.
        .args(["--request-timeout", "60"])
        .args(["--continue-on-failure", "--no-color", "--generation-database", "none"])
}

/// What is missing, if anything is.
pub fn lack() -> Option<String> {
    (!finished().is_file()).then(|| format!("schemathesis {VERSION} is missing"))
}

/// Puts it into a directory of its own.
pub fn install(python_from_apt: impl FnOnce() -> Result<()>) -> Result<()> {
    // Debian splits what makes such directories from Python itself.
    if Program::new("python3").args(["-c", "import ensurepip, venv"]).answer().is_none() {
        python_from_apt()?;
    }
    Program::new("python3").args(["-m", "venv", "--clear"]).args([&directory()]).run()?;
    eprintln!("xtask: fetching schemathesis {VERSION} from PyPI, once");
    let well = Program::new(directory().join("bin/pip"))
        .args(["install", "--quiet", "--disable-pip-version-check", "--no-input"])
        .args([format!("schemathesis=={VERSION}")])
        .ends_well()?;
    if !well {
        bail!(
            "schemathesis {VERSION} does not come from PyPI: this stage needs it once (pip's own settings name a mirror)"
        );
    }
    fs::write(finished(), VERSION)?;
    Ok(())
}

fn directory() -> PathBuf {
    workspace::target().join("tools").join(format!("schemathesis-{VERSION}"))
}

/// Written when all of it is there.
fn finished() -> PathBuf {
    directory().join("finished")
}

//! The stage `azure-cli`: the real Azure CLI in front of the simulator.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::program::Program;
use crate::tally::Tally;
use crate::{server, size, stage, workspace};

/// What the tests were written against, with all that it brings along.
const VERSION: &str = "2.91.0";

/// Runs `tests/azure-cli`: sign-in, our role, what a script does, and what it may be refused.
pub fn test() -> Result<Tally> {
    let suite = server::for_the_suite()?;
    let tests =
        stage::names_in("tests/azure-cli", |name| name.ends_with(".test.mjs").then(|| name.to_owned()))?;
    // One of them walks the wizard in Chromium.
    let program = size::browser_program(&suite.programs)
        .inside("tests/azure-cli")
        .env("AC_TEST_ROLE", suite.role)
        .env("AC_TEST_SCRIPT", suite.script)
        .env("AC_TEST_AZ", program())
        .args(["--test", "--test-reporter", "spec", "--test-concurrency", "2"])
        .args(tests);
    stage::counted(program)
}

/// What is missing, if anything is.
pub fn lack() -> Option<String> {
    (!finished().is_file()).then(|| format!("the Azure CLI {VERSION} is missing"))
}

/// Puts it into a directory of its own, whatever other one this machine has.
pub fn install(python_from_apt: impl FnOnce() -> Result<()>) -> Result<()> {
    // Debian splits what makes such directories from Python itself.
    if Program::new("python3").args(["-c", "import ensurepip, venv"]).answer().is_none() {
        python_from_apt()?;
    }
    let directory = directory();
    if directory.exists() {
        // Half of one, from a time when the network failed.
        fs::remove_dir_all(&directory)
            .with_context(|| format!("{} cannot be removed", directory.display()))?;
    }
    Program::new("python3").args(["-m", "venv"]).args([&directory]).run()?;
    eprintln!("xtask: fetching azure-cli {VERSION} from PyPI, which takes a minute, once");
    let well = Program::new(directory.join("bin/pip"))
        .args(["install", "--quiet", "--disable-pip-version-check", "--no-input"])
        .args([format!("azure-cli=={VERSION}")])
        .ends_well()?;
    if !well {
        bail!(
            "azure-cli {VERSION} does not come from PyPI: this stage needs it once (pip's own settings name a mirror)"
        );
    }
    fs::write(finished(), VERSION)?;
    Ok(())
}

fn directory() -> PathBuf {
    workspace::target().join("tools").join(format!("azure-cli-{VERSION}"))
}

fn program() -> PathBuf {
    directory().join("bin/az")
}

/// Written when all of it is there.
fn finished() -> PathBuf {
    directory().join("finished")
}

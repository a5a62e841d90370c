//! Rust's tests, several programs side by side.
//!
//! Cargo runs one test program after the other, and ours wait for half of their time: for clocks, for servers
//! that were killed, for a database. So cargo builds them here, and we run them.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::program::Program;
use crate::tally::Tally;

/// More than there are cores on a small machine: at any time some of them wait.
const AT_ONCE: usize = 3;

/// Builds what `cargo test` builds with these arguments and runs it, with `variables` in its environment.
pub fn run(arguments: &[&str], variables: &[(&str, &OsStr)]) -> Result<Tally> {
    let programs = built(arguments)?;
    ensure!(!programs.is_empty(), "cargo built no test program");
    let (next, tally) = (AtomicUsize::new(0), Mutex::new(Tally::default()));
    thread::scope(|scope| {
        for _ in 0..AT_ONCE.min(programs.len()) {
            scope.spawn(|| {
                while let Some(program) = programs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let (said, outcome) = program.run(variables);
                    // Printed as one piece; whoever holds the tally may print.
                    let mut tally = tally.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
                    print!("\n     Running {}\n{said}", program.name);
                    *tally += outcome;
                }
            });
        }
    });
    Ok(tally.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner()))
}

struct TestProgram {
    name: String,
    path: PathBuf,
    /// Where cargo starts it: in its package.
    directory: PathBuf,
}

impl TestProgram {
    /// What it said, and how many passed.
    fn run(&self, variables: &[(&str, &OsStr)]) -> (String, Tally) {
        let mut command = Program::new(&self.path).into_command();
        command.current_dir(&self.directory).env("CARGO_MANIFEST_DIR", &self.directory);
        command.envs(variables.iter().copied());
        let output = match command.output() {
            Ok(output) => output,
            Err(error) => return (format!("does not start: {error}\n"), Tally::of_check(false)),
        };
        let mut said = String::from_utf8_lossy(&output.stdout).into_owned();
        said.push_str(&String::from_utf8_lossy(&output.stderr));
        let mut tally = Tally::default();
        said.lines().for_each(|line| tally += Tally::of_line(line));
        (said, tally.or_failed(output.status.success()))
    }
}

/// The test programs, those of the last packages first: the hosts' take longest.
fn built(arguments: &[&str]) -> Result<Vec<TestProgram>> {
    let mut programs = Vec::new();
    let well = Program::cargo()
        .args(["test", "--locked", "--no-run"])
        .args(arguments)
        .args(["--message-format", "json-render-diagnostics"])
        .lines(|line| {
            let Ok(message) = serde_json::from_str::<Value>(line) else { return };
            let is_test = message["profile"]["test"].as_bool() == Some(true);
            programs.extend(is_test.then(|| test_program(&message)).flatten());
        })?;
    ensure!(well, "the tests do not compile");
    programs.sort_by_key(|program| !waits(&program.name));
    Ok(programs)
}

fn test_program(message: &Value) -> Option<TestProgram> {
    let package = Path::new(message["manifest_path"].as_str()?).parent()?;
    Some(TestProgram {
        name: [&*package.file_name()?.to_string_lossy(), " ", message["target"]["name"].as_str()?].concat(),
        path: message["executable"].as_str()?.into(),
        directory: package.to_owned(),
    })
}

/// Those that take longest, to begin with: what comes last decides when all is over.
fn waits(name: &str) -> bool {
    ["platform", "steadiness", "dialect", "properties", "paste", "script_bash"]
        .iter()
        .any(|long| name.ends_with(&[" ", long].concat()))
}

/// The examples in the documentation.
pub fn of_documentation(arguments: &[&str]) -> Result<Tally> {
    crate::stage::counted(
        Program::cargo().args(["test", "--locked", "--no-fail-fast", "--doc"]).args(arguments),
    )
    .context("the examples of the documentation")
}

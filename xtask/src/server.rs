//! The project's two servers: built, started, and asked where they listen.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, copy, stderr};
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::thread;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::program::Program;

/// Builds reference host and simulator as the tests do, and says where the programs lie.
pub fn build() -> Result<Programs> {
    let mut made = executables(&["-p", "reference-host", "-p", "azure-simulator"])?;
    let mut take = |name: &str| made.remove(name).with_context(|| format!("cargo built no {name}"));
    Ok(Programs { host: take("reference-host")?, simulator: take("azure-simulator")? })
}

/// What the stages of the suite start beside the tests that cargo runs itself.
///
/// Built as `cargo test --workspace` builds: the same packages and examples in one command give all dependencies the
/// features that they have there, and cargo has nothing to compile again.
pub fn for_the_suite() -> Result<Suite> {
    let mut made = executables(
        &[&TOGETHER[..], &["--bins", "--example", "role", "--example", "script", "--example", "paste"]]
            .concat(),
    )?;
    let mut take = |name: &str| made.remove(name).with_context(|| format!("cargo built no {name}"));
    Ok(Suite {
        programs: Programs { host: take("reference-host")?, simulator: take("azure-simulator")? },
        conformance: take("conformance")?,
        role: take("role")?,
        script: take("script")?,
    })
}

/// All packages, so that each command gives dependencies the same features.
pub const TOGETHER: [&str; 3] = ["--workspace", "--features", "azure-connect/schema,azure-connect/ssr"];

/// What `for_the_suite` builds.
#[derive(Debug)]
pub struct Suite {
    /// The servers.
    pub programs: Programs,
    /// The kit that tests a platform's endpoint.
    pub conformance: PathBuf,
    /// The example that renders roles.
    pub role: PathBuf,
    /// The example that writes scripts.
    pub script: PathBuf,
}

/// Builds what the arguments name, and says by name where the programs lie.
pub fn executables(arguments: &[&str]) -> Result<BTreeMap<String, PathBuf>> {
    let mut made = BTreeMap::new();
    let well = Program::cargo()
        .args(["build", "--locked"])
        .args(arguments)
        .args(["--message-format", "json-render-diagnostics"])
        .lines(|line| {
            let Ok(message) = serde_json::from_str::<Value>(line) else { return };
            if let (Some(name), Some(path)) =
                (message["target"]["name"].as_str(), message["executable"].as_str())
            {
                made.insert(name.to_owned(), PathBuf::from(path));
            }
        })?;
    anyhow::ensure!(well, "`cargo build {}` fails", arguments.join(" "));
    Ok(made)
}

/// Where the built servers lie.
#[derive(Debug)]
pub struct Programs {
    /// The reference host.
    pub host: PathBuf,
    /// The Azure simulator.
    pub simulator: PathBuf,
}

/// Starts a server and reads its first line on stdout, which says in JSON where it listens. What
/// it says later goes to stderr.
pub fn start(program: Program) -> Result<(Child, Value)> {
    let spoken = program.spoken().to_owned();
    let mut child = program
        .into_command()
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{spoken}` does not start"))?;
    let mut stdout = BufReader::new(child.stdout.take().context("a child without stdout")?);
    let mut line = String::new();
    stdout.read_line(&mut line)?;
    let Ok(first) = serde_json::from_str::<Value>(&line) else {
        let _ = child.kill();
        let _ = child.wait();
        anyhow::bail!("`{spoken}` did not say where it listens");
    };
    // A server whose stdout nobody reads would stop at a full pipe.
    thread::spawn(move || copy(&mut stdout, &mut stderr()));
    Ok((child, first))
}

//! `cargo xtask backend`: reference host and simulator for people who work on a front end.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::arguments::Arguments;
use crate::children::Children;
use crate::program::Program;
use crate::server::Programs;
use crate::{server, trust, workspace};

/// Where the host answers, below its own address.
pub const API: &str = "/api/azure/connections";

/// What may be chosen.
#[derive(Debug, Default)]
pub struct Options {
    /// The host's port; any free one without.
    pub port: Option<u16>,
    /// Other origins whose pages may call it.
    pub origins: Vec<String>,
    /// The host's own profile.
    pub profile: Option<String>,
    /// A database that outlives the command.
    pub database: Option<String>,
    /// Files to serve beside the API.
    pub files: Option<String>,
    /// Seconds between two looks while the simulated Azure spreads news.
    pub retry_seconds: Option<u32>,
}

/// Both servers, running.
#[derive(Debug)]
pub struct Backend {
    /// The host's address, without a path.
    pub host: String,
    /// The simulator's address.
    pub simulator: String,
    /// What the simulator's directory knows, ready to paste.
    pub values: Value,
}

/// The command.
pub fn run(mut arguments: Arguments) -> Result<ExitCode> {
    let options = Options {
        port: arguments.port("--port")?,
        origins: arguments.values("--origin")?,
        profile: arguments.value("--profile")?,
        database: arguments.value("--database")?,
        files: arguments.value("--static")?,
        retry_seconds: None,
    };
    arguments.finish()?;

    let scratch = Scratch::new()?;
    let children = Children::until_signal(scratch.remover())?;
    let result = start(&server::build()?, &children, &scratch, &options).and_then(|backend| {
        let line = json!({
            "endpoint": format!("{}{API}", backend.host),
            "simulator": backend.simulator,
            "values": backend.values,
        });
        println!("{line}");
        std::io::stdout().flush()?;
        eprintln!("Nothing here is Azure: the simulator answers for it. Ctrl-C ends both.");
        children.stay()
    });
    children.end();
    result?;
    Ok(ExitCode::SUCCESS)
}

/// Starts both; the caller ends them.
pub fn start(
    programs: &Programs,
    children: &Children,
    scratch: &Scratch,
    options: &Options,
) -> Result<Backend> {
    let profile = workspace::root().join(options.profile.as_deref().unwrap_or("www/profiles/demo.json"));

    let simulator =
        Program::new(&programs.simulator).env("AZSIM_LISTEN", "127.0.0.1:0").env("AZSIM_PROFILE", &profile);
    let (child, said) = server::start(simulator)?;
    children.adopt("the simulator", child);
    let simulator = listening(&said)?;

    let database = options.database.clone().unwrap_or_else(|| scratch.database());
    let mut host = Program::new(&programs.host)
        .env("AC_LISTEN", format!("127.0.0.1:{}", options.port.unwrap_or(0)))
        .env("AC_PROFILE", &profile)
        .env("AC_LOGIN_URL", format!("{simulator}/login"))
        .env("AC_ARM_URL", format!("{simulator}/arm"))
        .env("AC_ALLOWED_ORIGINS", options.origins.join(","))
        .env("DATABASE_URL", database);
    if options.database.is_none() {
        host = host.env("AC_KEY_FILE", scratch.path("key"));
    }
    if let Some(seconds) = options.retry_seconds {
        let deadline = 5 * seconds;
        host = host
            .env("AC_RETRY_SECONDS", seconds.to_string())
            .env("AC_DEADLINE_SECONDS", deadline.to_string())
            // Who tests it asks oftener than people do.
            .env("AC_ACCOUNT_PER_MINUTE", "0")
            .env("AC_CLIENT_PER_MINUTE", "0");
    }
    if let Some(files) = &options.files {
        host = host.env("AC_STATIC", workspace::root().join(files));
    }
    let (child, answer) = server::start(host)?;
    children.adopt("the reference host", child);
    let host = listening(&answer)?;
    trust::introduce(&host, &simulator)?;
    Ok(Backend { host, simulator, values: said["values"].clone() })
}

fn listening(said: &Value) -> Result<String> {
    let url = said["listening"].as_str().context("a server did not say where it listens")?;
    Ok(url.trim_end_matches('/').to_owned())
}

/// A directory for what need not outlive the command.
#[derive(Debug)]
pub struct Scratch(PathBuf);

impl Scratch {
    /// A new one, named after this process.
    pub fn new() -> Result<Self> {
        let path = std::env::temp_dir().join(format!("azure-connect-{}", std::process::id()));
        fs::create_dir_all(&path).with_context(|| format!("{} cannot be made", path.display()))?;
        Ok(Self(path))
    }

    /// A file in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// What removes it when a signal ends us.
    pub fn remover(&self) -> impl Fn() + Send + 'static {
        let path = self.0.clone();
        move || remove(&path)
    }

    fn database(&self) -> String {
        format!("sqlite://{}", self.path("connections.sqlite").display())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        remove(&self.0);
    }
}

fn remove(path: &std::path::Path) {
    // What cannot be removed lies in the temporary directory, which the system empties.
    let _ = fs::remove_dir_all(path);
}

//! Other programs: started in the workspace's root, with the project's own tools first on `PATH`.

use std::env;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, stderr};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::workspace;

/// A command to come.
#[derive(Debug)]
pub struct Program {
    command: Command,
    spoken: String,
}

impl Program {
    /// `name` is looked up on `PATH`, the project's own tools first.
    pub fn new(name: impl AsRef<OsStr>) -> Self {
        let path = found(name.as_ref()).unwrap_or_else(|| name.as_ref().into());
        let mut command = Command::new(path);
        command.current_dir(workspace::root()).env("PATH", path_variable()).stdin(Stdio::null());
        Self { command, spoken: name.as_ref().to_string_lossy().into_owned() }
    }

    /// The cargo that runs us.
    pub fn cargo() -> Self {
        let mut program = Self::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        program.spoken = "cargo".to_owned();
        program
    }

    /// Adds arguments.
    pub fn args<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>) -> Self {
        for argument in arguments {
            self.spoken.push(' ');
            self.spoken.push_str(&argument.as_ref().to_string_lossy());
            self.command.arg(argument);
        }
        self
    }

    /// Sets a variable of its environment.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs it in a directory of the workspace.
    pub fn inside(mut self, directory: &str) -> Self {
        self.command.current_dir(workspace::root().join(directory));
        self
    }

    /// The command line as one would type it.
    pub fn spoken(&self) -> &str {
        &self.spoken
    }

    /// Runs it, all it says on stderr; whether it ended well.
    pub fn ends_well(mut self) -> Result<bool> {
        eprintln!("$ {}", self.spoken);
        let status = self.command.stdout(stderr()).status().with_context(|| self.cannot_start())?;
        Ok(status.success())
    }

    /// Runs it, all it says on stderr; anything but success is an error.
    pub fn run(self) -> Result<()> {
        let spoken = self.spoken.clone();
        if self.ends_well()? { Ok(()) } else { bail!("`{spoken}` failed") }
    }

    /// Runs it and shows each line of its stdout to `each`, which may print it; whether it ended well.
    pub fn lines(mut self, mut each: impl FnMut(&str)) -> Result<bool> {
        eprintln!("$ {}", self.spoken);
        let mut child = self.command.stdout(Stdio::piped()).spawn().with_context(|| self.cannot_start())?;
        if let Some(stdout) = child.stdout.take() {
            for line in BufReader::new(stdout).split(b'\n') {
                each(&String::from_utf8_lossy(&line?));
            }
        }
        Ok(child.wait()?.success())
    }

    /// Runs it quietly; what it printed, or nothing if it is not there or failed.
    pub fn answer(mut self) -> Option<String> {
        let output = self.command.stderr(Stdio::null()).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// The plain command, for a child that stays.
    pub fn into_command(self) -> Command {
        self.command
    }

    fn cannot_start(&self) -> String {
        format!("`{}` does not start", self.spoken)
    }
}

/// Where a program lies on our `PATH`.
pub fn found(name: impl AsRef<OsStr>) -> Option<PathBuf> {
    let name = name.as_ref();
    search_path()
        .into_iter()
        .map(|dir| dir.join(name).with_extension(env::consts::EXE_EXTENSION))
        .find(|path| path.is_file())
}

fn search_path() -> Vec<PathBuf> {
    let root = workspace::root();
    let mut path = vec![workspace::target().join("tools/bin"), root.join("tools/node_modules/.bin")];
    path.extend(env::var_os("PATH").iter().flat_map(env::split_paths));
    // Where `cargo install` puts things; a shell that was not set up for it does not look there.
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")));
    path.extend(home.map(|home| home.join("bin")));
    path
}

fn path_variable() -> std::ffi::OsString {
    // Only a directory with the separator in its name makes this fail; then the old one must do.
    env::join_paths(search_path()).unwrap_or_else(|_| env::var_os("PATH").unwrap_or_default())
}

//! The host's tests once more, on a Postgres that lives as long as they do.

use std::fs;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::backend::Scratch;
use crate::children::Children;
use crate::program::{self, Program};
use crate::rust_tests;
use crate::server::TOGETHER;
use crate::tally::Tally;

/// A new cluster listens within a second or two; a loaded machine takes longer.
const PATIENCE: Duration = Duration::from_secs(60);

/// What is missing, if anything is.
pub fn lack() -> Option<String> {
    programs().is_none().then(|| "Postgres is missing".to_owned())
}

/// Where its programs lie: in `POSTGRES_BIN`, on `PATH`, or where Debian keeps each version apart.
fn programs() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("POSTGRES_BIN") {
        return Some(named.into());
    }
    // A link on `PATH` leads to where its companions lie, too.
    let linked = program::found("initdb").and_then(|path| path.canonicalize().ok());
    if let Some(bin) = linked.as_deref().and_then(Path::parent).filter(|bin| is_whole(bin)) {
        return Some(bin.to_owned());
    }
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?;
    let number = |path: &PathBuf| path.file_name()?.to_str()?.parse::<u32>().ok();
    let newest = versions.flatten().map(|entry| entry.path()).max_by_key(number)?;
    Some(newest.join("bin")).filter(|bin| is_whole(bin))
}

fn is_whole(bin: &Path) -> bool {
    ["initdb", "pg_ctl", "pg_isready", "postgres"].iter().all(|name| bin.join(name).is_file())
}

/// The stage.
pub fn test() -> Result<Tally> {
    let scratch = Scratch::new()?;
    let children = Children::until_signal(scratch.remover())?;
    let cluster = Cluster::start(&scratch, &children);
    let tally = cluster.as_ref().map_err(|error| anyhow::anyhow!("{error:#}")).and_then(|cluster| {
        let url = cluster.url();
        let tests = [&TOGETHER[..], &["--test", "dialect", "--test", "steadiness"]].concat();
        rust_tests::run(&tests, &[("AC_TEST_POSTGRES", url.as_ref())])
    });
    if let Ok(cluster) = cluster {
        cluster.stop();
    }
    children.end();
    tally
}

/// Postgres on a socket that only we and its own user reach. It does not run as root.
struct Cluster {
    programs: PathBuf,
    directory: PathBuf,
    user: Option<User>,
}

#[derive(Clone, Copy)]
struct User {
    id: u32,
    group: u32,
}

impl Cluster {
    fn start(scratch: &Scratch, children: &Children) -> Result<Self> {
        let programs = programs().context("Postgres is missing")?;
        let cluster = Self { programs, directory: scratch.path("postgres"), user: other_user()? };
        fs::create_dir_all(&cluster.directory)?;
        if let Some(user) = cluster.user {
            chown(&cluster.directory, Some(user.id), Some(user.group))?;
        }
        let made = cluster
            .command("initdb", &["--auth=trust", "--username=postgres", "--no-sync", "--encoding=UTF8"])
            .args(["--locale=C", "-D"])
            .arg(cluster.data())
            .output()?;
        if !made.status.success() {
            bail!("initdb: {}", String::from_utf8_lossy(&made.stderr));
        }
        // Nothing here outlives the tests, so nothing has to reach the disk.
        let mut server = cluster.command("postgres", &["-c", "fsync=off", "-c", "max_connections=200"]);
        server.args(["-c", "listen_addresses=", "-k"]).arg(&cluster.directory).arg("-D").arg(cluster.data());
        let log = fs::File::create(scratch.path("postgres.log"))?;
        server.stdout(log.try_clone()?).stderr(log);
        children.adopt("Postgres", server.spawn().context("postgres does not start")?);
        let began = Instant::now();
        while !cluster.answers() {
            if children.first_ended()?.is_some() || began.elapsed() > PATIENCE {
                let log = fs::read_to_string(scratch.path("postgres.log")).unwrap_or_default();
                bail!("Postgres does not answer: {log}");
            }
            sleep(Duration::from_millis(100));
        }
        Ok(cluster)
    }

    fn url(&self) -> String {
        format!("postgres://postgres@localhost/postgres?host={}", self.directory.display())
    }

    fn data(&self) -> PathBuf {
        self.directory.join("data")
    }

    fn answers(&self) -> bool {
        let mut asked = self.command("pg_isready", &["--quiet", "-h"]);
        asked.arg(&self.directory).status().is_ok_and(|status| status.success())
    }

    fn stop(&self) {
        let mut stop = self.command("pg_ctl", &["stop", "--silent", "-m", "immediate", "-D"]);
        // What does not stop in kindness is killed with the other children.
        let _ = stop.arg(self.data()).status();
    }

    fn command(&self, name: &str, arguments: &[&str]) -> std::process::Command {
        let mut command = Program::new(self.programs.join(name)).args(arguments).into_command();
        command.current_dir(std::env::temp_dir());
        if let Some(user) = self.user {
            command.uid(user.id).gid(user.group);
        }
        command
    }
}

/// Whom to run as when we are root, which Postgres refuses.
fn other_user() -> Result<Option<User>> {
    let number = |arguments: &[&str]| {
        Program::new("id").args(arguments).answer().and_then(|answer| answer.parse::<u32>().ok())
    };
    if number(&["-u"]) != Some(0) {
        return Ok(None);
    }
    for name in ["postgres", "nobody"] {
        if let (Some(id), Some(group)) = (number(&["-u", name]), number(&["-g", name])) {
            return Ok(Some(User { id, group }));
        }
    }
    bail!("Postgres does not run as root, and there is neither a user postgres nor nobody")
}

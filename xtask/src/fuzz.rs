//! The fuzz targets: `cargo xtask fuzz`, and a stage of the suite.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{ExitCode, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::arguments::Arguments;
use crate::program::Program;
use crate::tally::Tally;
use crate::tools::{Need, Tools};
use crate::workspace;

/// What a search needs.
pub const NEEDS: &[Need] = &[Need::CompilerOfC];

/// What `cargo-fuzz` tells the compiler, of which a stable one takes all: count the edges, compare aloud.
const COUNT_EDGES: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
     -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
     -Cllvm-args=-sanitizer-coverage-trace-compares";

/// How long to search.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    /// How many inputs each target is given.
    runs: u64,
    /// Where the search begins; `None`: somewhere else each time, and with what was found before.
    seed: Option<u32>,
    /// How many of the seeds are repeated until they are `length` bytes long.
    long: usize,
    length: usize,
    /// For how many seconds at most each target is searched; 0: as long as its inputs take.
    seconds: u64,
}

impl Effort {
    /// The same inputs each time, so that a change of ours and nothing else turns it red.
    pub const USUAL: Self = Self { runs: 18_000, seed: Some(1), long: 2, length: 1_000_000, seconds: 0 };
    /// With `--all`.
    pub const LONG: Self =
        Self { runs: 500_000, seed: None, long: usize::MAX, length: 5_000_000, seconds: 0 };
}

/// The command.
pub fn run(mut arguments: Arguments) -> Result<ExitCode> {
    let wanted = arguments.values("--target")?;
    let runs = arguments.value("--runs")?;
    let seconds = arguments.value("--seconds")?;
    let figures = arguments.flag("--figures");
    let tools = Tools::from_arguments(&mut arguments);
    arguments.finish()?;
    let runs = runs.map(|runs| runs.parse().with_context(|| format!("--runs: {runs:?} is no number")));
    let seconds =
        seconds.map(|text| text.parse().with_context(|| format!("--seconds: {text:?} is no number")));
    let seconds = seconds.transpose()?.unwrap_or_default();
    // Who says for how long says so in place of how many.
    let usual = if seconds == 0 { Effort::LONG.runs } else { u64::from(u32::MAX) / 2 };
    let effort = Effort { runs: runs.transpose()?.unwrap_or(usual), seconds, ..Effort::LONG };
    tools.ensure(NEEDS)?;
    let targets = targets()?;
    if let Some(unknown) = wanted.iter().find(|name| !targets.contains(name)) {
        bail!("no target {unknown:?}; there are {targets:?}");
    }
    let targets: Vec<_> =
        targets.into_iter().filter(|name| wanted.is_empty() || wanted.contains(name)).collect();
    let tally = search(&targets, effort)?;
    if figures {
        println!("{}", table(&targets)?);
    }
    println!("{tally}");
    Ok(if tally.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// All targets, each of which is one test.
pub fn stage(effort: Effort) -> Result<Tally> {
    search(&targets()?, effort)
}

/// A directory of seeds for each.
fn targets() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(seeds())? {
        names.extend(entry?.file_name().into_string());
    }
    names.sort();
    Ok(names)
}

fn seeds() -> PathBuf {
    workspace::root().join("fuzz/seeds")
}

/// Where what was found is kept.
fn kept() -> PathBuf {
    workspace::target().join("fuzz/found")
}

fn search(targets: &[String], effort: Effort) -> Result<Tally> {
    let program = build()?;
    let next = AtomicUsize::new(0);
    let passed = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from).min(targets.len()) {
            scope.spawn(|| {
                while let Some(target) = targets.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let began = Instant::now();
                    let search = Search { program: &program, target, effort };
                    match search.run() {
                        Ok(()) => {
                            passed.fetch_add(1, Ordering::Relaxed);
                            println!("fuzz {target} ... ok ({} s)", began.elapsed().as_secs());
                        }
                        Err(error) => println!("fuzz {target} ... FAILED\n{error:#}"),
                    }
                }
            });
        }
    });
    let passed = passed.into_inner() as u64;
    Ok(Tally { passed, failed: targets.len() as u64 - passed })
}

/// Compiles the targets. The triple is named so that the flags are not for build scripts.
fn build() -> Result<PathBuf> {
    let version = Program::new("rustc").args(["-vV"]).answer().context("there is no rustc on PATH")?;
    let triple =
        version.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names no host")?;
    let target = workspace::target().join("fuzz");
    Program::cargo()
        .inside("fuzz")
        .args(["build", "--locked", "--release", "--target", triple])
        .env("RUSTFLAGS", COUNT_EDGES)
        .env("CARGO_TARGET_DIR", &target)
        .run()?;
    Ok(target.join(triple).join("release/azure-connect-fuzz"))
}

/// What the last search of each target came to, as a table in Markdown.
fn table(targets: &[String]) -> Result<String> {
    let mut table = String::from(
        "| target | what holds for any text | seeds | inputs tried | a second | edges reached | inputs worth keeping |\n|---|---|--:|--:|--:|--:|--:|\n",
    );
    for target in targets {
        let said =
            String::from_utf8_lossy(&fs::read(kept().join(format!("{target}-search.log")))?).into_owned();
        let last = said.lines().rev().find(|line| line.starts_with('#') && line.contains(" cov: "));
        let last = last.with_context(|| format!("{target} was not searched"))?;
        let word = |name: &str| {
            let mut words = last.split_whitespace().skip_while(|word| *word != name);
            words.nth(1).unwrap_or("?").split('/').next().unwrap_or("?").to_owned()
        };
        let stat = |name: &str| {
            let line = said.lines().find_map(|line| line.strip_prefix("stat::")?.strip_prefix(name));
            line.map_or("?", |line| line.trim_start_matches(':').trim()).to_owned()
        };
        let seeds = fs::read_dir(seeds().join(target))?.count();
        let cells = [
            format!("`{target}`"),
            holds(target)?,
            seeds.to_string(),
            stat("number_of_executed_units"),
            stat("average_exec_per_sec"),
            word("cov:"),
            word("corp:"),
        ];
        table.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    Ok(table)
}

/// What a check says of itself: the first sentence of its file.
fn holds(target: &str) -> Result<String> {
    let source = fs::read_to_string(workspace::root().join(format!("tests/properties/check/{target}.rs")))?;
    let said: Vec<&str> = source.lines().map_while(|line| line.strip_prefix("//! ")).collect();
    let said = said.join(" ");
    Ok(said.split_once(". ").map_or(said.as_str(), |(first, _)| first).trim_end_matches('.').to_owned())
}

struct Search<'a> {
    program: &'a Path,
    target: &'a str,
    effort: Effort,
}

impl Search<'_> {
    fn run(&self) -> Result<()> {
        let found = kept().join(self.target);
        if self.effort.seed.is_some() {
            // It may not be there yet.
            let _ = fs::remove_dir_all(&found);
        }
        fs::create_dir_all(&found)?;
        let mut files = Vec::new();
        for entry in fs::read_dir(seeds().join(self.target))? {
            files.push(entry?.path().into_os_string());
        }
        // In one order on every disk: the search begins with them, and a directory lists them as it likes.
        files.sort();
        let list = kept().join(format!("{}-seeds.txt", self.target));
        fs::write(&list, files.join(",".as_ref()).as_encoded_bytes())?;
        let mut inputs = OsString::from("-seed_inputs=@");
        inputs.push(&list);
        self.fuzz(
            "search",
            0,
            [
                format!("-runs={}", self.effort.runs).into(),
                format!("-seed={}", self.effort.seed.unwrap_or(0)).into(),
                format!("-max_total_time={}", self.effort.seconds).into(),
                "-print_final_stats=1".into(),
                "-max_len=4096".into(),
                inputs,
                found.into(),
            ],
        )?;
        let step = files.len().div_ceil(self.effort.long).max(1);
        self.fuzz("long", self.effort.length, files.into_iter().step_by(step))
    }

    /// Runs libFuzzer; all that it says goes into a file.
    fn fuzz(&self, what: &str, length: usize, arguments: impl IntoIterator<Item = OsString>) -> Result<()> {
        let said = kept().join(format!("{}-{what}.log", self.target));
        let mut artefact = kept().join(self.target).into_os_string();
        artefact.push("-");
        let mut prefix = OsString::from("-artifact_prefix=");
        prefix.push(&artefact);
        let status = Program::new(self.program)
            .env("FUZZ_TARGET", self.target)
            .env("FUZZ_LENGTH", length.to_string())
            .env("RUST_BACKTRACE", "0")
            .args(["-timeout=30", "-rss_limit_mb=1024", "-malloc_limit_mb=512"])
            .args([prefix])
            .args(arguments)
            .into_command()
            .stdout(Stdio::null())
            .stderr(fs::File::create(&said)?)
            .status()
            .context("the fuzz targets do not start")?;
        if status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&fs::read(&said)?).into_owned();
        let lines: Vec<&str> = said.lines().filter(|line| !line.starts_with('#')).collect();
        let end = lines.get(lines.len().saturating_sub(25)..).unwrap_or_default();
        bail!(
            "{}\nthe input is a file {}…; as a seed below fuzz/seeds/{} it fails `cargo test --test properties`",
            end.join("\n"),
            artefact.display(),
            self.target
        )
    }
}

//! Line coverage of the core: `cargo xtask coverage`, and a stage of `--all`.
//!
//! Counted by the compiler's own instrumentation. The core is `src` without the shell, which only the
//! browser runs; lines of tests are no lines of the core.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::arguments::Arguments;
use crate::program::Program;
use crate::tally::Tally;
use crate::tools::{self, Need, Tools};
use crate::workspace;

/// What the count needs.
pub const NEEDS: &[Need] = &[Need::CoverageTools];

/// The least part of the core's lines that the tests have to run, in per mille.
const LEAST: usize = 950;

/// The command.
pub fn run(mut arguments: Arguments) -> Result<ExitCode> {
    let missing = arguments.flag("--missing");
    let installer = Tools::from_arguments(&mut arguments);
    arguments.finish()?;
    installer.ensure(NEEDS)?;
    let files = measure()?;
    if missing {
        for (file, lines) in &files {
            print!("{}", lines.missing(file));
        }
    }
    print!("{}", table(&files));
    Ok(if enough(&files) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// One test: whether it is enough.
pub fn stage() -> Result<Tally> {
    let files = measure()?;
    print!("{}", table(&files));
    Ok(Tally::of_check(enough(&files)))
}

/// The lines of a file that hold code, and which of them ran.
#[derive(Debug, Default, PartialEq, Eq)]
struct Lines {
    all: BTreeSet<usize>,
    run: BTreeSet<usize>,
}

impl Lines {
    /// `FILE:LINES` for each stretch that never ran.
    fn missing(&self, file: &str) -> String {
        let mut text = String::new();
        let mut stretch: Option<(usize, usize)> = None;
        let mut say = |stretch: Option<(usize, usize)>| match stretch {
            Some((from, to)) if from == to => text += &format!("{file}:{from}\n"),
            Some((from, to)) => text += &format!("{file}:{from}-{to}\n"),
            None => {}
        };
        for &line in &self.all {
            stretch = match (self.run.contains(&line), stretch) {
                (true, stretch) => {
                    say(stretch);
                    None
                }
                (false, Some((from, _))) => Some((from, line)),
                (false, None) => Some((line, line)),
            };
        }
        say(stretch);
        text
    }
}

type Files = BTreeMap<String, Lines>;

fn measure() -> Result<Files> {
    let target = workspace::target().join("coverage");
    let profiles = target.join("profiles");
    // What an earlier run counted is of no interest; there may be none.
    let _ = fs::remove_dir_all(&profiles);
    let tests = |more: &[&str]| {
        Program::cargo()
            .args(["test", "--locked", "-p", "azure-connect", "--lib", "--tests", "--features", "schema"])
            .args(more)
            .env("RUSTFLAGS", "-Cinstrument-coverage")
            .env("CARGO_TARGET_DIR", &target)
            .env("LLVM_PROFILE_FILE", profiles.join("%p-%m.profraw"))
    };
    let mut programs = Vec::new();
    let built = tests(&["--no-run", "--message-format=json-render-diagnostics"]).lines(|line| {
        let message: Value = serde_json::from_str(line).unwrap_or_default();
        programs.extend(message["executable"].as_str().map(PathBuf::from));
    })?;
    ensure!(built && !programs.is_empty(), "the tests do not compile");
    // Results go to stdout, and these are not what was asked for.
    // Counting slows what is timed, and a repetition of a seed runs nothing that the seed does not.
    if !tests(&["--quiet", "--no-fail-fast", "--", "--skip", "a_long_text"]).ends_well()? {
        // What ran has run; that it failed is said by the stage whose business that is.
        eprintln!("xtask: not all tests pass");
    }

    let tools = tools::llvm_tools().context("there is no rustc on PATH")?;
    let merged = target.join("all.profdata");
    let mut raw = Vec::new();
    for entry in fs::read_dir(&profiles)? {
        raw.push(entry?.path());
    }
    Program::new(tools.join("llvm-profdata"))
        .args(["merge", "-sparse", "-o"])
        .args([&merged])
        .args(raw)
        .run()?;
    let mut core = Files::new();
    let root = workspace::root();
    let mut file = None;
    let mut cov = Program::new(tools.join("llvm-cov")).args(["export", "-format=lcov"]);
    let mut instr_profile = std::ffi::OsString::from("-instr-profile=");
    instr_profile.push(&merged);
    cov = cov.args([instr_profile]);
    for program in programs {
        cov = cov.args(["-object".as_ref(), program.as_os_str()]);
    }
    let well = cov.lines(|line| {
        if let Some(path) = line.strip_prefix("SF:") {
            file = in_core(&root, Path::new(path));
            if let Some((name, _)) = &file {
                core.entry(name.clone()).or_default();
            }
        } else if let (Some((name, end)), Some((line, count))) = (&file, line_count(line))
            && line < *end
            && let Some(lines) = core.get_mut(name)
        {
            lines.all.insert(line);
            if count {
                lines.run.insert(line);
            }
        }
    })?;
    ensure!(well && !core.is_empty(), "llvm-cov counts no lines");
    Ok(core)
}

/// `DA:LINE,COUNT[,…]`: the line, and whether it ran.
fn line_count(line: &str) -> Option<(usize, bool)> {
    let mut parts = line.strip_prefix("DA:")?.split(',');
    Some((parts.next()?.parse().ok()?, parts.next()? != "0"))
}

/// The name of a file of the core, and the line on which its tests begin.
fn in_core(root: &Path, path: &Path) -> Option<(String, usize)> {
    let inside = path.strip_prefix(root).ok()?.strip_prefix("src").ok()?;
    if inside.starts_with("shell") || inside.file_name()? == "tests.rs" {
        return None;
    }
    let source = fs::read_to_string(path).ok()?;
    Some((inside.to_str()?.to_owned(), tests_begin(&source)))
}

fn tests_begin(source: &str) -> usize {
    let pairs = source.lines().zip(source.lines().skip(1));
    let at = pairs.into_iter().position(|pair| pair == ("#[cfg(test)]", "mod tests {"));
    at.map_or(usize::MAX, |index| index + 1)
}

fn sum<'a>(files: impl IntoIterator<Item = &'a Lines>) -> (usize, usize) {
    files.into_iter().fold((0, 0), |(all, run), lines| (all + lines.all.len(), run + lines.run.len()))
}

fn enough(files: &Files) -> bool {
    let (all, run) = sum(files.values());
    all > 0 && run * 1000 >= all * LEAST
}

/// A line for each module.
fn table(files: &Files) -> String {
    let mut modules: BTreeMap<&str, Vec<&Lines>> = BTreeMap::new();
    for (file, lines) in files {
        modules.entry(file.split(['/', '\\']).next().unwrap_or(file)).or_default().push(lines);
    }
    let mut text = format!("{:<12}{:>8}{:>8}{:>9}\n", "src/", "lines", "run", "%");
    let mut row = |name: &str, (all, run): (usize, usize)| {
        let share = if all == 0 { 100.0 } else { run as f64 * 100.0 / all as f64 };
        text += &format!("{name:<12}{all:>8}{run:>8}{share:>9.2}\n");
    };
    for (module, lines) in modules {
        row(module, sum(lines));
    }
    row("the core", sum(files.values()));
    text
}

#[cfg(test)]
mod tests {
    use super::{Files, Lines, enough, in_core, line_count, table, tests_begin};

    fn lines(all: usize, run: usize) -> Lines {
        Lines { all: (1..=all).collect(), run: (1..=run).collect() }
    }

    #[test]
    fn the_limit_is_a_limit() {
        let core = |all, run| Files::from([("a/x.rs".to_owned(), lines(all, run))]);
        assert!(enough(&core(1000, 950)));
        assert!(!enough(&core(1000, 949)));
        assert!(!enough(&Files::new()), "no line is a broken measurement");
    }

    #[test]
    fn modules_stand_together() {
        let files = Files::from([
            ("azure/a.rs".to_owned(), lines(10, 10)),
            ("azure/role/b.rs".to_owned(), lines(30, 20)),
            ("json/c.rs".to_owned(), lines(10, 10)),
        ]);
        let table = table(&files);
        assert!(table.contains("azure             40      30    75.00\n"), "{table}");
        assert!(table.ends_with("the core          50      40    80.00\n"), "{table}");
    }

    #[test]
    fn stretches_that_never_ran() {
        let mut gaps = lines(9, 9);
        for line in [2, 5, 6, 9] {
            gaps.run.remove(&line);
        }
        gaps.all.remove(&7);
        assert_eq!(gaps.missing("a.rs"), "a.rs:2\na.rs:5-6\na.rs:9\n");
    }

    #[test]
    fn what_is_counted() {
        assert_eq!(line_count("DA:12,0"), Some((12, false)));
        assert_eq!(line_count("DA:12,44"), Some((12, true)));
        assert_eq!(line_count("LF:12"), None);
        assert_eq!(tests_begin("a\n#[cfg(test)]\nmod tests {\n"), 2);
        assert_eq!(tests_begin("#[cfg(test)]\nmod tests;\nfn f() {}\n"), usize::MAX);
        let root = crate::workspace::root();
        let core = |file: &str| in_core(&root, &root.join(file)).map(|(name, _)| name);
        assert_eq!(core("src/lib.rs").as_deref(), Some("lib.rs"));
        assert_eq!(core("src/shell/mod.rs"), None);
        assert_eq!(core("xtask/src/main.rs"), None);
    }
}

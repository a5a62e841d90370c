//! The parts of the suite.

use std::fs;

use anyhow::Result;

use crate::bundle::{self, Kind};
use crate::fuzz::{self, Effort};
use crate::program::Program;
use crate::server::TOGETHER;
use crate::tally::Tally;
use crate::tools::{self, Need};
use crate::{
    api, azure_cli, coverage, embedding, mutants, pack, packaging, postgres, rust_tests, server, size,
    supply, workspace,
};

/// One part, which can be run alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The sources are formatted.
    Format,
    /// Nothing to complain of, natively and for the browser.
    Lint,
    /// Rust's tests on this machine, the servers' among them.
    Native,
    /// The host's tests again, with Postgres below it.
    Postgres,
    /// What must hold for any text, held to texts that are searched for.
    Fuzz,
    /// The documentation builds without a warning.
    Doc,
    /// What the endpoint of a platform says: the document, the types, the host.
    Api,
    /// The real Azure CLI in front of the simulator.
    AzureCli,
    /// Rust's tests in the browser.
    Browser,
    /// What ships, made as it ships.
    Bundle,
    /// It is small enough.
    Size,
    /// The npm package that is made of it.
    Pack,
    /// The npm package in other people's projects.
    Packaging,
    /// What the documentation tells integrators to write.
    Embedding,
    /// The page with host and simulator behind it.
    EndToEnd,
    /// The tests run nearly every line of the core.
    Coverage,
    /// The tests notice what is changed in the core.
    Mutants,
    /// What others wrote is what the policy allows, without known holes.
    Supply,
}

/// Whether the suite has half an hour or a night.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// What every change is held to.
    Usual,
    /// `--all`.
    All,
}

impl Stage {
    /// In the order in which they run: the quick and telling ones first.
    pub const ALL: [Self; 18] = [
        Self::Format,
        Self::Lint,
        Self::Native,
        Self::Postgres,
        Self::Fuzz,
        Self::Doc,
        Self::Api,
        Self::Browser,
        Self::Bundle,
        Self::Size,
        Self::Pack,
        Self::Packaging,
        Self::Embedding,
        Self::EndToEnd,
        Self::AzureCli,
        Self::Coverage,
        Self::Mutants,
        Self::Supply,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Lint => "lint",
            Self::Native => "native",
            Self::Postgres => "postgres",
            Self::Fuzz => "fuzz",
            Self::Doc => "doc",
            Self::Api => "api",
            Self::AzureCli => "azure-cli",
            Self::Browser => "browser",
            Self::Bundle => "bundle",
            Self::Size => "size",
            Self::Pack => "pack",
            Self::Packaging => "packaging",
            Self::Embedding => "embedding",
            Self::EndToEnd => "e2e",
            Self::Coverage => "coverage",
            Self::Mutants => "mutants",
            Self::Supply => "supply",
        }
    }

    /// Whether only `--all` and its own name call for it.
    pub fn is_long(self) -> bool {
        matches!(self, Self::Coverage | Self::Mutants | Self::Supply)
    }

    /// Whether a machine that cannot have what it needs may do without it. The CI may not.
    pub fn may_be_left_out(self) -> bool {
        self == Self::Postgres && std::env::var_os("CI").is_none_or(|value| value != "true")
    }

    /// The stage of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.name() == name)
    }

    /// What it cannot do without.
    pub fn needs(self) -> &'static [Need] {
        match self {
            Self::Format => &[Need::Rustfmt],
            Self::Lint => &[Need::Clippy, Need::WasmTarget],
            Self::Native => &[],
            Self::Postgres => &[Need::Postgres],
            Self::Fuzz => fuzz::NEEDS,
            Self::Doc => &[Need::WasmTarget],
            Self::Api => api::NEEDS,
            Self::AzureCli => &[Need::Node, Need::AzureCli, Need::BrowserPackages, Need::Chromium],
            Self::Browser => &[Need::WasmTarget, Need::WasmBindgen, Need::Chromium, Need::Chromedriver],
            Self::Bundle => bundle::NEEDS,
            Self::Size | Self::EndToEnd => {
                &[Need::Node, Need::BrowserPackages, Need::Chromium, Need::HeadlessShell]
            }
            Self::Pack => pack::NEEDS,
            Self::Packaging => packaging::NEEDS,
            Self::Embedding => embedding::NEEDS,
            Self::Coverage => coverage::NEEDS,
            Self::Mutants => mutants::NEEDS,
            Self::Supply => supply::NEEDS,
        }
    }

    /// The stage whose result it looks at.
    pub fn after(self) -> Option<Self> {
        match self {
            Self::Size | Self::Pack | Self::Packaging | Self::Embedding | Self::EndToEnd => {
                Some(Self::Bundle)
            }
            _ => None,
        }
    }

    /// Runs it and counts.
    pub fn run(self, depth: Depth) -> Result<Tally> {
        match self {
            Self::Format => checks([
                Program::cargo().args(["fmt", "--all", "--check"]),
                Program::cargo().args(["fmt", "--manifest-path", "fuzz/Cargo.toml", "--check"]),
                Program::cargo().args(["fmt", "--manifest-path", "examples/yew/Cargo.toml", "--check"]),
            ]),
            Self::Lint => checks([
                Program::cargo()
                    .args([
                        "clippy",
                        "--locked",
                        "--workspace",
                        "--all-targets",
                        "--features",
                        "azure-connect/schema,azure-connect/ssr",
                    ])
                    .args(["--", "-D", "warnings"]),
                Program::cargo()
                    .args(["clippy", "--locked", "-p", "azure-connect", "--lib", "--bins"])
                    .args(["--features", "element"])
                    .args(browser_tests()?.iter().flat_map(|test| ["--test", test]))
                    .args(["--target", "wasm32-unknown-unknown", "--", "-D", "warnings"]),
            ]),
            Self::Native => native(depth),
            Self::Postgres => postgres::test(),
            Self::Fuzz => fuzz::stage(if depth == Depth::All { Effort::LONG } else { Effort::USUAL }),
            Self::Doc => checks([
                documentation().args(["--workspace"]),
                documentation().args(["-p", "azure-connect", "--target", "wasm32-unknown-unknown"]),
            ]),
            Self::Api => api::test(depth),
            Self::AzureCli => azure_cli::test(),
            Self::Browser => in_the_browser(),
            Self::Bundle => Ok(Tally::of_check(bundle::build(Kind::Release).is_ok())),
            Self::Size => {
                let measured = size::measure(&server::for_the_suite()?.programs)?;
                print!("{}", size::table(&measured));
                Ok(Tally::of_check(size::within_budget(&measured)))
            }
            Self::Pack => pack::test(),
            Self::Packaging => packaging::test(depth),
            Self::Embedding => embedding::test(),
            Self::EndToEnd => end_to_end(depth),
            Self::Coverage => coverage::stage(),
            Self::Mutants => mutants::stage(),
            Self::Supply => supply::stage(),
        }
    }
}

fn native(depth: Depth) -> Result<Tally> {
    let crowd: &[_] = if depth == Depth::All { &[("AC_TEST_CONNECTIONS", "1000".as_ref())] } else { &[] };
    let mut tally = rust_tests::run(&TOGETHER, crowd)?;
    tally += rust_tests::of_documentation(&TOGETHER)?;
    Ok(tally)
}

fn documentation() -> Program {
    Program::cargo().args(["doc", "--locked", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings")
}

/// Each program is a test in itself; all are run, so that one look shows all complaints.
fn checks<const N: usize>(programs: [Program; N]) -> Result<Tally> {
    let mut tally = Tally::default();
    for program in programs {
        tally += Tally::of_check(program.ends_well()?);
    }
    Ok(tally)
}

/// A runner that counts its tests.
pub fn counted(program: Program) -> Result<Tally> {
    let mut tally = Tally::default();
    let well = program.lines(|line| {
        println!("{line}");
        tally += Tally::of_line(line);
    })?;
    Ok(tally.or_failed(well))
}

/// `tests/web*.rs`, which `.cargo/config.toml` hands to wasm-bindgen's runner.
fn browser_tests() -> Result<Vec<String>> {
    names_in("tests", |name| {
        Some(name.strip_suffix(".rs")?.to_owned()).filter(|name| name.starts_with("web"))
    })
}

fn in_the_browser() -> Result<Tally> {
    let tests = browser_tests()?;
    if tests.is_empty() {
        return Ok(Tally::default());
    }
    let mut program = Program::cargo()
        .args([
            "test",
            "--locked",
            "-p",
            "azure-connect",
            "--target",
            "wasm32-unknown-unknown",
            "--no-fail-fast",
        ])
        .args(tests.iter().flat_map(|test| ["--test", test]))
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60");
    if let Some(driver) = tools::chromedriver() {
        program = program.env("CHROMEDRIVER", driver);
    }
    counted(program)
}

fn end_to_end(depth: Depth) -> Result<Tally> {
    let tests = names_in("tests/e2e", |name| name.ends_with(".test.mjs").then(|| name.to_owned()))?;
    if tests.is_empty() {
        return Ok(Tally::default());
    }
    // Each file starts a browser and two servers of its own; two at a time suit two cores.
    let suite = server::for_the_suite()?;
    let program = size::browser_program(&suite.programs)
        .env("AC_TEST_SCRIPT", suite.script)
        .args(["--test", "--test-reporter", "spec", "--test-concurrency", "2"])
        .args(tests);
    counted(match depth {
        Depth::Usual => program,
        Depth::All => program.env("AC_TEST_ALL", "1"),
    })
}

/// The names in a directory of the workspace that are chosen, in order.
pub fn names_in(directory: &str, choose: impl Fn(&str) -> Option<String>) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(workspace::root().join(directory))? {
        names.extend(entry?.file_name().to_str().and_then(&choose));
    }
    names.sort();
    Ok(names)
}

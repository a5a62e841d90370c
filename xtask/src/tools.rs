//! What a bare machine lacks: found, or installed after saying what and why.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::arguments::Arguments;
use crate::program::{self, Program};
use crate::{api, azure_cli, postgres, workspace};

/// 0.22 asks for a newer compiler than this workspace.
const TRUNK: &str = "0.21.14";
const NODE_MAJOR: u32 = 20;
const HEADLESS_SHELL: &str = "chromium-headless-shell";
/// The list of survivors names mutants as this version does.
const MUTANTS: &str = "27.1.0";
const DENY: &str = "0.20.2";
const CYCLONEDX: &str = "0.5.9";

/// A tool that a command cannot do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Formats.
    Rustfmt,
    /// Lints.
    Clippy,
    /// Rust's library for the browser.
    WasmTarget,
    /// The sources of Rust's library.
    RustSources,
    /// Makes the glue; the version must be that of the crate.
    WasmBindgen,
    /// Builds the page.
    Trunk,
    /// Finishes the bundle, drives the browser tests.
    Node,
    /// Binaryen and esbuild.
    BuildPackages,
    /// Playwright without its browsers, and axe.
    BrowserPackages,
    /// What the widget is compared with.
    BenchPackages,
    /// Runs the browser tests.
    Chromium,
    /// Its engine alone, in which a page costs a third. Not every system offers it; the tests do without.
    HeadlessShell,
    /// Runs Rust's browser tests in it.
    Chromedriver,
    /// Compiles libFuzzer.
    CompilerOfC,
    /// Adds up what the instrumented tests counted.
    CoverageTools,
    /// Changes the sources and looks whether a test notices.
    Mutants,
    /// Looks at licences, sources and known holes of crates.
    Deny,
    /// Lists what the wasm is made of.
    BillOfMaterials,
    /// Microsoft's command line, which our roles and scripts are for.
    AzureCli,
    /// openapi-typescript and the compiler of TypeScript.
    TypePackages,
    /// What looks at packages: publint, Are the types wrong, the compiler of TypeScript.
    PackagePackages,
    /// Makes requests up from the document.
    Schemathesis,
    /// The other database of the host.
    Postgres,
    /// Runs the endpoint of the documentation that is written in it.
    Python,
}

/// Finds tools, and installs them unless told not to.
#[derive(Debug, Clone, Copy)]
pub struct Tools {
    install: bool,
}

impl Tools {
    /// Takes `--no-install`.
    pub fn from_arguments(arguments: &mut Arguments) -> Self {
        Self { install: !arguments.flag("--no-install") }
    }

    /// Sees to it that all of them are there.
    pub fn ensure(self, needs: &[Need]) -> Result<()> {
        for need in needs {
            let Some(lack) = need.lack()? else { continue };
            eprintln!("xtask: {lack}: {}", need.purpose());
            if need.may_be_lacked() {
                if self.install
                    && let Err(error) = need.install()
                {
                    eprintln!("xtask: going on without it: {error:#}");
                }
                continue;
            }
            if !self.install {
                bail!("{lack}, and --no-install was given");
            }
            need.install()?;
            if let Some(lack) = need.lack()? {
                bail!("{lack}, even after installing it");
            }
        }
        Ok(())
    }
}

impl Need {
    /// Whether all works without it, slower.
    fn may_be_lacked(self) -> bool {
        self == Self::HeadlessShell
    }

    fn purpose(self) -> &'static str {
        match self {
            Self::Rustfmt => "it checks the format of the sources",
            Self::Clippy => "it checks the sources",
            Self::WasmTarget => "the widget is compiled for it",
            Self::RustSources => "the release builds the library for size",
            Self::WasmBindgen => "it connects the wasm with the page",
            Self::Trunk => "it builds and serves the page",
            Self::Node => "it finishes the bundle and drives the browser tests",
            Self::BuildPackages => "Binaryen and esbuild make the bundle small",
            Self::BrowserPackages => "Playwright and axe test the page",
            Self::BenchPackages => "the widget is compared with pages made of them",
            Self::Chromium => "the browser tests run in it",
            Self::HeadlessShell => "the browser tests run in it in a third of the time",
            Self::Chromedriver => "Rust's browser tests run through it",
            Self::CompilerOfC => "the fuzz targets contain libFuzzer, which is C++",
            Self::CoverageTools => "they add up what the tests ran",
            Self::Mutants => "it changes the sources and looks whether a test notices",
            Self::Deny => "it holds the crates to deny.toml",
            Self::BillOfMaterials => "it lists what the wasm is made of",
            Self::AzureCli => "roles and scripts are tried with it",
            Self::TypePackages => "the types are compared with the document",
            Self::PackagePackages => "they look at the npm package",
            Self::Schemathesis => "it makes requests up from the document",
            Self::Python => "an endpoint of the documentation is written in it",
            Self::Postgres => "the host's tests run on it, too",
        }
    }

    /// What is missing, if anything is.
    fn lack(self) -> Result<Option<String>> {
        let lack = match self {
            Self::Rustfmt => missing_program("cargo-fmt"),
            Self::Clippy => missing_program("cargo-clippy"),
            Self::WasmTarget => {
                let sysroot = Program::new("rustc").args(["--print", "sysroot"]).answer();
                let sysroot = PathBuf::from(sysroot.context("there is no rustc on PATH")?);
                let there = sysroot.join("lib/rustlib/wasm32-unknown-unknown/lib").is_dir();
                (!there).then(|| "Rust's library for wasm32-unknown-unknown is missing".to_owned())
            }
            Self::RustSources => {
                let sysroot = Program::new("rustc").args(["--print", "sysroot"]).answer();
                let sysroot = PathBuf::from(sysroot.context("there is no rustc on PATH")?);
                let there = sysroot.join("lib/rustlib/src/rust/library/std").is_dir();
                (!there).then(|| "the sources of Rust's library are missing".to_owned())
            }
            Self::WasmBindgen => {
                let wanted = workspace::locked_version("wasm-bindgen")?;
                other_version("wasm-bindgen", |version| version == wanted)
                    .map(|found| format!("wasm-bindgen {wanted} is missing{found}"))
            }
            Self::Trunk => {
                other_version("trunk", |version| version.starts_with("0.21.") || version.starts_with("0.22."))
                    .map(|found| format!("trunk {TRUNK} is missing{found}"))
            }
            Self::Node => {
                let major =
                    |version: &str| version.trim_start_matches('v').split('.').next()?.parse::<u32>().ok();
                match Program::new("node").args(["--version"]).answer() {
                    Some(version) if major(&version).is_some_and(|major| major >= NODE_MAJOR) => {
                        missing_program("npm")
                    }
                    Some(version) => Some(format!("Node is {version}, older than {NODE_MAJOR}")),
                    None => Some("Node is missing".to_owned()),
                }
            }
            Self::BuildPackages => missing_packages("tools"),
            Self::BrowserPackages => missing_packages("tests/e2e"),
            Self::BenchPackages => missing_packages("bench"),
            Self::Chromium => chromium().is_none().then(|| "Chromium is missing".to_owned()),
            Self::HeadlessShell => {
                let wanted = std::env::var_os("CHROMIUM").is_none() && program::found("apt-get").is_some();
                wanted.then(|| missing_program(HEADLESS_SHELL)).flatten()
            }
            Self::Chromedriver => chromedriver().is_none().then(|| "chromedriver is missing".to_owned()),
            Self::CompilerOfC => {
                (std::env::var_os("CXX").is_none()).then(|| missing_program("c++")).flatten()
            }
            Self::CoverageTools => {
                let there = llvm_tools().is_some_and(|tools| tools.join("llvm-cov").is_file());
                (!there).then(|| "LLVM's tools of this compiler are missing".to_owned())
            }
            Self::Mutants => other_version("cargo-mutants", |version| version == MUTANTS)
                .map(|found| format!("cargo-mutants {MUTANTS} is missing{found}")),
            Self::Deny => missing_program("cargo-deny"),
            Self::BillOfMaterials => missing_program("cargo-cyclonedx"),
            Self::AzureCli => azure_cli::lack(),
            Self::TypePackages => missing_packages("tests/types"),
            Self::PackagePackages => missing_packages("tests/package"),
            Self::Schemathesis => api::lack(),
            Self::Python => missing_program("python3"),
            Self::Postgres => postgres::lack(),
        };
        Ok(lack)
    }

    fn install(self) -> Result<()> {
        match self {
            Self::Rustfmt => rustup(["component", "add", "rustfmt"]),
            Self::Clippy => rustup(["component", "add", "clippy"]),
            Self::WasmTarget => rustup(["target", "add", "wasm32-unknown-unknown"]),
            Self::RustSources => rustup(["component", "add", "rust-src"]),
            Self::WasmBindgen => {
                cargo_install("wasm-bindgen-cli", "wasm-bindgen", &workspace::locked_version("wasm-bindgen")?)
            }
            Self::Trunk => cargo_install("trunk", "trunk", TRUNK),
            Self::Node => apt(&["nodejs", "npm"], "Node 20 or later with npm (nodejs.org)"),
            Self::BuildPackages => npm("tools"),
            Self::BrowserPackages => npm("tests/e2e"),
            Self::BenchPackages => npm("bench"),
            // Without any font Chromium measures nothing.
            Self::Chromium => apt(&["chromium", "fonts-dejavu-core"], "Chromium, or name one in CHROMIUM"),
            Self::HeadlessShell => apt(&[HEADLESS_SHELL], "Chromium's headless shell"),
            Self::Chromedriver => apt(&["chromium-driver"], "chromedriver, or name one in CHROMEDRIVER"),
            Self::CompilerOfC => apt(&["g++"], "a C++ compiler, or name one in CXX"),
            Self::CoverageTools => rustup(["component", "add", "llvm-tools"]),
            Self::Mutants => cargo_install("cargo-mutants", "cargo-mutants", MUTANTS),
            Self::Deny => cargo_install("cargo-deny", "cargo-deny", DENY),
            Self::BillOfMaterials => cargo_install("cargo-cyclonedx", "cargo-cyclonedx", CYCLONEDX),
            Self::AzureCli => azure_cli::install(python),
            Self::TypePackages => npm("tests/types"),
            Self::PackagePackages => npm("tests/package"),
            Self::Schemathesis => api::install(python),
            Self::Python => python(),
            Self::Postgres => {
                apt(&["postgresql"], "Postgres 14 or later, or name its programs in POSTGRES_BIN")
            }
        }
    }
}

/// The browser of the tests: `CHROMIUM`, or the first of the usual names.
pub fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    named.or_else(|| ["chromium", "chromium-browser", "google-chrome"].iter().find_map(program::found))
}

/// Its WebDriver: `CHROMEDRIVER`, or what is on `PATH`.
pub fn chromedriver() -> Option<PathBuf> {
    std::env::var_os("CHROMEDRIVER").map(PathBuf::from).or_else(|| program::found("chromedriver"))
}

/// Where rustup puts LLVM's tools, of the compiler's own version.
pub fn llvm_tools() -> Option<PathBuf> {
    let libraries = Program::new("rustc").args(["--print", "target-libdir"]).answer()?;
    Some(Path::new(&libraries).with_file_name("bin"))
}

fn missing_program(name: &str) -> Option<String> {
    program::found(name).is_none().then(|| format!("{name} is missing"))
}

/// Nothing when `accept` likes the version of `name`; else a word on what is there instead.
fn other_version(name: &str, accept: impl Fn(&str) -> bool) -> Option<String> {
    let Some(answer) = Program::new(name).args(["--version"]).answer() else { return Some(String::new()) };
    let version = answer.split_whitespace().nth(1).unwrap_or_default().to_owned();
    (!accept(&version)).then(|| format!(" (there is {version})"))
}

/// Packages are there when what npm noted at its last run is no older than the lock file.
fn missing_packages(directory: &str) -> Option<String> {
    let changed = |path: &Path| fs::metadata(path).and_then(|data| data.modified()).ok();
    let directory_path = workspace::root().join(directory);
    let installed = changed(&directory_path.join("node_modules/.package-lock.json"));
    let locked = changed(&directory_path.join("package-lock.json"));
    (installed.is_none() || installed < locked)
        .then(|| format!("the packages of {directory} are not installed"))
}

fn rustup<const N: usize>(arguments: [&str; N]) -> Result<()> {
    if program::found("rustup").is_none() {
        bail!("there is no rustup here; add what is missing with your Rust's own tools");
    }
    Program::new("rustup").args(arguments).run()
}

/// A program that is there in another version stays: ours goes into the target directory then.
fn cargo_install(package: &str, program: &str, version: &str) -> Result<()> {
    eprintln!("xtask: compiling {package} {version}, which takes some minutes, once");
    let target = workspace::target().join("tools");
    let mut install = Program::cargo()
        .args(["install", "--locked", "--quiet", package, "--version", version])
        // Both hand the work to others; made quickly they are ready in half the time.
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", if program == "trunk" { "0" } else { "1" })
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_TARGET_DIR", target.join("build"));
    if program::found(program).is_some() {
        install = install.args(["--force", "--root"]).args([&target]);
    }
    install.run()?;
    // Only room on the disk: the program is where it belongs.
    let _ = fs::remove_dir_all(target.join("build"));
    Ok(())
}

fn python() -> Result<()> {
    apt(&["python3", "python3-venv"], "Python 3.10 or later with its module venv")
}

fn npm(directory: &str) -> Result<()> {
    Program::new("npm").inside(directory).args(["ci", "--no-audit", "--no-fund"]).run()
}

fn apt(packages: &[&str], by_hand: &str) -> Result<()> {
    let is_root = Program::new("id").args(["-u"]).answer().as_deref() == Some("0");
    let can_sudo = || Program::new("sudo").args(["-n", "true"]).answer().is_some();
    if program::found("apt-get").is_none() || !(is_root || can_sudo()) {
        bail!("please install {by_hand}; that cannot be done from here");
    }
    let apt_get = || {
        let program =
            if is_root { Program::new("apt-get") } else { Program::new("sudo").args(["-n", "apt-get"]) };
        program.env("DEBIAN_FRONTEND", "noninteractive")
    };
    apt_get().args(["update", "--quiet"]).run()?;
    apt_get().args(["install", "--yes", "--quiet", "--no-install-recommends"]).args(packages).run()
}

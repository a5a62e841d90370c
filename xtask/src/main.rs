//! `cargo xtask …`: what people and the CI call. Each command takes over the work of a bare
//! machine and says what it installs and why. Only results go to stdout; the rest is stderr's.

#![forbid(unsafe_code)]

mod api;
mod arguments;
mod azure_cli;
mod backend;
mod bench;
mod bundle;
mod children;
mod conformance;
mod coverage;
mod demo;
mod embedding;
mod fuzz;
mod mutants;
mod pack;
mod packaging;
mod pictures;
mod postgres;
mod program;
mod reproduce;
mod rust_tests;
mod server;
mod size;
mod stage;
mod supply;
mod tally;
mod test;
mod tools;
mod trust;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};

const USAGE: &str = "\
cargo xtask COMMAND

  demo     build all, start reference host, Azure simulator and Trunk, print the URL and the values to paste
             --port N      where Trunk serves (default: 8080, or the next free port)
             --debug       a debug build: quicker to rebuild, many times larger
             --no-install  only say what is missing
  test     the suite that CI runs; ends with `N passed, N failed`
             --all         the long ones too
             --only STAGE  one stage (repeatable); --list names them
             --no-install  only say what is missing
  backend  reference host and simulator alone; the first line on stdout is JSON
             --port N      where the host listens (default: any free port)
             --origin URL  a front end on another origin that may call it (repeatable)
             --profile F   the host's own profile (default: www/profiles/demo.json)
             --database U  keep connections there (default: a temporary file)
             --static DIR  also serve these files, under the strict policy
  size     what Chromium transfers until the widget is ready, against the budget
             --json        as one JSON object
             --no-build    measure `dist/` as it is
  pack     the npm package, as target/npm/azure-connect-VERSION.tgz; prints its path
             --no-build    of `dist/` as it is
  bench    what the first step costs, side by side with pages in plain JavaScript, Yew and React (docs/bench.md)
             --rounds N    visits of each page (default: 7)
             --json        as one JSON object
             --write       put the tables into docs/bench.md
             --no-build    take `dist/` as it is
  conformance  tests an endpoint of the dialect, in whatever language; without a URL the reference host
             URL           and options: `cargo xtask conformance --help`
  pictures every screen in both themes, at 320 px, right to left and in forced colours, and a sheet with all of them
             --out DIR     where they go (default: target/pictures)
             --no-build    of `dist/` as it is
             WALK…         only these ways (tests/e2e/fixtures/screens)
  fuzz     searches for texts that break what must hold for any text (docs/testing.md)
             --target NAME only that one (repeatable)
             --runs N      inputs for each target (default: 500000)
  coverage how many of the core's lines the tests run; fails below 95 %
             --missing     which ones they do not
  mutants  changes the core's sources one spot at a time: the tests must notice each
             PATH…         only these files (default: validation, paste, role)
             --shard K/N   only that part of them
  supply   licences, sources and known holes of what we build with; what the wasm is made of, as CycloneDX
             --offline     without asking the lists of known holes
  reproduce  builds the package of the last commit in two places: the same bytes?";

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode> {
    let mut arguments = arguments::Arguments::from_env();
    let Some(command) = arguments.command() else {
        println!("{USAGE}");
        return Ok(ExitCode::FAILURE);
    };
    match command.as_str() {
        "demo" => demo::run(arguments),
        "test" => test::run(arguments),
        "backend" => backend::run(arguments),
        "size" => size::run(arguments),
        "pack" => pack::run(arguments),
        "bench" => bench::run(arguments),
        "conformance" => conformance::run(arguments),
        "pictures" => pictures::run(arguments),
        "fuzz" => fuzz::run(arguments),
        "coverage" => coverage::run(arguments),
        "mutants" => mutants::run(arguments),
        "supply" => supply::run(arguments),
        "reproduce" => reproduce::run(arguments),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        other => bail!("no command {other:?}\n\n{USAGE}"),
    }
}

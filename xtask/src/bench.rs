//! `cargo xtask bench`: what the widget's first step costs, side by side with pages that others would
//! write for it. Builds what is compared, has it measured in one run, and prints the table of docs/bench.md.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::arguments::Arguments;
use crate::bundle::{self, Kind};
use crate::pack;
use crate::program::Program;
use crate::tools::{self, Need, Tools};
use crate::workspace;

/// Visits of each page.
const ROUNDS: &str = "7";
/// What the ratios are against: what most would write.
const YARDSTICK: &str = "react";
const DOCUMENT: &str = "docs/bench.md";
/// The tables stand between them.
const MARKS: [&str; 2] = ["<!-- made by cargo xtask bench --write -->", "<!-- until here -->"];
/// What rustc 1.95 makes use of. `--all-features` would be more, some of which no browser takes.
const WASM_FEATURES: [&str; 8] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--enable-call-indirect-overlong",
];

/// The command.
pub fn run(mut arguments: Arguments) -> Result<ExitCode> {
    let json = arguments.flag("--json");
    let write = arguments.flag("--write");
    let as_it_is = arguments.flag("--no-build");
    let rounds = arguments.value("--rounds")?.unwrap_or_else(|| ROUNDS.to_owned());
    let tools = Tools::from_arguments(&mut arguments);
    arguments.finish()?;

    tools.ensure(&[Need::Chromium, Need::BenchPackages])?;
    tools.ensure(bundle::NEEDS)?;
    if !as_it_is {
        bundle::build(Kind::Release)?;
    }
    let measured = measure(&site()?, &rounds)?;
    if write {
        write_tables(&measured)?;
    }
    if json {
        println!("{measured}");
    } else {
        print!("{}", tables(&measured));
    }
    Ok(ExitCode::SUCCESS)
}

/// Builds all pages. Answers with the directory that holds one for each.
fn site() -> Result<PathBuf> {
    let place = workspace::target().join("bench");
    let site = place.join("site");
    let mut build = Program::new("node").inside("bench").args(["build.mjs", "--out"]).args([&site]);
    build = build.args(["--package".as_ref(), package()?.as_os_str()]);
    for (name, flags) in [("stable", &[][..]), ("small", &bundle::SMALL[..])] {
        let mut pair = OsString::from(format!("{name}="));
        pair.push(bare_yew(&place.join(name), flags)?);
        build = build.args([OsString::from("--yew"), pair]);
    }
    build.run()?;
    Ok(site)
}

/// `AC_TEST_PACKAGE`, or what is packed of the release that lies there.
fn package() -> Result<PathBuf> {
    std::env::var_os("AC_TEST_PACKAGE").map_or_else(pack::make, |path| Ok(PathBuf::from(path)))
}

/// The page in bare Yew, in a place of its own: what wasm-bindgen and Binaryen make of it.
fn bare_yew(place: &Path, flags: &[(&str, &str)]) -> Result<PathBuf> {
    let mut cargo = Program::cargo()
        .inside("bench/yew")
        .args(["build", "--locked", "--release", "--target", "wasm32-unknown-unknown"])
        .env("CARGO_TARGET_DIR", place);
    for (name, value) in flags {
        cargo = cargo.env(name, value);
    }
    cargo.run()?;
    let page = place.join("page");
    let linked = place.join("wasm32-unknown-unknown/release/bench-yew.wasm");
    Program::new("wasm-bindgen")
        .args(["--target", "web", "--no-typescript", "--out-name", "page", "--out-dir"])
        .args([&page, &linked])
        .run()?;
    let wasm = page.join("page_bg.wasm");
    Program::new("wasm-opt")
        .args(["-Oz", "--strip-debug", "--strip-producers", "--strip-target-features"])
        .args(WASM_FEATURES)
        .args([wasm.as_os_str(), "-o".as_ref(), wasm.as_os_str()])
        .run()?;
    Ok(page)
}

fn measure(site: &Path, rounds: &str) -> Result<Value> {
    let mut run =
        Program::new("node").inside("bench").args(["run.mjs", "--rounds", rounds, "--site"]).args([site]);
    if let Some(chromium) = tools::chromium() {
        run = run.env("CHROMIUM", chromium);
    }
    let mut last = String::new();
    anyhow::ensure!(run.lines(|line| line.clone_into(&mut last))?, "the pages could not be measured");
    serde_json::from_str(&last).context("run.mjs printed no JSON")
}

/// A number of the run, as the tables show it.
struct Column {
    /// What `run.mjs` calls it.
    key: &'static str,
    /// What people call it.
    name: &'static str,
    /// How many of its units make one of the table's.
    divisor: f64,
    /// Digits after the point.
    digits: usize,
    /// Whether it differs from visit to visit.
    spread: bool,
}

const fn column(key: &'static str, name: &'static str, divisor: f64, digits: usize, spread: bool) -> Column {
    Column { key, name, divisor, digits, spread }
}

const COLUMNS: [Column; 8] = [
    column("firstBytes", "kB until the first field", 1e3, 1, false),
    column("allBytes", "kB in all", 1e3, 1, false),
    column("field", "first usable field, ms", 1.0, 0, true),
    column("second", "text field after two clicks, ms", 1.0, 0, true),
    column("keystroke", "keystroke to paint, ms", 1.0, 0, true),
    column("keystrokeWork", "work for a keystroke, ms", 1.0, 1, true),
    column("held", "heap, buffers and wasm memory, MB", 1e6, 1, false),
    column("process", "whole process, MB", 1e6, 0, true),
];

/// The medians with their spread, and the same as ratios, in Markdown.
fn tables(measured: &Value) -> String {
    let empty = Vec::new();
    let pages = measured["pages"].as_array().unwrap_or(&empty);
    let yardstick = pages.iter().find(|page| page["name"] == YARDSTICK).unwrap_or(&Value::Null);
    let head = |corner: &str| {
        let names = COLUMNS.map(|column| column.name).join(" | ");
        format!("| {corner} | {names} |\n|---|{}\n", "--:|".repeat(COLUMNS.len()))
    };
    let rows = |cell: &dyn Fn(&Value, &Column) -> String| -> String {
        let row = |page: &Value| {
            let cells: Vec<_> = COLUMNS.iter().map(|column| cell(page, column)).collect();
            format!("| {} | {} |\n", page["label"].as_str().unwrap_or_default(), cells.join(" | "))
        };
        pages.iter().map(row).collect()
    };
    let conditions = format!(
        "Chromium {}, {} times slower processor, {} Mbit/s, {} ms; medians of {} visits of each page in one run, \
         in parentheses the best and the worst.\n\n",
        measured["chromium"].as_str().unwrap_or("?"),
        measured["cpu"],
        measured["mbits"],
        measured["latency"],
        measured["rounds"],
    );
    // Somebody else's work on the same processors is measured along with each page.
    let load = measured["load"].as_f64().unwrap_or_default();
    let busy = if load > 1.5 {
        format!(
            "**The machine was busy** (load {load:.1} for each processor): compare the best visits, not the medians.\n\n"
        )
    } else {
        String::new()
    };
    let relative = format!("\nThe same as ratios; what is written in React is 1.\n\n{}", head("ratio"));
    conditions
        + &busy
        + &head("page")
        + &rows(&median)
        + &relative
        + &rows(&|page, column| ratio(page, yardstick, column))
}

fn median(page: &Value, column: &Column) -> String {
    let number = |which: &str| {
        let value = page[column.key][which].as_f64()?;
        Some(format!("{:.*}", column.digits, value / column.divisor))
    };
    match (number("median"), number("min"), number("max")) {
        (Some(median), Some(min), Some(max)) if column.spread => format!("{median} ({min} to {max})"),
        (Some(median), ..) => median,
        _ => "–".to_owned(),
    }
}

fn ratio(page: &Value, yardstick: &Value, column: &Column) -> String {
    match (page[column.key]["median"].as_f64(), yardstick[column.key]["median"].as_f64()) {
        (Some(one), Some(other)) if other > 0.0 => format!("{:.2}", one / other),
        _ => "–".to_owned(),
    }
}

fn write_tables(measured: &Value) -> Result<()> {
    let path = workspace::root().join(DOCUMENT);
    let text = fs::read_to_string(&path).with_context(|| format!("{DOCUMENT} cannot be read"))?;
    let text = between_marks(&text, &tables(measured))
        .with_context(|| format!("{DOCUMENT} has no place for a table"))?;
    fs::write(path, text).with_context(|| format!("{DOCUMENT} cannot be written"))
}

fn between_marks(text: &str, new: &str) -> Option<String> {
    let (before, rest) = text.split_once(MARKS[0])?;
    let (_, after) = rest.split_once(MARKS[1])?;
    Some(format!("{before}{}\n\n{new}\n{}{after}", MARKS[0], MARKS[1]))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn a_table_shows_medians_spread_and_ratios() {
        let number = |median: f64| json!({ "median": median, "min": median - 1.0, "max": median + 1.0 });
        let measured = json!({ "chromium": "156", "rounds": 7, "cpu": 4, "mbits": 9, "latency": 60, "pages": [
            { "name": "react", "label": "React", "field": number(700.0), "firstBytes": number(60_000.0) },
            { "name": "ours", "label": "Ours", "field": number(350.0), "firstBytes": number(90_000.0), "second": null },
        ] });
        let tables = super::tables(&measured);
        assert!(tables.contains("| React | 60.0 | – | 700 (699 to 701) | – |"), "{tables}");
        assert!(tables.contains("| Ours | 1.50 | – | 0.50 | – |"), "{tables}");
        assert!(
            tables.contains("4 times slower processor, 9 Mbit/s, 60 ms; medians of 7 visits"),
            "{tables}"
        );
    }

    #[test]
    fn the_document_has_a_place_for_them() {
        let document = std::fs::read_to_string(crate::workspace::root().join(super::DOCUMENT)).unwrap();
        let written = super::between_marks(&document, "| new |").unwrap();
        assert!(written.contains("| new |"));
        assert_eq!(super::between_marks(&written, "| new |").as_deref(), Some(&*written));
        assert_eq!(super::between_marks("no marks", ""), None);
    }
}

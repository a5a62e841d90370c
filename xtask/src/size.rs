//! `cargo xtask size`: what Chromium transfers until the widget is ready, against the budget.

use std::process::ExitCode;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::arguments::Arguments;
use crate::bundle::{self, Kind};
use crate::program::Program;
use crate::server::{self, Programs};
use crate::tools::{Need, Tools};
use crate::workspace;

const KINDS: [&str; 5] = ["wasm", "js", "css", "data", "total"];

/// The command.
pub fn run(mut arguments: Arguments) -> Result<ExitCode> {
    let json = arguments.flag("--json");
    let as_it_is = arguments.flag("--no-build");
    let tools = Tools::from_arguments(&mut arguments);
    arguments.finish()?;

    tools.ensure(&[Need::Node, Need::BrowserPackages, Need::Chromium])?;
    if !as_it_is {
        tools.ensure(bundle::NEEDS)?;
        bundle::build(Kind::Release)?;
    }
    let measured = measure(&server::build()?)?;
    if json {
        println!("{measured}");
    } else {
        print!("{}", table(&measured));
        print!("{}", contents(&measured));
    }
    Ok(if within_budget(&measured) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Opens the page that lies in `dist/` and counts, with servers that are built.
pub fn measure(programs: &Programs) -> Result<Value> {
    let mut last = String::new();
    let well = browser_program(programs).args(["size.mjs"]).lines(|line| line.clone_into(&mut last))?;
    anyhow::ensure!(well, "the size could not be measured");
    serde_json::from_str(&last).context("size.mjs printed no JSON")
}

/// Node in the browser tests' directory, told where everything is.
pub fn browser_program(programs: &Programs) -> Program {
    Program::new("node")
        .inside("tests/e2e")
        .env("AC_TEST_HOST", &programs.host)
        .env("AC_TEST_SIMULATOR", &programs.simulator)
        .env("AC_TEST_DIST", workspace::dist())
}

/// Whether the sum stays below what `size-budget.json` allows.
pub fn within_budget(measured: &Value) -> bool {
    match (measured["total"]["brotli"].as_u64(), measured["budget"].as_u64()) {
        (Some(total), Some(budget)) => total > 0 && total <= budget,
        _ => false,
    }
}

/// For people.
pub fn table(measured: &Value) -> String {
    let number = |value: &Value| value.as_u64().map_or_else(|| "?".to_owned(), grouped);
    let mut lines = format!("{:<8}{:>12}{:>12}\n", "", "raw", "brotli");
    for kind in KINDS {
        let sizes = &measured[kind];
        lines += &format!("{kind:<8}{:>12}{:>12}\n", number(&sizes["raw"]), number(&sizes["brotli"]));
    }
    lines + &format!("{:<8}{:>24}\n", "budget", number(&measured["budget"]))
}

/// What it is made of, for people: the script, the first part of the wasm and the rest. What brotli makes of
/// each kind is an estimate, as `tools/contents.mjs` says. Without the notes of this very build, only that.
pub fn contents(measured: &Value) -> String {
    const OF: [(&str, &str); 3] =
        [("script", "script"), ("first", "wasm until ac-ready"), ("rest", "wasm after it")];
    let Some(contents) = measured["contents"].as_object() else {
        return "\nWhat it is made of is noted by a build; this is of another one.\n".to_owned();
    };
    let mut lines = String::new();
    for (name, title) in OF {
        lines += &format!("\n{title:<20}{:>12}{:>12}\n", "raw", "brotli, about");
        let kinds = contents.get(name).and_then(Value::as_object).into_iter().flatten();
        let mut kinds: Vec<_> = kinds
            .map(|(kind, sizes)| {
                (kind, sizes["raw"].as_u64().unwrap_or(0), sizes["brotli"].as_u64().unwrap_or(0))
            })
            .collect();
        kinds.sort_by_key(|(_, _, brotli)| std::cmp::Reverse(*brotli));
        for (kind, raw, brotli) in kinds {
            lines += &format!("  {kind:<18}{:>12}{:>12}\n", grouped(raw), grouped(brotli));
        }
    }
    lines
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn a_budget_is_kept_or_not() {
        let measured = |total: u64| json!({ "total": { "raw": 1, "brotli": total }, "budget": 120_000 });
        assert!(super::within_budget(&measured(120_000)));
        assert!(!super::within_budget(&measured(120_001)));
        assert!(!super::within_budget(&measured(0)), "nothing transferred is a broken measurement");
        assert!(!super::within_budget(&json!({})));
    }

    #[test]
    fn what_it_is_made_of_stands_in_order_of_size() {
        let sizes = |raw: u64, brotli: u64| json!({ "raw": raw, "brotli": brotli });
        let first = json!({ "css": sizes(9, 4), "framework": sizes(7_000, 3_000) });
        let lines = super::contents(&json!({ "contents": { "first": first } }));
        let at = |text: &str| lines.find(text).unwrap_or(usize::MAX);
        assert!(at("framework") < at("css") && at("css") < usize::MAX, "{lines}");
        assert!(lines.contains("7 000") && lines.contains("3 000"), "{lines}");
        assert!(super::contents(&json!({})).contains("another one"));
    }

    #[test]
    fn digits_stand_in_threes() {
        assert_eq!([7, 999, 1_000, 1_234_567].map(super::grouped), ["7", "999", "1 000", "1 234 567"]);
    }
}

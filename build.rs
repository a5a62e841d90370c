//! Cuts the English table in two: what the first screen says travels with the first part of the wasm, all
//! else with the rest (docs/architecture.md). `data/texts/first.json` names the beginnings of the first
//! screen's keys.

use std::path::Path;
use std::{env, error, fs};

use serde_json::{Map, Value};

fn main() -> Result<(), Box<dyn error::Error>> {
    let (table, first) = ("data/texts/en.json", "data/texts/first.json");
    for path in ["build.rs", table, first] {
        println!("cargo::rerun-if-changed={path}");
    }
    let sentences: Map<String, Value> = serde_json::from_str(&fs::read_to_string(table)?)?;
    let starts: Vec<String> = serde_json::from_str(&fs::read_to_string(first)?)?;
    let (first, rest): (Map<_, _>, Map<_, _>) = sentences
        .into_iter()
        .partition(|(key, _)| starts.iter().any(|start| key.starts_with(start.as_str())));
    let out = env::var("OUT_DIR")?;
    fs::write(Path::new(&out).join("first.json"), Value::Object(first).to_string())?;
    fs::write(Path::new(&out).join("rest.json"), Value::Object(rest).to_string())?;
    Ok(())
}

//! Cuts the English table in two: what the first screen says travels with the first part of the wasm, all
//! else with the rest (docs/architecture.md). `data/texts/first.json` names the beginnings of the first
//! screen's keys. Other languages become constants of the crate, one for each table. The style sheets are cut in the same way, by file. The table of clouds loses its white space.

use std::path::Path;
use std::{env, error, fs};

use serde_json::{Map, Value};

/// The sheets of the first screen, and those of later ones in the order in which they apply.
const FIRST_SHEETS: [&str; 2] = ["tokens", "first"];
const LATER_SHEETS: [&str; 10] =
    ["states", "fields", "many", "portal", "script", "role", "paste", "checks", "care", "keys"];

fn main() -> Result<(), Box<dyn error::Error>> {
    let (table, first, clouds) = ("data/texts/en.json", "data/texts/first.json", "data/clouds.json");
    for path in ["build.rs", table, first, clouds] {
        println!("cargo::rerun-if-changed={path}");
    }
    let sentences: Map<String, Value> = serde_json::from_str(&fs::read_to_string(table)?)?;
    let starts: Vec<String> = serde_json::from_str(&fs::read_to_string(first)?)?;
    let (first, rest): (Map<_, _>, Map<_, _>) = sentences
        .into_iter()
        .partition(|(key, _)| starts.iter().any(|start| key.starts_with(start.as_str())));
    let out = env::var("OUT_DIR")?;
    let out = Path::new(&out);
    fs::write(out.join("first.json"), Value::Object(first).to_string())?;
    fs::write(out.join("rest.json"), Value::Object(rest).to_string())?;
    fs::write(out.join("languages.rs"), languages(out)?)?;
    let clouds: Value = serde_json::from_str(&fs::read_to_string(clouds)?)?;
    fs::write(out.join("clouds.json"), clouds.to_string())?;
    fs::write(out.join("first.css"), sheet(&FIRST_SHEETS)?)?;
    fs::write(out.join("later.css"), sheet(&LATER_SHEETS)?)?;
    if env::var("CARGO_CFG_TARGET_FAMILY")? == "wasm" && env::var("PROFILE")? == "release" {
        // Which part of the wasm reads which bytes: for tools/late-data.mjs, which also takes it out.
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    Ok(())
}

/// A constant for each language table beside the English one, of the table without white space.
fn languages(out: &Path) -> Result<String, Box<dyn error::Error>> {
    println!("cargo::rerun-if-changed=data/texts");
    let mut tags = Vec::new();
    for file in fs::read_dir("data/texts")? {
        let name = file?.file_name().into_string().unwrap_or_default();
        let tag = name.strip_suffix(".json").unwrap_or_default().to_owned();
        // A language has two letters or three; other files are about the tables.
        if matches!(tag.split('-').next().unwrap_or_default().len(), 2 | 3) && tag != "en" {
            tags.push(tag);
        }
    }
    tags.sort();
    let mut source = String::new();
    for tag in tags {
        let table: Map<String, Value> =
            serde_json::from_str(&fs::read_to_string(format!("data/texts/{tag}.json"))?)?;
        fs::write(out.join(format!("{tag}.json")), Value::Object(table).to_string())?;
        let name = tag.to_uppercase().replace('-', "_");
        source.push_str(&format!(
            "/// The language `{tag}`.\npub const {name}: Language = Language {{\n    tag: AttrValue::Static(\"{tag}\"),\n    texts: AttrValue::Static(include_str!(concat!(env!(\"OUT_DIR\"), \"/{tag}.json\"))),\n}};\n",
        ));
    }
    Ok(source)
}

/// The named files of `src/shell/style`, one after the other.
fn sheet(names: &[&str]) -> Result<String, Box<dyn error::Error>> {
    let mut sheet = String::new();
    for name in names {
        let path = format!("src/shell/style/{name}.css");
        println!("cargo::rerun-if-changed={path}");
        sheet.push_str(&squeezed(&fs::read_to_string(path)?));
    }
    Ok(sheet)
}

/// Without comments and white space that says nothing. What is quoted stays as it is.
fn squeezed(css: &str) -> String {
    let mut sheet = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(next) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
        } else if next == '"' {
            let end = rest[1..].find('"').map_or(rest.len(), |at| at + 2);
            sheet.push_str(&rest[..end]);
            rest = &rest[end..];
        } else if next.is_whitespace() {
            let after = rest.trim_start();
            let joins = |letter: char| "{};,>".contains(letter);
            // Before a colon it would stand for “any inside”.
            let idle = sheet.ends_with(|last| joins(last) || last == ':') || after.starts_with(joins);
            if !idle && !after.starts_with("/*") {
                sheet.push(' ');
            }
            rest = after;
        } else {
            if next == '}' && sheet.ends_with(';') {
                sheet.pop();
            }
            sheet.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    sheet
}

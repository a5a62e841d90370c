//! `cargo xtask supply`: what others wrote and we ship or build with (docs/supply-chain.md).

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};

use crate::arguments::Arguments;
use crate::program::Program;
use crate::tally::Tally;
use crate::tools::{Need, Tools};
use crate::workspace;

/// What the command needs.
pub const NEEDS: &[Need] = &[Need::Node, Need::Deny, Need::BillOfMaterials];

/// Lock files of Cargo that are not the workspace's.
const OTHER_LOCKS: [&str; 3] = ["fuzz", "examples/yew", "bench/yew"];

const BILL: &str = "azure-connect.cdx.json";

/// The command.
pub fn run(mut arguments: Arguments) -> Result<ExitCode> {
    let offline = arguments.flag("--offline");
    let tools = Tools::from_arguments(&mut arguments);
    arguments.finish()?;
    tools.ensure(NEEDS)?;
    let tally = check(offline)?;
    println!("{tally}");
    Ok(if tally.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The stage, which asks the lists of known holes.
pub fn stage() -> Result<Tally> {
    check(false)
}

/// Policy, known holes, bill of materials. Offline the lists of known holes are not asked.
fn check(offline: bool) -> Result<Tally> {
    let mut tally = Tally::default();
    let checks: &[&str] = if offline {
        &["bans", "licenses", "sources"]
    } else {
        &["advisories", "bans", "licenses", "sources"]
    };
    let policy = workspace::root().join("deny.toml");
    for manifest in [&["."][..], &OTHER_LOCKS].concat() {
        let manifest = workspace::root().join(manifest).join("Cargo.toml");
        let deny = Program::cargo()
            .args::<&OsStr>([
                "deny".as_ref(),
                "--locked".as_ref(),
                "--workspace".as_ref(),
                "--manifest-path".as_ref(),
            ])
            .args([manifest.as_os_str(), "--config".as_ref(), policy.as_os_str()])
            .args(["check", "--hide-inclusion-graph"])
            .args(checks);
        tally += Tally::of_check(deny.ends_well()?);
    }
    if offline {
        eprintln!("xtask: NOT ASKED, NOT COUNTED: the lists of known holes");
    } else {
        for directory in locked_by_npm(&workspace::root())? {
            // Registries that mirror others often have no list; then this fails, and says so.
            let audit = Program::new("npm").inside(&directory).args(["audit", "--package-lock-only"]);
            tally += Tally::of_check(audit.ends_well()?);
        }
    }
    let bill = bill_of_materials();
    if let Err(error) = &bill {
        eprintln!("xtask: {error:#}");
    }
    tally += Tally::of_check(bill.is_ok());
    Ok(tally)
}

/// The directories with a lock file of npm, from the root.
fn locked_by_npm(root: &Path) -> Result<Vec<String>> {
    let listed = Program::new("git").args(["ls-files", "*package-lock.json"]).answer();
    let listed = listed.with_context(|| format!("git lists no files in {}", root.display()))?;
    let parent = |file: &str| Path::new(file).parent().map(|path| path.to_string_lossy().into_owned());
    Ok(listed.lines().filter_map(parent).collect())
}

/// Writes what is compiled for the wasm, as CycloneDX, and looks whether it is that.
fn bill_of_materials() -> Result<PathBuf> {
    let root = workspace::root();
    Program::cargo()
        .args([
            "cyclonedx",
            "--format",
            "json",
            "--spec-version",
            "1.5",
            "--target",
            "wasm32-unknown-unknown",
        ])
        .args(["--features", "element", "--no-build-deps", "--override-filename", "azure-connect.cdx"])
        .run()?;
    let text = fs::read_to_string(root.join(BILL)).context("no bill of materials was written")?;
    // It writes one for each package of the workspace, in the midst of the sources.
    for entry in fs::read_dir(&root)?.flatten() {
        let _ = fs::remove_file(entry.path().join(BILL));
    }
    fs::remove_file(root.join(BILL))?;
    let kept = workspace::target().join("sbom");
    fs::create_dir_all(&kept)?;
    let kept = kept.join(BILL);
    fs::write(&kept, &text)?;
    let bill: serde_json::Value = serde_json::from_str(&text)?;
    let names: Vec<&str> = bill["components"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|component| component["name"].as_str())
        .collect();
    for name in ["yew", "wasm-bindgen", "uuid", "zeroize"] {
        ensure!(names.contains(&name), "the bill of materials lacks {name}");
    }
    for name in ["regex", "ring", "rsa", "tokio"] {
        ensure!(!names.contains(&name), "{name} has come into the wasm");
    }
    eprintln!("xtask: {} crates in {}", names.len(), kept.display());
    Ok(kept)
}

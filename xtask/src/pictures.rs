//! `cargo xtask pictures`: every screen, in every look, for whoever reviews them.

use std::process::ExitCode;

use anyhow::Result;

use crate::arguments::Arguments;
use crate::bundle::{self, Kind};
use crate::server;
use crate::size;
use crate::tools::{Need, Tools};
use crate::workspace;

/// The command.
pub fn run(mut arguments: Arguments) -> Result<ExitCode> {
    let out = arguments.value("--out")?;
    let as_it_is = arguments.flag("--no-build");
    let tools = Tools::from_arguments(&mut arguments);
    let walks = arguments.into_words();

    tools.ensure(&[Need::Node, Need::BrowserPackages, Need::Chromium])?;
    if !as_it_is {
        tools.ensure(bundle::NEEDS)?;
        bundle::build(Kind::Release)?;
    }
    // Node runs elsewhere, so it is no relative path.
    let directory = workspace::root().join(out.as_deref().unwrap_or("target/pictures"));
    let program = size::browser_program(&server::build()?)
        .args(["screens.mjs".into(), directory.into_os_string()])
        .args(walks);
    Ok(if program.lines(|line| println!("{line}"))? { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

//! The request that a profile's wizard would send, the secret masked:
//! `cargo run -q --example request -- --profile FILE [--param NAME=VALUE]…`
//!
//! A param that is not given stands there by its name. A profile that is refused: exit 1 and `error: PATH: TEXT`.

use std::fmt::Write;
use std::process::ExitCode;

use azure_connect::azure::Date;
use azure_connect::profile::Profile;
use azure_connect::template::{Preview, example};

const USAGE: &str = "usage: request --profile FILE [--param NAME=VALUE]...";

type Params = Vec<(String, String)>;

fn arguments() -> Result<(String, Params), String> {
    let (mut profile, mut params) = (None, Vec::new());
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| format!("{word} wants a value"));
        match word.as_str() {
            "--profile" => profile = Some(value()?),
            "--param" => {
                let text = value()?;
                let (name, value) = text.split_once('=').ok_or("--param wants NAME=VALUE")?;
                params.push((name.to_owned(), value.to_owned()));
            }
            _ => return Err(format!("{word}: not known")),
        }
    }
    Ok((profile.ok_or("--profile is missing")?, params))
}

/// The request as it would stand in a log of the network.
fn render(preview: &Preview) -> String {
    let mut text = format!("{} {}\n", preview.method, preview.url);
    for (name, value) in &preview.headers {
        let _ = writeln!(text, "{name}: {value}");
    }
    if !preview.body.is_empty() {
        let _ = write!(text, "\n{}\n", preview.body);
    }
    text
}

fn run(file: &str, params: Params) -> Result<String, String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    let profile = Profile::parse(&text).map_err(|error| error.to_string())?;
    let since = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
    let today = Date::from_unix_days(i64::try_from(since.as_secs() / 86_400).unwrap_or_default());
    match example(&profile, params, today).map_err(|error| error.to_string())? {
        Some(preview) => Ok(render(&preview)),
        None => Ok("nothing is sent: the wizard ends with keys to copy\n".to_owned()),
    }
}

fn main() -> ExitCode {
    let (file, params) = match arguments() {
        Ok(arguments) => arguments,
        Err(error) => {
            eprintln!("error: {error}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match run(&file, params) {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

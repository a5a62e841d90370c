//! The conformance kit on the command line: `cargo xtask conformance URL`.

#![forbid(unsafe_code)]

use std::collections::BTreeSet;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use conformance::{Level, OPERATIONS, Options, Values};

const USAGE: &str = "\
cargo xtask conformance [URL]

  Tests an endpoint of the azure-connect dialect from outside. Without a URL: the reference host.

  --level minimum|full    create and read, or all that is offered (default: minimum)
  --header 'Name: value'  sent with each request, for the session and its token (repeatable)
  --other 'Name: value'   the same for another account, which must see nothing of the first (repeatable)
  --values FILE           what to connect: {\"tenantId\", \"clientId\", \"clientSecret\", \"subscriptionId\"} and, where
                          there are, \"tenantDomain\" and \"otherSubscriptionId\"; or what `cargo xtask backend` said
  --body FILE             instead: a whole body that your endpoint takes, for its role and extras
  --operations A,B        operations that have to be there (default: those that answer)
  --patience SECONDS      how long a verification may take (default: 600)
  --json                  the report as one JSON object

  Without values they are made up, and what needs a connection that works is skipped.
  The exit code is 0 when no rule is broken, 1 when one is, 2 when nothing could be tested.";

#[tokio::main]
async fn main() -> ExitCode {
    match start().await {
        Ok(good) => ExitCode::from(u8::from(!good)),
        Err(error) => {
            eprintln!("conformance: {error:#}");
            ExitCode::from(2)
        }
    }
}

async fn start() -> Result<bool> {
    let mut words = std::env::args().skip(1);
    let (mut endpoint, mut json, mut values) = (None, false, None);
    let (mut headers, mut other) = (Vec::new(), Vec::new());
    let (mut level, mut operations, mut patience) = (Level::Minimum, None, 600);
    while let Some(word) = words.next() {
        let mut value = || words.next().with_context(|| format!("{word} needs a value"));
        match word.as_str() {
            "--help" | "-h" => {
                println!("{USAGE}");
                return Ok(true);
            }
            "--json" => json = true,
            "--level" => {
                level = match value()?.as_str() {
                    "minimum" => Level::Minimum,
                    "full" => Level::Full,
                    other => bail!("--level is minimum or full, not {other:?}"),
                }
            }
            "--header" => headers.push(header(&value()?)?),
            "--other" => other.push(header(&value()?)?),
            "--values" => values = Some(Values::read(&file(&value()?)?)?),
            "--body" => values = Some(Values::from_body(&file(&value()?)?)?),
            "--operations" => operations = Some(named(&value()?)?),
            "--patience" => patience = value()?.parse().context("--patience needs a number of seconds")?,
            word if word.starts_with('-') || endpoint.is_some() => bail!("what is {word:?}?\n\n{USAGE}"),
            _ => endpoint = Some(word),
        }
    }
    let endpoint = endpoint.with_context(|| format!("which endpoint?\n\n{USAGE}"))?;
    let values = values.unwrap_or_else(|| {
        eprintln!("conformance: the values are made up; --values makes a connection that works");
        Values::made_up()
    });
    let other_headers = (!other.is_empty()).then_some(other);
    let patience = Duration::from_secs(patience);
    let options = Options { endpoint, level, headers, other_headers, values, operations, patience };
    let report = conformance::run(options).await?;
    if json {
        println!("{}", report.to_json())
    } else {
        print!("{report}")
    }
    Ok(report.is_good())
}

fn file(path: &str) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("{path} cannot be read"))
}

fn header(text: &str) -> Result<(String, String)> {
    // Not the text itself in the message: it may hold a session.
    let (name, value) = text.split_once(':').context("a header is written 'Name: value'")?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

fn named(text: &str) -> Result<BTreeSet<String>> {
    let names: BTreeSet<String> = text.split(',').map(|name| name.trim().to_owned()).collect();
    match names.iter().find(|name| !OPERATIONS.contains(&name.as_str())) {
        Some(name) => bail!("{name:?} is no operation; there are: {}", OPERATIONS.join(", ")),
        None => Ok(names),
    }
}

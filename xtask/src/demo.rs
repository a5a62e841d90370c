//! `cargo xtask demo`: everything on one machine, and the values to paste.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::arguments::Arguments;
use crate::backend::{self, Backend, Options, Scratch};
use crate::bundle::{self, Kind};
use crate::children::Children;
use crate::server;
use crate::tools::Tools;

const FIRST_PORT: u16 = 8080;

/// The command.
pub fn run(mut arguments: Arguments) -> Result<ExitCode> {
    let wished = arguments.port("--port")?;
    let debug = arguments.flag("--debug");
    let tools = Tools::from_arguments(&mut arguments);
    arguments.finish()?;

    tools.ensure(bundle::NEEDS)?;

    let port = free_port(wished)?;
    let page = format!("http://127.0.0.1:{port}");
    let scratch = Scratch::new()?;
    let children = Children::until_signal(scratch.remover())?;
    let result = serve(&children, &scratch, &page, port, debug);
    children.end();
    result?;
    Ok(ExitCode::SUCCESS)
}

fn serve(children: &Children, scratch: &Scratch, page: &str, port: u16, debug: bool) -> Result<()> {
    // The last one is for Trunk's proxy, which names the host without its port.
    let origins = vec![page.to_owned(), format!("http://localhost:{port}"), "http://127.0.0.1".to_owned()];
    let backend =
        backend::start(&server::build()?, children, scratch, &Options { origins, ..Options::default() })?;

    // Trunk serves whatever lies in `dist/` when its own build fails; here a failure ends the command.
    let kind = if debug { Kind::Debug } else { Kind::Release };
    bundle::build(kind)?;
    let proxy = format!("{}/api/", backend.host);
    let trunk = bundle::trunk("serve", kind).args(["--port", &port.to_string(), "--proxy-backend", &proxy]);
    eprintln!("$ {}", trunk.spoken());
    let child = trunk.into_command().stdout(std::io::stderr()).spawn().context("trunk does not start")?;
    children.adopt("trunk", child);
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        if let Some(ended) = children.first_ended()? {
            bail!("{ended}");
        }
        thread::sleep(Duration::from_millis(200));
    }
    print!("{}", welcome(page, &backend));
    children.stay()
}

fn welcome(page: &str, backend: &Backend) -> String {
    let value = |key: &str| backend.values.get(key).and_then(Value::as_str).unwrap_or("?").to_owned();
    format!(
        "
  The demo is at  {page}

  Nothing here is Azure: a simulator answers for it ({simulator}). Paste these:

    Directory (tenant) ID     {tenant}
    Application (client) ID   {client}
    Client secret value       {secret}
    Secret expires on         {expiry}
    Subscription ID           {subscription}

  Worth trying, because it goes wrong:

    Subscription ID           {other}   (one where the app has no role: the checks wait for it)
    Client secret value       {client}   (a secret's ID instead of its value)
    Secret expires on         2020-01-31   (in the past)

  Ctrl-C ends everything.
",
        simulator = backend.simulator,
        tenant = value("tenantId"),
        client = value("clientId"),
        secret = value("clientSecret"),
        expiry = half_a_year_from_now(),
        subscription = value("subscriptionId"),
        other = value("unassignedSubscriptionId"),
    )
}

/// The port that was asked for, or the first free one: a busy 8080 is no reason to fail.
fn free_port(wished: Option<u16>) -> Result<u16> {
    let is_free = |port: &u16| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok();
    match wished {
        Some(port) if is_free(&port) => Ok(port),
        Some(port) => bail!("port {port} is in use"),
        None => (FIRST_PORT..FIRST_PORT + 100).find(is_free).context("no port from 8080 on is free"),
    }
}

fn half_a_year_from_now() -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let days = i64::try_from(now.as_secs() / 86_400).unwrap_or_default();
    let (year, month, day) = civil(days + 182);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Year, month and day of a day since 1970-01-01, counted in years that begin in March so that a
/// leap day comes last.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    #[test]
    fn dates_around_leap_days() {
        assert_eq!(super::civil(0), (1970, 1, 1));
        assert_eq!(super::civil(11_016), (2000, 2, 29));
        assert_eq!(super::civil(20_453), (2025, 12, 31));
        assert_eq!(super::civil(20_454), (2026, 1, 1));
    }
}

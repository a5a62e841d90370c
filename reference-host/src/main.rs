//! Starts the reference host; its first line on stdout says where it listens.

#![forbid(unsafe_code)]

use std::process::ExitCode;

use reference_host::{Config, log_to_stderr, serve};
use tokio::signal::unix::{SignalKind, signal};

#[tokio::main]
async fn main() -> ExitCode {
    log_to_stderr();
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("reference-host: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let config = Config::from_env()?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let host = tokio::select! {
        host = serve(config) => host?,
        _ = terminate.recv() => return Ok(()),
        _ = interrupt.recv() => return Ok(()),
    };
    println!("{}", serde_json::json!({ "listening": host.url() }));
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    // Asked twice, it goes at once. Nothing is lost by that but the answers under way.
    tokio::select! {
        () = host.stop() => Ok(()),
        _ = terminate.recv() => Err("stopped in the middle".into()),
        _ = interrupt.recv() => Err("stopped in the middle".into()),
    }
}

//! Starts the reference host; its first line on stdout says where it listens.

#![forbid(unsafe_code)]

use std::process::ExitCode;

use reference_host::{Config, log_to_stderr, serve};

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
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    let host = serve(config).await?;
    println!("{}", serde_json::json!({ "listening": host.url() }));
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
    host.stop().await;
    Ok(())
}

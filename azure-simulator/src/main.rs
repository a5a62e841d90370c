//! Starts the simulator; its first line on stdout says where it listens and what to paste.

#![forbid(unsafe_code)]

use std::process::ExitCode;

use azure_simulator::{Config, serve};

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("azure-simulator: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let config = Config::from_env()?;
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    let simulator = serve(config).await?;
    println!("{}", serde_json::json!({ "listening": simulator.url(), "values": simulator.values() }));
    eprintln!("azure-simulator: nothing here is real; the knobs are at {}/_sim", simulator.url());
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
    simulator.stop().await;
    Ok(())
}

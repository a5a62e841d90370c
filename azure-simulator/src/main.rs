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
    let authority = config.tls.as_ref().map(|tls| tls.authority.clone());
    let simulator = serve(config).await?;
    let mut first_line = serde_json::json!({ "listening": simulator.url(), "values": simulator.values() });
    if let (Some(url), Some(tls)) = (simulator.tls_url(), authority) {
        first_line["tls"] = url.into();
        first_line["authority"] = tls.display().to_string().into();
    }
    println!("{first_line}");
    eprintln!("azure-simulator: nothing here is real; the knobs are at {}/_sim", simulator.url());
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
    simulator.stop().await;
    Ok(())
}

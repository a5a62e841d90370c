//! The reference host keeps every rule, with a simulated Azure behind it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::time::Duration;

use conformance::{Level, OPERATIONS, Options, Outcome, Report, Values};
use reference_host::{Config, Key};
use serde_json::json;

/// What the host offers.
const OFFERED: [&str; 10] = OPERATIONS;

async fn tested(level: Level) -> Report {
    let directory = tempfile::tempdir().unwrap();
    let profile = directory.path().join("profile.json");
    let text = json!({
        "platform": { "name": "Test platform" },
        "role": { "custom": { "name": "Test role", "actions": ["Microsoft.Compute/disks/read"] } },
        "scope": { "subscriptions": "many" },
        "credential": { "kinds": ["secret", "federated", "certificate"] },
        "endpoint": { "url": "/api/azure/connections", "operations": OFFERED },
    });
    std::fs::write(&profile, text.to_string()).unwrap();
    let azure = azure_simulator::serve(azure_simulator::Config {
        listen: "127.0.0.1:0".parse().unwrap(),
        profile: profile.clone(),
        public_url: None,
        tls: None,
    })
    .await
    .unwrap();
    let database = format!("sqlite://{}", directory.path().join("connections.sqlite").display());
    let mut config = Config::local(database, Key::File(directory.path().join("key")), profile);
    config.login_url = Some(format!("{}/login", azure.url()));
    config.arm_url = Some(format!("{}/arm", azure.url()));
    config.account_header = Some("x-account".parse().unwrap());
    config.retry_seconds = 1;
    config.deadline_seconds = 3;
    let host = reference_host::serve(config).await.unwrap();
    let account = |name: &str| vec![("x-account".to_owned(), name.to_owned())];
    let values = Values::read(&serde_json::to_string(&azure.values()).unwrap()).unwrap();
    let options = Options {
        endpoint: format!("{}/api/azure/connections", host.url()),
        level,
        headers: account("one"),
        other_headers: Some(account("two")),
        values,
        operations: Some(OFFERED.iter().map(|name| (*name).to_owned()).collect()),
        patience: Duration::from_secs(30),
    };
    let report = conformance::run(options).await.unwrap();
    host.stop().await;
    report
}

fn skipped(report: &Report) -> Vec<&str> {
    let skipped = report.findings.iter().filter(|finding| matches!(finding.outcome, Outcome::Skipped(_)));
    // These two depend on which of two requests is faster.
    let chance = ["retry.in-progress", "answer.later", "settle.etag"];
    skipped.map(|finding| finding.rule.id.as_str()).filter(|id| !chance.contains(id)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reference_host_keeps_the_minimum() {
    let report = tested(Level::Minimum).await;
    assert!(report.is_good(), "{report}");
    assert_eq!(skipped(&report), [""; 0], "{report}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reference_host_keeps_every_rule() {
    let report = tested(Level::Full).await;
    assert!(report.is_good(), "{report}");
    assert_eq!(skipped(&report), [""; 0], "{report}");
    assert_eq!(report.left, [""; 0]);
}

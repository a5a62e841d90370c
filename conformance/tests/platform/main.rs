//! The kit against a small platform that keeps all rules, and against the same one with one thing wrong at a
//! time: it has to name that thing and nothing else.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod faults;
mod platform;

use std::time::Duration;

use conformance::{Level, OPERATIONS, Options, Outcome, Report, Values};
use platform::{Fault, Platform};

/// What the small platform's Azure knows.
fn values() -> Values {
    Values::read(
        r#"{"tenantId":"6f1d2f0e-3a5b-4a7e-9a55-8b1f0a6f2c11","tenantDomain":"contoso.onmicrosoft.com",
            "clientId":"0d6b8a8e-52d8-4f43-8d0c-6f1e4d8f9c22","clientSecret":"abc8Q~the-one-that-works-0123456789abcdef",
            "subscriptionId":"9a3c1b7e-2f44-4c0a-8e51-7d2b6c5a4f33","otherSubscriptionId":"1e60c9f7-b5d2-4834-97ab-c40d8e2f5a16"}"#,
    )
    .unwrap()
}

fn options(endpoint: String, level: Level) -> Options {
    let account = |name: &str| vec![("X-Account".to_owned(), name.to_owned())];
    let offered = OPERATIONS.iter().filter(|name| !["certificate", "lookup"].contains(name));
    Options {
        endpoint,
        level,
        headers: account("one"),
        other_headers: Some(account("two")),
        values: values(),
        operations: Some(offered.map(|name| (*name).to_owned()).collect()),
        patience: Duration::from_secs(2),
    }
}

async fn tested(fault: Fault) -> Report {
    let platform = Platform::start(fault, &values()).await;
    conformance::run(options(platform.endpoint(), Level::Full)).await.unwrap()
}

#[tokio::test]
async fn a_platform_that_keeps_the_rules_passes() {
    let report = tested(Fault::None).await;
    assert_eq!(report.broken(), [""; 0], "{report}");
    let skipped: Vec<&str> = report
        .findings
        .iter()
        .filter(|finding| matches!(finding.outcome, Outcome::Skipped(_)))
        .map(|finding| finding.rule.id.as_str())
        .collect();
    assert_eq!(
        skipped,
        [
            // It never asks anybody to come later, and answers one request after the other.
            "answer.later",
            "retry.in-progress",
            "certificate.shape",
            "certificate.public",
            "certificate.thumbprint",
            "certificate.stable",
            "lookup.shape",
            "lookup.tenant",
            "lookup.bad",
            "account.certificate",
        ]
    );
    assert!(report.left.is_empty(), "{:?}", report.left);
}

#[tokio::test]
async fn the_minimum_asks_for_two_operations() {
    let platform = Platform::start(Fault::OnlyCreateAndRead, &values()).await;
    let mut options = options(platform.endpoint(), Level::Minimum);
    options.operations = None;
    let report = conformance::run(options).await.unwrap();
    assert_eq!(report.broken(), [""; 0], "{report}");
    assert!(report.findings.iter().all(|finding| finding.rule.level == Level::Minimum));
    assert!(!report.left.is_empty(), "what could not be removed is said");
}

#[tokio::test]
async fn what_is_not_offered_is_skipped_unless_it_was_named() {
    let platform = Platform::start(Fault::OnlyCreateAndRead, &values()).await;
    let mut unnamed = options(platform.endpoint(), Level::Full);
    unnamed.operations = None;
    let report = conformance::run(unnamed).await.unwrap();
    assert_eq!(report.broken(), [""; 0], "{report}");
    assert_eq!(report.outcome("list.status"), Some(&Outcome::Skipped("list is not offered".to_owned())));
    let platform = Platform::start(Fault::OnlyCreateAndRead, &values()).await;
    let report = conformance::run(options(platform.endpoint(), Level::Full)).await.unwrap();
    let broken = report.broken();
    for id in [
        "list.status",
        "replace.status",
        "update.name",
        "verify.status",
        "federation.shape",
        "delete.verifying",
    ] {
        assert!(broken.contains(&id), "{id}: {report}");
    }
}

#[tokio::test]
async fn made_up_values_test_all_but_what_needs_a_connection_that_works() {
    let platform = Platform::start(Fault::None, &values()).await;
    let mut options = options(platform.endpoint(), Level::Full);
    options.values = Values::made_up();
    let report = conformance::run(options).await.unwrap();
    assert_eq!(report.broken(), [""; 0], "{report}");
    for id in ["duplicate.status", "replace.connected", "update.credential", "create.tenant"] {
        assert!(matches!(report.outcome(id), Some(Outcome::Skipped(_))), "{id}");
    }
}

#[tokio::test]
async fn a_second_run_uses_what_the_first_one_left() {
    let platform = Platform::start(Fault::OnlyCreateAndRead, &values()).await;
    for _ in 0..2 {
        let mut options = options(platform.endpoint(), Level::Minimum);
        options.operations = None;
        let report = conformance::run(options).await.unwrap();
        assert_eq!(report.broken(), [""; 0], "{report}");
    }
}

#[tokio::test]
async fn an_endpoint_that_is_not_there_fails() {
    let report = conformance::run(options("http://127.0.0.1:1/x".to_owned(), Level::Full)).await.unwrap();
    assert!(!report.is_good());
    assert!(report.broken().contains(&"answer.comes"));
}

//! What host and wizard say to one another: what is read can be written, and is then read as the same.

use azure_connect::azure::{Certificate, looks_like_secret};
use azure_connect::contract::{
    Connection, ConnectionId, ConnectionList, ConnectionPatch, Federation, IdempotencyKey, Lookup,
    NewConnection, Problem, PublicCertificate, Shown,
};
use azure_connect::exchange::{Answer, Body, Headers, cookie, retry_after_ms};
use azure_connect::json::{self, FromJson};
use serde::Serialize;

pub fn check(text: &str) {
    again::<Connection>(text);
    again::<ConnectionList>(text);
    again::<Problem>(text);
    again::<Federation>(text);
    again::<Lookup>(text);
    again::<PublicCertificate>(text);
    if let Some(public) = json::parse(text).ok().and_then(PublicCertificate::from_json)
        && let Ok(certificate) = Certificate::parse(public.pem.as_str(), public.thumbprint.as_str())
    {
        let thumbprint = certificate.thumbprint().to_string();
        assert_eq!(Certificate::parse(&certificate.pem(), &thumbprint), Ok(certificate));
    }
    if let Err(Some(problems)) = ConnectionPatch::parse(text.as_bytes()) {
        assert!(!problems.is_empty(), "refused for nothing");
    }
    match NewConnection::parse(text.as_bytes()) {
        Ok(connection) => {
            assert!(connection.scopes.len() <= NewConnection::MAX_SCOPES);
            assert!(!format!("{connection:?}").contains("8Q~"), "a secret is never printed");
        }
        Err(Some(problems)) => {
            assert!(!problems.is_empty(), "refused for nothing");
            for problem in problems {
                assert!(problem.pointer.as_str().starts_with('/') && !problem.code.is_empty());
                assert!(!looks_like_secret(problem.code.as_str()));
            }
        }
        Err(None) => {}
    }
    small(text);
}

/// The canonical form is a fixed point.
fn again<T: FromJson + Serialize + PartialEq + std::fmt::Debug>(text: &str) {
    let Some(value) = json::parse(text).ok().and_then(T::from_json) else { return };
    let written = serde_json::to_string(&value).unwrap_or_default();
    assert_eq!(json::parse(&written).ok().and_then(T::from_json), Some(value), "{written}");
}

/// What stands in headers and in URLs.
fn small(text: &str) {
    let shown = Shown::new(text);
    assert!(shown.as_str().chars().count() <= Shown::MAX);
    assert_eq!(Shown::new(shown.as_str()), shown);
    assert!(!shown.as_str().contains(['\u{202e}', '\u{2066}', '\0', '\r']));
    if let Ok(id) = ConnectionId::parse(text) {
        assert!(id.as_str() == text && !text.contains(['/', '?', '#', '%', '\\']) && text != "..");
    }
    if let Ok(key) = IdempotencyKey::parse(text) {
        assert_eq!(IdempotencyKey::parse(&key.to_string()), Ok(key));
    }
    let hour = 3_600_000;
    assert!(retry_after_ms(text, None, 0).is_none_or(|wait| wait <= hour));
    assert!(retry_after_ms(text, Some(text), u64::MAX).is_none_or(|wait| wait <= hour));
    if let Some((name, value)) = text.split_once(':') {
        let mut headers = Headers::default();
        if headers.add(name, value) {
            assert!(!text.contains(['\r', '\n', '\0']), "a header would break into two");
        }
        assert!(cookie(value, name).is_none_or(|found| value.contains(found)));
    }
    for status in [200, 201, 409, 503] {
        let answer = Answer { status, body: Body::Text(text.into()), ..Answer::default() };
        if let Err(failure) = answer.read::<Connection>() {
            assert!(!failure.code().is_empty());
            assert!(failure.raw().as_str().chars().count() <= Shown::MAX);
        }
    }
}

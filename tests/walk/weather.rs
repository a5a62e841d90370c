//! What can become of a request between the page and the platform.

use azure_connect::exchange::{Answer, Body, Failure, FailureKind};
use serde_json::{Value, json};

use crate::host::{Asked, Host, Said, problem};
use crate::tape::Tape;

/// What the platform and the line are like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weather {
    /// Everything works.
    Kind,
    /// Now and then something does not.
    Mixed,
    /// The platform breaks on every request.
    Storm,
    /// There is no network.
    Offline,
}

/// One attempt of a request: what the platform does, and what of its answer arrives. `mask` takes the secret out.
pub fn attempt(
    host: &mut Host,
    sent: (&Asked, &str, &str),
    edits: (u64, u64),
    (weather, signed_in): (Weather, bool),
    mask: &dyn Fn(String) -> String,
    tape: &mut Tape,
) -> Result<Answer, FailureKind> {
    let (asked, key, body) = sent;
    let mut does = |tape: &mut Tape| host.does(asked, key, body, edits, tape);
    let answer = |said: Said| {
        let content_type = Some(said.content_type.to_owned()).filter(|text| !text.is_empty());
        let (status, retry_after_ms, etag) = (said.status, said.retry_after_ms, said.etag);
        Ok(Answer { status, content_type, retry_after_ms, etag, body: Body::Text(mask(said.body)) })
    };
    if weather == Weather::Offline {
        return Err(if tape.percent(30) { FailureKind::TimedOut } else { FailureKind::Unreachable });
    }
    if !signed_in {
        return answer(problem(401, "session", Value::Null));
    }
    let after = |tape: &mut Tape| Some(1_000 * tape.below(90) as u64);
    if weather == Weather::Storm {
        return answer(match tape.below(5) {
            0 => Said { retry_after_ms: after(tape), ..problem(503, "busy", Value::Null) },
            1 => Said {
                status: 502,
                content_type: "text/html",
                body: "<h1>Bad gateway</h1>".into(),
                ..Said::default()
            },
            2 => {
                does(tape);
                problem(500, "after", Value::Null)
            }
            3 => Said { retry_after_ms: after(tape), ..problem(429, "slow", Value::Null) },
            _ => return Err(FailureKind::TimedOut),
        });
    }
    if weather == Weather::Kind || tape.percent(55) {
        return answer(does(tape));
    }
    let pointers = [
        "/tenantId",
        "/clientId",
        "/credential/clientSecret",
        "/credential",
        "/credential/expiresOn",
        "/credential/thumbprint",
        "/scopes/0",
        "/scopes/7",
        "/scopes",
        "/name",
        "/extras/account",
        "/extras/none",
        "/role/name",
        "/cloud",
        "/x",
        "",
    ];
    let codes = ["AADSTS7000215", "too-long", "invalid", "not yours!", "AADSTS700027"];
    // What the platform quotes can hold anything, the secret that was sent among it.
    let quoted = || {
        format!("“{}” \u{202e}<img src=x onerror=alert(1)>", body.get(..body.len().min(600)).unwrap_or("?"))
    };
    // What it has done under a key it says again, whatever it would say of something new.
    let knows = host.knows(key);
    let mut does = |tape: &mut Tape| host.does(asked, key, body, edits, tape);
    if let Asked::Update(..) = asked {
        let refused = json!([{ "pointer": "/credential", "code": "AADSTS7000215", "detail": "No." }]);
        match tape.below(6) {
            0 => return answer(problem(412, "stale", Value::Null)),
            1 => return answer(problem(422, "credential", json!({ "errors": refused }))),
            _ => {}
        }
    }
    answer(match tape.below(26) {
        5..=8 | 10..=14 if knows => does(tape),
        0 => return Err(FailureKind::Unreachable),
        1 | 2 => {
            does(tape);
            return Err(if tape.percent(50) { FailureKind::Unreachable } else { FailureKind::TimedOut });
        }
        3 => problem(401, "session", Value::Null),
        4 => problem(403, if tape.percent(50) { "csrf" } else { "role" }, Value::Null),
        5 => problem(404, "not-found", Value::Null),
        6 => problem(409, "already-connected", Value::Null),
        7 => problem(409, "already-connected", json!({ "connectionId": "c1" })),
        8 => Said { retry_after_ms: after(tape), ..problem(409, "in-progress", Value::Null) },
        9 => problem(412, "stale", Value::Null),
        10..=12 => {
            let count = 1 + tape.below(3);
            let errors: Vec<_> = (0..count)
                .map(|_| json!({ "pointer": tape.one(&pointers), "code": tape.one(&codes), "detail": quoted() }))
                .collect();
            problem(*tape.one(&[422, 400]), "invalid", json!({ "errors": errors }))
        }
        13 => problem(422, "key-reused", Value::Null),
        14 => problem(422, "quota", json!({ "detail": quoted() })),
        15 => Said { retry_after_ms: after(tape), ..problem(429, "slow", Value::Null) },
        16 => problem(429, "slow", Value::Null),
        17 => Said { retry_after_ms: after(tape), ..problem(503, "busy", Value::Null) },
        18 => problem(500, "broken", Value::Null),
        19 => {
            does(tape);
            problem(500, "after", Value::Null)
        }
        20 => Said {
            status: 200,
            content_type: "text/html",
            body: "<title>Sign in</title>".into(),
            ..Said::default()
        },
        21 => {
            let said = does(tape);
            Said { body: said.body.get(..said.body.len() / 2).unwrap_or_default().to_owned(), ..said }
        }
        22 => {
            does(tape);
            Said { status: 200, content_type: "application/json", body: "[]".into(), ..Said::default() }
        }
        23 => {
            does(tape);
            return Ok(Answer {
                status: 200,
                body: if tape.percent(50) { Body::TooLarge } else { Body::Redirected },
                ..Answer::default()
            });
        }
        24 => {
            // Delivered twice by the line: the second answer is the one that arrives.
            does(tape);
            does(tape)
        }
        _ => Said { status: 302, ..Said::default() },
    })
}

/// What an attempt was to its request: an answer that stays, or why there is none.
pub fn settled(attempt: Result<Answer, FailureKind>) -> Result<Answer, Failure> {
    let answer = attempt.map_err(Failure::silence)?;
    match answer.refused() {
        None => Ok(answer),
        Some(failure) => Err(failure),
    }
}

//! A whole conversation without a browser: what the edge does with the pieces of `exchange`,
//! against a host that keeps its promises and a network that does not.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)]

use std::collections::HashMap;

use azure_connect::contract::{Connection, IdempotencyKey, Status};
use azure_connect::exchange::{
    Answer, Attempts, Body, Failure, FailureKind, Hints, Limits, Next, Outcome, Pace, Parcel,
};
use proptest::prelude::*;

const SECRET: &str = "9aF8Q~x_Yz.3-kLmNoPqRsTuVwXyZ0123456~abc";

/// What befalls one attempt.
#[derive(Clone, Copy, Debug)]
enum Fate {
    Arrives,
    RequestLost,
    AnswerLost,
    Overloaded,
    GatewayBroken,
}

/// Makes one connection for each key, however often it is asked, and repeats secrets in its errors.
#[derive(Default)]
struct Host {
    made: HashMap<String, usize>,
}

impl Host {
    fn post(&mut self, parcel: &Parcel) -> Answer {
        let next = self.made.len() + 1;
        let id = *self.made.entry(parcel.key().to_string()).or_insert(next);
        answer(201, &format!(r#"{{"id":"c{id}","status":"verifying"}}"#))
    }
}

fn answer(status: u16, body: &str) -> Answer {
    let content_type = Some("application/json".to_owned());
    Answer { status, content_type, body: Body::Text(body.to_owned()), ..Answer::default() }
}

fn attempt(host: &mut Host, parcel: &Parcel, fate: Fate) -> Result<Answer, FailureKind> {
    match fate {
        Fate::Arrives => Ok(host.post(parcel)),
        Fate::RequestLost => Err(FailureKind::Unreachable),
        Fate::AnswerLost => {
            host.post(parcel);
            Err(FailureKind::TimedOut)
        }
        Fate::Overloaded => Ok(Answer { retry_after_ms: Some(3_000), ..answer(503, "{}") }),
        Fate::GatewayBroken => {
            host.post(parcel);
            let echo = ["<h1>502</h1> could not send ", SECRET].concat();
            Ok(Answer {
                content_type: Some("text/html".to_owned()),
                ..answer(502, &parcel.echo().mask(echo))
            })
        }
    }
}

fn submit(host: &mut Host, parcel: &Parcel, fates: &[Fate]) -> (Outcome<Connection>, u32) {
    let mut attempts = Attempts::new(Limits::WRITE);
    let mut fates = fates.iter().copied().chain(std::iter::repeat(Fate::Arrives));
    loop {
        let outcome = match attempt(host, parcel, fates.next().unwrap()) {
            Ok(answer) => answer.read(),
            Err(kind) => Err(Failure::silence(kind)),
        };
        let failure = match outcome {
            Ok(reply) => return (Ok(reply), attempts.made() + 1),
            Err(failure) => failure,
        };
        if !matches!(attempts.heard(failure.heard(), 100, 0.5), Next::Wait(_)) {
            return (Err(failure), attempts.made());
        }
    }
}

fn parcel() -> Parcel {
    let body = [r#"{"clientSecret":""#, SECRET, r#""}"#].concat().into_bytes();
    Parcel::new(IdempotencyKey::from_random([42; 16]), body.into(), Some(SECRET))
}

fn fate() -> impl Strategy<Value = Fate> {
    prop_oneof![
        Just(Fate::Arrives),
        Just(Fate::RequestLost),
        Just(Fate::AnswerLost),
        Just(Fate::Overloaded),
        Just(Fate::GatewayBroken)
    ]
}

proptest! {
    /// However the network behaves, one submission makes one connection, and what could not be
    /// told apart from a success is never reported as a plain refusal.
    #[test]
    fn one_submission_makes_no_double(fates in proptest::collection::vec(fate(), 0..12)) {
        let (mut host, parcel) = (Host::default(), parcel());
        let (outcome, made) = submit(&mut host, &parcel, &fates);
        prop_assert!(made <= Limits::WRITE.attempts);
        prop_assert!(host.made.len() <= 1);
        match outcome {
            Ok(reply) => prop_assert_eq!(reply.value.id.as_str(), "c1"),
            Err(failure) => {
                prop_assert!(failure.is_ambiguous() && failure.is_retriable());
                let shown = format!("{failure:?}");
                prop_assert!(!shown.contains(SECRET));
                // The admin presses again: the same parcel finds what may be there already.
                let (outcome, _) = submit(&mut host, &parcel, &[]);
                prop_assert!(outcome.is_ok_and(|reply| reply.value.id.as_str() == "c1"));
                prop_assert_eq!(host.made.len(), 1);
            }
        }
    }
}

#[test]
fn five_lost_answers_are_sat_out() {
    let (outcome, made) = submit(&mut Host::default(), &parcel(), &[Fate::AnswerLost; 5]);
    assert!(outcome.is_ok());
    assert_eq!(made, 6);
    let (outcome, made) = submit(&mut Host::default(), &parcel(), &[Fate::AnswerLost; 6]);
    assert_eq!((outcome.unwrap_err().kind().clone(), made), (FailureKind::TimedOut, 6));
}

/// Nine minutes of role propagation, the host looking every twenty seconds.
#[test]
fn a_long_verification_is_watched_without_haste() {
    let (mut pace, mut now_ms, mut looks) = (Pace::default(), 0, 0);
    loop {
        let body = match now_ms {
            0..4_000 => r#"{"id":"c1","status":"verifying","checks":[{"id":"token","state":"running"}]}"#,
            4_000..540_000 => {
                r#"{"id":"c1","status":"verifying","checks":[{"id":"token","state":"pass"},
                {"id":"subscription","state":"waiting","retryAfterSeconds":20,"deadlineSeconds":540},
                {"id":"permissions","state":"pending"}]}"#
            }
            _ => r#"{"id":"c1","status":"connected"}"#,
        };
        looks += 1;
        let reply = answer(200, body).read::<Connection>().unwrap();
        if reply.value.status != Status::Verifying {
            break;
        }
        now_ms += pace.answered(Hints::of(&reply.value, reply.retry_after_ms));
    }
    assert!(now_ms < 565_000, "{now_ms}");
    assert!((25..35).contains(&looks), "{looks}");
}

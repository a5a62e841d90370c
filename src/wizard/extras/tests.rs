//! The platform's own questions.

use std::rc::Rc;

use super::*;
use crate::azure::Date;
use crate::contract::Connection;
use crate::exchange::{Answer as HttpAnswer, Body, Outcome};
use crate::profile::Profile;
use crate::wizard::{Draft, Message, SecretVerdict};

const SECRET: &str = "abc8Q~abcdefghijklmnopqrstuvwxyz0123456789";

fn wizard() -> Wizard {
    let profile = r#"{"platform":{"name":"Harbor"},"routes":["existing","portal"],"clouds":["AzureCloud"],
        "credential":{"kinds":["secret"],"expiry":"hidden"},
        "extras":[
          {"name":"cost","label":"Cost centre","type":"text"},
          {"name":"region","label":"Region","type":"select","required":true,
           "options":[{"value":"eu","label":"Europe"},{"value":"us","label":"America"}]},
          {"name":"teams","label":"Team access","type":"multi-select",
           "options":[{"value":"t1","label":"Platform"},{"value":"t2","label":"Data"},{"value":"t3","label":"Web"}]}],
        "endpoint":{"url":"/api","operations":["create","read"]}}"#;
    Wizard::new(Rc::new(Profile::parse(profile).unwrap()), Date::new(2026, 11, 21).unwrap())
}

/// On the step with all values, all but the extras filled in.
fn begun() -> Wizard {
    let mut wizard = wizard();
    wizard.update(Message::Continue);
    for (field, text) in [
        (Field::Tenant, "5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61"),
        (Field::Client, "8d2f6a90-7b1c-4e3d-a5f4-2c9b8e7d6f10"),
        (Field::Subscription, "c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5"),
    ] {
        wizard.update(Message::Typed(field, text.into()));
    }
    wizard.update(Message::SecretTyped(SecretVerdict::of(SECRET, false)));
    wizard
}

fn tell(wizard: &mut Wizard, message: ExtraMessage) {
    wizard.update(Message::Extra(message));
}

fn sent(wizard: &Wizard) -> String {
    serde_json::to_string(&wizard.submission().unwrap().extras).unwrap()
}

fn code(wizard: &Wizard, at: usize) -> &str {
    wizard.extra_complaint(at).map_or("", |complaint| &complaint.code)
}

#[test]
fn they_stand_where_the_connection_gets_its_name() {
    let wizard = begun();
    assert!(wizard.asks_extras(Step::Credential));
    assert!(!wizard.asks_extras(Step::Connect) && !wizard.asks_extras(Step::Route));
}

#[test]
fn what_was_answered_is_sent_and_nothing_else() {
    let mut wizard = begun();
    assert_eq!(sent(&wizard), "{}");
    tell(&mut wizard, ExtraMessage::Typed(0, " 4711 ".into()));
    tell(&mut wizard, ExtraMessage::Chosen(1, 0, true));
    tell(&mut wizard, ExtraMessage::Chosen(1, 1, true));
    tell(&mut wizard, ExtraMessage::Chosen(2, 2, true));
    tell(&mut wizard, ExtraMessage::Chosen(2, 0, true));
    assert_eq!(sent(&wizard), r#"{"cost":"4711","region":"us","teams":["t1","t3"]}"#);
    tell(&mut wizard, ExtraMessage::Chosen(2, 0, false));
    tell(&mut wizard, ExtraMessage::Chosen(2, 2, false));
    tell(&mut wizard, ExtraMessage::Cleared(1));
    tell(&mut wizard, ExtraMessage::Typed(0, "  ".into()));
    assert_eq!(sent(&wizard), "{}");
    tell(&mut wizard, ExtraMessage::Chosen(1, 9, true));
    tell(&mut wizard, ExtraMessage::Typed(9, "x".into()));
    assert_eq!(sent(&wizard), "{}");
}

#[test]
fn a_required_one_is_asked_for() {
    let mut wizard = begun();
    wizard.update(Message::Continue);
    assert_eq!(wizard.step(), Step::Credential);
    assert_eq!([code(&wizard, 0), code(&wizard, 1), code(&wizard, 2)], ["", "empty", ""]);
    assert_eq!(wizard.extra_complaints().len(), 1);
    tell(&mut wizard, ExtraMessage::Chosen(1, 0, true));
    assert_eq!(wizard.extra_complaints(), []);
    wizard.update(Message::Continue);
    assert_eq!(wizard.step(), Step::Connect);
}

#[test]
fn a_secret_is_no_answer_and_is_kept_nowhere() {
    let mut wizard = begun();
    tell(&mut wizard, ExtraMessage::Typed(0, SECRET.into()));
    assert_eq!(code(&wizard, 0), "secret-like");
    assert_eq!(wizard.answers().extras.text("cost"), "");
    assert!(!wizard.draft().to_json(1.0).contains("8Q~"));
    // It is gone, and the answer is one that may be left out.
    tell(&mut wizard, ExtraMessage::Chosen(1, 0, true));
    wizard.update(Message::Continue);
    assert_eq!((wizard.step(), &*sent(&wizard)), (Step::Connect, r#"{"region":"eu"}"#));
}

#[test]
fn a_reload_keeps_what_the_profile_still_offers() {
    let mut wizard = begun();
    tell(&mut wizard, ExtraMessage::Typed(0, "4711".into()));
    tell(&mut wizard, ExtraMessage::Chosen(1, 1, true));
    tell(&mut wizard, ExtraMessage::Chosen(2, 1, true));
    let text = wizard.draft().to_json(1000.0);
    let mut again = begun();
    again.update(Message::Restore(Draft::from_json(&text, 2000.0).unwrap()));
    assert_eq!(sent(&again), r#"{"cost":"4711","region":"us","teams":["t2"]}"#);
    let mut other = begun();
    let text = text.replace("\"us\"", "\"moon\"").replace("[\"t2\"]", "\"t2\"");
    other.update(Message::Restore(Draft::from_json(&text, 2000.0).unwrap()));
    assert_eq!(sent(&other), r#"{"cost":"4711"}"#);
}

#[test]
fn what_the_platform_refuses_is_said_there() {
    let mut wizard = begun();
    tell(&mut wizard, ExtraMessage::Chosen(1, 0, true));
    wizard.update(Message::Continue);
    wizard.update(Message::Connect);
    let errors = r#"{"errors":[
        {"pointer":"/extras/teams","code":"not-offered","detail":"There is no such team."},
        {"pointer":"/extras/cost","code":"not-offered","detail":""}]}"#;
    let answer = HttpAnswer { status: 422, body: Body::Text(errors.to_owned()), ..HttpAnswer::default() };
    let outcome: Outcome<Connection> = answer.read();
    wizard.update(Message::Sent(Box::new(outcome)));
    assert_eq!(wizard.step(), Step::Credential);
    assert_eq!([code(&wizard, 0), code(&wizard, 1), code(&wizard, 2)], ["not-offered", "", "not-offered"]);
    assert_eq!(wizard.extra_complaints()[1].detail.as_deref(), Some("There is no such team."));
    tell(&mut wizard, ExtraMessage::Typed(0, "1".into()));
    tell(&mut wizard, ExtraMessage::Chosen(2, 0, true));
    wizard.update(Message::Continue);
    assert_eq!(wizard.step(), Step::Connect);
}

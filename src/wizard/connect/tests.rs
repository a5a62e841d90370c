//! What the walk in `tests/walk` found, step by step.

use std::rc::Rc;

use crate::azure::{Cloud, Date, Field};
use crate::contract::{Connection, ConnectionId};
use crate::exchange::{Answer, Body, Failure, FailureKind, Outcome};
use crate::profile::{Profile, Route};
use crate::wizard::{
    CareMessage, CareRequest, Effect, ExitReason, Message, Phase, Refusal, SecretVerdict, Step, Task, Wizard,
    WizardEvent,
};

const TENANT: &str = "5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61";
const CLIENT: &str = "8d2f6a90-7b1c-4e3d-a5f4-2c9b8e7d6f10";
const SUBSCRIPTION: &str = "c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5";
const OTHER: &str = "0f7b52e8-31a6-4d9c-b840-6e5d2c1f9a73";

fn typed(wizard: &mut Wizard, field: Field, text: &str) {
    wizard.update(Message::Typed(field, text.into()));
}

/// All values are there, and up for checking.
fn ready(kinds: &str) -> Wizard {
    let profile = format!(
        r#"{{"platform":{{"name":"Harbor"}},"routes":["existing","portal"],"credential":{{"kinds":[{kinds}],"expiry":"hidden"}},
        "endpoint":{{"url":"/api","operations":["create","read","list","update","federation"]}}}}"#
    );
    let profile = Profile::parse(&profile).unwrap();
    let mut wizard = Wizard::new(Rc::new(profile), Date::new(2026, 11, 21).unwrap());
    wizard.update(Message::Continue);
    for (field, text) in
        [(Field::Tenant, TENANT), (Field::Client, CLIENT), (Field::Subscription, SUBSCRIPTION)]
    {
        typed(&mut wizard, field, text);
    }
    wizard.update(Message::SecretTyped(SecretVerdict::Good));
    wizard.update(Message::Continue);
    assert_eq!(wizard.step(), Step::Connect);
    wizard
}

fn connect(wizard: &mut Wizard) -> Vec<bool> {
    fresh(&wizard.update(Message::Connect))
}

/// Of each submission, whether it is a new one.
fn fresh(effects: &[Effect]) -> Vec<bool> {
    let submit = |effect: &Effect| match effect {
        Effect::Submit { fresh, .. } => Some(*fresh),
        Effect::Care(CareRequest::Update { fresh, .. }) => Some(*fresh),
        _ => None,
    };
    effects.iter().filter_map(submit).collect()
}

fn connection(status: &str) -> Outcome<Connection> {
    let text = format!(
        r#"{{"id":"c1","status":"{status}","name":"Old","tenantId":"{TENANT}","clientId":"{CLIENT}","credential":{{"kind":"federated"}},"scopes":[]}}"#
    );
    Answer { status: 200, body: Body::Text(text), ..Answer::default() }.read()
}

#[test]
fn what_the_page_held_back_is_sent_as_it_stands_then() {
    let mut wizard = ready(r#""secret""#);
    assert_eq!(connect(&mut wizard), [true]);
    wizard.update(Message::Stop);
    typed(&mut wizard, Field::Subscription, OTHER);
    assert_eq!(connect(&mut wizard), [true]);
    wizard.update(Message::HeldBack);
    assert_eq!(connect(&mut wizard), [true], "the one before has other values");
}

#[test]
fn what_the_page_held_back_keeps_the_key_of_one_that_may_have_arrived() {
    let mut wizard = ready(r#""secret""#);
    connect(&mut wizard);
    wizard.update(Message::Stop);
    assert_eq!(connect(&mut wizard), [false]);
    wizard.update(Message::HeldBack);
    assert_eq!(connect(&mut wizard), [false]);
}

#[test]
fn leaving_and_coming_back_is_no_new_submission_without_a_secret() {
    let mut wizard = ready(r#""federated""#);
    connect(&mut wizard);
    wizard.update(Message::Stop);
    wizard.update(Message::Exit(ExitReason::Closed));
    assert_eq!(connect(&mut wizard), [false]);
    let mut wizard = ready(r#""federated""#);
    connect(&mut wizard);
    wizard.update(Message::Stop);
    wizard.update(Message::Care(CareMessage::OpenList));
    wizard.update(Message::Care(CareMessage::Leave));
    assert_eq!(connect(&mut wizard), [false]);
}

#[test]
fn a_click_that_comes_late_takes_nothing_back() {
    let mut wizard = ready(r#""secret""#);
    connect(&mut wizard);
    wizard.update(Message::Sent(Box::new(connection("connected"))));
    for late in [Message::Connect, Message::CheckAgain] {
        assert!(fresh(&wizard.update(late)).is_empty());
        assert!(matches!(wizard.phase(), Phase::Done(_)), "{:?}", wizard.phase());
    }
    assert_eq!(wizard.answers().secret, SecretVerdict::Empty, "its field is");
}

#[test]
fn checking_again_is_for_what_has_failed() {
    let mut wizard = ready(r#""secret""#);
    connect(&mut wizard);
    assert!(fresh(&wizard.update(Message::CheckAgain)).is_empty(), "one is on its way");
    wizard.update(Message::Sent(Box::new(connection("failed"))));
    assert_eq!(fresh(&wizard.update(Message::CheckAgain)), [true]);
}

#[test]
fn a_value_that_is_wrong_further_on_holds_nobody_up() {
    let mut wizard = ready(r#""secret""#);
    typed(&mut wizard, Field::Subscription, TENANT);
    wizard.update(Message::GoTo(Step::Route));
    wizard.update(Message::ChooseRoute(Route::Portal));
    wizard.update(Message::Continue);
    assert_eq!(wizard.step(), Step::App);
    wizard.update(Message::Continue);
    wizard.update(Message::Continue);
    assert_eq!(wizard.step(), Step::Subscription, "{:?}", wizard.complaints().collect::<Vec<_>>());
    wizard.update(Message::Continue);
    assert_eq!(&*wizard.complaint(Field::Subscription).unwrap().code, "tenant-level-account");
}

/// What the platform says of a submission that may have arrived before.
fn refused(wizard: &mut Wizard, status: u16, name: &str) {
    let body = Body::Text(format!(r#"{{"type":"https://x/{name}","title":"No"}}"#));
    let answer = Answer { status, body, ..Answer::default() };
    wizard.update(Message::Sent(Box::new(Err(answer.refused().unwrap()))));
}

#[test]
fn who_did_not_get_through_to_the_platform_does_not_know_what_it_did() {
    for (status, name, keeps) in [
        (429, "slow", true),
        (403, "role", true),
        (404, "gateway", true),
        (401, "session", true),
        (422, "key-reused", false),
        (422, "quota", false),
    ] {
        let mut wizard = ready(r#""federated""#);
        connect(&mut wizard);
        wizard.update(Message::Stop);
        connect(&mut wizard);
        refused(&mut wizard, status, name);
        assert_eq!(connect(&mut wizard), [!keeps], "{name} after one that may have arrived");
        let mut wizard = ready(r#""federated""#);
        connect(&mut wizard);
        wizard.update(Message::Retrying);
        refused(&mut wizard, status, name);
        assert_eq!(connect(&mut wizard), [!keeps], "{name} to the second attempt");
        let mut wizard = ready(r#""federated""#);
        connect(&mut wizard);
        refused(&mut wizard, status, name);
        assert_eq!(connect(&mut wizard), [status != 401], "{name} at once");
    }
}

/// A connection is about to be renamed.
fn renaming() -> Wizard {
    let mut wizard = ready(r#""federated""#);
    let id = ConnectionId::parse("c1").unwrap();
    wizard.update(Message::Care(CareMessage::Open(id.clone())));
    wizard.update(Message::Care(CareMessage::Read(id, Box::new(connection("connected")))));
    wizard.update(Message::Care(CareMessage::Begin(Task::Rename)));
    typed(&mut wizard, Field::Name, "One");
    wizard
}

#[test]
fn another_name_is_another_change() {
    let mut wizard = renaming();
    assert_eq!(fresh(&wizard.update(Message::Care(CareMessage::Save))), [true]);
    wizard.update(Message::Stop);
    typed(&mut wizard, Field::Name, "Two");
    assert_eq!(fresh(&wizard.update(Message::Care(CareMessage::Save))), [true]);
    wizard.update(Message::Stop);
    assert_eq!(fresh(&wizard.update(Message::Care(CareMessage::Save))), [false], "the same again");
    typed(&mut wizard, Field::Name, "Three");
    wizard.update(Message::Stop);
    assert_eq!(fresh(&wizard.update(Message::Care(CareMessage::Save))), [true], "typed on the way");
}

#[test]
fn what_is_done_to_a_connection_leaves_the_wizards_own_submission_alone() {
    let mut wizard = ready(r#""federated""#);
    connect(&mut wizard);
    let lost = Failure::silence(FailureKind::TimedOut);
    wizard.update(Message::Sent(Box::new(Err(lost))));
    assert!(matches!(wizard.phase(), Phase::Refused(Refusal::TimedOut)));
    let id = ConnectionId::parse("c1").unwrap();
    wizard.update(Message::Care(CareMessage::Open(id.clone())));
    wizard.update(Message::Care(CareMessage::Read(id, Box::new(connection("connected")))));
    wizard.update(Message::Care(CareMessage::Begin(Task::Rename)));
    typed(&mut wizard, Field::Name, "Other");
    wizard.update(Message::Care(CareMessage::Leave));
    assert_eq!(connect(&mut wizard), [false]);
}

#[test]
fn a_connection_that_goes_back_into_the_wizard_brings_its_clouds_route_along() {
    let profile = r#"{"platform":{"name":"Harbor"},"routes":["cloud-shell","portal"],
        "clouds":["AzureCloud","AzureChinaCloud"],
        "endpoint":{"url":"/api","operations":["create","read","list","replace"]}}"#;
    let profile = Profile::parse(profile).unwrap();
    let mut wizard = Wizard::new(Rc::new(profile), Date::new(2026, 11, 21).unwrap());
    wizard.update(Message::ChooseCloud(Cloud::AzureChinaCloud));
    assert_eq!(wizard.route(), Route::Portal);
    let id = ConnectionId::parse("c1").unwrap();
    wizard.update(Message::Care(CareMessage::Open(id.clone())));
    wizard.update(Message::Care(CareMessage::Read(id, Box::new(connection("failed")))));
    let effects = wizard.update(Message::Care(CareMessage::Repair));
    let steps: Vec<_> = effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Notify(WizardEvent::Step { step, index, total }) => Some((*step, *index, *total)),
            _ => None,
        })
        .collect();
    assert_eq!(steps, [("credential", 2, 3)]);
    assert_eq!(wizard.route(), Route::CloudShell);
}

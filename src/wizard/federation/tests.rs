use std::rc::Rc;

use super::*;
use crate::azure::{Date, Field};
use crate::contract::Handover;
use crate::exchange::{Answer, Body, Failure, FailureKind};
use crate::profile::Profile;
use crate::wizard::{Draft, Message, Phase, Refusal, SecretVerdict};

const TENANT: &str = "5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61";
const CLIENT: &str = "8d2f6a90-7b1c-4e3d-a5f4-2c9b8e7d6f10";
const SUBSCRIPTION: &str = "c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5";
const SECRET: &str = "abc8Q~abcdefghijklmnopqrstuvwxyz0123456789";
const TRIPLE: &str = r#"{"issuer":"https://id.harbor.example","subject":"account:7fQ","audience":"api://AzureADTokenExchange"}"#;

fn wizard(kinds: &str) -> Wizard {
    let profile = [
        r#"{"platform":{"name":"Harbor"},"routes":["portal","existing"],
        "clouds":["AzureCloud","AzureUSGovernment"],"credential":{"kinds":"#,
        kinds,
        r#"},"endpoint":{"url":"/api","operations":["create","read","federation"]}}"#,
    ]
    .concat();
    Wizard::new(Rc::new(Profile::parse(&profile).unwrap()), Date::new(2026, 11, 21).unwrap())
}

fn both() -> Wizard {
    wizard(r#"["secret","federated"]"#)
}

fn typed(wizard: &mut Wizard, field: Field, text: &str) {
    wizard.update(Message::Typed(field, text.into()));
}

/// Up to a step of the portal route, with what it asks for.
fn at(mut wizard: Wizard, step: Step) -> Wizard {
    while wizard.step() != step {
        match wizard.step() {
            Step::App => {
                typed(&mut wizard, Field::Tenant, TENANT);
                typed(&mut wizard, Field::Client, CLIENT);
            }
            Step::Subscription => typed(&mut wizard, Field::Subscription, SUBSCRIPTION),
            _ => {}
        }
        let before = wizard.step();
        wizard.update(Message::Continue);
        assert_ne!(wizard.step(), before, "stuck: {:?}", wizard.complaints().collect::<Vec<_>>());
    }
    wizard
}

fn asked(effects: &[Effect]) -> Vec<Cloud> {
    let cloud = |effect: &Effect| match effect {
        Effect::AskFederation(cloud) => Some(*cloud),
        _ => None,
    };
    effects.iter().filter_map(cloud).collect()
}

fn answered(status: u16, body: &str) -> Box<Outcome<Federation>> {
    Box::new(Answer { status, body: Body::Text(body.to_owned()), ..Answer::default() }.read())
}

fn answer(wizard: &mut Wizard, cloud: Cloud, body: &str) {
    wizard.update(Message::Federated(cloud, answered(200, body)));
}

#[test]
fn the_first_kind_of_the_profile_is_chosen_and_the_order_is_its_own() {
    let wizard = wizard(r#"["federated","secret"]"#);
    assert_eq!(wizard.kind(), CredentialKind::Federated);
    assert_eq!(wizard.kinds().collect::<Vec<_>>(), [CredentialKind::Federated, CredentialKind::Secret]);
    assert_eq!(both().kind(), CredentialKind::Secret);
}

#[test]
fn what_is_not_served_is_not_offered() {
    let profile = r#"{"platform":{"name":"Harbor"},"credential":{"kinds":["federated","certificate","secret"]},
        "endpoint":{"url":"/api","operations":["create","read"]}}"#;
    let mut wizard = Wizard::new(Rc::new(Profile::parse(profile).unwrap()), Date::new(2026, 11, 21).unwrap());
    assert_eq!(wizard.kinds().collect::<Vec<_>>(), [CredentialKind::Secret]);
    for kind in [CredentialKind::Federated, CredentialKind::Certificate] {
        wizard.update(Message::ChooseKind(kind));
        assert_eq!(wizard.kind(), CredentialKind::Secret);
    }
}

#[test]
fn a_federated_credential_has_no_fields_and_nothing_to_complain_about() {
    let mut wizard = at(both(), Step::Credential);
    assert_eq!(wizard.fields(Step::Credential), [Field::Secret, Field::Expiry]);
    wizard.update(Message::Continue);
    assert_eq!(wizard.complaints().count(), 2);
    wizard.update(Message::ChooseKind(CredentialKind::Federated));
    assert!(wizard.fields(Step::Credential).is_empty());
    assert_eq!(wizard.complaints().count(), 0);
    assert!(!wizard.missing().contains(&Field::Secret) && !wizard.takes_secret());
    let wizard = at(wizard, Step::Connect);
    assert!(wizard.review().iter().all(|line| line.good));
    assert!(!wizard.review().iter().any(|line| matches!(line.field, Field::Secret | Field::Expiry)));
}

#[test]
fn on_i_have_the_values_it_leaves_out_the_secret_alone() {
    let mut wizard = both();
    wizard.update(Message::ChooseRoute(crate::profile::Route::Existing));
    wizard.update(Message::ChooseKind(CredentialKind::Federated));
    let rest = [Field::Client, Field::Tenant, Field::Subscription, Field::Name];
    assert_eq!(wizard.fields(Step::Credential), rest);
}

#[test]
fn the_body_says_that_it_is_federated_and_nothing_else() {
    let mut wizard = at(wizard(r#"["federated"]"#), Step::Connect);
    let effects = wizard.update(Message::Connect);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Submit { fresh: true, .. })));
    let body = wizard.submission().unwrap().body(Handover::Federated);
    let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(body["credential"], serde_json::json!({ "kind": "federated" }));
}

#[test]
fn a_secret_that_was_typed_is_still_there_when_the_choice_is_taken_back() {
    let mut wizard = at(both(), Step::Credential);
    wizard.update(Message::SecretTyped(SecretVerdict::of(SECRET, false)));
    let effects = wizard.update(Message::ChooseKind(CredentialKind::Federated));
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::ClearSecret)));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::HideSecret)));
    wizard.update(Message::ChooseKind(CredentialKind::Secret));
    assert!(wizard.answers().is_good(Field::Secret));
}

#[test]
fn another_kind_is_another_submission() {
    let mut wizard = at(wizard(r#"["federated","secret"]"#), Step::Connect);
    wizard.update(Message::Connect);
    wizard.update(Message::Sent(Box::new(Err(Failure::silence(FailureKind::TimedOut)))));
    assert!(matches!(wizard.phase(), Phase::Refused(Refusal::TimedOut)));
    wizard.update(Message::ChangeKind);
    assert_eq!(wizard.step(), Step::Credential);
    wizard.update(Message::ChooseKind(CredentialKind::Secret));
    wizard.update(Message::ChooseKind(CredentialKind::Federated));
    wizard.update(Message::Continue);
    assert_eq!(wizard.step(), Step::Connect, "whoever came to change one answer goes back to all");
    let effects = wizard.update(Message::Connect);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Submit { fresh: true, .. })));
}

#[test]
fn while_it_is_being_sent_the_kind_stays() {
    let mut wizard = at(wizard(r#"["federated","secret"]"#), Step::Connect);
    wizard.update(Message::Connect);
    wizard.update(Message::ChooseKind(CredentialKind::Secret));
    wizard.update(Message::ChangeKind);
    assert!(wizard.is_federated() && wizard.step() == Step::Connect);
}

#[test]
fn the_draft_keeps_the_kind_where_it_is_still_offered() {
    let mut first = at(both(), Step::Credential);
    let effects = first.update(Message::ChooseKind(CredentialKind::Federated));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::SaveDraft)));
    let text = first.draft().to_json(1000.0);
    let restored = |mut wizard: Wizard| {
        let effects = wizard.update(Message::Restore(Draft::from_json(&text, 2000.0).unwrap()));
        (wizard.kind(), asked(&effects))
    };
    assert_eq!(restored(both()), (CredentialKind::Federated, vec![Cloud::AzureCloud]));
    assert_eq!(restored(wizard(r#"["secret"]"#)), (CredentialKind::Secret, vec![]));
}

#[test]
fn the_platform_is_asked_once_and_not_before_anybody_goes_on() {
    let mut wizard = wizard(r#"["federated","secret"]"#);
    assert_eq!(asked(&wizard.update(Message::Begun)), []);
    assert_eq!(*wizard.federation_state(), FederationState::Unasked);
    assert_eq!(asked(&wizard.update(Message::Continue)), [Cloud::AzureCloud]);
    assert_eq!(*wizard.federation_state(), FederationState::Asking);
    assert_eq!(asked(&wizard.update(Message::Back)), []);
    answer(&mut wizard, Cloud::AzureCloud, TRIPLE);
    let federation = wizard.federation().unwrap();
    assert_eq!(federation.issuer.as_str(), "https://id.harbor.example");
    assert_eq!(federation.subject.as_str(), "account:7fQ");
    assert_eq!(federation.audience.as_str(), "api://AzureADTokenExchange");
    for kind in [CredentialKind::Secret, CredentialKind::Federated] {
        assert_eq!(asked(&wizard.update(Message::ChooseKind(kind))), []);
    }
    wizard.update(Message::StartOver);
    assert!(wizard.federation().is_some(), "it is about the account, not about what was typed");
}

#[test]
fn where_nothing_is_chosen_first_the_beginning_asks() {
    let profile = r#"{"platform":{"name":"Harbor"},"routes":["existing"],"credential":{"kinds":["federated"]},
        "endpoint":{"url":"/api","operations":["create","read","federation"]}}"#;
    let mut wizard = Wizard::new(Rc::new(Profile::parse(profile).unwrap()), Date::new(2026, 11, 21).unwrap());
    assert_eq!(asked(&wizard.update(Message::Begun)), [Cloud::AzureCloud]);
}

#[test]
fn with_a_secret_nobody_is_asked() {
    let mut wizard = at(both(), Step::Credential);
    assert_eq!(*wizard.federation_state(), FederationState::Unasked);
    assert_eq!(asked(&wizard.update(Message::ChooseKind(CredentialKind::Federated))), [Cloud::AzureCloud]);
}

#[test]
fn another_cloud_has_another_audience() {
    let mut wizard = at(wizard(r#"["federated"]"#), Step::App);
    answer(&mut wizard, Cloud::AzureCloud, TRIPLE);
    let government = Cloud::AzureUSGovernment;
    assert_eq!(asked(&wizard.update(Message::ChooseCloud(government))), [government]);
    assert_eq!(wizard.federation(), None, "the audience of another cloud is wrong here");
    answer(&mut wizard, Cloud::AzureCloud, TRIPLE);
    assert_eq!(wizard.federation(), None, "too late");
    answer(&mut wizard, government, &TRIPLE.replace("Exchange", "ExchangeUSGov"));
    assert!(wizard.federation().unwrap().audience.as_str().ends_with("USGov"));
}

#[test]
fn without_an_answer_it_can_be_asked_again() {
    let mut wizard = at(wizard(r#"["federated"]"#), Step::App);
    let fail = |wizard: &mut Wizard, outcome| {
        wizard.update(Message::Federated(Cloud::AzureCloud, outcome));
        wizard.federation_state().clone()
    };
    let unreachable = Box::new(Err(Failure::silence(FailureKind::Unreachable)));
    assert_eq!(fail(&mut wizard, unreachable), FederationState::Failed { signed_out: false });
    assert_eq!(asked(&wizard.update(Message::Continue)), [], "not by itself");
    assert_eq!(asked(&wizard.update(Message::AskFederation)), [Cloud::AzureCloud]);
    assert_eq!(asked(&wizard.update(Message::AskFederation)), [], "one question at a time");
    assert_eq!(fail(&mut wizard, answered(401, "")), FederationState::Failed { signed_out: true });
    wizard.update(Message::AskFederation);
    let partial = r#"{"issuer":"https://id.harbor.example","subject":"","audience":"a"}"#;
    assert_eq!(fail(&mut wizard, answered(200, partial)), FederationState::Failed { signed_out: false });
    wizard.update(Message::AskFederation);
    answer(&mut wizard, Cloud::AzureCloud, TRIPLE);
    assert!(wizard.federation().is_some());
}

#[test]
fn the_guide_is_another_one() {
    let mut wizard = at(both(), Step::Credential);
    assert_eq!(wizard.part(Step::Credential), "credential");
    wizard.update(Message::ChooseKind(CredentialKind::Federated));
    assert_eq!(wizard.part(Step::Credential), "federated");
    let known = format!(
        r#"{{"id":"1","status":"connected","tenantId":"{TENANT}","clientId":"{CLIENT}","scopes":[]}}"#
    );
    wizard.update(Message::Listed(vec![serde_json::from_str(&known).unwrap()]));
    assert_eq!(wizard.part(Step::Credential), "federated-again");
}

use std::rc::Rc;

use super::*;
use crate::azure::{Cloud, Date, Field};
use crate::contract::Handover;
use crate::exchange::{Answer, Body, Failure, FailureKind};
use crate::profile::{Profile, Route};
use crate::wizard::{Draft, Message, NoScript, Phase, Step, WizardEvent};

const TENANT: &str = "5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61";
const CLIENT: &str = "8d2f6a90-7b1c-4e3d-a5f4-2c9b8e7d6f10";
const SUBSCRIPTION: &str = "c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5";
const PEM: &str = include_str!("../../../tests/fixtures/certificate/harbor.pem");
const THUMBPRINT: &str = "1F6A4FB2F83A387DDA11526A38B90D65CF777E7D";

fn wizard(kinds: &str) -> Wizard {
    let profile = [
        r#"{"platform":{"name":"Harbor"},"routes":["portal","cloud-shell","existing"],
        "clouds":["AzureCloud","AzureUSGovernment"],"credential":{"kinds":"#,
        kinds,
        r#"},"endpoint":{"url":"/api","operations":["create","read","certificate"]}}"#,
    ]
    .concat();
    Wizard::new(Rc::new(Profile::parse(&profile).unwrap()), Date::new(2026, 11, 21).unwrap())
}

fn first() -> Wizard {
    wizard(r#"["certificate","secret"]"#)
}

fn both() -> Wizard {
    wizard(r#"["secret","certificate"]"#)
}

/// Up to a step of the portal route, with what it asks for.
fn at(mut wizard: Wizard, step: Step) -> Wizard {
    while wizard.step() != step {
        let values: &[(Field, &str)] = match wizard.step() {
            Step::App => &[(Field::Tenant, TENANT), (Field::Client, CLIENT)],
            Step::Subscription => &[(Field::Subscription, SUBSCRIPTION)],
            _ => &[],
        };
        for (field, text) in values {
            wizard.update(Message::Typed(*field, (*text).into()));
        }
        let before = wizard.step();
        wizard.update(Message::Continue);
        assert_ne!(wizard.step(), before, "stuck: {:?}", wizard.complaints().collect::<Vec<_>>());
    }
    wizard
}

fn asked(effects: &[Effect]) -> usize {
    effects.iter().filter(|effect| matches!(effect, Effect::AskCertificate)).count()
}

fn is_sent(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::Submit { .. }))
}

fn answered(status: u16, body: &str) -> Message {
    let answer = Answer { status, body: Body::Text(body.to_owned()), ..Answer::default() };
    Message::Certified(Box::new(answer.read()))
}

fn certificate(pem: &str, thumbprint: &str) -> Message {
    answered(200, &serde_json::json!({ "pem": pem, "thumbprint": thumbprint }).to_string())
}

fn there(mut wizard: Wizard) -> Wizard {
    wizard.update(certificate(PEM, THUMBPRINT));
    wizard
}

#[test]
fn it_is_asked_once_whatever_the_cloud_and_not_before_anybody_goes_on() {
    let mut wizard = first();
    assert_eq!(asked(&wizard.update(Message::Begun)), 0);
    assert_eq!(*wizard.certificate_state(), CertificateState::Unasked);
    assert_eq!(asked(&wizard.update(Message::Continue)), 1);
    assert_eq!(asked(&wizard.update(Message::Back)), 0);
    assert_eq!(asked(&wizard.update(Message::ChooseCloud(Cloud::AzureUSGovernment))), 0);
    let mut wizard = there(wizard);
    let certificate = wizard.certificate().unwrap();
    assert_eq!(certificate.thumbprint().to_string(), THUMBPRINT);
    assert_eq!(certificate.pem(), PEM);
    assert_eq!(wizard.certificate_file(), "azure-connect-harbor.cer");
    for kind in [CredentialKind::Secret, CredentialKind::Certificate] {
        assert_eq!(asked(&wizard.update(Message::ChooseKind(kind))), 0);
    }
    wizard.update(Message::StartOver);
    assert!(wizard.certificate().is_some(), "it is about the account, not about what was typed");
}

#[test]
fn with_a_secret_nobody_is_asked_but_on_request() {
    let mut wizard = at(both(), Step::Credential);
    assert_eq!(*wizard.certificate_state(), CertificateState::Unasked);
    assert_eq!(asked(&wizard.update(Message::AskCertificate)), 1);
    assert_eq!(asked(&wizard.update(Message::ChooseKind(CredentialKind::Certificate))), 0, "once is enough");
}

#[test]
fn without_an_answer_it_can_be_asked_again() {
    let mut wizard = at(first(), Step::App);
    let failed = |signed_out| CertificateState::Failed { signed_out };
    wizard.update(Message::Certified(Box::new(Err(Failure::silence(FailureKind::Unreachable)))));
    assert_eq!(*wizard.certificate_state(), failed(false));
    assert_eq!(asked(&wizard.update(Message::Back)), 0, "not by itself");
    assert_eq!(asked(&wizard.update(Message::AskCertificate)), 1);
    assert_eq!(asked(&wizard.update(Message::AskCertificate)), 0, "one question at a time");
    wizard.update(answered(401, ""));
    assert_eq!(*wizard.certificate_state(), failed(true));
    let key = format!("{PEM}-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n");
    for (pem, thumbprint) in [("", THUMBPRINT), (PEM, ""), (PEM, "12"), (&key, THUMBPRINT)] {
        wizard.update(Message::AskCertificate);
        wizard.update(certificate(pem, thumbprint));
        assert_eq!(*wizard.certificate_state(), failed(false));
    }
    wizard.update(Message::AskCertificate);
    assert!(there(wizard).certificate().is_some());
}

#[test]
fn it_has_no_fields_and_nothing_to_complain_about() {
    let mut wizard = at(both(), Step::Credential);
    wizard.update(Message::Continue);
    assert_eq!(wizard.complaints().count(), 2);
    wizard.update(Message::ChooseKind(CredentialKind::Certificate));
    assert!(wizard.fields(Step::Credential).is_empty());
    assert_eq!(wizard.complaints().count(), 0);
    assert!(!wizard.missing().contains(&Field::Secret) && !wizard.takes_secret());
    let wizard = at(wizard, Step::Connect);
    assert!(wizard.review().iter().all(|line| line.good));
    assert!(!wizard.review().iter().any(|line| matches!(line.field, Field::Secret | Field::Expiry)));
}

#[test]
fn on_i_have_the_values_it_leaves_out_the_secret_alone() {
    let mut wizard = first();
    wizard.update(Message::ChooseRoute(Route::Existing));
    let rest = [Field::Client, Field::Tenant, Field::Subscription, Field::Name];
    assert_eq!(wizard.fields(Step::Credential), rest);
}

#[test]
fn the_body_has_the_thumbprint_and_nothing_else() {
    let mut wizard = there(at(first(), Step::Connect));
    assert!(is_sent(&wizard.update(Message::Connect)));
    let thumbprint = wizard.certificate().unwrap().thumbprint().to_string();
    let body = wizard.submission().unwrap().body(Handover::Certificate { thumbprint: &thumbprint });
    let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(body["credential"], serde_json::json!({ "kind": "certificate", "thumbprint": THUMBPRINT }));
}

#[test]
fn nothing_is_sent_before_it_is_there() {
    let mut wizard = at(first(), Step::Connect);
    let effects = wizard.update(Message::Connect);
    assert!(!is_sent(&effects));
    assert_eq!((wizard.step(), asked(&effects)), (Step::Credential, 0), "it is being asked");
    wizard.update(answered(503, ""));
    wizard.update(Message::Continue);
    assert_eq!(wizard.step(), Step::Connect);
    let effects = wizard.update(Message::Connect);
    assert_eq!((wizard.step(), asked(&effects), is_sent(&effects)), (Step::Credential, 1, false));
    let mut wizard = there(wizard);
    wizard.update(Message::Continue);
    assert_eq!(wizard.step(), Step::Connect, "back to the answers");
    assert!(is_sent(&wizard.update(Message::Connect)));
}

#[test]
fn one_that_the_platform_has_replaced_is_asked_for_again() {
    let mut wizard = there(at(first(), Step::Connect));
    wizard.update(Message::Connect);
    let problem = r#"{"type":"about:blank","title":"x","status":422,
        "errors":[{"pointer":"/credential/thumbprint","code":"other-certificate","detail":"Another one."}]}"#;
    let refused = Answer { status: 422, body: Body::Text(problem.to_owned()), ..Answer::default() }.read();
    let effects = wizard.update(Message::Sent(Box::new(refused)));
    assert_eq!((wizard.step(), asked(&effects)), (Step::Credential, 1));
    let failed = |effect: &Effect| matches!(effect, Effect::Notify(WizardEvent::Failed { .. }));
    assert!(effects.iter().any(failed));
    assert!(matches!(wizard.phase(), Phase::Review) && wizard.certificate_is_new());
    let other = THUMBPRINT.replace('1', "2");
    wizard.update(certificate(PEM, &other));
    assert_eq!(wizard.certificate().unwrap().thumbprint().to_string(), other);
    wizard.update(Message::Continue);
    let effects = wizard.update(Message::Connect);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Submit { fresh: true, .. })));
}

#[test]
fn the_draft_keeps_the_kind_where_it_is_still_offered() {
    let mut wizard = at(both(), Step::Credential);
    let effects = wizard.update(Message::ChooseKind(CredentialKind::Certificate));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::SaveDraft)));
    let text = wizard.draft().to_json(1000.0);
    assert!(!text.contains(THUMBPRINT) && !text.contains("BEGIN"));
    let restored = |mut wizard: Wizard| {
        let effects = wizard.update(Message::Restore(Draft::from_json(&text, 2000.0).unwrap()));
        (wizard.kind(), asked(&effects))
    };
    assert_eq!(restored(both()), (CredentialKind::Certificate, 1));
    assert_eq!(restored(wizard_without()), (CredentialKind::Secret, 0));
}

fn wizard_without() -> Wizard {
    wizard(r#"["secret"]"#)
}

#[test]
fn the_guide_is_another_one() {
    let mut wizard = at(first(), Step::Credential);
    assert_eq!(wizard.part(Step::Credential), "certificate");
    let known = format!(
        r#"{{"id":"1","status":"connected","tenantId":"{TENANT}","clientId":"{CLIENT}","scopes":[]}}"#
    );
    wizard.update(Message::Listed(vec![serde_json::from_str(&known).unwrap()]));
    assert_eq!(wizard.part(Step::Credential), "certificate-again");
}

#[test]
fn a_script_waits_for_it_and_has_it_in_it() {
    let mut wizard = first();
    wizard.update(Message::ChooseRoute(Route::CloudShell));
    wizard.update(Message::Continue);
    assert_eq!(wizard.script().unwrap_err(), NoScript::NoTrust);
    let wizard = there(wizard);
    let script = wizard.script().unwrap();
    assert!(script.text.contains(wizard.certificate().unwrap().base64()));
    assert!(script.plan.contains(&"certificate"));
    assert!(wizard.script_for_other().unwrap().text.contains(THUMBPRINT));
}

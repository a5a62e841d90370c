//! A connection that there is, moved to a certificate or a federated credential.

use std::rc::Rc;

use crate::azure::Date;
use crate::contract::{Connection, ConnectionId, PublicCertificate};
use crate::exchange::{Answer, Body, Outcome, Reply};
use crate::profile::{CredentialKind, Profile};
use crate::wizard::{
    CareMessage, CareRequest, CareState, CertificateState, Effect, FederationState, Message, Refusal, Task,
    Wizard,
};

const PEM: &str = include_str!("../../../tests/fixtures/certificate/harbor.pem");
const THUMBPRINT: &str = "1F6A4FB2F83A387DDA11526A38B90D65CF777E7D";

fn care(wizard: &mut Wizard, message: CareMessage) -> Vec<Effect> {
    wizard.update(Message::Care(message))
}

fn id() -> ConnectionId {
    ConnectionId::parse("c1").unwrap()
}

/// A connection with a secret is open in a wizard that nobody has begun.
fn looking() -> Wizard {
    let profile = r#"{"platform":{"name":"Harbor"},"routes":["portal","existing"],
        "credential":{"kinds":["secret","federated","certificate"]},
        "endpoint":{"url":"/api","operations":["create","read","list","update","federation","certificate"]}}"#;
    let mut wizard = Wizard::new(Rc::new(Profile::parse(profile).unwrap()), Date::new(2026, 11, 21).unwrap());
    let connection: Connection = serde_json::from_str(
        r#"{"id":"c1","status":"connected","tenantId":"5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61",
        "clientId":"8d2f6a90-7b1c-4e3d-a5f4-2c9b8e7d6f10","credential":{"kind":"secret"},
        "scopes":["/subscriptions/c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5"]}"#,
    )
    .unwrap();
    wizard.update(Message::Listed(vec![connection.clone()]));
    care(&mut wizard, CareMessage::Open(id()));
    let reply = Reply { value: connection, created: false, retry_after_ms: None, etag: None };
    care(&mut wizard, CareMessage::Read(id(), Box::new(Ok(reply))));
    wizard
}

fn asked(effects: &[Effect]) -> usize {
    effects.iter().filter(|effect| matches!(effect, Effect::AskCertificate)).count()
}

fn is_sent(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::Care(CareRequest::Update { credential: true, .. })))
}

fn certificate(wizard: &mut Wizard, thumbprint: &str) {
    let said: Outcome<PublicCertificate> = Ok(Reply {
        value: PublicCertificate { pem: PEM.into(), thumbprint: thumbprint.into() },
        created: false,
        retry_after_ms: None,
        etag: None,
    });
    wizard.update(Message::Certified(Box::new(said)));
}

#[test]
fn who_moves_one_gets_to_see_what_the_platform_says_of_itself() {
    let mut wizard = looking();
    assert_eq!(*wizard.certificate_state(), CertificateState::Unasked);
    let effects = care(&mut wizard, CareMessage::Begin(Task::Credential(CredentialKind::Certificate)));
    assert_eq!(asked(&effects), 1);
    care(&mut wizard, CareMessage::Back);
    assert_eq!(*wizard.federation_state(), FederationState::Unasked);
    care(&mut wizard, CareMessage::Begin(Task::Credential(CredentialKind::Federated)));
    assert_eq!(*wizard.federation_state(), FederationState::Asking);
}

#[test]
fn nothing_is_sent_before_the_certificate_is_there() {
    let mut wizard = looking();
    care(&mut wizard, CareMessage::Begin(Task::Credential(CredentialKind::Certificate)));
    let effects = care(&mut wizard, CareMessage::Save);
    assert!(!is_sent(&effects) && wizard.care().task().is_some());
    certificate(&mut wizard, "none");
    let effects = care(&mut wizard, CareMessage::Save);
    assert_eq!((is_sent(&effects), asked(&effects)), (false, 1), "asked again");
    certificate(&mut wizard, THUMBPRINT);
    assert!(is_sent(&care(&mut wizard, CareMessage::Save)));
}

#[test]
fn one_that_was_replaced_meanwhile_is_asked_for_again() {
    let mut wizard = looking();
    care(&mut wizard, CareMessage::Begin(Task::Credential(CredentialKind::Certificate)));
    certificate(&mut wizard, THUMBPRINT);
    care(&mut wizard, CareMessage::Save);
    let problem = r#"{"type":"about:blank","title":"x","status":422,
        "errors":[{"pointer":"/credential/thumbprint","code":"other-certificate","detail":"Another one."}]}"#;
    let answer = Answer {
        status: 422,
        content_type: Some("application/problem+json".into()),
        body: Body::Text(problem.into()),
        ..Answer::default()
    };
    let effects = care(&mut wizard, CareMessage::Changed(id(), Box::new(Err(answer.refused().unwrap()))));
    assert_eq!(asked(&effects), 1);
    assert!(wizard.certificate_is_new());
    let state = &wizard.care().subject().unwrap().state;
    assert_eq!(*state, CareState::Refused(Refusal::Refused { detail: Some("Another one.".into()) }));
    certificate(&mut wizard, &THUMBPRINT.replace('1', "2"));
    assert!(is_sent(&care(&mut wizard, CareMessage::Save)));
}

#[test]
fn what_azure_says_of_it_is_explained_for_a_certificate() {
    let mut wizard = looking();
    care(&mut wizard, CareMessage::Begin(Task::Credential(CredentialKind::Certificate)));
    certificate(&mut wizard, THUMBPRINT);
    care(&mut wizard, CareMessage::Save);
    let problem = r#"{"type":"https://x/credential-refused","title":"No","status":422,
        "errors":[{"pointer":"/credential","code":"AADSTS700027","detail":"The key was not found."}]}"#;
    let answer = Answer {
        status: 422,
        content_type: Some("application/problem+json".into()),
        body: Body::Text(problem.into()),
        ..Answer::default()
    };
    care(&mut wizard, CareMessage::Changed(id(), Box::new(Err(answer.refused().unwrap()))));
    let state = &wizard.care().subject().unwrap().state;
    assert!(
        matches!(state, CareState::NotAccepted { code, .. } if &**code == "700027.certificate"),
        "{state:?}"
    );
    assert!(!wizard.certificate_is_new());
}

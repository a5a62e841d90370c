use std::rc::Rc;

use crate::azure::{Date, Field};
use crate::contract::{Connection, ConnectionId};
use crate::exchange::{Answer, Body, Failure, FailureKind, Outcome, Reply};
use crate::profile::{CredentialKind, Profile};
use crate::wizard::{
    CareMessage, CareRequest, CareState, Effect, Focus, Message, Notice, Refusal, SecretVerdict, Step, Task,
    Wizard, WizardEvent,
};

const TENANT: &str = "5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61";
const CLIENT: &str = "8d2f6a90-7b1c-4e3d-a5f4-2c9b8e7d6f10";
const OTHER_CLIENT: &str = "1b7d3c84-5a92-4f06-8e1d-93c0b2a7f645";
const FIRST: &str = "c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5";
const SECOND: &str = "0f7b52e8-31a6-4d9c-b840-6e5d2c1f9a73";

const ALL: &str =
    r#"["create","read","list","replace","update","verify","delete","federation","certificate"]"#;

fn wizard_with(operations: &str, more: &str) -> Wizard {
    let profile = format!(
        r#"{{"platform":{{"name":"Harbor"}},"routes":["portal","existing"],
        "credential":{{"kinds":["secret","federated"]}},
        "role":{{"custom":{{"name":"Harbor role","actions":["Microsoft.Compute/disks/read"]}}}},
        "endpoint":{{"url":"/api","operations":{operations}}}{more}}}"#
    );
    Wizard::new(Rc::new(Profile::parse(&profile).unwrap()), Date::new(2026, 11, 21).unwrap())
}

fn connection(id: &str, status: &str, expires: &str) -> Connection {
    let json = format!(
        r#"{{"id":"{id}","name":"Production","status":"{status}","cloud":"AzureCloud","tenantId":"{TENANT}",
        "clientId":"{CLIENT}","scopes":["/subscriptions/{FIRST}"],
        "credential":{{"kind":"secret","hint":"3RK","expiresOn":"{expires}"}},
        "checks":[{{"id":"token","state":"pass"}},{{"id":"secret-expiry","state":"warn"}}]}}"#
    );
    serde_json::from_str(&json).unwrap()
}

fn id(text: &str) -> ConnectionId {
    ConnectionId::parse(text).unwrap()
}

fn reply(connection: Connection) -> Box<Outcome<Connection>> {
    let etag = Some("\"7\"".into());
    Box::new(Ok(Reply { value: connection, created: false, retry_after_ms: None, etag }))
}

fn refused(status: u16, body: &str) -> Box<Outcome<Connection>> {
    let answer = Answer {
        status,
        content_type: Some("application/problem+json".into()),
        retry_after_ms: None,
        etag: None,
        body: Body::Text(body.into()),
    };
    Box::new(Err(answer.refused().unwrap()))
}

fn care(wizard: &mut Wizard, message: CareMessage) -> Vec<Effect> {
    wizard.update(Message::Care(message))
}

fn requests(effects: &[Effect]) -> Vec<&CareRequest> {
    fn request(effect: &Effect) -> Option<&CareRequest> {
        match effect {
            Effect::Care(request) => Some(request),
            _ => None,
        }
    }
    effects.iter().filter_map(request).collect()
}

fn events(effects: &[Effect]) -> Vec<String> {
    let event = |effect: &Effect| match effect {
        Effect::Notify(event) => Some(format!("{} {}", event.name(), event.to_json())),
        _ => None,
    };
    effects.iter().filter_map(event).collect()
}

/// A connected one is open, and was read.
fn looking_with(operations: &str, status: &str, more: &str) -> Wizard {
    let mut wizard = wizard_with(operations, more);
    wizard.update(Message::Listed(vec![connection("c1", status, "2027-05-31")]));
    care(&mut wizard, CareMessage::Open(id("c1")));
    care(&mut wizard, CareMessage::Read(id("c1"), reply(connection("c1", status, "2027-05-31"))));
    wizard
}

fn looking() -> Wizard {
    looking_with(ALL, "connected", "")
}

fn subject(wizard: &Wizard) -> &super::Subject {
    wizard.care().subject().expect("a connection is open")
}

#[test]
fn a_connection_that_is_open_has_its_ids_in_the_fields_and_gives_them_back() {
    let mut wizard = wizard_with(ALL, "");
    wizard.update(Message::Typed(Field::Client, OTHER_CLIENT.into()));
    wizard.update(Message::SecretTyped(SecretVerdict::Good));
    wizard.update(Message::Listed(vec![connection("c1", "connected", "2027-05-31")]));
    let draft = wizard.draft();
    let effects = care(&mut wizard, CareMessage::Open(id("c1")));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::ClearSecret)), "a secret does not wait");
    assert_eq!(requests(&effects), [&CareRequest::Read { id: id("c1"), now: true }]);
    assert_eq!(wizard.answers().text(Field::Client), CLIENT);
    assert_eq!(wizard.answers().text(Field::Tenant), TENANT);
    assert_eq!(wizard.draft(), draft, "the draft stays the wizard's");
    assert!(wizard.fields(Step::Credential).is_empty());
    care(&mut wizard, CareMessage::Back);
    assert!(wizard.care().is_open() && wizard.care().subject().is_none(), "the list");
    care(&mut wizard, CareMessage::Leave);
    assert!(!wizard.care().is_open());
    assert_eq!(wizard.answers().text(Field::Client), OTHER_CLIENT);
    assert!(wizard.answers().text(Field::Tenant).is_empty());
    assert_eq!(wizard.answers().secret, SecretVerdict::Empty);
}

#[test]
fn without_a_list_back_leads_to_the_wizard() {
    let mut wizard = looking_with(r#"["create","read"]"#, "connected", "");
    care(&mut wizard, CareMessage::Back);
    assert!(!wizard.care().is_open());
}

#[test]
fn a_platform_that_only_reads_offers_nothing_to_do() {
    let wizard = looking_with(r#"["create","read"]"#, "connected", "");
    assert_eq!(wizard.tasks(), []);
    assert!(!wizard.has_connections());
}

#[test]
fn what_is_offered_follows_from_profile_operations_and_status() {
    use CredentialKind::{Federated, Secret};
    let all = |status: &str, more: &str| looking_with(ALL, status, more).tasks();
    let common = [Task::Credential(Secret), Task::Credential(Federated), Task::UpdateRole, Task::Rename];
    assert_eq!(all("connected", ""), [&common[..], &[Task::Remove]].concat());
    assert_eq!(all("attention", ""), all("connected", ""));
    assert_eq!(all("failed", ""), [Task::Rename, Task::Remove]);
    let many = all("connected", r#","scope":{"subscriptions":"many"}"#);
    assert!(many.contains(&Task::AddSubscription));
    assert_eq!(looking_with(r#"["create","read","delete"]"#, "connected", "").tasks(), [Task::Remove]);
}

#[test]
fn while_the_platform_looks_it_is_asked_again_until_paused() {
    let mut wizard = looking();
    let effects = care(&mut wizard, CareMessage::Verify);
    assert_eq!(requests(&effects), [&CareRequest::Verify(id("c1"))]);
    assert!(wizard.is_busy());
    assert!(care(&mut wizard, CareMessage::Verify).is_empty(), "a second click asks nothing");
    let verifying = connection("c1", "verifying", "2027-05-31");
    let effects = care(&mut wizard, CareMessage::Changed(id("c1"), reply(verifying.clone())));
    assert_eq!(requests(&effects), [&CareRequest::Read { id: id("c1"), now: false }]);
    assert!(!wizard.is_busy() && subject(&wizard).is_verifying());
    care(&mut wizard, CareMessage::Pause(true));
    let effects = care(&mut wizard, CareMessage::Read(id("c1"), reply(verifying)));
    assert!(requests(&effects).is_empty(), "paused");
    let effects = care(&mut wizard, CareMessage::Pause(false));
    assert_eq!(requests(&effects), [&CareRequest::Read { id: id("c1"), now: true }]);
    let connected = connection("c1", "connected", "2027-05-31");
    let effects = care(&mut wizard, CareMessage::Read(id("c1"), reply(connected)));
    assert!(requests(&effects).is_empty());
    assert!(events(&effects)[0].starts_with("ac-status"));
}

#[test]
fn renaming_sends_the_name_alone_with_the_version_that_was_seen() {
    let mut wizard = looking();
    let effects = care(&mut wizard, CareMessage::Begin(Task::Rename));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Focus(Focus::Field(Field::Name)))));
    assert!(!wizard.has_unsaved(), "the name as it is");
    wizard.update(Message::Typed(Field::Name, " Staging ".into()));
    assert!(wizard.has_unsaved());
    let effects = wizard.update(Message::Continue);
    let [CareRequest::Update { id: whose, etag, change, credential: false, fresh: true }] =
        requests(&effects)[..]
    else {
        panic!("{effects:?}")
    };
    assert_eq!((whose.as_str(), etag.as_deref()), ("c1", Some("\"7\"")));
    assert_eq!(&**change.body(None), br#"{"name":"Staging"}"#);
    let mut renamed = connection("c1", "connected", "2027-05-31");
    renamed.name = Some(crate::contract::Shown::new("Staging"));
    let effects = care(&mut wizard, CareMessage::Changed(id("c1"), reply(renamed)));
    assert_eq!(events(&effects), ["ac-updated {\"id\":\"c1\"}"]);
    assert_eq!(subject(&wizard).notice, Some(Notice::Saved));
    assert_eq!(wizard.care().connections()[0].name.as_ref().unwrap().as_str(), "Staging");
    assert_eq!(wizard.answers().text(Field::Name), "Staging");
}

#[test]
fn a_new_secret_is_asked_for_checked_and_the_old_one_named() {
    let mut wizard = looking();
    care(&mut wizard, CareMessage::Begin(Task::Credential(CredentialKind::Secret)));
    assert_eq!(wizard.fields(Step::Credential), [Field::Secret, Field::Expiry]);
    let effects = care(&mut wizard, CareMessage::Save);
    assert!(requests(&effects).is_empty());
    assert_eq!(wizard.complaints().count(), 2, "both are missing");
    wizard.update(Message::SecretTyped(SecretVerdict::Good));
    wizard.update(Message::Typed(Field::Expiry, "2027-11-20".into()));
    assert_eq!(wizard.complaints().count(), 0);
    let effects = care(&mut wizard, CareMessage::Save);
    assert!(matches!(requests(&effects)[..], [CareRequest::Update { credential: true, .. }]));
    let effects =
        care(&mut wizard, CareMessage::Changed(id("c1"), reply(connection("c1", "verifying", "2027-11-20"))));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::ClearSecret)));
    let Some(Notice::Credential { old: Some(old) }) = &subject(&wizard).notice else { panic!() };
    assert_eq!(old.hint.as_ref().unwrap().as_str(), "3RK");
    care(&mut wizard, CareMessage::Noticed);
    assert_eq!(subject(&wizard).notice, None);
}

#[test]
fn what_azure_says_of_a_new_secret_stands_at_its_field_and_nothing_is_lost() {
    let mut wizard = looking();
    care(&mut wizard, CareMessage::Begin(Task::Credential(CredentialKind::Secret)));
    wizard.update(Message::SecretTyped(SecretVerdict::Good));
    wizard.update(Message::Typed(Field::Expiry, "2027-11-20".into()));
    care(&mut wizard, CareMessage::Save);
    let problem = r#"{"type":"https://x/credential-refused","title":"No","status":422,
        "errors":[{"pointer":"/credential/clientSecret","code":"AADSTS7000215","detail":"AADSTS7000215: no"}]}"#;
    let effects = care(&mut wizard, CareMessage::Changed(id("c1"), refused(422, problem)));
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::ClearSecret)));
    assert_eq!(&*wizard.complaint(Field::Secret).unwrap().code, "7000215");
    assert_eq!(wizard.care().task(), Some(Task::Credential(CredentialKind::Secret)));
    assert_eq!(wizard.answers().text(Field::Expiry), "2027-11-20");
    // Another secret: the complaint goes, and the next try is a new submission.
    wizard.update(Message::SecretTyped(SecretVerdict::Good));
    assert!(wizard.complaint(Field::Secret).is_none());
    let effects = care(&mut wizard, CareMessage::Save);
    assert!(matches!(requests(&effects)[..], [CareRequest::Update { fresh: true, .. }]));
}

#[test]
fn what_azure_says_of_a_credential_without_fields_is_said_on_the_screen() {
    let mut wizard = looking();
    care(&mut wizard, CareMessage::Begin(Task::Credential(CredentialKind::Federated)));
    care(&mut wizard, CareMessage::Save);
    let problem = r#"{"type":"https://x/credential-refused","title":"No","status":422,
        "errors":[{"pointer":"/credential","code":"AADSTS70021","detail":"AADSTS70021: no match"}]}"#;
    care(&mut wizard, CareMessage::Changed(id("c1"), refused(422, problem)));
    let expected = CareState::NotAccepted { code: "70021".into(), detail: "AADSTS70021: no match".into() };
    assert_eq!(subject(&wizard).state, expected);
    let effects = care(&mut wizard, CareMessage::Save);
    assert!(matches!(requests(&effects)[..], [CareRequest::Update { fresh: true, .. }]));
}

#[test]
fn a_try_that_may_have_arrived_keeps_its_key() {
    let mut wizard = looking();
    care(&mut wizard, CareMessage::Begin(Task::Credential(CredentialKind::Federated)));
    care(&mut wizard, CareMessage::Save);
    let gone: Outcome<Connection> = Err(Failure::silence(FailureKind::Unreachable));
    let effects = care(&mut wizard, CareMessage::Changed(id("c1"), Box::new(gone)));
    assert_eq!(events(&effects), ["ac-failed {\"problem\":\"unreachable\",\"retriable\":true}"]);
    assert_eq!(subject(&wizard).state, CareState::Refused(Refusal::Unreachable));
    let effects = care(&mut wizard, CareMessage::Save);
    assert!(matches!(requests(&effects)[..], [CareRequest::Update { fresh: false, credential: true, .. }]));
}

#[test]
fn somebody_else_was_faster() {
    let mut wizard = looking();
    care(&mut wizard, CareMessage::Begin(Task::Rename));
    wizard.update(Message::Typed(Field::Name, "Mine".into()));
    care(&mut wizard, CareMessage::Save);
    let stale = r#"{"type":"https://x/stale","title":"Changed","status":412}"#;
    let effects = care(&mut wizard, CareMessage::Changed(id("c1"), refused(412, stale)));
    assert_eq!(requests(&effects), [&CareRequest::Read { id: id("c1"), now: true }]);
    assert_eq!(subject(&wizard).notice, Some(Notice::Stale));
    care(&mut wizard, CareMessage::Read(id("c1"), reply(connection("c1", "connected", "2027-05-31"))));
    assert_eq!(wizard.answers().text(Field::Name), "Mine", "what was typed is still there");
    assert_eq!(wizard.care().task(), Some(Task::Rename));
}

#[test]
fn one_more_subscription_joins_those_that_there_are() {
    let mut wizard = looking_with(ALL, "connected", r#","scope":{"subscriptions":"many"}"#);
    care(&mut wizard, CareMessage::Begin(Task::AddSubscription));
    assert!(wizard.answers().is_empty(Field::Subscription));
    assert!(requests(&care(&mut wizard, CareMessage::Save)).is_empty(), "none was typed");
    wizard.update(Message::Typed(Field::Subscription, FIRST.into()));
    assert!(requests(&care(&mut wizard, CareMessage::Save)).is_empty());
    assert_eq!(&*wizard.complaint(Field::Subscription).unwrap().code, "already-here");
    wizard.update(Message::Typed(Field::Subscription, SECOND.into()));
    let effects = care(&mut wizard, CareMessage::Save);
    let [CareRequest::Update { change, .. }] = requests(&effects)[..] else { panic!("{effects:?}") };
    let body = format!(r#"{{"scopes":["/subscriptions/{FIRST}","/subscriptions/{SECOND}"]}}"#);
    assert_eq!(&**change.body(None), body.as_bytes());
}

#[test]
fn a_role_that_is_there_is_brought_up_to_date_where_it_is() {
    let mut wizard = looking();
    care(&mut wizard, CareMessage::Begin(Task::UpdateRole));
    assert_eq!(wizard.part(Step::Role), "role-update");
    assert_eq!(wizard.portal_subscription(Step::Role).unwrap().to_string(), FIRST);
    assert_eq!(requests(&care(&mut wizard, CareMessage::Save)), [&CareRequest::Verify(id("c1"))]);
}

#[test]
fn removing_tells_the_page_and_forgets_the_app() {
    let mut wizard = looking();
    assert_eq!(wizard.known_apps().len(), 1);
    care(&mut wizard, CareMessage::Begin(Task::Remove));
    let effects = care(&mut wizard, CareMessage::Save);
    assert_eq!(requests(&effects), [&CareRequest::Delete(id("c1"))]);
    let effects = care(&mut wizard, CareMessage::Removed(id("c1"), Ok(())));
    assert_eq!(events(&effects), ["ac-removed {\"id\":\"c1\"}"]);
    assert_eq!(subject(&wizard).state, CareState::Removed);
    assert!(subject(&wizard).connection.is_some(), "what it left in Azure is still named");
    assert!(wizard.care().connections().is_empty() && wizard.known_apps().is_empty());
    let late =
        care(&mut wizard, CareMessage::Read(id("c1"), reply(connection("c1", "connected", "2027-05-31"))));
    assert!(late.is_empty(), "an answer that was still on its way brings nothing back");
}

#[test]
fn a_connection_that_is_gone_is_said_to_be() {
    let mut wizard = wizard_with(ALL, "");
    care(&mut wizard, CareMessage::Open(id("nowhere")));
    let problem = r#"{"type":"https://x/not-found","title":"No","status":404}"#;
    care(&mut wizard, CareMessage::Read(id("nowhere"), refused(404, problem)));
    assert_eq!(subject(&wizard).state, CareState::Gone);
    assert_eq!(wizard.tasks(), []);
}

#[test]
fn a_question_without_an_answer_leaves_what_was_seen() {
    let mut wizard = looking();
    let silent = || Box::new(Err(Failure::silence(FailureKind::Unreachable)));
    care(&mut wizard, CareMessage::Read(id("c1"), silent()));
    assert!(subject(&wizard).trouble && subject(&wizard).state == CareState::Idle);
    // Never seen: there is nothing to show but the reason.
    care(&mut wizard, CareMessage::Open(id("c2")));
    care(&mut wizard, CareMessage::Read(id("c2"), silent()));
    assert_eq!(subject(&wizard).state, CareState::Refused(Refusal::Unreachable));
    care(&mut wizard, CareMessage::Reload);
    let problem = r#"{"type":"about:blank","title":"Sign in","status":401}"#;
    care(&mut wizard, CareMessage::Read(id("c2"), refused(401, problem)));
    assert_eq!(subject(&wizard).state, CareState::Refused(Refusal::SignedOut));
}

#[test]
fn an_answer_about_another_connection_changes_nothing() {
    let mut wizard = looking();
    care(&mut wizard, CareMessage::Begin(Task::Remove));
    care(&mut wizard, CareMessage::Save);
    assert!(care(&mut wizard, CareMessage::Removed(id("c9"), Ok(()))).is_empty());
    assert!(
        care(&mut wizard, CareMessage::Changed(id("c9"), reply(connection("c9", "connected", ""))))
            .is_empty()
    );
    assert!(wizard.is_busy());
}

#[test]
fn the_page_hears_once_that_a_secret_ends_soon() {
    let mut wizard = wizard_with(ALL, "");
    let soon = connection("c1", "connected", "2026-12-20");
    let effects =
        wizard.update(Message::Listed(vec![soon.clone(), connection("c2", "connected", "2027-12-20")]));
    assert_eq!(events(&effects), ["ac-expiring {\"id\":\"c1\",\"days\":29}"]);
    assert!(events(&wizard.update(Message::Listed(vec![soon]))).is_empty());
    let over = wizard.update(Message::Listed(vec![connection("c3", "attention", "2026-11-19")]));
    assert_eq!(events(&over), ["ac-expiring {\"id\":\"c3\",\"days\":-2}"]);
}

#[test]
fn one_that_never_worked_is_corrected_in_the_wizard_under_its_id() {
    let mut wizard = looking_with(ALL, "failed", "");
    let effects = care(&mut wizard, CareMessage::Repair);
    assert!(!wizard.care().is_open());
    assert_eq!(wizard.step(), Step::Credential);
    assert_eq!(wizard.answers().text(Field::Client), CLIENT);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Notify(WizardEvent::Step { .. }))));
    wizard.update(Message::SecretTyped(SecretVerdict::Good));
    wizard.update(Message::Typed(Field::Expiry, "2027-11-20".into()));
    wizard.update(Message::GoTo(Step::Connect));
    let effects = wizard.update(Message::Connect);
    let replaced = effects.iter().any(|effect| {
        matches!(effect, Effect::Submit { operation: crate::wizard::Operation::Replace(known), .. } if *known == id("c1"))
    });
    assert!(replaced, "{effects:?}");
    let mut wizard = looking();
    assert!(care(&mut wizard, CareMessage::Repair).is_empty(), "one that works is not");
}

#[test]
fn closing_from_here_puts_everything_back() {
    let mut wizard = looking();
    let effects = wizard.update(Message::Exit(crate::wizard::ExitReason::Closed));
    assert!(!wizard.care().is_open());
    assert!(effects.iter().any(|effect| matches!(effect, Effect::CancelCare)));
}

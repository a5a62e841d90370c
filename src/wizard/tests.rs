//! The flow, without a browser.

use std::rc::Rc;

use super::*;
use crate::azure::{Cloud, Date, Field};
use crate::contract::{Connection, Status};
use crate::exchange::{Answer as HttpAnswer, Body, Failure, FailureKind, Outcome};
use crate::profile::{Profile, Route};

const TENANT: &str = "5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61";
const CLIENT: &str = "8d2f6a90-7b1c-4e3d-a5f4-2c9b8e7d6f10";
const SUBSCRIPTION: &str = "c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5";
const SECRET: &str = "abc8Q~abcdefghijklmnopqrstuvwxyz0123456789";

fn today() -> Date {
    Date::new(2026, 11, 21).unwrap()
}

fn profile(more: &str) -> Rc<Profile> {
    let text = [
        r#"{"platform":{"name":"Harbor"},"routes":["portal","existing"],"clouds":["AzureCloud"],
        "credential":{"kinds":["secret"],"expiry":"required"},
        "role":{"custom":{"name":"Harbor role","actions":["Microsoft.Compute/disks/read"]}},
        "endpoint":{"url":"/api/azure/connections","operations":["create","read","replace"]}"#,
        more,
        "}",
    ]
    .concat();
    Rc::new(Profile::parse(&text).unwrap())
}

fn wizard() -> Wizard {
    Wizard::new(profile(""), today())
}

fn typed(wizard: &mut Wizard, field: Field, text: &str) {
    wizard.update(Message::Typed(field, text.into()));
}

fn good_secret(wizard: &mut Wizard) {
    wizard.update(Message::SecretTyped(SecretVerdict::of(SECRET, false)));
}

/// Walks the portal route with good values up to a step.
fn at(step: Step) -> Wizard {
    let mut wizard = wizard();
    while wizard.step() != step {
        match wizard.step() {
            Step::App => {
                typed(&mut wizard, Field::Tenant, TENANT);
                typed(&mut wizard, Field::Client, CLIENT);
            }
            Step::Credential => {
                good_secret(&mut wizard);
                typed(&mut wizard, Field::Expiry, "31 May 2027");
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

fn connection(text: &str) -> Connection {
    serde_json::from_str(text).unwrap()
}

fn answered(status: u16, body: &str) -> Outcome<Connection> {
    HttpAnswer { status, body: Body::Text(body.to_owned()), ..HttpAnswer::default() }.read()
}

fn sent(wizard: &mut Wizard, status: u16, body: &str) -> Vec<Effect> {
    wizard.update(Message::Sent(Box::new(answered(status, body))))
}

fn polled(wizard: &mut Wizard, body: &str) -> Vec<Effect> {
    wizard.update(Message::Polled(Box::new(answered(200, body))))
}

fn submissions(effects: &[Effect]) -> Vec<(Operation, bool)> {
    let submit = |effect: &Effect| match effect {
        Effect::Submit { operation, fresh } => Some((operation.clone(), *fresh)),
        _ => None,
    };
    effects.iter().filter_map(submit).collect()
}

fn events(effects: &[Effect]) -> Vec<&'static str> {
    let name = |effect: &Effect| match effect {
        Effect::Notify(event) => Some(event.name()),
        _ => None,
    };
    effects.iter().filter_map(name).collect()
}

const VERIFYING: &str = r#"{"id":"c1","status":"verifying","checks":[{"id":"token","state":"running"}]}"#;
const CONNECTED: &str = r#"{"id":"c1","status":"connected","checks":[{"id":"token","state":"pass"}]}"#;
const WRONG_SECRET: &str = r#"{"id":"c1","status":"failed","checks":[
    {"id":"token","state":"fail","code":"AADSTS7000215","detail":"Invalid client secret"},
    {"id":"subscription","state":"skipped"}]}"#;

#[test]
fn the_portal_route_has_all_steps_in_order() {
    assert_eq!(wizard().itinerary().steps(), Step::ALL);
}

#[test]
fn one_route_and_one_cloud_skip_the_choice() {
    let one = Wizard::new(profile_with_routes(r#"["portal"]"#), today());
    assert_eq!(one.step(), Step::App);
}

fn profile_with_routes(routes: &str) -> Rc<Profile> {
    let text = format!(
        r#"{{"platform":{{"name":"H"}},"routes":{routes},"clouds":["AzureCloud"],"endpoint":{{"url":"/x"}}}}"#
    );
    Rc::new(Profile::parse(&text).unwrap())
}

#[test]
fn a_profile_without_a_role_has_no_role_steps() {
    let steps = Wizard::new(profile_with_routes(r#"["portal","existing"]"#), today());
    assert_eq!(
        steps.itinerary().steps(),
        [Step::Route, Step::App, Step::Credential, Step::Subscription, Step::Connect]
    );
}

#[test]
fn a_built_in_role_is_only_assigned() {
    let text = r#"{"platform":{"name":"H"},"routes":["portal"],"clouds":["AzureCloud"],"endpoint":{"url":"/x"},
        "role":{"builtIn":{"id":"acdd72a7-3385-48ef-bd42-f606fba81ae7","name":"Reader"}}}"#;
    let wizard = Wizard::new(Rc::new(Profile::parse(text).unwrap()), today());
    assert_eq!(
        wizard.itinerary().steps(),
        [Step::App, Step::Credential, Step::Subscription, Step::Assign, Step::Connect]
    );
}

#[test]
fn having_the_values_asks_for_all_in_one_place() {
    let mut wizard = wizard();
    wizard.update(Message::ChooseRoute(Route::Existing));
    assert_eq!(wizard.step(), Step::Route, "choosing moves nobody");
    assert_eq!(wizard.itinerary().steps(), [Step::Route, Step::Credential, Step::Connect]);
    let fields = wizard.fields(Step::Credential);
    for field in
        [Field::Tenant, Field::Client, Field::Secret, Field::Expiry, Field::Subscription, Field::Name]
    {
        assert!(fields.contains(&field), "{field:?}");
    }
}

#[test]
fn continue_stops_at_empty_fields_and_leads_to_the_summary() {
    let mut wizard = at(Step::App);
    let effects = wizard.update(Message::Continue);
    assert!(matches!(effects[..], [Effect::Focus(Focus::Problems)]));
    assert_eq!(wizard.step(), Step::App);
    let codes: Vec<_> = wizard.complaints().map(|complaint| (complaint.field, &*complaint.code)).collect();
    assert_eq!(codes, [(Field::Client, "empty"), (Field::Tenant, "empty")]);
}

#[test]
fn nothing_is_said_while_typing_before_the_first_continue() {
    let mut wizard = at(Step::App);
    typed(&mut wizard, Field::Tenant, "5f0c");
    assert_eq!(wizard.complaints().count(), 0);
}

#[test]
fn after_the_first_continue_a_field_is_checked_while_typing() {
    let mut wizard = at(Step::App);
    wizard.update(Message::Continue);
    typed(&mut wizard, Field::Tenant, "<tenant-id>");
    assert_eq!(&*wizard.complaint(Field::Tenant).unwrap().code, "placeholder");
    typed(&mut wizard, Field::Tenant, TENANT);
    assert_eq!(wizard.complaint(Field::Tenant), None);
}

#[test]
fn the_same_id_twice_is_said_at_both_fields() {
    let mut wizard = at(Step::App);
    typed(&mut wizard, Field::Tenant, TENANT);
    typed(&mut wizard, Field::Client, TENANT);
    wizard.update(Message::Continue);
    assert_eq!(wizard.step(), Step::App);
    assert_eq!(&*wizard.complaint(Field::Tenant).unwrap().code, "same-id");
    assert_eq!(wizard.complaint(Field::Client).unwrap().values, [("other-field", "tenantId".into())]);
}

#[test]
fn a_subscription_that_is_the_tenant_is_found() {
    let mut wizard = at(Step::Subscription);
    typed(&mut wizard, Field::Subscription, TENANT);
    wizard.update(Message::Continue);
    assert_eq!(&*wizard.complaint(Field::Subscription).unwrap().code, "tenant-level-account");
}

#[test]
fn a_secret_in_another_field_is_kept_nowhere_and_said_at_once() {
    let mut wizard = at(Step::App);
    typed(&mut wizard, Field::Client, SECRET);
    assert!(wizard.complaint(Field::Client).unwrap().is_secret_like());
    assert_eq!(wizard.answers().text(Field::Client), "");
    assert!(!format!("{wizard:?}").contains("8Q~"));
    for field in [Field::Name, Field::Expiry, Field::Tenant, Field::Subscription] {
        typed(&mut wizard, field, SECRET);
        assert_eq!(wizard.answers().text(field), "", "{field:?}");
    }
    assert!(!wizard.draft().to_json(0.0).contains("8Q~"));
}

#[test]
fn back_checks_nothing_and_loses_nothing() {
    let mut wizard = at(Step::Credential);
    typed(&mut wizard, Field::Expiry, "soon");
    wizard.update(Message::Back);
    assert_eq!(wizard.step(), Step::App);
    assert_eq!(wizard.complaints().count(), 0);
    wizard.update(Message::Continue);
    assert_eq!(wizard.answers().text(Field::Expiry), "soon");
}

#[test]
fn later_steps_cannot_be_gone_to() {
    let mut wizard = at(Step::App);
    wizard.update(Message::GoTo(Step::Assign));
    assert_eq!(wizard.step(), Step::App);
    wizard.update(Message::GoTo(Step::Route));
    assert_eq!(wizard.step(), Step::Route);
}

#[test]
fn change_leads_back_to_the_answers() {
    let mut wizard = at(Step::Connect);
    let effects = wizard.update(Message::Change(Field::Client));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Focus(Focus::Field(Field::Client)))));
    assert_eq!(wizard.step(), Step::App);
    wizard.update(Message::Continue);
    assert_eq!(wizard.step(), Step::Connect);
}

#[test]
fn answers_are_tidied_when_the_step_is_left() {
    let mut wizard = at(Step::App);
    typed(&mut wizard, Field::Tenant, " {5F0C1B52-1D5E-4C9A-9F5C-0A3B7E2D4C61} ");
    typed(&mut wizard, Field::Client, CLIENT);
    assert_ne!(wizard.answers().text(Field::Tenant), TENANT, "not while typing");
    wizard.update(Message::Continue);
    assert_eq!(wizard.answers().text(Field::Tenant), TENANT);
}

#[test]
fn the_role_file_names_the_admins_own_subscription() {
    let wizard = at(Step::Role);
    let json = wizard.role_to_hand().unwrap().text.clone().unwrap();
    assert!(json.contains(&format!("/subscriptions/{SUBSCRIPTION}")), "{json}");
}

#[test]
fn a_second_click_sends_nothing() {
    let mut wizard = at(Step::Connect);
    assert_eq!(submissions(&wizard.update(Message::Connect)), [(Operation::Create, true)]);
    assert!(wizard.update(Message::Connect).is_empty());
    assert!(wizard.update(Message::Back).is_empty());
}

#[test]
fn the_way_to_connected() {
    let mut wizard = at(Step::Connect);
    wizard.update(Message::Connect);
    let effects = sent(&mut wizard, 201, VERIFYING);
    assert_eq!(events(&effects), ["ac-created", "ac-status"]);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Poll { now: false, .. })));
    assert!(events(&polled(&mut wizard, VERIFYING)).is_empty(), "nothing new");
    let effects = polled(&mut wizard, CONNECTED);
    assert_eq!(events(&effects), ["ac-status", "ac-connected"]);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::ClearSecret)));
    assert!(matches!(wizard.phase(), Phase::Done(_)));
    assert!(!wizard.has_unsaved());
    // What is connected is not taken up again after a reload, whatever is done to the connection until then.
    let effects = wizard.update(Message::Typed(Field::Name, "Production".into()));
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::SaveDraft)));
}

#[test]
fn a_wrong_secret_is_explained_at_its_field_and_replaced() {
    let mut wizard = at(Step::Connect);
    wizard.update(Message::Connect);
    let effects = sent(&mut wizard, 201, WRONG_SECRET);
    assert_eq!(events(&effects), ["ac-created", "ac-status", "ac-failed"]);
    assert!(matches!(wizard.phase(), Phase::Failed(_)));
    wizard.update(Message::GoTo(Step::Credential));
    assert_eq!(&*wizard.complaint(Field::Secret).unwrap().code, "7000215");
    assert_eq!(wizard.answers().text(Field::Expiry), "2027-05-31", "the input is kept");
    good_secret(&mut wizard);
    assert_eq!(wizard.complaint(Field::Secret), None);
    wizard.update(Message::Continue);
    assert_eq!(wizard.step(), Step::Connect);
    let again = submissions(&wizard.update(Message::Connect));
    let id = connection(WRONG_SECRET).id;
    assert_eq!(again, [(Operation::Replace(id), true)]);
}

#[test]
fn without_replace_a_failed_connection_is_created_anew() {
    let text = r#"{"platform":{"name":"H"},"routes":["existing"],"clouds":["AzureCloud"],
        "credential":{"kinds":["secret"],"expiry":"hidden"},
        "endpoint":{"url":"/x","operations":["create","read"]}}"#;
    let mut wizard = Wizard::new(Rc::new(Profile::parse(text).unwrap()), today());
    for (field, text) in
        [(Field::Tenant, TENANT), (Field::Client, CLIENT), (Field::Subscription, SUBSCRIPTION)]
    {
        typed(&mut wizard, field, text);
    }
    good_secret(&mut wizard);
    wizard.update(Message::Continue);
    wizard.update(Message::Connect);
    sent(&mut wizard, 201, WRONG_SECRET);
    wizard.update(Message::Dismiss);
    assert_eq!(submissions(&wizard.update(Message::Connect)), [(Operation::Create, true)]);
}

#[test]
fn a_lost_answer_keeps_its_submission() {
    let mut wizard = at(Step::Connect);
    wizard.update(Message::Connect);
    let silence = Err(Failure::silence(FailureKind::Unreachable));
    wizard.update(Message::Sent(Box::new(silence)));
    assert!(matches!(wizard.phase(), Phase::Refused(Refusal::Unreachable)));
    assert_eq!(submissions(&wizard.update(Message::Connect)), [(Operation::Create, false)]);
}

#[test]
fn a_changed_answer_after_a_lost_one_is_a_new_submission() {
    let mut wizard = at(Step::Connect);
    wizard.update(Message::Connect);
    wizard.update(Message::Sent(Box::new(Err(Failure::silence(FailureKind::TimedOut)))));
    wizard.update(Message::Dismiss);
    wizard.update(Message::Change(Field::Name));
    typed(&mut wizard, Field::Name, "Production");
    wizard.update(Message::Continue);
    assert_eq!(submissions(&wizard.update(Message::Connect)), [(Operation::Create, true)]);
}

#[test]
fn refused_values_go_to_their_fields() {
    let mut wizard = at(Step::Connect);
    wizard.update(Message::Connect);
    let body = r#"{"type":"x/invalid","errors":[
        {"pointer":"/clientId","code":"not-yours","detail":"That app is blocked here."},
        {"pointer":"/scopes/0","code":"invalid"}]}"#;
    let effects = sent(&mut wizard, 422, body);
    assert_eq!(wizard.step(), Step::App, "the first step with a problem");
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Focus(Focus::Problems))));
    assert_eq!(
        wizard.complaint(Field::Client).unwrap().values,
        [("detail", "That app is blocked here.".into())]
    );
    assert!(wizard.complaint(Field::Subscription).is_some());
    typed(&mut wizard, Field::Client, SUBSCRIPTION);
    assert!(wizard.complaint(Field::Client).is_none(), "void once the field changed");
}

#[test]
fn a_refusal_without_a_field_has_a_screen() {
    let mut wizard = at(Step::Connect);
    wizard.update(Message::Connect);
    sent(
        &mut wizard,
        422,
        r#"{"type":"x","errors":[{"pointer":"/cloud","code":"closed","detail":"No cloud."}]}"#,
    );
    let Phase::Refused(Refusal::Refused { detail }) = wizard.phase() else { panic!("{:?}", wizard.phase()) };
    assert_eq!(detail.as_deref(), Some("No cloud."));
}

#[test]
fn an_existing_connection_can_be_opened() {
    let mut wizard = at(Step::Connect);
    wizard.update(Message::Connect);
    sent(&mut wizard, 409, r#"{"type":"x/already-connected","connectionId":"c9"}"#);
    let effects = wizard.update(Message::OpenExisting);
    assert!(
        effects.iter().any(|effect| matches!(effect, Effect::Poll { id, now: true } if id.as_str() == "c9"))
    );
}

#[test]
fn the_end_of_the_session_keeps_everything() {
    let mut wizard = at(Step::Connect);
    wizard.update(Message::Connect);
    let effects = sent(&mut wizard, 401, "");
    assert_eq!(events(&effects), ["ac-failed"]);
    assert!(matches!(wizard.phase(), Phase::Refused(Refusal::SignedOut)));
    assert!(wizard.answers().secret.is_usable());
    assert_eq!(submissions(&wizard.update(Message::Connect)), [(Operation::Create, false)]);
}

#[test]
fn no_right_at_the_platform_has_its_own_screen() {
    let mut wizard = at(Step::Connect);
    wizard.update(Message::Connect);
    sent(&mut wizard, 403, "");
    assert!(matches!(wizard.phase(), Phase::Refused(Refusal::Forbidden)));
}

#[test]
fn stopping_is_ambiguous_so_the_next_try_is_the_same_submission() {
    let mut wizard = at(Step::Connect);
    wizard.update(Message::Connect);
    let effects = wizard.update(Message::Stop);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::CancelRequests)));
    assert_eq!(submissions(&wizard.update(Message::Connect)), [(Operation::Create, false)]);
}

#[test]
fn a_host_page_can_hold_it_back() {
    let mut wizard = at(Step::Connect);
    wizard.update(Message::Connect);
    wizard.update(Message::HeldBack);
    assert!(matches!(wizard.phase(), Phase::Refused(Refusal::HeldBack)));
}

#[test]
fn what_cannot_be_sealed_is_not_sent_and_has_its_own_screen() {
    let mut wizard = at(Step::Connect);
    wizard.update(Message::Connect);
    let effects = wizard.update(Message::NotSealed);
    assert_eq!(events(&effects), ["ac-failed"]);
    let Phase::Refused(refusal @ Refusal::NotSealed) = wizard.phase() else { panic!("{:?}", wizard.phase()) };
    assert!(!refusal.is_retriable());
    assert!(wizard.answers().secret.is_usable());
}

#[test]
fn what_was_sealed_too_long_ago_is_sealed_anew() {
    let mut wizard = at(Step::Connect);
    wizard.update(Message::Connect);
    let body = r#"{"errors":[{"pointer":"/credential/jwe","code":"seal-expired","detail":"Too old."}]}"#;
    sent(&mut wizard, 422, body);
    let Phase::Refused(Refusal::SealExpired) = wizard.phase() else { panic!("{:?}", wizard.phase()) };
    assert_eq!(submissions(&wizard.update(Message::Connect)), [(Operation::Create, true)]);
    let other = body.replace("seal-expired", "seal-audience");
    sent(&mut wizard, 422, &other);
    let Phase::Refused(Refusal::Refused { detail: Some(detail) }) = wizard.phase() else {
        panic!("{:?}", wizard.phase())
    };
    assert_eq!(&**detail, "Too old.");
}

#[test]
fn pausing_stops_asking_and_resuming_asks_at_once() {
    let mut wizard = at(Step::Connect);
    wizard.update(Message::Connect);
    sent(&mut wizard, 202, VERIFYING);
    assert!(matches!(wizard.update(Message::Pause(true))[..], [Effect::CancelRequests]));
    assert!(matches!(wizard.update(Message::Pause(false))[..], [Effect::Poll { now: true, .. }]));
}

#[test]
fn a_question_without_an_answer_is_no_end() {
    let mut wizard = at(Step::Connect);
    wizard.update(Message::Connect);
    sent(&mut wizard, 202, VERIFYING);
    wizard.update(Message::Polled(Box::new(Err(Failure::silence(FailureKind::Unreachable)))));
    assert!(matches!(wizard.phase(), Phase::Watching(Watch { trouble: true, .. })));
    polled(&mut wizard, CONNECTED);
    assert!(matches!(wizard.phase(), Phase::Done(connection) if connection.status == Status::Connected));
}

#[test]
fn a_draft_brings_back_everything_but_the_secret() {
    let mut wizard = at(Step::Role);
    typed(&mut wizard, Field::Name, "Production");
    let json = wizard.draft().to_json(1_000.0);
    assert!(!json.contains("8Q~"));
    let mut reloaded = self::wizard();
    reloaded.update(Message::Restore(Draft::from_json(&json, 2_000.0).unwrap()));
    assert_eq!(reloaded.step(), Step::Role);
    for field in [Field::Tenant, Field::Client, Field::Expiry, Field::Subscription, Field::Name] {
        assert_eq!(reloaded.answers().text(field), wizard.answers().text(field), "{field:?}");
    }
    assert_eq!(reloaded.answers().secret, SecretVerdict::Empty);
    assert!(reloaded.was_restored());
    while reloaded.step() != Step::Connect {
        reloaded.update(Message::Continue);
    }
    assert!(submissions(&reloaded.update(Message::Connect)).is_empty());
    assert_eq!(reloaded.step(), Step::Credential, "only the secret is missing");
}

#[test]
fn a_reload_while_verifying_goes_on_watching() {
    let mut wizard = at(Step::Connect);
    wizard.update(Message::Connect);
    sent(&mut wizard, 202, VERIFYING);
    let draft = Draft::from_json(&wizard.draft().to_json(0.0), 1.0).unwrap();
    let mut reloaded = self::wizard();
    let effects = reloaded.update(Message::Restore(draft));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Poll { now: true, .. })));
    assert_eq!(reloaded.step(), Step::Connect);
}

#[test]
fn old_drafts_and_broken_ones_are_none() {
    let json = at(Step::Role).draft().to_json(0.0);
    assert!(Draft::from_json(&json, 25.0 * 3_600_000.0).is_none());
    assert!(Draft::from_json(&json, -1.0).is_none());
    for broken in ["", "{", "[]", r#"{"tenant":1}"#, r#"{"client":"not-an-id"}"#] {
        assert!(Draft::from_json(broken, 1e12).is_none(), "{broken}");
    }
}

#[test]
fn a_draft_from_elsewhere_cannot_bring_in_a_secret_or_another_cloud() {
    let json = format!(r#"{{"savedAt":0,"step":"app","name":"{SECRET}","cloud":"AzureChinaCloud"}}"#);
    let mut wizard = wizard();
    wizard.update(Message::Restore(Draft::from_json(&json, 1.0).unwrap()));
    assert_eq!(wizard.answers().text(Field::Name), "");
    assert_eq!(wizard.answers().cloud, Cloud::AzureCloud);
}

#[test]
fn starting_over_forgets_everything() {
    let mut wizard = at(Step::Connect);
    let effects = wizard.update(Message::StartOver);
    assert_eq!(wizard.step(), Step::Route);
    assert!(!wizard.has_unsaved());
    assert!(effects.iter().any(|effect| matches!(effect, Effect::ClearDraft)));
    assert!(effects.iter().any(|effect| matches!(effect, Effect::ClearSecret)));
}

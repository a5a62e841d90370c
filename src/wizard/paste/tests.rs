use std::rc::Rc;

use super::*;
use crate::azure::{Cloud, Date, Field};
use crate::paste::FoundSubscription;
use crate::profile::{Profile, Route};
use crate::wizard::{Effect, Focus, Message, ScriptMessage, SecretVerdict, Step, Wizard};

const TENANT: &str = "5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61";
const OTHER_TENANT: &str = "77e01c9e-42c1-4d8b-93b5-1e7f09aa52d0";
const CLIENT: &str = "8d2f6a90-7b1c-4e3d-a5f4-2c9b8e7d6f10";
const OTHER_CLIENT: &str = "1b7d3c84-5a92-4f06-8e1d-93c0b2a7f645";
const SUBSCRIPTION: &str = "c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5";
const OTHER_SUBSCRIPTION: &str = "0f7b52e8-31a6-4d9c-b840-6e5d2c1f9a73";

fn wizard_of(clouds: &str) -> Wizard {
    let profile = format!(
        r#"{{"platform":{{"name":"Harbor"}},"routes":["portal","existing"],"clouds":{clouds},
        "credential":{{"kinds":["secret"],"expiry":"required"}},"endpoint":{{"url":"/api"}}}}"#
    );
    Wizard::new(Rc::new(Profile::parse(&profile).unwrap()), Date::new(2026, 11, 21).unwrap())
}

fn wizard() -> Wizard {
    wizard_of(r#"["AzureCloud","AzureUSGovernment"]"#)
}

fn value(field: Field, text: &str) -> FoundValue {
    FoundValue { field, text: text.into(), source: "sp-create" }
}

fn values(values: &[(Field, &str)]) -> Haul {
    Haul { values: values.iter().map(|(field, text)| value(*field, text)).collect(), ..Haul::default() }
}

#[test]
fn what_somebody_else_sent_is_marked_until_it_is_entered_anew() {
    let text = r#"{"platform":{"name":"H"},"endpoint":{"url":"/api"}}"#;
    let today = Date::new(2026, 11, 21).unwrap();
    let mut wizard = Wizard::new(Rc::new(Profile::parse(text).unwrap()), today);
    let from_other = |wizard: &Wizard| {
        let lines = wizard.review().into_iter().filter(|line| line.from_other);
        lines.map(|line| line.field).collect::<Vec<_>>()
    };
    wizard.update(Message::Continue);
    typed(&mut wizard, Field::Subscription, SUBSCRIPTION);
    wizard.update(Message::Script(ScriptMessage::FromOther(true)));
    paste(
        &mut wizard,
        values(&[(Field::Tenant, TENANT), (Field::Client, CLIENT), (Field::Subscription, SUBSCRIPTION)]),
    );
    assert_eq!(from_other(&wizard), [Field::Client, Field::Tenant]);
    typed(&mut wizard, Field::Client, OTHER_CLIENT);
    assert_eq!(from_other(&wizard), [Field::Tenant]);
    act(&mut wizard, PasteAct::Undo);
    assert_eq!(from_other(&wizard), []);
    wizard.update(Message::Script(ScriptMessage::FromOther(false)));
    paste(&mut wizard, values(&[(Field::Tenant, TENANT)]));
    assert_eq!(from_other(&wizard), []);
}

#[test]
fn a_line_without_a_secret_says_so_where_there_is_none() {
    let mut wizard = wizard();
    let line = || Haul { is_hand_back: true, ..values(&[(Field::Tenant, TENANT)]) };
    let notes =
        |wizard: &Wizard| wizard.pasted().unwrap().notes.iter().map(|(code, _)| *code).collect::<Vec<_>>();
    paste(&mut wizard, line());
    assert_eq!(notes(&wizard), ["hand-back-without-secret"]);
    wizard.update(Message::SecretTyped(SecretVerdict::Good));
    paste(&mut wizard, line());
    assert!(notes(&wizard).is_empty());
}

#[test]
fn the_clipboard_is_said_to_be_empty_once_it_is() {
    let mut wizard = wizard();
    paste(
        &mut wizard,
        Haul { secret: Some((SecretFind::Placed(SecretVerdict::Good), "hand-back")), ..values(&[]) },
    );
    let report = |wizard: &Wizard| wizard.pasted().map(|report| (report.had_secret, report.cleared));
    assert_eq!(report(&wizard), Some((true, None)));
    act(&mut wizard, PasteAct::ClipboardCleared(false));
    assert_eq!(report(&wizard), Some((true, Some(false))));
    act(&mut wizard, PasteAct::ClipboardCleared(true));
    assert_eq!(report(&wizard), Some((true, Some(true))));
}

fn paste(wizard: &mut Wizard, haul: Haul) -> Vec<Effect> {
    wizard.update(Message::Pasted(Box::new(haul)))
}

fn act(wizard: &mut Wizard, act: PasteAct) -> Vec<Effect> {
    wizard.update(Message::Paste(act))
}

fn typed(wizard: &mut Wizard, field: Field, text: &str) {
    wizard.update(Message::Typed(field, text.into()));
}

fn text(wizard: &Wizard, field: Field) -> &str {
    wizard.answers().text(field)
}

fn subscription(id: &str, tenant: &str, enabled: bool) -> FoundSubscription {
    FoundSubscription {
        id: id.parse().unwrap(),
        name: Some("Production".into()),
        tenant: Some(tenant.parse().unwrap()),
        cloud: None,
        enabled,
        is_default: false,
    }
}

fn two() -> Haul {
    Haul {
        subscriptions: vec![
            subscription(SUBSCRIPTION, TENANT, true),
            subscription(OTHER_SUBSCRIPTION, OTHER_TENANT, true),
        ],
        subscriptions_source: "az-account-list",
        ..Haul::default()
    }
}

fn clears_secret(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::ClearSecret))
}

#[test]
fn empty_fields_of_every_step_are_filled() {
    let mut wizard = wizard();
    let effects = paste(
        &mut wizard,
        values(&[(Field::Subscription, SUBSCRIPTION), (Field::Tenant, TENANT), (Field::Client, CLIENT)]),
    );
    assert!(effects.iter().any(|effect| matches!(effect, Effect::SaveDraft)));
    assert_eq!(text(&wizard, Field::Tenant), TENANT);
    assert_eq!(text(&wizard, Field::Subscription), SUBSCRIPTION);
    let report = wizard.pasted().unwrap();
    let fields: Vec<_> = report.filled.iter().map(|filled| filled.field).collect();
    assert_eq!(fields, [Field::Tenant, Field::Client, Field::Subscription]);
    assert!(report.can_undo() && !report.is_empty());
    assert_eq!(wizard.missing(), [Field::Secret, Field::Expiry]);
}

#[test]
fn another_value_is_a_question_and_the_same_in_other_dress_is_none() {
    let mut wizard = wizard();
    typed(&mut wizard, Field::Tenant, &TENANT.to_uppercase());
    typed(&mut wizard, Field::Client, OTHER_CLIENT);
    paste(&mut wizard, values(&[(Field::Tenant, TENANT), (Field::Client, CLIENT)]));
    assert_eq!(text(&wizard, Field::Client), OTHER_CLIENT);
    let report = wizard.pasted().unwrap();
    assert!(report.filled[0].same && !report.can_undo());
    assert_eq!(
        report.question(Field::Client),
        Some(&Decision::Replace {
            old: OTHER_CLIENT.into(),
            new: Candidate { text: CLIENT.into(), source: "sp-create" },
        })
    );
    act(&mut wizard, PasteAct::Keep(Field::Client));
    assert_eq!(text(&wizard, Field::Client), OTHER_CLIENT);
    assert_eq!(wizard.pasted().unwrap().questions, []);
}

#[test]
fn a_domain_asks_nothing_where_the_directory_is_known_by_its_id() {
    let mut wizard = wizard();
    typed(&mut wizard, Field::Tenant, TENANT);
    paste(&mut wizard, values(&[(Field::Tenant, "contoso.onmicrosoft.com")]));
    assert_eq!(text(&wizard, Field::Tenant), TENANT);
    let report = wizard.pasted().unwrap();
    assert_eq!((report.notes[0].0, &report.questions[..]), ("domain", &[][..]));
    typed(&mut wizard, Field::Tenant, "");
    paste(&mut wizard, values(&[(Field::Tenant, "contoso.onmicrosoft.com")]));
    assert_eq!(text(&wizard, Field::Tenant), "contoso.onmicrosoft.com");
    paste(&mut wizard, values(&[(Field::Tenant, TENANT)]));
    assert_eq!(wizard.pasted().unwrap().replaceable(), 1);
}

#[test]
fn even_a_value_that_is_none_is_not_overwritten_without_a_word() {
    let mut wizard = wizard();
    typed(&mut wizard, Field::Client, "half an ID");
    paste(&mut wizard, values(&[(Field::Client, CLIENT)]));
    assert_eq!(text(&wizard, Field::Client), "half an ID");
    act(&mut wizard, PasteAct::Replace(Field::Client));
    assert_eq!(text(&wizard, Field::Client), CLIENT);
    act(&mut wizard, PasteAct::Undo);
    assert_eq!(text(&wizard, Field::Client), "half an ID");
}

#[test]
fn the_field_that_it_was_pasted_into_takes_its_value() {
    let mut wizard = wizard();
    typed(&mut wizard, Field::Client, OTHER_CLIENT);
    typed(&mut wizard, Field::Tenant, OTHER_TENANT);
    let mut haul = values(&[(Field::Tenant, TENANT), (Field::Client, CLIENT)]);
    haul.into = Some(Field::Client);
    paste(&mut wizard, haul);
    assert_eq!((text(&wizard, Field::Tenant), text(&wizard, Field::Client)), (OTHER_TENANT, CLIENT));
    assert_eq!(wizard.pasted().unwrap().replaceable(), 1);
    act(&mut wizard, PasteAct::Undo);
    assert_eq!(text(&wizard, Field::Client), OTHER_CLIENT);
}

#[test]
fn several_questions_can_be_answered_at_once() {
    let mut wizard = wizard();
    typed(&mut wizard, Field::Tenant, OTHER_TENANT);
    typed(&mut wizard, Field::Client, OTHER_CLIENT);
    paste(&mut wizard, values(&[(Field::Tenant, TENANT), (Field::Client, CLIENT)]));
    assert_eq!(wizard.pasted().unwrap().replaceable(), 2);
    act(&mut wizard, PasteAct::ReplaceAll);
    assert_eq!((text(&wizard, Field::Tenant), text(&wizard, Field::Client)), (TENANT, CLIENT));
    act(&mut wizard, PasteAct::Undo);
    assert_eq!((text(&wizard, Field::Tenant), text(&wizard, Field::Client)), (OTHER_TENANT, OTHER_CLIENT));
    assert!(wizard.pasted().unwrap().undone && !wizard.pasted().unwrap().can_undo());
}

#[test]
fn undo_leaves_what_was_typed_since() {
    let mut wizard = wizard();
    paste(&mut wizard, values(&[(Field::Tenant, TENANT), (Field::Client, CLIENT)]));
    typed(&mut wizard, Field::Client, OTHER_CLIENT);
    act(&mut wizard, PasteAct::Undo);
    assert_eq!((text(&wizard, Field::Tenant), text(&wizard, Field::Client)), ("", OTHER_CLIENT));
}

#[test]
fn an_ambiguous_field_stays_empty_until_one_is_chosen() {
    let mut wizard = wizard();
    let candidate = |text: &str| Candidate { text: text.into(), source: "text" };
    let ambiguous = vec![(Field::Client, vec![candidate(CLIENT), candidate(OTHER_CLIENT)])];
    paste(&mut wizard, Haul { ambiguous: ambiguous.clone(), ..Haul::default() });
    assert!(wizard.answers().is_empty(Field::Client));
    act(&mut wizard, PasteAct::UseMarked(Field::Client));
    assert!(wizard.answers().is_empty(Field::Client), "nothing is marked");
    act(&mut wizard, PasteAct::Mark(Field::Client, 7));
    act(&mut wizard, PasteAct::Mark(Field::Client, 1));
    act(&mut wizard, PasteAct::UseMarked(Field::Client));
    assert_eq!(text(&wizard, Field::Client), OTHER_CLIENT);
    assert_eq!(wizard.pasted().unwrap().questions, []);
    // The same text again asks nothing: the answer stands in the field.
    paste(&mut wizard, Haul { ambiguous, ..Haul::default() });
    assert_eq!(wizard.pasted().unwrap().questions, []);
    assert!(wizard.pasted().unwrap().filled[0].same);
}

#[test]
fn the_secret_is_a_verdict_and_undo_empties_its_field() {
    let mut wizard = wizard();
    assert!(wizard.takes_secret());
    let placed = Some((SecretFind::Placed(SecretVerdict::Good), "sp-create"));
    paste(&mut wizard, Haul { secret: placed, ..Haul::default() });
    assert_eq!(wizard.answers().secret, SecretVerdict::Good);
    assert!(!wizard.takes_secret());
    assert!(clears_secret(&act(&mut wizard, PasteAct::Undo)));
    assert_eq!(wizard.answers().secret, SecretVerdict::Empty);
}

#[test]
fn a_secret_that_was_typed_since_is_not_the_pasted_one() {
    let mut wizard = wizard();
    let placed = Some((SecretFind::Placed(SecretVerdict::Good), "sp-create"));
    let mut haul = values(&[(Field::Client, CLIENT)]);
    haul.secret = placed;
    paste(&mut wizard, haul);
    wizard.update(Message::SecretTyped(SecretVerdict::Good));
    assert!(!clears_secret(&act(&mut wizard, PasteAct::Undo)));
    assert_eq!(wizard.answers().secret, SecretVerdict::Good);
    assert!(wizard.answers().is_empty(Field::Client));
}

#[test]
fn a_second_secret_is_kept_nowhere() {
    let mut wizard = wizard();
    wizard.update(Message::SecretTyped(SecretVerdict::Good));
    let kept = Some((SecretFind::Kept, "sp-create"));
    paste(&mut wizard, Haul { secret: kept, ..Haul::default() });
    assert_eq!(wizard.pasted().unwrap().question(Field::Secret), Some(&Decision::OtherSecret));
    let effects = act(&mut wizard, PasteAct::DropSecret);
    assert!(clears_secret(&effects) && wizard.takes_secret());
}

#[test]
fn a_refused_secret_gives_way() {
    let mut wizard = wizard();
    wizard.update(Message::SecretTyped(SecretVerdict::Refused { code: "secret-id", overrulable: true }));
    assert!(wizard.takes_secret());
}

#[test]
fn the_cloud_follows_where_it_is_offered() {
    let mut wizard = wizard();
    paste(&mut wizard, Haul { cloud: Some(Cloud::AzureUSGovernment), ..Haul::default() });
    assert_eq!(wizard.answers().cloud, Cloud::AzureUSGovernment);
    assert_eq!(wizard.pasted().unwrap().cloud, Some((Cloud::AzureCloud, Cloud::AzureUSGovernment)));
    act(&mut wizard, PasteAct::Undo);
    assert_eq!(wizard.answers().cloud, Cloud::AzureCloud);
    paste(&mut wizard, Haul { cloud: Some(Cloud::AzureChinaCloud), ..Haul::default() });
    assert_eq!(wizard.answers().cloud, Cloud::AzureCloud);
    assert_eq!(wizard.pasted().unwrap().notes[0].0, "cloud-not-offered");
    paste(&mut wizard, Haul { cloud: Some(Cloud::AzureCloud), ..Haul::default() });
    assert!(wizard.pasted().unwrap().is_empty(), "the chosen one is no news");
}

#[test]
fn what_nobody_asks_for_is_said() {
    let mut wizard = wizard();
    paste(&mut wizard, values(&[(Field::ManagementGroup, "landing-zones")]));
    let report = wizard.pasted().unwrap();
    assert_eq!((report.notes[0].0, &report.filled[..]), ("not-asked", &[][..]));
}

#[test]
fn nothing_found_is_an_outcome() {
    let mut wizard = wizard();
    paste(&mut wizard, Haul::default());
    assert!(wizard.pasted().unwrap().is_empty());
    act(&mut wizard, PasteAct::Dismiss);
    assert!(wizard.pasted().is_none());
}

#[test]
fn one_of_many_subscriptions_brings_its_directory() {
    let mut wizard = wizard();
    paste(&mut wizard, two());
    assert!(wizard.answers().is_empty(Field::Subscription));
    act(&mut wizard, PasteAct::Point(0));
    act(&mut wizard, PasteAct::Choose);
    assert!(wizard.answers().is_empty(Field::Subscription), "the chooser is closed");
    let effects = act(&mut wizard, PasteAct::OpenChoice);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::OpenChooser(true))));
    act(&mut wizard, PasteAct::Point(1));
    let effects = act(&mut wizard, PasteAct::Choose);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::OpenChooser(false))));
    assert_eq!(text(&wizard, Field::Subscription), OTHER_SUBSCRIPTION);
    assert_eq!(text(&wizard, Field::Tenant), OTHER_TENANT);
    // Another one: the subscription is what the admin says, its directory is asked about.
    act(&mut wizard, PasteAct::OpenChoice);
    act(&mut wizard, PasteAct::Point(0));
    act(&mut wizard, PasteAct::Choose);
    assert_eq!(text(&wizard, Field::Subscription), SUBSCRIPTION);
    assert_eq!(text(&wizard, Field::Tenant), OTHER_TENANT);
    assert_eq!(wizard.pasted().unwrap().replaceable(), 1);
    act(&mut wizard, PasteAct::Undo);
    assert!(wizard.answers().is_empty(Field::Subscription) && wizard.answers().is_empty(Field::Tenant));
    assert!(wizard.choice().is_none());
}

#[test]
fn a_subscription_of_the_list_that_stands_there_is_the_chosen_one() {
    let mut wizard = wizard();
    typed(&mut wizard, Field::Subscription, OTHER_SUBSCRIPTION);
    paste(&mut wizard, two());
    assert_eq!(wizard.choice().unwrap().marked(), Some(1));
    assert!(wizard.pasted().unwrap().filled[0].same);
}

#[test]
fn the_list_waits_for_the_step_that_needs_it() {
    let mut wizard = wizard();
    wizard.update(Message::Continue);
    assert_eq!(wizard.step(), Step::App);
    assert!(wizard.takes_paste(Step::App) && !wizard.takes_paste(Step::Route));
    let mut haul = two();
    haul.values = values(&[(Field::Tenant, TENANT), (Field::Client, CLIENT)]).values;
    paste(&mut wizard, haul);
    wizard.update(Message::Continue);
    assert_eq!(wizard.step(), Step::Credential);
    assert!(wizard.pasted().is_none(), "read, and done with");
    assert!(wizard.choice().is_some());
    // Chosen on a later step, it is told there.
    act(&mut wizard, PasteAct::OpenChoice);
    act(&mut wizard, PasteAct::Point(0));
    act(&mut wizard, PasteAct::Choose);
    let report = wizard.pasted().unwrap();
    let fields: Vec<_> = report.filled.iter().map(|filled| (filled.field, filled.same)).collect();
    assert_eq!(fields, [(Field::Tenant, true), (Field::Subscription, false)]);
}

#[test]
fn a_failed_continue_keeps_the_outcome() {
    let mut wizard = wizard();
    wizard.update(Message::Continue);
    paste(&mut wizard, values(&[(Field::Tenant, TENANT)]));
    wizard.update(Message::Continue);
    assert!(wizard.pasted().is_some());
}

#[test]
fn a_closed_chooser_changes_nothing() {
    let mut wizard = wizard();
    paste(&mut wizard, two());
    act(&mut wizard, PasteAct::OpenChoice);
    let effects = act(&mut wizard, PasteAct::Choose);
    assert!(matches!(effects[..], [Effect::Focus(Focus::Marked)]), "first it is marked, then it is chosen");
    act(&mut wizard, PasteAct::Search("production".into()));
    act(&mut wizard, PasteAct::Move(Motion::Last));
    act(&mut wizard, PasteAct::CloseChoice);
    assert!(wizard.answers().is_empty(Field::Subscription));
    assert_eq!(wizard.choice().unwrap().query(), "", "opened again, it searches for nothing");
}

#[test]
fn values_of_one_screen_are_filled_on_the_route_with_values_too() {
    let mut wizard = wizard();
    wizard.update(Message::ChooseRoute(Route::Existing));
    paste(&mut wizard, values(&[(Field::Expiry, "2027-05-31"), (Field::Subscription, SUBSCRIPTION)]));
    assert_eq!(text(&wizard, Field::Expiry), "2027-05-31");
    assert_eq!(wizard.pasted().unwrap().filled.len(), 2);
}

#[test]
fn starting_over_forgets_the_paste() {
    let mut wizard = wizard();
    paste(&mut wizard, two());
    wizard.update(Message::StartOver);
    assert!(wizard.pasted().is_none() && wizard.choice().is_none());
}

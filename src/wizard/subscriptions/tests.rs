//! Several subscriptions, and a management group.

use std::rc::Rc;

use super::*;
use crate::azure::{Blade, Date};
use crate::contract::{Connection, Finding, Lookup, NewConnection};
use crate::exchange::{Answer as HttpAnswer, Body, Outcome};
use crate::paste::{self, FoundSubscription};
use crate::profile::Profile;
use crate::wizard::{Draft, Haul, Message, Operation, PasteAct, Phase, SecretVerdict};

const TENANT: &str = "5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61";
const OTHER_TENANT: &str = "77e01c9e-42c1-4d8b-93b5-1e7f09aa52d0";
const CLIENT: &str = "8d2f6a90-7b1c-4e3d-a5f4-2c9b8e7d6f10";
const ONE: &str = "c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5";
const TWO: &str = "0f7b52e8-31a6-4d9c-b840-6e5d2c1f9a73";
const THREE: &str = "ea64d8b1-9c05-4e27-a3f8-50b7c2e91d36";
const SECRET: &str = "abc8Q~abcdefghijklmnopqrstuvwxyz0123456789";

fn today() -> Date {
    Date::new(2026, 11, 21).unwrap()
}

fn wizard_of(scope: &str) -> Wizard {
    let profile = format!(
        r#"{{"platform":{{"name":"Harbor"}},"routes":["existing","portal"],"clouds":["AzureCloud"],
        "credential":{{"kinds":["secret"],"expiry":"optional"}},"scope":{scope},"discovery":"host",
        "role":{{"custom":{{"name":"Harbor role","actions":["Microsoft.Compute/disks/read"]}}}},
        "endpoint":{{"url":"/api","operations":["create","read","replace","lookup"]}}}}"#
    );
    Wizard::new(Rc::new(Profile::parse(&profile).unwrap()), today())
}

/// On the step with all values, tenant, client and secret filled in.
fn many() -> Wizard {
    begun(r#"{"subscriptions":"many"}"#)
}

fn begun(scope: &str) -> Wizard {
    let mut wizard = wizard_of(scope);
    wizard.update(Message::Continue);
    typed(&mut wizard, Field::Tenant, TENANT);
    typed(&mut wizard, Field::Client, CLIENT);
    wizard.update(Message::SecretTyped(SecretVerdict::of(SECRET, false)));
    assert_eq!(wizard.step(), Step::Credential);
    wizard
}

fn typed(wizard: &mut Wizard, field: Field, text: &str) {
    wizard.update(Message::Typed(field, text.into()));
}

fn tell(wizard: &mut Wizard, message: SubscriptionMessage) -> Vec<Effect> {
    wizard.update(Message::Subscriptions(message))
}

fn texts(wizard: &Wizard) -> Vec<&str> {
    wizard.answers().subscriptions().map(Answer::text).collect()
}

fn scopes(wizard: &Wizard) -> Vec<String> {
    wizard.answers().scopes().iter().map(ToString::to_string).collect()
}

fn add(wizard: &mut Wizard, text: &str) {
    tell(wizard, SubscriptionMessage::Add);
    let at = wizard.answers().subscription_count() - 1;
    tell(wizard, SubscriptionMessage::Typed(at, text.into()));
}

fn code(wizard: &Wizard, at: usize) -> &str {
    wizard.subscription_complaint(at).map_or("", |complaint| &complaint.code)
}

#[test]
fn one_stays_one() {
    let mut wizard = begun("{}");
    assert!(!wizard.takes_many() && !wizard.can_add_subscription());
    typed(&mut wizard, Field::Subscription, &[ONE, ", ", TWO].concat());
    tell(&mut wizard, SubscriptionMessage::Add);
    assert_eq!(wizard.answers().subscription_count(), 1);
    wizard.update(Message::Continue);
    assert_eq!(code(&wizard, 0), "several");
}

#[test]
fn adds_and_removes() {
    let mut wizard = many();
    typed(&mut wizard, Field::Subscription, ONE);
    let effects = tell(&mut wizard, SubscriptionMessage::Add);
    assert!(matches!(effects[0], Effect::Focus(Focus::Subscription(1))));
    tell(&mut wizard, SubscriptionMessage::Typed(1, TWO.to_uppercase().into()));
    add(&mut wizard, THREE);
    assert_eq!(scopes(&wizard), [ONE, TWO, THREE].map(|id| ["/subscriptions/", id].concat()));
    tell(&mut wizard, SubscriptionMessage::Remove(0));
    assert_eq!(texts(&wizard), [TWO.to_uppercase().as_str(), THREE]);
    tell(&mut wizard, SubscriptionMessage::Remove(1));
    tell(&mut wizard, SubscriptionMessage::Remove(0));
    assert_eq!(texts(&wizard), [""], "the first field stays");
    tell(&mut wizard, SubscriptionMessage::Remove(7));
    tell(&mut wizard, SubscriptionMessage::Typed(7, ONE.into()));
    assert_eq!(texts(&wizard), [""]);
}

#[test]
fn a_field_that_was_added_and_left_empty_is_no_fault() {
    let mut wizard = many();
    typed(&mut wizard, Field::Subscription, ONE);
    tell(&mut wizard, SubscriptionMessage::Add);
    add(&mut wizard, TWO);
    wizard.update(Message::Continue);
    assert_eq!((wizard.step(), texts(&wizard)), (Step::Connect, vec![ONE, TWO]));
}

#[test]
fn an_empty_first_field_is_filled_by_the_next() {
    let mut wizard = many();
    add(&mut wizard, TWO);
    wizard.update(Message::Continue);
    assert_eq!((wizard.step(), texts(&wizard)), (Step::Connect, vec![TWO]));
}

#[test]
fn a_list_in_one_field_is_taken_apart() {
    for list in [
        [ONE, ", ", TWO, " ,", THREE].concat(),
        [ONE, "\n", TWO, "\r\n", THREE, "\n"].concat(),
        ["[\"", ONE, "\",\"", TWO, "\",\"", THREE, "\"]"].concat(),
        ["/subscriptions/", ONE, ";/subscriptions/", TWO, "/resourceGroups/x;", THREE].concat(),
    ] {
        let mut wizard = many();
        typed(&mut wizard, Field::Subscription, &list);
        wizard.update(Message::Continue);
        assert_eq!(texts(&wizard), [ONE, TWO, THREE], "{list}");
    }
}

#[test]
fn a_list_joins_what_is_there_and_doubles_nothing() {
    let mut wizard = many();
    typed(&mut wizard, Field::Subscription, ONE);
    add(&mut wizard, "");
    tell(&mut wizard, SubscriptionMessage::Listed(1, [TWO, "\n", ONE, "\n", THREE].concat().into()));
    assert_eq!(texts(&wizard), [ONE, TWO, THREE]);
}

#[test]
fn what_is_wrong_in_a_list_has_its_own_place() {
    let mut wizard = many();
    typed(&mut wizard, Field::Subscription, &[ONE, "\n", TWO, "\n", &THREE[..30]].concat());
    assert_eq!(texts(&wizard).len(), 3);
    wizard.update(Message::Continue);
    assert_eq!([code(&wizard, 0), code(&wizard, 1), code(&wizard, 2)], ["", "", "too-short"]);
    let complaints: Vec<_> = wizard.complaints().collect();
    assert_eq!((complaints.len(), complaints[0].at), (1, 2));
}

#[test]
fn prose_and_secrets_are_no_lists() {
    for text in [
        [ONE, " and ", TWO].concat(),
        [ONE, ", ", SECRET].concat(),
        [ONE, ", "].concat(),
        ["Subscription ID: ", ONE, "\nTenant ID: ", TENANT].concat(),
        String::new(),
    ] {
        assert!(!Wizard::is_subscription_list(&text), "{text}");
    }
}

#[test]
fn no_more_than_the_dialect_has_room_for() {
    assert_eq!(MOST_SUBSCRIPTIONS, NewConnection::MAX_SCOPES);
    let id = |number: usize| format!("c3a9e4d7-60b2-4f18-8c75-{number:012x}");
    let list: Vec<String> = (0..MOST_SUBSCRIPTIONS + 20).map(id).collect();
    let mut wizard = many();
    typed(&mut wizard, Field::Subscription, &list.join("\n"));
    assert_eq!(wizard.answers().subscription_count(), MOST_SUBSCRIPTIONS);
    assert!(!wizard.can_add_subscription());
}

#[test]
fn the_same_one_twice_is_said_at_once_at_the_second() {
    let mut wizard = many();
    typed(&mut wizard, Field::Subscription, ONE);
    add(&mut wizard, TWO);
    add(&mut wizard, &ONE.to_uppercase());
    assert_eq!([code(&wizard, 0), code(&wizard, 1), code(&wizard, 2)], ["", "", "repeated"]);
    assert_eq!(wizard.subscription_complaint(2).unwrap().values, [("number", "1".into())]);
    wizard.update(Message::Continue);
    assert_eq!(wizard.step(), Step::Credential);
    tell(&mut wizard, SubscriptionMessage::Remove(2));
    assert_eq!(wizard.complaints().count(), 0);
    wizard.update(Message::Continue);
    assert_eq!(wizard.step(), Step::Connect);
}

#[test]
fn one_that_is_the_tenant_or_the_app_is_named() {
    let mut wizard = many();
    typed(&mut wizard, Field::Subscription, ONE);
    add(&mut wizard, TENANT);
    add(&mut wizard, CLIENT);
    wizard.update(Message::Continue);
    assert_eq!(
        [code(&wizard, 0), code(&wizard, 1), code(&wizard, 2)],
        ["", "tenant-level-account", "same-id"]
    );
    tell(&mut wizard, SubscriptionMessage::Typed(1, TWO.into()));
    assert_eq!(code(&wizard, 1), "", "it is checked while it is mended");
    assert_eq!(code(&wizard, 2), "same-id");
}

#[test]
fn a_secret_in_a_later_field_is_kept_nowhere() {
    let mut wizard = many();
    typed(&mut wizard, Field::Subscription, ONE);
    add(&mut wizard, SECRET);
    assert_eq!(code(&wizard, 1), "secret-like");
    assert_eq!(texts(&wizard), [ONE, ""]);
    assert!(!wizard.draft().to_json(1.0).contains(&SECRET[..8]));
}

#[test]
fn the_secret_that_repeats_any_of_them_is_told_so() {
    let mut wizard = many();
    typed(&mut wizard, Field::Subscription, ONE);
    add(&mut wizard, TWO);
    let verdict = SecretVerdict::beside(TWO, true, wizard.answers());
    assert_eq!(verdict, SecretVerdict::Repeats(Field::Subscription));
}

#[test]
fn each_is_looked_up_and_has_its_own_finding() {
    let mut wizard = many();
    typed(&mut wizard, Field::Subscription, &[ONE, TWO, THREE].join(" "));
    let mut asked = Vec::new();
    let mut effects = wizard.update(Message::Paused);
    while let Some(question) = effects.iter().find_map(|effect| match effect {
        Effect::LookUp { question: Some(question), pause: false } => Some((**question).clone()),
        _ => None,
    }) {
        let id = question.query.subscription.unwrap().to_string();
        let tenant = if id == TWO { OTHER_TENANT } else { TENANT };
        let found = |tenant: &str| Some(Finding::Found(tenant.parse().unwrap()));
        let lookup = Lookup { tenant: found(TENANT), subscription: found(tenant) };
        asked.push(id);
        assert!(asked.len() < 9, "it asks for ever: {asked:?}");
        effects = wizard.update(Message::LookedUp(Box::new((question, lookup))));
    }
    assert_eq!(asked, [ONE, TWO, THREE]);
    assert_eq!([code(&wizard, 0), code(&wizard, 1), code(&wizard, 2)], ["", "other-directory", ""]);
    assert!(wizard.subscription_insight(2).is_some() && wizard.subscription_insight(1).is_none());
    wizard.update(Message::Continue);
    assert_eq!(wizard.complaints().map(|complaint| complaint.at).collect::<Vec<_>>(), [1]);
}

#[test]
fn a_reload_brings_them_all_back() {
    let mut wizard = many();
    typed(&mut wizard, Field::Subscription, ONE);
    add(&mut wizard, "c3a9");
    add(&mut wizard, TWO);
    let text = wizard.draft().to_json(1000.0);
    let mut again = wizard_of(r#"{"subscriptions":"many"}"#);
    again.update(Message::Restore(Draft::from_json(&text, 2000.0).unwrap()));
    assert_eq!(texts(&again), [ONE, TWO], "what parsed");
    let mut one = wizard_of("{}");
    one.update(Message::Restore(Draft::from_json(&text, 2000.0).unwrap()));
    assert_eq!(texts(&one), [ONE], "a profile that takes one takes one");
}

#[test]
fn all_of_them_are_sent_reviewed_and_in_the_role() {
    let mut wizard = many();
    typed(&mut wizard, Field::Subscription, ONE);
    add(&mut wizard, TWO);
    wizard.update(Message::Continue);
    let line = wizard.review().into_iter().find(|line| line.field == Field::Subscription).unwrap();
    assert_eq!((line.value.as_deref(), &*line.more), (Some(ONE), &[TWO.into()][..]));
    assert!(line.good);
    let paths = [ONE, TWO].map(|id| ["/subscriptions/", id].concat());
    let sent: Vec<_> = wizard.submission().unwrap().scopes.iter().map(ToString::to_string).collect();
    assert_eq!(sent, paths);
    assert_eq!(wizard.role_to_hand().unwrap().scopes, paths);
    assert_eq!(wizard.target_words(), "many");
}

#[test]
fn a_line_of_a_script_brings_all_it_was_run_for() {
    let bare = format!("azc1 t={TENANT} c={CLIENT} s={ONE} s={TWO}");
    let line = format!("{bare} #{:08x}", crate::text::crc32(bare.as_bytes()));
    let mut wizard = begun(r#"{"subscriptions":"many"}"#);
    wizard.update(Message::Pasted(Box::new(Haul::of(&paste::read(&line, today())))));
    assert_eq!(texts(&wizard), [ONE, TWO]);
    assert!(wizard.choice().is_none(), "there is nothing to choose");
    wizard.update(Message::Paste(PasteAct::Undo));
    assert_eq!(texts(&wizard), [""]);
}

fn found(id: &str, name: &str, tenant: Option<&str>) -> FoundSubscription {
    FoundSubscription {
        id: id.parse().unwrap(),
        name: Some(name.into()),
        tenant: tenant.map(|tenant| tenant.parse().unwrap()),
        cloud: None,
        enabled: name != "Old",
        is_default: false,
    }
}

/// With a list of four, the third of which is disabled.
fn listed() -> Wizard {
    let mut wizard = many();
    let list = vec![
        found(ONE, "Production", Some(TENANT)),
        found(TWO, "Test", Some(TENANT)),
        found(OTHER_TENANT, "Old", Some(TENANT)),
        found(THREE, "Sandbox", Some(TENANT)),
    ];
    let haul = Haul { subscriptions: list, subscriptions_source: "az-account", ..Haul::default() };
    wizard.update(Message::Pasted(Box::new(haul)));
    wizard.update(Message::Paste(PasteAct::OpenChoice));
    wizard
}

fn act(wizard: &mut Wizard, act: PasteAct) {
    wizard.update(Message::Paste(act));
}

#[test]
fn several_of_a_list_are_chosen_and_keep_their_names() {
    let mut wizard = listed();
    act(&mut wizard, PasteAct::Pick(3, true));
    act(&mut wizard, PasteAct::Pick(0, true));
    act(&mut wizard, PasteAct::Pick(1, true));
    act(&mut wizard, PasteAct::Pick(1, false));
    act(&mut wizard, PasteAct::Pick(2, true));
    assert_eq!(wizard.choice().unwrap().picked_count(), 2);
    act(&mut wizard, PasteAct::Choose);
    assert_eq!(texts(&wizard), [ONE, THREE], "in the order of the list");
    assert_eq!(wizard.answers().subscription_name(THREE.parse().unwrap()), Some("Sandbox"));
    // Opened again it shows what is connected; what was entered beside the list stays.
    add(&mut wizard, CLIENT);
    act(&mut wizard, PasteAct::OpenChoice);
    act(&mut wizard, PasteAct::Pick(0, false));
    act(&mut wizard, PasteAct::Choose);
    assert_eq!(texts(&wizard), [THREE, CLIENT]);
    act(&mut wizard, PasteAct::Undo);
    assert_eq!(texts(&wizard), [""]);
}

#[test]
fn all_that_match_are_picked_at_once_and_no_disabled_one() {
    let mut wizard = listed();
    act(&mut wizard, PasteAct::PickAll);
    assert_eq!(wizard.choice().unwrap().pickable(), Some(3));
    act(&mut wizard, PasteAct::Choose);
    assert_eq!(texts(&wizard), [ONE, TWO, THREE]);
}

#[test]
fn enter_without_a_pick_means_the_marked_one() {
    let mut wizard = listed();
    act(&mut wizard, PasteAct::Search("sand".into()));
    act(&mut wizard, PasteAct::Choose);
    assert_eq!(texts(&wizard), [THREE]);
}

#[test]
fn of_several_directories_none_is_guessed() {
    let mut wizard = many();
    typed(&mut wizard, Field::Tenant, "");
    let list = vec![found(ONE, "a", Some(TENANT)), found(TWO, "b", Some(OTHER_TENANT))];
    let haul = Haul { subscriptions: list, subscriptions_source: "az-account", ..Haul::default() };
    wizard.update(Message::Pasted(Box::new(haul)));
    act(&mut wizard, PasteAct::OpenChoice);
    act(&mut wizard, PasteAct::PickAll);
    act(&mut wizard, PasteAct::Choose);
    assert!(wizard.answers().is_empty(Field::Tenant));
}

#[test]
fn a_pasted_subscription_beside_others_is_asked_about() {
    let mut wizard = many();
    typed(&mut wizard, Field::Subscription, ONE);
    add(&mut wizard, TWO);
    let value = |text: &str| crate::wizard::FoundValue {
        field: Field::Subscription,
        text: text.into(),
        source: "az-account",
    };
    let haul = |text: &str| Message::Pasted(Box::new(Haul { values: vec![value(text)], ..Haul::default() }));
    wizard.update(haul(TWO));
    assert!(wizard.pasted().unwrap().questions.is_empty(), "it is there");
    wizard.update(haul(THREE));
    assert_eq!(wizard.pasted().unwrap().questions.len(), 1);
    act(&mut wizard, PasteAct::AddOther);
    assert_eq!(texts(&wizard), [ONE, TWO, THREE]);
    act(&mut wizard, PasteAct::Undo);
    assert_eq!(texts(&wizard), [ONE, TWO]);
}

#[test]
fn none_is_enough_where_none_is_needed() {
    let mut wizard = begun(r#"{"subscriptions":"optional"}"#);
    wizard.update(Message::Continue);
    assert_eq!(wizard.step(), Step::Connect);
    assert!(wizard.submission().unwrap().scopes.is_empty());
}

const GROUPS: &str = r#"{"subscriptions":"many","managementGroup":true}"#;

#[test]
fn a_management_group_takes_the_place_of_subscriptions() {
    let mut wizard = begun(GROUPS);
    assert!(wizard.has_targets());
    typed(&mut wizard, Field::Subscription, ONE);
    wizard.update(Message::ChooseTarget(Target::ManagementGroup));
    assert!(wizard.fields(Step::Credential).contains(&Field::ManagementGroup));
    assert!(!wizard.fields(Step::Credential).contains(&Field::Subscription));
    wizard.update(Message::Continue);
    assert_eq!(&*wizard.complaint(Field::ManagementGroup).unwrap().code, "empty");
    typed(&mut wizard, Field::ManagementGroup, "  harbor-production ");
    wizard.update(Message::Continue);
    assert_eq!(wizard.step(), Step::Connect);
    let path = "/providers/Microsoft.Management/managementGroups/harbor-production";
    assert_eq!(scopes(&wizard), [path]);
    assert_eq!(wizard.submission().unwrap().scopes.len(), 1);
    assert_eq!(wizard.role_to_hand().unwrap().scopes, [path]);
    assert!(wizard.blade_url(Blade::AccessControl).contains("ManagementGroup"));
    assert_eq!(wizard.target_words(), "group");
    wizard.update(Message::ChooseTarget(Target::Subscriptions));
    assert_eq!(scopes(&wizard), [["/subscriptions/", ONE].concat()], "nothing is lost on the way");
}

#[test]
fn who_turns_to_the_group_is_not_told_at_once_that_its_id_is_missing() {
    let mut wizard = begun(GROUPS);
    wizard.update(Message::Continue);
    assert_eq!(code(&wizard, 0), "empty");
    wizard.update(Message::ChooseTarget(Target::ManagementGroup));
    assert_eq!(wizard.complaint(Field::ManagementGroup), None);
    wizard.update(Message::Continue);
    assert!(wizard.complaint(Field::ManagementGroup).is_some());
}

#[test]
fn without_the_profiles_word_there_is_no_group() {
    let mut wizard = many();
    wizard.update(Message::ChooseTarget(Target::ManagementGroup));
    assert_eq!(wizard.answers().target, Target::Subscriptions);
    let mut draft = begun(GROUPS);
    draft.update(Message::ChooseTarget(Target::ManagementGroup));
    typed(&mut draft, Field::ManagementGroup, "harbor");
    let text = draft.draft().to_json(1000.0);
    wizard.update(Message::Restore(Draft::from_json(&text, 2000.0).unwrap()));
    assert_eq!(wizard.answers().target, Target::Subscriptions);
    let mut again = wizard_of(GROUPS);
    again.update(Message::Restore(Draft::from_json(&text, 2000.0).unwrap()));
    assert_eq!((again.answers().target, again.answers().group.text()), (Target::ManagementGroup, "harbor"));
}

#[test]
fn the_root_group_has_the_directorys_id_and_a_secret_is_refused() {
    let mut wizard = begun(GROUPS);
    wizard.update(Message::ChooseTarget(Target::ManagementGroup));
    typed(&mut wizard, Field::ManagementGroup, SECRET);
    assert_eq!(&*wizard.complaint(Field::ManagementGroup).unwrap().code, "secret-like");
    assert_eq!(wizard.answers().text(Field::ManagementGroup), "");
    typed(&mut wizard, Field::ManagementGroup, TENANT);
    wizard.update(Message::Continue);
    assert_eq!(wizard.step(), Step::Connect);
}

#[test]
fn a_paste_with_a_group_chooses_it_and_undo_takes_that_back() {
    let mut wizard = begun(GROUPS);
    let text = "/providers/Microsoft.Management/managementGroups/harbor-production";
    wizard.update(Message::Pasted(Box::new(Haul::of(&paste::read(text, today())))));
    assert_eq!(wizard.answers().target, Target::ManagementGroup);
    assert_eq!(wizard.answers().text(Field::ManagementGroup), "harbor-production");
    act(&mut wizard, PasteAct::Undo);
    assert_eq!(wizard.answers().target, Target::Subscriptions);
    assert!(wizard.answers().is_empty(Field::ManagementGroup));
}

fn failed_connection() -> String {
    let check = |id: &str, state: &str| {
        format!(
            r#"{{"id":"subscription","scope":"/subscriptions/{id}","state":"pass"}},
            {{"id":"permissions","scope":"/subscriptions/{id}","state":"{state}"}}"#
        )
    };
    let checks = [check(ONE, "pass"), check(TWO, "fail"), check(THREE, "pass")].join(",");
    format!(r#"{{"id":"c-1","status":"failed","checks":[{{"id":"token","state":"pass"}},{checks}]}}"#)
}

fn sent(wizard: &mut Wizard, status: u16, body: String) {
    wizard.update(Message::Continue);
    wizard.update(Message::Connect);
    let outcome: Outcome<Connection> =
        HttpAnswer { status, body: Body::Text(body), ..HttpAnswer::default() }.read();
    wizard.update(Message::Sent(Box::new(outcome)));
}

#[test]
fn those_that_work_go_on_without_the_others() {
    let mut wizard = many();
    typed(&mut wizard, Field::Subscription, &[ONE, TWO, THREE].join("\n"));
    sent(&mut wizard, 201, failed_connection());
    assert!(matches!(wizard.phase(), Phase::Failed(_)));
    let effects = wizard.update(Message::GoOnWithWorking);
    assert_eq!(texts(&wizard), [ONE, THREE]);
    assert!(
        effects
            .iter()
            .any(|effect| matches!(effect, Effect::Submit { operation: Operation::Replace(_), fresh: true }))
    );
    wizard.update(Message::GoOnWithWorking);
    assert_eq!(texts(&wizard), [ONE, THREE], "once");
}

#[test]
fn a_refused_scope_is_said_at_its_own_place() {
    let mut wizard = many();
    typed(&mut wizard, Field::Subscription, ONE);
    add(&mut wizard, TWO);
    let errors = r#"{"errors":[{"pointer":"/scopes/1","code":"not-offered","detail":"No."}]}"#;
    sent(&mut wizard, 422, errors.to_owned());
    assert_eq!(wizard.step(), Step::Credential);
    assert_eq!([code(&wizard, 0), code(&wizard, 1)], ["", "not-offered"]);
    tell(&mut wizard, SubscriptionMessage::Remove(1));
    assert_eq!(code(&wizard, 1), "");
}

use std::rc::Rc;

use super::*;
use crate::azure::Date;
use crate::profile::{Profile, Route};
use crate::wizard::{Draft, SecretVerdict, Step};

const TENANT: &str = "5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61";
const OTHER: &str = "6f1d2f0e-3a5b-4a7e-9a55-8b1f0a6f2c11";
const CLIENT: &str = "8d2f6a90-7b1c-4e3d-a5f4-2c9b8e7d6f10";
const SUBSCRIPTION: &str = "c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5";

fn profile(operations: &str, more: &str) -> Rc<Profile> {
    let text = format!(
        r#"{{"platform":{{"name":"Harbor"}},"routes":["existing","portal"],
        "clouds":["AzureCloud","AzureUSGovernment"],"credential":{{"kinds":["secret"],"expiry":"required"}},
        "endpoint":{{"url":"/api","operations":["create","read"{operations}]}}{more}}}"#
    );
    Rc::new(Profile::parse(&text).unwrap())
}

fn wizard_of(operations: &str, more: &str) -> Wizard {
    let mut wizard = Wizard::new(profile(operations, more), Date::new(2026, 11, 21).unwrap());
    wizard.update(Message::Continue);
    assert_eq!(wizard.step(), Step::Credential);
    wizard
}

fn wizard() -> Wizard {
    wizard_of(r#","lookup""#, "")
}

fn by_browser() -> Wizard {
    wizard_of("", r#","discovery":"browser""#)
}

fn typed(wizard: &mut Wizard, field: Field, text: &str) -> Vec<Effect> {
    wizard.update(Message::Typed(field, text.into()))
}

/// The look-ups among the effects: the query, or nothing where one is called off; and whether it waits.
fn asked(effects: &[Effect]) -> Vec<(Option<String>, bool)> {
    let look_up = |effect: &Effect| match effect {
        Effect::LookUp { question, pause } => {
            Some((question.as_ref().map(|question| question.query.to_query()), *pause))
        }
        _ => None,
    };
    effects.iter().filter_map(look_up).collect()
}

fn question(by: Resolver, tenant: Option<&str>, subscription: Option<&str>) -> Question {
    let tenant = tenant.map(|text| text.parse().unwrap());
    let subscription = subscription.map(|text| text.parse().unwrap());
    Question { by, query: LookupQuery { cloud: Cloud::AzureCloud, tenant, subscription } }
}

fn found(id: &str) -> Finding {
    Finding::Found(id.parse().unwrap())
}

fn answer(
    wizard: &mut Wizard,
    tenant: Option<(&str, Finding)>,
    subscription: Option<(&str, Finding)>,
) -> Vec<Effect> {
    let question = question(Resolver::Host, tenant.map(|(text, _)| text), subscription.map(|(text, _)| text));
    let lookup =
        Lookup { tenant: tenant.map(|(_, found)| found), subscription: subscription.map(|(_, found)| found) };
    wizard.update(Message::LookedUp(Box::new((question, lookup))))
}

/// All values, with this directory.
fn filled(wizard: &mut Wizard, tenant: &str) {
    typed(wizard, Field::Client, CLIENT);
    typed(wizard, Field::Tenant, tenant);
    typed(wizard, Field::Subscription, SUBSCRIPTION);
    typed(wizard, Field::Expiry, "2027-05-31");
    let secret = SecretVerdict::of("abc8Q~abcdefghijklmnopqrstuvwxyz0123456789", false);
    wizard.update(Message::SecretTyped(secret));
}

fn code(wizard: &Wizard, field: Field) -> Option<&str> {
    wizard.complaint(field).map(|complaint| &*complaint.code)
}

fn submits(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::Submit { .. }))
}

#[test]
fn a_domain_is_asked_about_after_a_pause_and_at_once_on_continue() {
    let mut wizard = wizard();
    assert_eq!(asked(&typed(&mut wizard, Field::Tenant, "contoso")), []);
    let query = Some("cloud=AzureCloud&tenant=contoso.com".to_owned());
    assert_eq!(asked(&typed(&mut wizard, Field::Tenant, "contoso.com")), [(query.clone(), true)]);
    assert_eq!(wizard.insight(Field::Tenant), Some(Insight::Asking));
    assert_eq!(asked(&typed(&mut wizard, Field::Name, "Prod")), [], "the pause goes on");
    assert_eq!(asked(&wizard.update(Message::Continue)), [(query, false)], "whoever goes on has paused");
    assert_eq!(asked(&wizard.update(Message::Continue)), [], "one at most");
    assert_eq!(asked(&wizard.update(Message::SecretTyped(SecretVerdict::Empty))), [], "and once");
    answer(&mut wizard, Some(("contoso.com", found(TENANT))), None);
    assert_eq!(wizard.insight(Field::Tenant), Some(Insight::Directory(TENANT.parse().unwrap())));
    assert_eq!(wizard.tenant_id(), TENANT.parse().ok());
    assert_eq!(asked(&typed(&mut wizard, Field::Tenant, "contoso.co")).len(), 1);
    assert_eq!(asked(&typed(&mut wizard, Field::Tenant, "contoso.com")), [(None, true)], "known by now");
}

#[test]
fn a_pause_ends_the_waiting_once() {
    let mut wizard = wizard();
    typed(&mut wizard, Field::Tenant, "contoso.com");
    let query = Some("cloud=AzureCloud&tenant=contoso.com".to_owned());
    assert_eq!(asked(&wizard.update(Message::Paused)), [(query, false)]);
    assert_eq!(asked(&wizard.update(Message::Paused)), []);
    assert_eq!(asked(&typed(&mut wizard, Field::Name, "Prod")), []);
    answer(&mut wizard, Some(("contoso.com", Finding::Unconfirmed)), None);
    assert_eq!(asked(&wizard.update(Message::Paused)), []);
}

#[test]
fn what_is_no_longer_asked_for_is_called_off() {
    let mut wizard = wizard();
    typed(&mut wizard, Field::Tenant, "contoso.com");
    assert_eq!(asked(&typed(&mut wizard, Field::Tenant, "contoso.com/")), [(None, true)]);
    typed(&mut wizard, Field::Tenant, "fabrikam.com");
    assert_eq!(asked(&typed(&mut wizard, Field::Tenant, TENANT)), [(None, true)]);
}

#[test]
fn an_answer_for_another_value_changes_nothing_here() {
    let mut wizard = wizard();
    typed(&mut wizard, Field::Tenant, "contoso.com");
    typed(&mut wizard, Field::Tenant, "fabrikam.com");
    assert_eq!(asked(&answer(&mut wizard, Some(("contoso.com", Finding::Unknown)), None)), []);
    assert_eq!(code(&wizard, Field::Tenant), None);
    assert_eq!(wizard.insight(Field::Tenant), Some(Insight::Asking), "its own answer is still to come");
    assert_eq!(wizard.tenant_id(), None);
    // It was no waste: the value may come back.
    typed(&mut wizard, Field::Tenant, "contoso.com");
    assert_eq!(code(&wizard, Field::Tenant), Some("unknown-directory-here"));
}

#[test]
fn directory_and_subscription_are_asked_about_together() {
    let mut wizard = wizard();
    assert_eq!(asked(&typed(&mut wizard, Field::Tenant, TENANT)), [], "a GUID alone needs no resolving");
    let effects = typed(&mut wizard, Field::Subscription, SUBSCRIPTION);
    let query = format!("cloud=AzureCloud&tenant={TENANT}&subscription={SUBSCRIPTION}");
    assert_eq!(asked(&effects), [(Some(query), true)]);
    answer(&mut wizard, Some((TENANT, found(TENANT))), Some((SUBSCRIPTION, found(TENANT))));
    assert_eq!(wizard.insight(Field::Subscription), Some(Insight::SameDirectory));
    // Another directory: the subscription's is known by now.
    let query = Some(format!("cloud=AzureCloud&tenant={OTHER}"));
    assert_eq!(asked(&typed(&mut wizard, Field::Tenant, OTHER)), [(query, true)]);
    assert_eq!(code(&wizard, Field::Subscription), Some("other-directory"));
}

#[test]
fn a_subscription_of_another_directory_holds_the_last_step() {
    let mut wizard = wizard();
    filled(&mut wizard, TENANT);
    wizard.update(Message::Continue);
    assert_eq!(wizard.step(), Step::Connect, "Continue did not wait");
    answer(&mut wizard, Some((TENANT, found(TENANT))), Some((SUBSCRIPTION, found(OTHER))));
    let line = |wizard: &Wizard| wizard.review().into_iter().find(|line| line.field == Field::Subscription);
    assert!(!line(&wizard).unwrap().good);
    assert!(!submits(&wizard.update(Message::Connect)));
    assert_eq!(wizard.step(), Step::Credential);
    let complaint = wizard.complaints().next().unwrap();
    assert_eq!((complaint.field, &*complaint.code), (Field::Subscription, "other-directory"));
    let value =
        |name: &str| complaint.values.iter().find(|(other, _)| *other == name).map(|(_, value)| &**value);
    assert_eq!(
        (value("tenant"), value("owner"), value("other-field")),
        (Some(TENANT), Some(OTHER), Some("tenantId"))
    );
    assert!(wizard.needs_own_subscriptions(Field::Subscription));

    assert_eq!(wizard.offer(Field::Subscription), Some(Offer::Directory(OTHER.parse().unwrap())));
    wizard.update(Message::TakeOffer(Field::Subscription));
    assert_eq!(wizard.answers().text(Field::Tenant), OTHER);
    assert_eq!(code(&wizard, Field::Subscription), None);
    assert_eq!((wizard.offer(Field::Subscription), wizard.complaints().count()), (None, 0));
    wizard.update(Message::Continue);
    assert!(line(&wizard).unwrap().good);
    assert!(submits(&wizard.update(Message::Connect)));
}

#[test]
fn the_offer_follows_where_the_directory_was_copied() {
    let mut wizard = wizard();
    filled(&mut wizard, TENANT);
    answer(&mut wizard, None, Some((SUBSCRIPTION, found(OTHER))));
    assert!(wizard.offer(Field::Subscription).is_some());
    wizard.update(Message::Back);
    wizard.update(Message::ChooseRoute(Route::Portal));
    assert_eq!(wizard.offer(Field::Subscription), None, "both IDs come from the page of the app");
    assert!(wizard.needs_own_subscriptions(Field::Subscription));
    typed(&mut wizard, Field::Tenant, "contoso.com");
    answer(&mut wizard, Some(("contoso.com", found(TENANT))), None);
    assert!(wizard.offer(Field::Subscription).is_some(), "a name that was typed may be another one's");
}

#[test]
fn a_directory_that_azure_does_not_know_holds_the_last_step() {
    let mut wizard = wizard();
    filled(&mut wizard, "contosso.com");
    wizard.update(Message::Continue);
    answer(&mut wizard, Some(("contosso.com", Finding::Unknown)), Some((SUBSCRIPTION, found(TENANT))));
    assert!(!submits(&wizard.update(Message::Connect)));
    assert_eq!(code(&wizard, Field::Tenant), Some("unknown-directory-here"));
    assert_eq!(code(&wizard, Field::Subscription), None, "one cause, one complaint");
    assert_eq!(wizard.offer(Field::Tenant), Some(Offer::Directory(TENANT.parse().unwrap())));
    wizard.update(Message::TakeOffer(Field::Tenant));
    assert_eq!(code(&wizard, Field::Tenant), None);
    wizard.update(Message::Continue);
    assert!(submits(&wizard.update(Message::Connect)));
}

#[test]
fn an_id_that_no_directory_has_is_one_complaint_too() {
    let mut wizard = wizard();
    filled(&mut wizard, TENANT);
    answer(&mut wizard, Some((TENANT, Finding::Unknown)), Some((SUBSCRIPTION, found(OTHER))));
    assert_eq!(code(&wizard, Field::Tenant), Some("unknown-directory-here"));
    assert_eq!(code(&wizard, Field::Subscription), None);
    assert!(!wizard.needs_own_subscriptions(Field::Subscription), "there is no such list");
    assert_eq!(wizard.offer(Field::Tenant), Some(Offer::Directory(OTHER.parse().unwrap())));
    assert_eq!(wizard.offer(Field::Subscription), None);
}

#[test]
fn what_nobody_could_tell_stops_nobody_and_is_tried_again_when_typed_again() {
    let mut wizard = wizard();
    filled(&mut wizard, "contoso.com");
    answer(
        &mut wizard,
        Some(("contoso.com", Finding::Unconfirmed)),
        Some((SUBSCRIPTION, Finding::Unconfirmed)),
    );
    assert_eq!(&*wizard.doubt(Field::Tenant).unwrap().code, "unconfirmed");
    assert_eq!(wizard.doubt(Field::Subscription), None, "what was not asked for by the admin is no news");
    assert_eq!(asked(&wizard.update(Message::Continue)), []);
    assert!(submits(&wizard.update(Message::Connect)));
    wizard.update(Message::Stop);
    wizard.update(Message::GoTo(Step::Credential));
    assert_eq!(asked(&typed(&mut wizard, Field::Tenant, "contoso.com")).len(), 1);
}

#[test]
fn an_unknown_subscription_is_a_doubt() {
    let mut wizard = wizard();
    filled(&mut wizard, TENANT);
    answer(&mut wizard, Some((TENANT, found(TENANT))), Some((SUBSCRIPTION, Finding::Unknown)));
    assert_eq!(&*wizard.doubt(Field::Subscription).unwrap().code, "unknown-subscription");
    wizard.update(Message::Continue);
    assert!(submits(&wizard.update(Message::Connect)));
}

#[test]
fn a_domain_hides_no_conflict_once_it_is_resolved() {
    for (tenant, field, expected) in
        [(SUBSCRIPTION, Field::Subscription, "tenant-level-account"), (CLIENT, Field::Client, "same-id")]
    {
        let mut wizard = wizard();
        filled(&mut wizard, "contoso.com");
        wizard.update(Message::Continue);
        answer(&mut wizard, Some(("contoso.com", found(tenant))), None);
        assert_eq!(code(&wizard, field), Some(expected));
        assert_eq!(code(&wizard, Field::Tenant), Some(expected));
        assert!(!submits(&wizard.update(Message::Connect)));
        assert!(wizard.complaints().any(|complaint| complaint.field == field));
        typed(&mut wizard, Field::Tenant, TENANT);
        assert_eq!((code(&wizard, field), code(&wizard, Field::Tenant)), (None, None));
    }
}

#[test]
fn what_is_sent_and_shown_has_the_id() {
    let mut wizard = wizard();
    filled(&mut wizard, "Contoso.com");
    wizard.update(Message::Continue);
    assert_eq!(wizard.submission().unwrap().tenant_id.to_string(), "contoso.com", "nothing better is known");
    answer(&mut wizard, Some(("contoso.com", found(TENANT))), None);
    assert_eq!(wizard.submission().unwrap().tenant_id.to_string(), TENANT);
    let shown = wizard.review().into_iter().find(|line| line.field == Field::Tenant).unwrap().value;
    assert_eq!(shown.as_deref(), Some(&*format!("contoso.com ({TENANT})")));
    assert_eq!(wizard.answers().text(Field::Tenant), "contoso.com", "the field keeps what was entered");
}

#[test]
fn the_browser_resolves_domains_only() {
    let mut wizard = by_browser();
    filled(&mut wizard, TENANT);
    assert_eq!(asked(&wizard.update(Message::Continue)), []);
    wizard.update(Message::Back);
    let effects = typed(&mut wizard, Field::Tenant, "contoso.com");
    let Some(Effect::LookUp { question: Some(asked), .. }) = effects.last() else { panic!("{effects:?}") };
    assert_eq!(**asked, question(Resolver::Browser, Some("contoso.com"), None));
    let lookup = Lookup { tenant: Some(found(TENANT)), subscription: None };
    wizard.update(Message::LookedUp(Box::new(((**asked).clone(), lookup))));
    assert_eq!(wizard.tenant_id(), TENANT.parse().ok());
}

#[test]
fn beside_the_browser_the_host_tells_of_subscriptions() {
    let mut wizard = wizard_of(r#","lookup""#, r#","discovery":"browser""#);
    filled(&mut wizard, "contoso.com");
    let browser = question(Resolver::Browser, Some("contoso.com"), None);
    let lookup = Lookup { tenant: Some(found(TENANT)), subscription: None };
    let effects = wizard.update(Message::LookedUp(Box::new((browser, lookup))));
    assert_eq!(asked(&effects), [(Some(format!("cloud=AzureCloud&subscription={SUBSCRIPTION}")), false)]);
}

#[test]
fn nobody_is_asked_where_the_profile_has_nobody() {
    for (operations, more) in [("", ""), ("", r#","discovery":"host""#)] {
        let mut wizard = wizard_of(operations, more);
        filled(&mut wizard, "contoso.com");
        assert_eq!(asked(&wizard.update(Message::Continue)), []);
        assert_eq!(wizard.insight(Field::Tenant), None);
        assert!(submits(&wizard.update(Message::Connect)), "as ever");
    }
}

#[test]
fn where_nobody_resolves_a_domain_only_an_id_will_do() {
    let mut wizard = wizard_of(r#","lookup""#, r#","discovery":"off""#);
    filled(&mut wizard, "contoso.com");
    assert_eq!(code(&wizard, Field::Tenant), None, "no error while it is typed");
    assert_eq!(&*wizard.doubt(Field::Tenant).unwrap().code, "needs-id");
    let effects = wizard.update(Message::Continue);
    assert_eq!((asked(&effects), code(&wizard, Field::Tenant)), (vec![], Some("needs-id")));
    assert_eq!(wizard.doubt(Field::Tenant), None, "said once");
    assert_eq!(asked(&typed(&mut wizard, Field::Tenant, TENANT)), []);
    assert_eq!(code(&wizard, Field::Tenant), None);
    wizard.update(Message::Continue);
    assert!(submits(&wizard.update(Message::Connect)));
}

#[test]
fn a_draft_is_looked_up_when_it_is_back() {
    let mut first = wizard();
    filled(&mut first, "contoso.com");
    let draft = Draft::from_json(&first.draft().to_json(0.0), 1.0).unwrap();
    let mut wizard = wizard();
    let query = format!("cloud=AzureCloud&tenant=contoso.com&subscription={SUBSCRIPTION}");
    assert_eq!(asked(&wizard.update(Message::Restore(draft))), [(Some(query), false)]);
}

#[test]
fn another_cloud_is_another_question() {
    let mut wizard = wizard();
    typed(&mut wizard, Field::Tenant, "contoso.com");
    answer(&mut wizard, Some(("contoso.com", Finding::Unknown)), None);
    assert_eq!(code(&wizard, Field::Tenant), Some("unknown-directory-here"));
    let effects = wizard.update(Message::ChooseCloud(Cloud::AzureUSGovernment));
    assert_eq!(asked(&effects), [(Some("cloud=AzureUSGovernment&tenant=contoso.com".to_owned()), false)]);
    assert_eq!(code(&wizard, Field::Tenant), None);
}

#[test]
fn a_value_from_another_cloud_offers_that_cloud() {
    let mut wizard = wizard();
    let url = format!("https://portal.azure.us/#@{TENANT}/resource/subscriptions/{SUBSCRIPTION}/overview");
    typed(&mut wizard, Field::Subscription, &url);
    let doubt = wizard.doubt(Field::Subscription).unwrap();
    assert_eq!((&*doubt.code, &*doubt.values[0].1), ("other-cloud", "AzureUSGovernment"));
    assert_eq!(wizard.offer(Field::Subscription), Some(Offer::Cloud(Cloud::AzureUSGovernment)));
    filled_but_subscription(&mut wizard);
    wizard.update(Message::Continue);
    wizard.update(Message::Back);
    assert_eq!(wizard.answers().text(Field::Subscription), SUBSCRIPTION);
    assert!(wizard.doubt(Field::Subscription).is_some(), "it still is from there");
    wizard.update(Message::TakeOffer(Field::Subscription));
    assert_eq!(wizard.answers().cloud, Cloud::AzureUSGovernment);
    assert_eq!((wizard.doubt(Field::Subscription), wizard.offer(Field::Subscription)), (None, None));
    typed(&mut wizard, Field::Tenant, "contoso.partner.onmschina.cn");
    assert_eq!(&*wizard.doubt(Field::Tenant).unwrap().code, "cloud-not-offered");
    assert_eq!(wizard.offer(Field::Tenant), None);
}

fn filled_but_subscription(wizard: &mut Wizard) {
    let text = wizard.answers().text(Field::Subscription).to_owned();
    filled(wizard, TENANT);
    typed(wizard, Field::Subscription, &text);
}

#[test]
fn microsofts_own_directory_is_a_doubt() {
    let mut wizard = wizard();
    typed(&mut wizard, Field::Tenant, "72f988bf-86f1-41af-91ab-2d7cd011db47");
    assert_eq!(&*wizard.doubt(Field::Tenant).unwrap().code, "microsoft");
    assert_eq!(code(&wizard, Field::Tenant), None);
    typed(&mut wizard, Field::Tenant, "microsoft.com");
    answer(&mut wizard, Some(("microsoft.com", found("72f988bf-86f1-41af-91ab-2d7cd011db47"))), None);
    assert_eq!(&*wizard.doubt(Field::Tenant).unwrap().code, "microsoft");
}

#[test]
fn starting_over_forgets_what_was_asked() {
    let mut wizard = wizard();
    typed(&mut wizard, Field::Tenant, "contoso.com");
    wizard.update(Message::StartOver);
    let late = answer(&mut wizard, Some(("contoso.com", Finding::Unknown)), None);
    assert_eq!((asked(&late), code(&wizard, Field::Tenant)), (vec![], None));
}

#[test]
fn no_more_is_kept_than_a_form_needs() {
    let mut wizard = wizard();
    for number in 0..100 {
        let domain = format!("d{number}.example");
        typed(&mut wizard, Field::Tenant, &domain);
        answer(&mut wizard, Some((&domain, Finding::Unknown)), None);
    }
    assert_eq!(wizard.lookups.tenants.len(), MOST);
}

//! The profiles of real platforms: what they ask for is explained, and what they say is said somewhere.
// The helpers below build test data: a panic there is a failed test.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::rc::Rc;

use azure_connect::azure::role::Level;
use azure_connect::azure::{Date, Field};
use azure_connect::profile::{Dialect, Profile, Role, Route};
use azure_connect::wizard::{Message, PortalGuide, Step, Wizard};
use serde_json::{Map, Value};

/// A platform, and what the profile says of it.
const PLATFORMS: [(&str, &str); 5] = [
    ("spot-classic", include_str!("../www/profiles/spot-classic.json")),
    ("spot", include_str!("../www/profiles/spot.json")),
    ("cloudcraft", include_str!("../www/profiles/cloudcraft.json")),
    ("cloudstudio", include_str!("../www/profiles/cloudstudio.json")),
    ("octopus", include_str!("../www/profiles/octopus.json")),
];

fn sentences() -> Map<String, Value> {
    serde_json::from_str(include_str!("../data/texts/en.json")).unwrap()
}

/// The placeholders of a sentence.
fn places(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).map(|rest| rest.split('}').next().unwrap()).collect()
}

fn profiles() -> impl Iterator<Item = (&'static str, Profile)> {
    PLATFORMS.into_iter().map(|(name, text)| (name, Profile::parse(text).unwrap()))
}

#[test]
fn what_a_platform_says_is_said_somewhere_and_has_its_values() {
    let sentences = sentences();
    for (name, profile) in profiles() {
        for (key, words) in &profile.text {
            let Some(Value::String(ours)) = sentences.get(key) else {
                panic!("{name}: nothing says `{key}`")
            };
            let (own, known) = (places(words), places(ours));
            // The platform's name can stand in any sentence.
            assert!(
                own.iter().all(|place| *place == "platform" || known.contains(place)),
                "{name}: {key}: {words}"
            );
            let lost: Vec<_> = known.difference(&own).filter(|place| **place == "value").collect();
            assert!(lost.is_empty(), "{name}: {key} does not say {lost:?}");
        }
    }
}

#[test]
fn every_operation_of_a_role_has_its_reason_and_azure_takes_the_role() {
    for (name, profile) in profiles() {
        let Some(Role::Custom(role)) = &profile.role else { continue };
        for action in &role.actions {
            assert!(role.reason(action).is_some(), "{name}: no reason for {action}");
        }
        let distinct: BTreeSet<String> = role.actions.iter().map(|action| action.to_lowercase()).collect();
        assert_eq!(distinct.len(), role.actions.len(), "{name}");
        let found = role.definition().lint();
        assert!(found.iter().all(|finding| finding.level != Level::Error), "{name}: {found:?}");
    }
}

#[test]
fn every_platform_leads_to_a_role_and_is_told_apart() {
    let all: Vec<_> = profiles().collect();
    for (name, profile) in &all {
        assert!(profile.role.is_some(), "{name}: without a role the app may do nothing");
    }
    let accents: BTreeSet<_> = all.iter().map(|(_, profile)| profile.theme.accent.rgb).collect();
    assert_eq!(accents.len(), all.len());
    let names: BTreeSet<_> = all.iter().map(|(_, profile)| &profile.platform.name).collect();
    assert_eq!(names.len(), all.len());
    let env: Vec<_> = all.iter().filter(|(_, profile)| profile.endpoint.dialect == Dialect::Env).collect();
    assert_eq!(env.iter().map(|(name, _)| *name).collect::<Vec<_>>(), ["cloudstudio"]);
}

/// What the admin does on the portal's route: chooses it, does each numbered act, brings back each value, goes on after
/// each step, and ends. A name that can stay empty is nobody's duty.
fn actions(profile: Profile) -> usize {
    let guide = PortalGuide::shipped();
    let env = profile.endpoint.is_env();
    let mut wizard = Wizard::new(Rc::new(profile), Date::new(2026, 11, 21).unwrap());
    wizard.update(Message::ChooseRoute(Route::Portal));
    let steps = wizard.itinerary().steps().to_vec();
    let counts = steps.into_iter().map(|step| match step {
        // The way and “Continue”.
        Step::Route => 2,
        // “Connect subscription”; where nothing is sent, “Show the keys”, “Copy all keys” and three acts at the platform.
        Step::Connect => {
            if env {
                5
            } else {
                1
            }
        }
        _ => {
            let acts = guide.part(wizard.part(step)).unwrap().acts(wizard.profile()).count();
            let values = wizard.fields(step).into_iter().filter(|field| *field != Field::Name);
            acts + values.filter(|field| !wizard.is_optional(*field)).count() + 1
        }
    });
    counts.sum()
}

#[test]
fn the_actions_of_each_platform_are_as_many_as_documented() {
    let document = include_str!("../docs/profiles.md");
    let mut wrong = Vec::new();
    for (name, profile) in profiles() {
        let shown = format!("`{name}`");
        let row = document.lines().find(|line| line.starts_with('|') && line.contains(&shown)).unwrap();
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let count = actions(profile);
        if cells[3] != count.to_string() {
            wrong.push((name, count));
        }
    }
    assert_eq!(wrong, [], "as they are counted");
}

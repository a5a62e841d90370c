//! What permissions grant, compared with looking at every operation one by one.

use azure_connect::azure::role::{Form, Permission, Role, difference, grants::effective};
use proptest::prelude::*;

/// The plainest reading of the rule: `*` is any run of characters.
fn matches(pattern: &[u8], text: &[u8]) -> bool {
    match pattern.split_first() {
        None => text.is_empty(),
        Some((b'*', rest)) => (0..=text.len()).any(|at| matches(rest, &text[at..])),
        Some((c, rest)) => text.split_first().is_some_and(|(d, tail)| c == d && matches(rest, tail)),
    }
}

/// Every text over two letters up to eight long, and over three up to five: longer than any
/// counterexample that patterns of four characters need, with a letter that none of them holds.
fn universe() -> Vec<Vec<u8>> {
    let mut all = vec![Vec::new()];
    for (letters, longest) in [(&b"ab"[..], 8), (&b"abz"[..], 5)] {
        let mut layer = vec![Vec::new()];
        for _ in 0..longest {
            layer = layer
                .iter()
                .flat_map(|text: &Vec<u8>| letters.iter().map(move |&c| [&text[..], &[c]].concat()))
                .collect();
            all.extend(layer.iter().cloned());
        }
    }
    all
}

fn any_matches(patterns: &[String], text: &[u8]) -> bool {
    patterns.iter().any(|pattern| matches(pattern.as_bytes(), text))
}

fn grants_one(permissions: &[Permission], text: &[u8]) -> bool {
    permissions.iter().any(|p| any_matches(&p.actions, text) && !any_matches(&p.not_actions, text))
}

fn patterns(count: usize) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec("[ab*]{1,4}", 0..=count)
}

fn permissions() -> impl Strategy<Value = Vec<Permission>> {
    let one = (patterns(3), patterns(2)).prop_map(|(actions, not_actions)| Permission {
        actions,
        not_actions,
        ..Permission::default()
    });
    prop::collection::vec(one, 0..=3)
}

fn allowing(actions: &[&str], not_actions: &[&str]) -> Permission {
    let list = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    Permission { actions: list(actions), not_actions: list(not_actions), ..Permission::default() }
}

fn role(permissions: Vec<Permission>) -> Role {
    Role { name: "R".into(), permissions, ..Role::default() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_pattern_covers_another_exactly_when_every_text_says_so(one in "[ab*]{1,4}", other in "[ab*]{1,4}") {
        let covered = universe().iter().all(|text| !matches(other.as_bytes(), text) || matches(one.as_bytes(), text));
        prop_assert_eq!(effective(&[allowing(&[&one], &[])]).allows(&other), covered, "{} over {}", one, other);
    }

    #[test]
    fn a_hole_is_seen_exactly_when_some_text_falls_into_it(hole in "[ab*]{1,4}", wanted in "[ab*]{1,4}") {
        let met = universe().iter().any(|text| matches(hole.as_bytes(), text) && matches(wanted.as_bytes(), text));
        prop_assert_eq!(effective(&[allowing(&["*"], &[&hole])]).allows(&wanted), !met, "{} and {}", hole, wanted);
    }

    #[test]
    fn one_operation_is_judged_exactly(permissions in permissions(), wanted in "[abz]{1,6}") {
        prop_assert_eq!(effective(&permissions).allows(&wanted), grants_one(&permissions, wanted.as_bytes()));
    }

    #[test]
    fn a_pattern_is_never_granted_wrongly(permissions in permissions(), wanted in "[ab*]{1,4}", waived in patterns(2)) {
        let required = Permission { actions: vec![wanted.clone()], not_actions: waived.clone(), ..Permission::default() };
        if effective(&permissions).missing(&required).is_empty() {
            for text in universe() {
                if matches(wanted.as_bytes(), &text) && !any_matches(&waived, &text) {
                    prop_assert!(grants_one(&permissions, &text), "{:?} of {}", String::from_utf8(text), wanted);
                }
            }
        }
    }

    #[test]
    fn every_role_is_granted_by_itself(permission in (patterns(4), patterns(3))) {
        let (actions, not_actions) = permission;
        let role = Permission { actions, not_actions, ..Permission::default() };
        prop_assert_eq!(effective(std::slice::from_ref(&role)).missing(&role), Vec::<String>::new());
    }

    #[test]
    fn an_extended_role_grants_what_the_two_grant_and_no_more(old in permissions(), needed in permissions()) {
        let (old, needed) = (role(old), role(needed));
        let extended = old.extended_by(&needed, &[]);
        for text in universe() {
            let either = grants_one(&old.permissions, &text) || grants_one(&needed.permissions, &text);
            prop_assert_eq!(
                grants_one(&extended.permissions, &text), either,
                "{:?} in {:?}", String::from_utf8(text), extended.permissions
            );
        }
        for (before, after) in old.permissions.iter().zip(&extended.permissions) {
            prop_assert!(after.actions.starts_with(&before.actions));
            prop_assert!(after.not_actions.starts_with(&before.not_actions));
        }
    }

    #[test]
    fn a_difference_in_what_is_granted_is_told(old in permissions(), new in permissions()) {
        let (old, new) = (role(old), role(new));
        let told = difference(&old, &new);
        for text in universe() {
            let (was, is) = (grants_one(&old.permissions, &text), grants_one(&new.permissions, &text));
            prop_assert!(told.grew || was || !is, "{:?} is new", String::from_utf8(text));
            prop_assert!(told.shrank || !was || is, "{:?} is gone", String::from_utf8(text));
        }
        let (told, back) = (difference(&new, &old), told);
        prop_assert_eq!((told.grew, told.shrank), (back.shrank, back.grew));
        prop_assert_eq!(told.added.len(), back.removed.len());
    }

    #[test]
    fn where_there_is_room_for_one_permission_it_grants_the_same(permissions in permissions()) {
        let role = role(permissions);
        if let Ok(written) = role.render(Form::PowerShell15, &[]) {
            let file: serde_json::Value = serde_json::from_str(&written).unwrap();
            let list = |key: &str| serde_json::from_value(file[key].clone()).unwrap();
            let one = [Permission {
                actions: list("Actions"), not_actions: list("NotActions"), ..Permission::default()
            }];
            for text in universe() {
                prop_assert_eq!(grants_one(&one, &text), grants_one(&role.permissions, &text));
            }
        }
    }

    #[test]
    fn data_operations_follow_the_same_rules(permissions in permissions(), wanted in "[ab*]{1,4}") {
        let data: Vec<Permission> = permissions
            .iter()
            .map(|p| Permission {
                data_actions: p.actions.clone(),
                not_data_actions: p.not_actions.clone(),
                ..Permission::default()
            })
            .collect();
        prop_assert_eq!(effective(&data).allows_data(&wanted), effective(&permissions).allows(&wanted));
        prop_assert!(!effective(&data).allows(&wanted));
    }

    #[test]
    fn case_makes_no_difference(permissions in permissions(), wanted in "[ab*]{1,4}") {
        let upper: Vec<Permission> = permissions
            .iter()
            .map(|p| Permission {
                actions: p.actions.iter().map(|text| text.to_uppercase()).collect(),
                not_actions: p.not_actions.iter().map(|text| text.to_uppercase()).collect(),
                ..Permission::default()
            })
            .collect();
        prop_assert_eq!(effective(&permissions).allows(&wanted), effective(&upper).allows(&wanted));
    }
}

#[test]
fn data_operations_are_a_world_of_their_own() {
    let everything = allowing(&["*"], &[]);
    let required = Permission { data_actions: vec!["A.B/c/read".into()], ..Permission::default() };
    assert_eq!(effective(&[everything]).missing(&required), ["A.B/c/read"]);
    let data = Permission {
        data_actions: vec!["*/read".into()],
        not_data_actions: vec!["A.B/d/read".into()],
        ..Permission::default()
    };
    let grants = effective(&[data]);
    assert!(grants.missing(&required).is_empty());
    assert!(!grants.allows("A.B/c/read"));
    assert!(grants.allows_data("A.B/c/read"));
    assert!(!grants.allows_data("A.B/d/read"));
}

#[test]
fn the_answer_of_azures_permissions_api_is_read_as_it_comes() {
    let answer = r#"{"actions":["*/read"],"notActions":[],"dataActions":[],"notDataActions":[],
        "condition":null,"conditionVersion":null}"#;
    let permission: Permission = serde_json::from_str(answer).unwrap();
    assert!(effective(&[permission]).allows("Microsoft.Resources/subscriptions/read"));
    let without: Permission = serde_json::from_str(r#"{"actions":["*"]}"#).unwrap();
    assert!(without.not_actions.is_empty());
}

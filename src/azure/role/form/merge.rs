//! Several permissions as one, where that says the same.

use std::borrow::Cow;

use crate::azure::role::Permission;
use crate::azure::role::pattern::Pattern;

/// One permission that grants what these grant together; `None` where there is none to be had by putting
/// their lists together.
///
/// What one permission takes away it takes away from itself only. Put together it is taken away from all,
/// so each of the others must either not give it, or take it away too.
pub(super) fn merged(permissions: &[Permission]) -> Option<Cow<'_, Permission>> {
    match permissions {
        [] => return Some(Cow::Owned(Permission::default())),
        [one] => return Some(Cow::Borrowed(one)),
        _ => {}
    }
    let control: Vec<_> = permissions.iter().map(|one| (&*one.actions, &*one.not_actions)).collect();
    let data: Vec<_> = permissions.iter().map(|one| (&*one.data_actions, &*one.not_data_actions)).collect();
    if !lossless(&control) || !lossless(&data) {
        return None;
    }
    Some(Cow::Owned(Permission {
        actions: union(&control, |side| side.0),
        not_actions: union(&control, |side| side.1),
        data_actions: union(&data, |side| side.0),
        not_data_actions: union(&data, |side| side.1),
    }))
}

/// What is given and what is taken away from it.
type Side<'a> = (&'a [String], &'a [String]);

fn patterns(texts: &[String]) -> Vec<Pattern> {
    texts.iter().map(|text| Pattern::new(text)).collect()
}

fn lossless(sides: &[Side<'_>]) -> bool {
    let sides: Vec<_> = sides.iter().map(|(given, taken)| (patterns(given), patterns(taken))).collect();
    sides.iter().all(|(_, taken)| {
        taken.iter().all(|hole| {
            sides.iter().all(|(given, own)| {
                own.iter().any(|other| other.covers(hole)) || !given.iter().any(|give| give.meets(hole))
            })
        })
    })
}

/// All entries in their order, each once.
fn union<'a>(sides: &[Side<'a>], list: fn(&Side<'a>) -> &'a [String]) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    sides
        .iter()
        .flat_map(list)
        .filter(|text| seen.insert(text.trim().to_ascii_lowercase()))
        .cloned()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Permission, merged};

    fn permission(actions: &[&str], not_actions: &[&str]) -> Permission {
        let list = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Permission { actions: list(actions), not_actions: list(not_actions), ..Permission::default() }
    }

    #[test]
    fn lists_are_put_together_each_entry_once() {
        let two = [permission(&["A.B/c/read", "A.B/d/read"], &[]), permission(&["a.b/C/read", "E.F/*"], &[])];
        let one = merged(&two).unwrap();
        assert_eq!(one.actions, ["A.B/c/read", "A.B/d/read", "E.F/*"]);
    }

    #[test]
    fn what_one_takes_away_and_another_gives_stays_apart() {
        assert_eq!(merged(&[permission(&["*"], &["A.B/*"]), permission(&["A.B/c/read"], &[])]), None);
        assert_eq!(merged(&[permission(&["*/read"], &[]), permission(&["A.B/*"], &["A.B/c/*"])]), None);
    }

    #[test]
    fn what_nobody_else_gives_can_be_taken_away_from_all() {
        let apart = [permission(&["A.B/*"], &["A.B/c/*"]), permission(&["E.F/*"], &["*/delete", "A.B/c/*"])];
        assert_eq!(merged(&apart), None, "A.B/x/delete is given by the first");
        let apart = [permission(&["A.B/*"], &["A.B/c/*"]), permission(&["E.F/*"], &["E.F/*/delete"])];
        assert_eq!(merged(&apart).unwrap().not_actions, ["A.B/c/*", "E.F/*/delete"]);
        let alike = [permission(&["*"], &["A.B/*"]), permission(&["*/read"], &["a.b/*"])];
        assert_eq!(merged(&alike).unwrap().not_actions, ["A.B/*"]);
    }
}

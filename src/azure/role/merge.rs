//! Several permissions as one, where that says the same.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::pattern::Pattern;
use super::{ActionList, Permission};

/// How many entries that take away are looked at, at most: each is compared with all others. With more,
/// permissions stay apart, which is always right.
const MOST_HOLES: usize = 500;

/// One permission that grants what these grant together; `None` where there is none to be had by putting
/// their lists together.
pub(super) fn merged(permissions: &[Permission]) -> Option<Cow<'_, Permission>> {
    let Some((first, others)) = permissions.split_first() else {
        return Some(Cow::Owned(Permission::default()));
    };
    if others.is_empty() {
        return Some(Cow::Borrowed(first));
    }
    if !can_merge(&permissions.iter().collect::<Vec<_>>()) {
        return None;
    }
    let mut all = first.clone();
    for other in others {
        append(&mut all, other);
    }
    Some(Cow::Owned(all))
}

/// Whether permissions grant the same when their lists are put together.
///
/// What one permission takes away it takes away from itself only. Put together it is taken away from all,
/// so each of the others must either not give it, or take it away too.
pub(super) fn can_merge(permissions: &[&Permission]) -> bool {
    [(ActionList::Actions, ActionList::NotActions), (ActionList::DataActions, ActionList::NotDataActions)]
        .into_iter()
        .all(|(given, taken)| {
            let sides: Vec<(Vec<Pattern>, Vec<Pattern>)> =
                permissions.iter().map(|one| (patterns(given.of(one)), patterns(taken.of(one)))).collect();
            if sides.iter().map(|(_, taken)| taken.len()).sum::<usize>() > MOST_HOLES {
                return false;
            }
            sides.iter().flat_map(|(_, taken)| taken).all(|hole| {
                sides.iter().all(|(given, own)| {
                    own.iter().any(|other| other.covers(hole)) || !given.iter().any(|give| give.meets(hole))
                })
            })
        })
}

/// Puts what another permission lists, and this one does not, at the end of its lists.
pub(super) fn append(permission: &mut Permission, other: &Permission) {
    for list in ActionList::ALL {
        append_missing(list.of_mut(permission), list.of(other));
    }
}

/// Puts what is in another list, and not in this one in any case, at its end.
pub(super) fn append_missing(list: &mut Vec<String>, other: &[String]) {
    let mut seen: BTreeSet<String> = list.iter().map(|text| folded(text)).collect();
    for text in other {
        if seen.insert(folded(text)) {
            list.push(text.clone());
        }
    }
}

/// What two spellings of one operation, or of one scope, have in common.
pub(super) fn folded(text: &str) -> String {
    text.trim().to_ascii_lowercase()
}

fn patterns(texts: &[String]) -> Vec<Pattern> {
    texts.iter().map(|text| Pattern::new(text)).collect()
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
    fn permissions_that_take_away_very_much_stay_apart() {
        let with = |holes: u32| Permission {
            actions: vec!["A.B/*".into()],
            not_actions: (0..holes).map(|n| format!("A.B/{n}/read")).collect(),
            ..Permission::default()
        };
        assert_eq!(merged(&[with(250), with(250)]).unwrap().not_actions.len(), 250);
        assert_eq!(merged(&[with(251), with(251)]), None);
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

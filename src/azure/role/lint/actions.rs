//! The operations of one permission.

use std::collections::BTreeMap;

use super::finding::{Level, LintFinding, LintKind, indexed};
use crate::azure::role::pattern::Pattern;
use crate::azure::role::{Action, ActionErrorKind, ActionList, Permission};

/// How many pairs of operations of a list are compared at most. A role of 5,000 operations with 50 wildcards
/// stays below; beyond it nothing more is said about what covers what, so that no file takes long.
const MOST_PAIRS: usize = 1 << 18;

/// Looks at the operations of a permission. The prefix stands before the names of its lists.
pub(super) fn check(prefix: &str, permission: &Permission, found: &mut Vec<LintFinding>) {
    for (given, taken) in
        [(ActionList::Actions, ActionList::NotActions), (ActionList::DataActions, ActionList::NotDataActions)]
    {
        let place = |list: ActionList| [prefix, list.as_str()].concat();
        let allowed = Entries::read(given.of(permission));
        let refused = Entries::read(taken.of(permission));
        let mut kinds = allowed.kinds(true);
        let mut pairs = MOST_PAIRS;
        for &(at, ref pattern) in &allowed.good {
            if let Some((by, _)) = first(&refused.good, &mut pairs, |hole| hole.covers(pattern)) {
                kinds.push((at, Level::Warning, LintKind::TakenAway { by }));
            }
        }
        report(&place(given), kinds, found);
        let mut kinds = refused.kinds(false);
        for &(at, ref hole) in &refused.good {
            // What cannot be read might allow it.
            let certain = allowed.bad.is_empty() && pairs >= allowed.good.len();
            if certain && first(&allowed.good, &mut pairs, |pattern| pattern.meets(hole)).is_none() {
                kinds.push((at, Level::Warning, LintKind::TakesNothing));
            }
        }
        report(&place(taken), kinds, found);
    }
}

type Found = (usize, Level, LintKind);

fn report(list: &str, mut kinds: Vec<Found>, found: &mut Vec<LintFinding>) {
    kinds.sort_by_key(|&(at, ..)| at);
    found.extend(kinds.into_iter().map(|(at, level, kind)| LintFinding {
        level,
        place: indexed(list, at),
        kind,
    }));
}

/// A list, sorted into what is an operation, what is one a second time, and what is none.
#[derive(Default)]
struct Entries {
    good: Vec<(usize, Pattern)>,
    again: Vec<(usize, usize)>,
    bad: Vec<(usize, ActionErrorKind)>,
}

impl Entries {
    fn read(list: &[String]) -> Entries {
        let mut entries = Entries::default();
        let mut earlier = BTreeMap::new();
        for (at, text) in list.iter().enumerate() {
            let pattern = Pattern::new(text);
            if let Some(&of) = earlier.get(pattern.as_str()) {
                entries.again.push((at, of));
                continue;
            }
            earlier.insert(pattern.as_str().to_owned(), at);
            match Action::parse(text) {
                Ok(_) => entries.good.push((at, pattern)),
                Err(error) => entries.bad.push((at, error.kind())),
            }
        }
        entries
    }

    /// What there is to say about the list by itself.
    fn kinds(&self, allows: bool) -> Vec<Found> {
        let bad = self.bad.iter().map(|&(at, kind)| (at, Level::Error, of(kind)));
        let again = self.again.iter().map(|&(at, of)| (at, Level::Warning, LintKind::Duplicate { of }));
        let mut kinds: Vec<Found> = bad.chain(again).collect();
        // That a lone `*` covers all else is said at the `*`.
        let wild = self.good.iter().filter(|(_, pattern)| !pattern.is_plain() && pattern.as_str() != "*");
        let wild: Vec<_> = wild.cloned().collect();
        let mut pairs = MOST_PAIRS;
        for &(at, ref pattern) in &self.good {
            let everything = pattern.as_str() == "*";
            if everything && allows {
                kinds.push((at, Level::Warning, LintKind::AllowsEverything));
            } else if !everything
                && let Some((by, _)) =
                    first(&wild, &mut pairs, |other| other != pattern && other.covers(pattern))
            {
                kinds.push((at, Level::Warning, LintKind::Covered { by }));
            }
        }
        kinds
    }
}

/// The first pattern of which something is true, as far as there are pairs left to compare.
fn first<'a>(
    patterns: &'a [(usize, Pattern)],
    pairs: &mut usize,
    holds: impl Fn(&Pattern) -> bool,
) -> Option<(usize, &'a Pattern)> {
    for (at, pattern) in patterns {
        if *pairs == 0 {
            break;
        }
        *pairs -= 1;
        if holds(pattern) {
            return Some((*at, pattern));
        }
    }
    None
}

fn of(kind: ActionErrorKind) -> LintKind {
    match kind {
        ActionErrorKind::Empty => LintKind::Empty,
        ActionErrorKind::Placeholder => LintKind::Placeholder,
        ActionErrorKind::TwoWildcards => LintKind::TwoWildcards,
        ActionErrorKind::Directory => LintKind::DirectoryPermission,
        ActionErrorKind::Malformed => LintKind::Malformed,
    }
}

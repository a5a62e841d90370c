//! What a set of permissions grants in effect.
//!
//! As Azure evaluates it (role-definitions.md, and the same in Datadog's quickstart): operations are
//! compared without regard to case, `*` matches any characters, each permission grants its `actions`
//! without its `notActions`, several permissions add up, and `dataActions` are a world of their own.

use super::Permission;
use super::pattern::Pattern;

/// What several permissions grant together. Made by [`effective`].
#[derive(Debug)]
pub struct Grants {
    control: Vec<Grant>,
    data: Vec<Grant>,
}

/// One permission's allowed operations and what is taken away from them.
#[derive(Debug)]
struct Grant {
    allowed: Patterns,
    refused: Patterns,
}

/// Patterns, sorted into those that stand for one operation and those with a wildcard.
#[derive(Debug)]
struct Patterns {
    plain: Vec<Pattern>,
    wild: Vec<Pattern>,
}

impl Patterns {
    fn new(texts: &[String]) -> Patterns {
        let (mut plain, mut wild): (Vec<_>, Vec<_>) =
            texts.iter().map(|text| Pattern::new(text)).partition(Pattern::is_plain);
        plain.sort_unstable();
        plain.dedup();
        wild.sort_unstable();
        wild.dedup();
        Patterns { plain, wild }
    }

    /// Whether one of these alone covers everything that `wanted` stands for.
    fn cover(&self, wanted: &Pattern) -> bool {
        self.plain.binary_search(wanted).is_ok() || self.wild.iter().any(|pattern| pattern.covers(wanted))
    }

    /// Those that share an operation with `wanted`.
    fn meeting<'a>(&'a self, wanted: &'a Pattern) -> impl Iterator<Item = &'a Pattern> {
        // For a plain operation the sorted list answers at once; only a wildcard has to look at them all.
        let (same, among) = if wanted.is_plain() {
            (self.plain.binary_search(wanted).ok().and_then(|at| self.plain.get(at)), None)
        } else {
            (None, Some(self.plain.iter()))
        };
        same.into_iter()
            .chain(among.into_iter().flatten().filter(|pattern| wanted.covers(pattern)))
            .chain(self.wild.iter().filter(|pattern| pattern.meets(wanted)))
    }
}

/// What these permissions grant together: those of one role, or all that ARM's `permissions` API lists
/// for the caller at a scope.
pub fn effective(permissions: &[Permission]) -> Grants {
    let side = |pair: fn(&Permission) -> (&[String], &[String])| {
        permissions
            .iter()
            .map(pair)
            .filter(|(allowed, _)| !allowed.is_empty())
            .map(|(allowed, refused)| Grant {
                allowed: Patterns::new(allowed),
                refused: Patterns::new(refused),
            })
            .collect()
    };
    Grants {
        control: side(|permission| (&permission.actions, &permission.not_actions)),
        data: side(|permission| (&permission.data_actions, &permission.not_data_actions)),
    }
}

impl Grants {
    /// Whether an operation of Azure Resource Manager, or all operations of a pattern, are granted.
    pub fn allows(&self, action: &str) -> bool {
        granted(&self.control, &Pattern::new(action), &[])
    }

    /// Whether an operation on data, or all operations of a pattern, are granted.
    pub fn allows_data(&self, action: &str) -> bool {
        granted(&self.data, &Pattern::new(action), &[])
    }

    /// Whether a grant of the one kind or the other may share an operation with this pattern.
    pub(super) fn touch(&self, action: &str, data: bool) -> bool {
        let wanted = Pattern::new(action);
        let grants = if data { &self.data } else { &self.control };
        grants
            .iter()
            .any(|grant| grant.allowed.meeting(&wanted).next().is_some() && !grant.refused.cover(&wanted))
    }

    /// The required operations that are not granted, as they are written there, each once: first those of
    /// `actions`, then those of `dataActions`. What `required` itself takes away by `notActions` need not
    /// be granted. A required pattern counts as granted when one granted pattern covers it whole and
    /// whatever is taken away from that is granted by another permission.
    pub fn missing(&self, required: &Permission) -> Vec<String> {
        let mut missing = Vec::new();
        collect(&self.control, &required.actions, &required.not_actions, &mut missing);
        collect(&self.data, &required.data_actions, &required.not_data_actions, &mut missing);
        missing
    }
}

fn collect(grants: &[Grant], required: &[String], waived: &[String], missing: &mut Vec<String>) {
    let waived: Vec<Pattern> = waived.iter().map(|text| Pattern::new(text)).collect();
    let from = missing.len();
    let mut seen: Vec<Pattern> = Vec::new();
    for text in required {
        let wanted = Pattern::new(text);
        if !wanted.as_str().is_empty() && !granted(grants, &wanted, &waived) {
            missing.push(text.trim().to_owned());
            seen.push(wanted);
        }
    }
    // Each once: a later spelling of an earlier one goes. Sorting positions keeps this below quadratic.
    let mut order: Vec<usize> = (0..seen.len()).collect();
    order.sort_by(|&a, &b| seen.get(a).cmp(&seen.get(b)).then(a.cmp(&b)));
    let mut again = vec![false; seen.len()];
    for pair in order.windows(2) {
        if let [first, second] = *pair
            && seen.get(first) == seen.get(second)
            && let Some(mark) = again.get_mut(second)
        {
            *mark = true;
        }
    }
    let mut at = 0;
    missing.retain(|_| {
        at += 1;
        at <= from || !again.get(at - 1 - from).copied().unwrap_or_default()
    });
}

/// Whether everything that `wanted` stands for, what is waived aside, is granted. Never says so wrongly;
/// says no where only the sum of several patterns would cover a wildcard.
fn granted(grants: &[Grant], wanted: &Pattern, waived: &[Pattern]) -> bool {
    if waived.iter().any(|pattern| pattern.covers(wanted)) {
        return true;
    }
    grants.iter().any(|grant| {
        grant.allowed.cover(wanted)
            && grant.refused.meeting(wanted).all(|hole| {
                if wanted.is_plain() {
                    // One operation: this permission does not grant it, another may, and is asked in its turn.
                    return false;
                }
                waived.iter().any(|pattern| pattern.covers(hole)) || filled(grants, hole)
            })
    })
}

/// Whether what one permission takes away is granted whole, and without holes, by another.
fn filled(grants: &[Grant], hole: &Pattern) -> bool {
    grants.iter().any(|grant| grant.allowed.cover(hole) && grant.refused.meeting(hole).next().is_none())
}

#[cfg(test)]
mod tests {
    use super::{Permission, effective};

    fn texts(list: &[&str]) -> Vec<String> {
        list.iter().map(|text| (*text).to_owned()).collect()
    }

    fn permission(actions: &[&str], not_actions: &[&str]) -> Permission {
        Permission { actions: texts(actions), not_actions: texts(not_actions), ..Permission::default() }
    }

    #[test]
    fn allow_minus_not_actions() {
        let contributor =
            permission(&["*"], &["Microsoft.Authorization/*/Write", "Microsoft.Authorization/*/Delete"]);
        let grants = effective(&[contributor]);
        assert!(grants.allows("microsoft.compute/disks/WRITE"));
        assert!(!grants.allows("Microsoft.Authorization/roleAssignments/write"));
        assert!(grants.allows("Microsoft.Authorization/roleAssignments/read"));
        assert!(grants.allows("Microsoft.Compute/*"));
        assert!(!grants.allows("Microsoft.Authorization/*"));
        assert!(!grants.allows_data("Microsoft.Storage/x/y/read"));
    }

    #[test]
    fn permissions_add_up() {
        let contributor = permission(&["*"], &["Microsoft.Authorization/*/Write"]);
        let access = permission(&["Microsoft.Authorization/*"], &[]);
        let both = effective(&[contributor, access]);
        assert!(both.allows("Microsoft.Authorization/roleAssignments/write"));
        assert!(both.allows("*"));
    }

    #[test]
    fn what_one_takes_away_another_gives_only_without_holes() {
        let one = permission(&["*"], &["A.B/*/write"]);
        let other = permission(&["A.B/*"], &["A.B/c/write"]);
        let both = effective(&[one, other]);
        assert!(both.allows("A.B/d/write"));
        assert!(!both.allows("A.B/c/write"));
        assert!(!both.allows("*"));
    }

    #[test]
    fn missing_names_each_once_in_order() {
        let grants = effective(&[permission(&["*/read", "Microsoft.Compute/disks/write"], &[])]);
        let required = Permission {
            actions: texts(&[
                "Microsoft.Compute/disks/delete",
                "Microsoft.Compute/disks/read",
                "Microsoft.Compute/Disks/Write",
                "microsoft.compute/disks/DELETE",
                "Microsoft.Compute/virtualMachines/*",
                "Microsoft.Compute/*/read",
            ]),
            data_actions: texts(&["A.B/c/read", "Microsoft.Compute/disks/delete"]),
            ..Permission::default()
        };
        assert_eq!(
            grants.missing(&required),
            [
                "Microsoft.Compute/disks/delete",
                "Microsoft.Compute/virtualMachines/*",
                "A.B/c/read",
                "Microsoft.Compute/disks/delete"
            ]
        );
    }

    #[test]
    fn what_is_missing_twice_is_named_as_it_stands_first() {
        let required = Permission {
            actions: texts(&["A.B/c/read"]),
            data_actions: texts(&["E.F/x/read", "E.F/y/read", "e.f/Y/READ", "e.f/X/READ"]),
            ..Permission::default()
        };
        let missing = effective(&[]).missing(&required);
        assert_eq!(missing, ["A.B/c/read", "E.F/x/read", "E.F/y/read"]);
    }

    #[test]
    fn a_role_with_not_actions_is_granted_by_itself() {
        let role = permission(&["Microsoft.Compute/*"], &["Microsoft.Compute/disks/delete"]);
        assert!(effective(std::slice::from_ref(&role)).missing(&role).is_empty());
        assert_eq!(effective(&[]).missing(&role), ["Microsoft.Compute/*"]);
    }

    #[test]
    fn thirty_times_the_actions_take_no_thousand_times_the_time() {
        let took = |count: usize| {
            let many: Vec<String> = (0..count).map(|n| format!("Microsoft.Compute/kind{n}/read")).collect();
            let wild: Vec<String> = (0..40).map(|n| format!("Microsoft.P{n}/*/read")).collect();
            let granted = Permission {
                actions: [wild, many.clone()].concat(),
                not_actions: texts(&["*/delete"]),
                ..Permission::default()
            };
            let required =
                Permission { actions: [many, texts(&["A.B/c/delete"])].concat(), ..Permission::default() };
            let run = || {
                let start = std::time::Instant::now();
                assert_eq!(effective(std::slice::from_ref(&granted)).missing(&required), ["A.B/c/delete"]);
                start.elapsed()
            };
            (0..5).map(|_| run()).min().unwrap()
        };
        let (few, many) = (took(160), took(4800));
        assert!(many < few * 300, "{few:?} {many:?}");
    }
}

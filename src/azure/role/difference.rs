//! What has changed from one version of a role to the next.

use std::collections::BTreeSet;

use super::grants::{Grants, effective};
use super::merge::folded;
use super::{ActionList, Permission, Role};

/// What has changed from one version of a role to the next. Made by [`difference`]. Operations and scopes
/// are compared as Azure compares them, without regard to case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Difference {
    /// Whether the name is another. Case counts: it is shown.
    pub name: bool,
    /// Whether the description is another.
    pub description: bool,
    /// Whether the platform's version of the role is another.
    pub version: bool,
    /// What the new version lists and the old one does not, list by list, in the new one's order.
    pub added: Vec<Change>,
    /// What the old version lists and the new one does not, list by list, in the old one's order.
    pub removed: Vec<Change>,
    /// The scopes that came, as they are written.
    pub scopes_added: Vec<String>,
    /// The scopes that went, as they are written.
    pub scopes_removed: Vec<String>,
    /// Whether the new version grants something that the old one does not.
    pub grew: bool,
    /// Whether the old version grants something that the new one does not.
    pub shrank: bool,
}

/// An operation that came into a list or left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The list.
    pub list: ActionList,
    /// The operation, as it is written.
    pub operation: String,
    /// Whether it makes a difference to what is granted: an operation that came is not granted by the old
    /// version already, one that went is not granted by the new version still, under another name or by a
    /// wildcard. In the lists that take away: whether there is something to take it from.
    pub matters: bool,
}

impl Difference {
    /// Whether nothing has changed.
    pub fn is_empty(&self) -> bool {
        *self == Difference::default()
    }

    /// The operations that came and were not granted before: “3 actions added”.
    pub fn gained(&self) -> impl Iterator<Item = &Change> {
        self.added.iter().filter(|change| change.matters && !change.list.takes_away())
    }
}

/// What has changed from the old version of a role to the new one.
///
/// `grew` and `shrank` are never `false` wrongly: where only the sum of several patterns covers a wildcard,
/// they say `true`, as [`Grants::missing`] does.
pub fn difference(old: &Role, new: &Role) -> Difference {
    let (before, after) = (effective(&old.permissions), effective(&new.permissions));
    let (gained, lost) = (missing(&before, &new.permissions), missing(&after, &old.permissions));
    let mut difference = Difference {
        name: old.name != new.name,
        description: old.description != new.description,
        version: old.version != new.version,
        scopes_added: without(&new.assignable_scopes, &old.assignable_scopes),
        scopes_removed: without(&old.assignable_scopes, &new.assignable_scopes),
        grew: !gained.is_empty(),
        shrank: !lost.is_empty(),
        ..Difference::default()
    };
    for list in ActionList::ALL {
        let (was, is) = (entries(old, list), entries(new, list));
        let change = |operation: String, given: &BTreeSet<Given>, other: &Grants| Change {
            list,
            matters: if list.takes_away() {
                other.touch(&operation, list.is_data())
            } else {
                given.contains(&(list.is_data(), folded(&operation)))
            },
            operation,
        };
        let came = without(&is, &was).into_iter();
        difference.added.extend(came.map(|operation| change(operation, &gained, &before)));
        let went = without(&was, &is).into_iter();
        difference.removed.extend(went.map(|operation| change(operation, &lost, &after)));
    }
    difference
}

/// Whether it is about data, and the operation without regard to case.
type Given = (bool, String);

fn missing(grants: &Grants, required: &[Permission]) -> BTreeSet<Given> {
    let mut all = BTreeSet::new();
    for permission in required {
        let control = Permission { data_actions: Vec::new(), ..permission.clone() };
        let data = Permission { actions: Vec::new(), ..permission.clone() };
        all.extend(grants.missing(&control).iter().map(|operation| (false, folded(operation))));
        all.extend(grants.missing(&data).iter().map(|operation| (true, folded(operation))));
    }
    all
}

/// What all permissions of a role have in one list.
fn entries(role: &Role, list: ActionList) -> Vec<String> {
    role.permissions.iter().flat_map(|permission| list.of(permission)).cloned().collect()
}

/// The texts that are not among the others, each once.
fn without(texts: &[String], others: &[String]) -> Vec<String> {
    let mut seen: BTreeSet<String> = others.iter().map(|text| folded(text)).collect();
    texts.iter().filter(|text| seen.insert(folded(text))).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::{Difference, Permission, Role, difference};

    fn texts(list: &[&str]) -> Vec<String> {
        list.iter().map(|text| (*text).to_owned()).collect()
    }

    fn role(actions: &[&str], not_actions: &[&str]) -> Role {
        Role {
            name: "R".into(),
            permissions: vec![Permission {
                actions: texts(actions),
                not_actions: texts(not_actions),
                ..Permission::default()
            }],
            ..Role::default()
        }
    }

    /// `+list operation` and `-list operation`, in brackets where it makes no difference.
    fn told(difference: &Difference) -> Vec<String> {
        let tell = |sign: &str, changes: &[super::Change]| -> Vec<String> {
            let tell = |change: &super::Change| {
                let text = format!("{sign}{} {}", change.list.as_str(), change.operation);
                if change.matters { text } else { format!("({text})") }
            };
            changes.iter().map(tell).collect()
        };
        [tell("+", &difference.added), tell("-", &difference.removed)].concat()
    }

    #[test]
    fn the_same_in_another_case_and_order_is_no_difference() {
        let mut upper = role(&["E.F/G/WRITE", "A.B/C/READ", "a.b/c/read"], &[]);
        upper.assignable_scopes = texts(&["/SUBSCRIPTIONS/X"]);
        let mut lower = role(&["a.b/c/read", "e.f/g/write"], &[]);
        lower.assignable_scopes = texts(&["/subscriptions/x"]);
        assert!(difference(&upper, &lower).is_empty());
    }

    #[test]
    fn names_and_scopes() {
        let (mut old, mut new) = (role(&["*"], &[]), role(&["*"], &[]));
        old.assignable_scopes = texts(&["/subscriptions/a", "/subscriptions/b"]);
        new.assignable_scopes = texts(&["/subscriptions/B", "/subscriptions/c"]);
        new.description = "D".into();
        new.version = Some("2".into());
        let found = difference(&old, &new);
        assert_eq!((found.name, found.description, found.version), (false, true, true));
        assert_eq!(found.scopes_added, ["/subscriptions/c"]);
        assert_eq!(found.scopes_removed, ["/subscriptions/a"]);
        assert!(!found.grew && !found.shrank && !found.is_empty());
        let named = Role { name: "r".into(), ..old.clone() };
        assert!(difference(&old, &named).name, "case counts in a name");
    }

    #[test]
    fn what_a_wildcard_covers_is_not_lost() {
        let old = role(&["A.B/c/read", "A.B/c/write", "E.F/g/read"], &[]);
        let new = role(&["A.B/*", "E.F/g/delete"], &[]);
        let found = difference(&old, &new);
        assert_eq!(
            told(&found),
            [
                "+actions A.B/*",
                "+actions E.F/g/delete",
                "(-actions A.B/c/read)",
                "(-actions A.B/c/write)",
                "-actions E.F/g/read"
            ]
        );
        assert!(found.grew && found.shrank);
        assert_eq!(found.gained().count(), 2);
        let narrower = difference(&role(&["A.B/*"], &[]), &role(&["A.B/*", "A.B/c/read"], &[]));
        assert_eq!(told(&narrower), ["(+actions A.B/c/read)"]);
        assert!(!narrower.grew && !narrower.shrank);
        assert_eq!(narrower.gained().count(), 0);
    }

    #[test]
    fn what_is_taken_away() {
        let found = difference(&role(&["A.B/*"], &["A.B/c/*"]), &role(&["A.B/*"], &["A.B/d/*", "E.F/*"]));
        assert_eq!(told(&found), ["+notActions A.B/d/*", "(+notActions E.F/*)", "-notActions A.B/c/*"]);
        assert!(found.grew && found.shrank);
        assert_eq!(found.gained().count(), 0, "nothing that is taken away is an action added");
        let narrower = difference(&role(&["A.B/*"], &[]), &role(&["A.B/*"], &["A.B/c/*"]));
        assert!(!narrower.grew && narrower.shrank);
    }

    #[test]
    fn data_operations_are_another_world() {
        let mut new = role(&["A.B/c/read"], &[]);
        new.permissions[0].data_actions = texts(&["A.B/c/read"]);
        let found = difference(&role(&["A.B/c/read"], &[]), &new);
        assert_eq!(told(&found), ["+dataActions A.B/c/read"]);
        assert!(found.grew && !found.shrank);
        let (mut old, mut new) = (role(&["A.B/*"], &[]), role(&["A.B/*", "A.B/c/read"], &[]));
        old.permissions[0].data_actions = texts(&["E.F/*"]);
        new.permissions[0].data_actions = texts(&["A.B/c/read", "E.F/*", "E.F/g/read"]);
        let found = difference(&old, &new);
        let expected = ["(+actions A.B/c/read)", "+dataActions A.B/c/read", "(+dataActions E.F/g/read)"];
        assert_eq!(told(&found), expected);
        let swap = |mut role: Role| {
            for permission in &mut role.permissions {
                std::mem::swap(&mut permission.actions, &mut permission.data_actions);
            }
            role
        };
        let expected = ["+actions A.B/c/read", "(+actions E.F/g/read)", "(+dataActions A.B/c/read)"];
        assert_eq!(told(&difference(&swap(old), &swap(new))), expected);
    }
}

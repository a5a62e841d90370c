//! A role that exists, extended by what is missing in it.

use super::grants::effective;
use super::merge::{append, append_missing, can_merge};
use super::pattern::Pattern;
use super::{Permission, Role};
use crate::azure::Scope;

impl Role {
    /// This role with what `needed` allows and this one does not, and assignable in these scopes too. What
    /// is there stays, in its order; nothing is granted that neither of the two grants. Its name and its
    /// description stay, the version is that of `needed`.
    ///
    /// What cannot be added to a permission without changing its meaning becomes a permission of its own:
    /// Azure adds them up.
    pub fn extended_by(&self, needed: &Role, scopes: &[Scope]) -> Role {
        let mut role = self.clone();
        role.version.clone_from(&needed.version);
        for permission in &needed.permissions {
            let extra = lacking(&role.permissions, permission);
            if extra.is_empty() {
                continue;
            }
            match role.permissions.iter_mut().find(|one| can_merge(&[one, &extra])) {
                Some(one) => append(one, &extra),
                None => role.permissions.push(extra),
            }
        }
        let scopes: Vec<String> = scopes.iter().map(Scope::to_string).collect();
        append_missing(&mut role.assignable_scopes, &scopes);
        role
    }
}

/// What these permissions lack of another, with the holes that it has itself.
fn lacking(permissions: &[Permission], needed: &Permission) -> Permission {
    let grants = effective(permissions);
    let side = |part: Permission, holes: &[String]| {
        let missing = grants.missing(&part);
        let patterns: Vec<Pattern> = missing.iter().map(|text| Pattern::new(text)).collect();
        let met = |hole: &&String| {
            let hole = Pattern::new(hole);
            patterns.iter().any(|pattern| pattern.meets(&hole))
        };
        (missing, holes.iter().filter(met).cloned().collect())
    };
    let control = Permission { data_actions: Vec::new(), ..needed.clone() };
    let data = Permission { actions: Vec::new(), ..needed.clone() };
    let (actions, not_actions) = side(control, &needed.not_actions);
    let (data_actions, not_data_actions) = side(data, &needed.not_data_actions);
    Permission { actions, not_actions, data_actions, not_data_actions }
}

#[cfg(test)]
mod tests {
    use super::{Permission, Role};

    const SUBSCRIPTION: &str = "/subscriptions/c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5";
    const OTHER: &str = "/subscriptions/1f0e2d3c-4b5a-4968-8776-a5b4c3d2e1f0";

    fn role(name: &str, actions: &[&str], not_actions: &[&str]) -> Role {
        let texts = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect();
        Role {
            name: name.into(),
            version: Some(name.into()),
            permissions: vec![Permission {
                actions: texts(actions),
                not_actions: texts(not_actions),
                ..Permission::default()
            }],
            assignable_scopes: vec![SUBSCRIPTION.into()],
            ..Role::default()
        }
    }

    #[test]
    fn what_is_missing_comes_last_and_what_is_there_stays() {
        let old = role("old", &["E.F/g/read", "a.b/C/READ", "A.B/c/read"], &["A.B/d/delete"]);
        let needed = role("new", &["A.B/c/read", "A.B/c/write", "E.F/*/read"], &[]);
        let upper = SUBSCRIPTION.to_uppercase().replace("SUBSCRIPTIONS", "subscriptions");
        let scopes = [crate::azure::Scope::parse(&upper).unwrap(), OTHER.parse().unwrap()];
        let extended = old.extended_by(&needed, &scopes);
        assert_eq!((extended.name.as_str(), extended.version.as_deref()), ("old", Some("new")));
        assert_eq!(extended.assignable_scopes, [SUBSCRIPTION, OTHER]);
        let [permission] = extended.permissions.as_slice() else { unreachable!("one permission") };
        let actions = ["E.F/g/read", "a.b/C/READ", "A.B/c/read", "A.B/c/write", "E.F/*/read"];
        assert_eq!(permission.actions, actions);
        assert_eq!(permission.not_actions, ["A.B/d/delete"]);
        assert_eq!(extended.extended_by(&needed, &scopes), extended, "a second time changes nothing");
    }

    #[test]
    fn what_the_old_role_takes_away_is_given_beside_it() {
        let old = role("old", &["*"], &["A.B/*/delete"]);
        let extended = old.extended_by(&role("new", &["A.B/c/delete"], &[]), &[]);
        assert_eq!(extended.permissions.len(), 2);
        assert_eq!(extended.permissions[0], old.permissions[0]);
        assert_eq!(extended.permissions[1].actions, ["A.B/c/delete"]);
    }

    #[test]
    fn data_operations_are_another_world() {
        let old = role("old", &["A.B/c/read"], &[]);
        let mut needed = role("new", &["A.B/d/read"], &[]);
        needed.permissions[0].data_actions = vec!["A.B/c/read".into(), "A.B/*/write".into()];
        needed.permissions[0].not_data_actions = vec!["A.B/e/write".into(), "A.B/d/read".into()];
        let extended = old.extended_by(&needed, &[]);
        let [permission] = extended.permissions.as_slice() else { unreachable!("one permission") };
        assert_eq!(permission.actions, ["A.B/c/read", "A.B/d/read"]);
        assert_eq!(permission.not_actions, Vec::<String>::new());
        assert_eq!(permission.data_actions, ["A.B/c/read", "A.B/*/write"]);
        assert_eq!(permission.not_data_actions, ["A.B/e/write"]);
    }

    #[test]
    fn no_more_is_given_than_is_needed() {
        let old = role("old", &["E.F/g/read"], &[]);
        let needed = role("new", &["A.B/*"], &["A.B/c/delete", "X.Y/*"]);
        let extended = old.extended_by(&needed, &[]);
        assert_eq!(extended.permissions.len(), 1);
        assert_eq!(extended.permissions[0].not_actions, ["A.B/c/delete"]);
    }
}

use std::time::SystemTime;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::guid::Guid;
use crate::scope::Scope;

/// One entry of a role's `permissions`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Permission {
    pub actions: Vec<String>,
    pub not_actions: Vec<String>,
    pub data_actions: Vec<String>,
    pub not_data_actions: Vec<String>,
}

impl Permission {
    pub fn to_json(&self) -> Value {
        json!({
            "actions": self.actions,
            "notActions": self.not_actions,
            "dataActions": self.data_actions,
            "notDataActions": self.not_data_actions,
        })
    }

    fn allows(&self, action: &str) -> bool {
        self.actions.iter().any(|pattern| covers(pattern, action))
            && !self.not_actions.iter().any(|pattern| covers(pattern, action))
    }
}

/// Whether a pattern with at most one `*` covers one action; case does not matter.
fn covers(pattern: &str, action: &str) -> bool {
    let (pattern, action) = (pattern.to_ascii_lowercase(), action.to_ascii_lowercase());
    match pattern.split_once('*') {
        None => pattern == action,
        Some((head, tail)) => {
            action.len() >= head.len() + tail.len() && action.starts_with(head) && action.ends_with(tail)
        }
    }
}

/// A role definition.
#[derive(Clone, Debug)]
pub struct Role {
    pub id: Guid,
    /// The directory that has it; none for a built-in role.
    pub tenant: Option<Guid>,
    pub name: String,
    pub description: String,
    pub assignable_scopes: Vec<Scope>,
    pub permissions: Vec<Permission>,
    pub changed: SystemTime,
}

/// A role assignment.
#[derive(Clone, Debug)]
pub struct Assignment {
    pub id: Guid,
    pub scope: Scope,
    pub role: Guid,
    pub principal: Guid,
    pub created: SystemTime,
    /// From when on ARM acts on it.
    pub effective: SystemTime,
}

/// Whether any of the permissions lets somebody do this.
pub fn allowed(permissions: &[Permission], action: &str) -> bool {
    permissions.iter().any(|permission| permission.allows(action))
}

/// The built-in roles that people meet on the way, under their ids in every Azure directory.
pub fn built_in() -> Vec<Role> {
    let role = |id: u128, name: &str, actions: &[&str], not_actions: &[&str]| Role {
        id: Guid::fixed(id),
        tenant: None,
        name: name.to_owned(),
        description: format!("The built-in role {name}, simulated."),
        assignable_scopes: Vec::new(),
        permissions: vec![Permission {
            actions: actions.iter().map(|a| (*a).to_owned()).collect(),
            not_actions: not_actions.iter().map(|a| (*a).to_owned()).collect(),
            ..Permission::default()
        }],
        changed: SystemTime::UNIX_EPOCH,
    };
    vec![
        role(OWNER, "Owner", &["*"], &[]),
        role(
            CONTRIBUTOR,
            "Contributor",
            &["*"],
            &[
                "Microsoft.Authorization/*/Delete",
                "Microsoft.Authorization/*/Write",
                "Microsoft.Authorization/elevateAccess/Action",
            ],
        ),
        role(0xacdd72a7_3385_48ef_bd42_f606fba81ae7, "Reader", &["*/read"], &[]),
        role(
            0x18d7d88d_d35e_4fb5_a5c3_7773c20a72d9,
            "User Access Administrator",
            &["*/read", "Microsoft.Authorization/*", "Microsoft.Support/*"],
            &[],
        ),
    ]
}

/// The id of the built-in role Contributor.
pub const CONTRIBUTOR: u128 = 0xb24988ac_6180_42a0_ab88_20f7382dd24c;

/// The id of the built-in role Owner.
pub const OWNER: u128 = 0x8e3af657_a8ff_443c_a75c_2fe8c4bcb635;

#[cfg(test)]
mod tests {
    use super::{Permission, allowed, built_in, covers};

    #[test]
    fn a_star_stands_for_anything_in_its_place() {
        assert!(covers("*", "Microsoft.Compute/disks/write"));
        assert!(covers("*/read", "Microsoft.Compute/disks/READ"));
        assert!(covers("microsoft.compute/*", "Microsoft.Compute/disks/write"));
        assert!(!covers("Microsoft.Compute/disks/*", "Microsoft.Compute/snapshots/write"));
        assert!(!covers("Microsoft.Compute/disks/read", "Microsoft.Compute/disks/write"));
        assert!(!covers("ab*ba", "aba"));
    }

    #[test]
    fn a_contributor_may_not_hand_out_roles() {
        let contributor = built_in().into_iter().find(|role| role.name == "Contributor").unwrap();
        assert!(allowed(&contributor.permissions, "Microsoft.Compute/disks/write"));
        assert!(!allowed(&contributor.permissions, "Microsoft.Authorization/roleAssignments/write"));
    }

    #[test]
    fn what_one_role_excludes_another_may_grant() {
        let without = Permission {
            actions: vec!["*".into()],
            not_actions: vec!["a.b/c/read".into()],
            ..Default::default()
        };
        let with = Permission { actions: vec!["a.b/c/read".into()], ..Default::default() };
        assert!(!allowed(std::slice::from_ref(&without), "a.b/c/read"));
        assert!(allowed(&[without, with], "a.b/c/read"));
    }
}

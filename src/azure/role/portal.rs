//! The portal's "Start from JSON" and JSON tab.

use serde::Serialize;

use super::{Permission, Role};
use crate::azure::Scope;

#[derive(Serialize)]
struct File<'a> {
    properties: Properties<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Properties<'a> {
    role_name: &'a str,
    description: &'a str,
    assignable_scopes: &'a [Scope],
    permissions: &'a [Permission],
}

impl Role {
    /// The file for the portal's "Start from JSON": `{"properties": {roleName, description,
    /// assignableScopes, permissions}}`. The scopes are the admin's own, not those that came with the role.
    pub fn portal_json(&self, scopes: &[Scope]) -> String {
        let file = File {
            properties: Properties {
                role_name: &self.name,
                description: &self.description,
                assignable_scopes: scopes,
                permissions: &self.permissions,
            },
        };
        // Strings and lists of strings only: there is nothing in it that could fail to be written.
        serde_json::to_string_pretty(&file).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{Permission, Role};

    #[test]
    fn the_documented_shape_with_own_scopes() {
        let role = Role {
            name: "Read \"disks\"".into(),
            description: "For tests".into(),
            version: Some("2026-11".into()),
            permissions: vec![Permission {
                actions: vec!["Microsoft.Compute/disks/read".into()],
                ..Permission::default()
            }],
            assignable_scopes: vec!["/subscriptions/sdfsd".into()],
        };
        let scope = "/subscriptions/c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5".parse().unwrap();
        let expected = r#"{
  "properties": {
    "roleName": "Read \"disks\"",
    "description": "For tests",
    "assignableScopes": [
      "/subscriptions/c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5"
    ],
    "permissions": [
      {
        "actions": [
          "Microsoft.Compute/disks/read"
        ],
        "notActions": [],
        "dataActions": [],
        "notDataActions": []
      }
    ]
  }
}"#;
        assert_eq!(role.portal_json(&[scope]), expected);
    }
}

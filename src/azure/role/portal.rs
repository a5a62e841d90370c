//! The portal's "Start from JSON" and JSON tab.

use super::{Permission, Role};
use crate::azure::Scope;
use crate::json::Writer;

impl Role {
    /// The file for the portal's "Start from JSON": `{"properties": {roleName, description,
    /// assignableScopes, permissions}}`. The scopes are the admin's own, not those that came with the role.
    pub fn portal_json(&self, scopes: &[Scope]) -> String {
        let mut text = Vec::new();
        let mut json = Writer::pretty(&mut text);
        json.open_object();
        json.key("properties").open_object();
        json.member("roleName", &self.name);
        json.member("description", &self.description);
        let scopes: Vec<String> = scopes.iter().map(Scope::to_string).collect();
        json.texts("assignableScopes", &scopes);
        json.key("permissions").open_list();
        for permission in &self.permissions {
            permission.write(&mut json);
        }
        json.close_list();
        json.close_object();
        json.close_object();
        String::from_utf8(text).unwrap_or_default()
    }
}

impl Permission {
    fn write(&self, json: &mut Writer<'_>) {
        json.open_object();
        json.texts("actions", &self.actions);
        json.texts("notActions", &self.not_actions);
        json.texts("dataActions", &self.data_actions);
        json.texts("notDataActions", &self.not_data_actions);
        json.close_object();
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

//! A role in each of its forms, as it stands in the file.

// The helpers build test data: a panic there is a failed test.
#![allow(clippy::unwrap_used)]
use azure_connect::azure::role::{Form, Permission, RenderErrorKind, Role};

const SUBSCRIPTION: &str = "/subscriptions/c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5";
const OTHER: &str = "/subscriptions/1f0e2d3c-4b5a-4968-8776-a5b4c3d2e1f0";
const GROUP: &str = "/providers/Microsoft.Management/managementGroups/platform";

fn texts(list: &[&str]) -> Vec<String> {
    list.iter().map(|text| (*text).to_owned()).collect()
}

fn role() -> Role {
    Role {
        name: "Disk keeper's \"role\"".into(),
        description: "Looks after disks, ${not} %{more}".into(),
        version: Some("2026-11".into()),
        permissions: vec![Permission {
            actions: texts(&["Microsoft.Compute/disks/*", "*/read"]),
            not_actions: texts(&["Microsoft.Compute/disks/delete"]),
            ..Permission::default()
        }],
        // Somebody else's: they are not written.
        assignable_scopes: texts(&["/subscriptions/sdfsd"]),
    }
}

fn render(role: &Role, form: Form, scopes: &[&str]) -> String {
    let scopes: Vec<_> = scopes.iter().map(|scope| scope.parse().unwrap()).collect();
    role.render(form, &scopes).unwrap()
}

#[test]
fn portal() {
    let expected = r#"{
  "properties": {
    "roleName": "Disk keeper's \"role\"",
    "description": "Looks after disks, ${not} %{more}",
    "assignableScopes": [
      "/subscriptions/c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5"
    ],
    "permissions": [
      {
        "actions": [
          "Microsoft.Compute/disks/*",
          "*/read"
        ],
        "notActions": [
          "Microsoft.Compute/disks/delete"
        ],
        "dataActions": [],
        "notDataActions": []
      }
    ]
  }
}"#;
    assert_eq!(render(&role(), Form::Portal, &[SUBSCRIPTION]), expected);
    let rest = render(&role(), Form::Rest, &[SUBSCRIPTION]);
    assert_eq!(rest.replace("    \"type\": \"CustomRole\",\n", ""), expected);
    assert_ne!(rest, expected);
}

#[test]
fn command_lines() {
    let flat = r#"{
  "Name": "Disk keeper's \"role\"",
  "IsCustom": true,
  "Description": "Looks after disks, ${not} %{more}",
  "Actions": [
    "Microsoft.Compute/disks/*",
    "*/read"
  ],
  "NotActions": [
    "Microsoft.Compute/disks/delete"
  ],
  "DataActions": [],
  "NotDataActions": [],
  "AssignableScopes": [
    "/subscriptions/c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5",
    "/subscriptions/1f0e2d3c-4b5a-4968-8776-a5b4c3d2e1f0"
  ]
}"#;
    assert_eq!(render(&role(), Form::Cli, &[SUBSCRIPTION, OTHER]), flat);
    assert_eq!(render(&role(), Form::PowerShell15, &[SUBSCRIPTION, OTHER]), flat);
    let nested = r#"{
  "Name": "Disk keeper's \"role\"",
  "Description": "Looks after disks, ${not} %{more}",
  "Permissions": [
    {
      "Actions": [
        "Microsoft.Compute/disks/*",
        "*/read"
      ],
      "NotActions": [
        "Microsoft.Compute/disks/delete"
      ],
      "DataActions": [],
      "NotDataActions": []
    }
  ],
  "AssignableScopes": [
    "/providers/Microsoft.Management/managementGroups/platform"
  ]
}"#;
    assert_eq!(render(&role(), Form::PowerShell16, &[GROUP]), nested);
}

#[test]
fn template() {
    let mut bracketed = role();
    bracketed.name = "[it's one]".into();
    bracketed.description = "[not] one".into();
    let expected = r#"{
  "$schema": "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [
    {
      "type": "Microsoft.Authorization/roleDefinitions",
      "apiVersion": "2022-04-01",
      "name": "[guid(subscription().id, '[it''s one]')]",
      "properties": {
        "roleName": "[[it's one]",
        "description": "[not] one",
        "type": "CustomRole",
        "permissions": [
          {
            "actions": [
              "Microsoft.Compute/disks/*",
              "*/read"
            ],
            "notActions": [
              "Microsoft.Compute/disks/delete"
            ],
            "dataActions": [],
            "notDataActions": []
          }
        ],
        "assignableScopes": [
          "/subscriptions/c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5"
        ]
      }
    }
  ]
}"#;
    assert_eq!(render(&bracketed, Form::Arm, &[SUBSCRIPTION]), expected);
    let at_group = render(&role(), Form::Arm, &[SUBSCRIPTION, GROUP]);
    assert!(at_group.contains("2019-08-01/managementGroupDeploymentTemplate.json#"), "{at_group}");
    assert!(at_group.contains("[guid(managementGroup().id, 'Disk keeper''s \\\"role\\\"')]"), "{at_group}");
}

#[test]
fn bicep() {
    let expected = r#"targetScope = 'subscription'

resource role 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(subscription().id, 'Disk keeper\'s "role"')
  properties: {
    roleName: 'Disk keeper\'s "role"'
    description: 'Looks after disks, \${not} %{more}'
    type: 'CustomRole'
    permissions: [
      {
        actions: [
          'Microsoft.Compute/disks/*'
          '*/read'
        ]
        notActions: [
          'Microsoft.Compute/disks/delete'
        ]
        dataActions: []
        notDataActions: []
      }
    ]
    assignableScopes: [
      '/subscriptions/c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5'
    ]
  }
}
"#;
    assert_eq!(render(&role(), Form::Bicep, &[SUBSCRIPTION]), expected);
    assert!(render(&role(), Form::Bicep, &[GROUP]).starts_with("targetScope = 'managementGroup'\n"));
    assert!(
        render(&role(), Form::Bicep, &[]).contains("assignableScopes: [\n      subscription().id\n    ]")
    );
}

#[test]
fn terraform() {
    let expected = r#"resource "azurerm_role_definition" "role" {
  name        = "Disk keeper's \"role\""
  scope       = "/subscriptions/c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5"
  description = "Looks after disks, $${not} %%{more}"

  permissions {
    actions = [
      "Microsoft.Compute/disks/*",
      "*/read",
    ]
    not_actions = [
      "Microsoft.Compute/disks/delete",
    ]
  }

  assignable_scopes = [
    "/subscriptions/c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5",
    "/subscriptions/1f0e2d3c-4b5a-4968-8776-a5b4c3d2e1f0",
  ]
}
"#;
    assert_eq!(render(&role(), Form::Terraform, &[SUBSCRIPTION, OTHER]), expected);
    let mut bare = role();
    bare.description.clear();
    let expected = r#"data "azurerm_subscription" "current" {}

resource "azurerm_role_definition" "role" {
  name  = "Disk keeper's \"role\""
  scope = data.azurerm_subscription.current.id

"#;
    let written = render(&bare, Form::Terraform, &[]);
    assert!(written.starts_with(expected), "{written}");
    assert!(
        written.contains("\n  assignable_scopes = [data.azurerm_subscription.current.id]\n}"),
        "{written}"
    );
}

#[test]
fn what_would_mean_something_else_is_escaped() {
    let mut odd = role();
    odd.name = "$ % $${a} %%{b} %${c} $%".into();
    odd.description = "\\n\n\r\t\u{0}\u{202e}\u{ffff}\u{e0041}'''\"".into();
    let bicep = render(&odd, Form::Bicep, &[SUBSCRIPTION]);
    assert!(bicep.contains("\n    roleName: '$ % $\\${a} %%{b} %\\${c} $%'\n"), "{bicep}");
    let description = r#"'\\n\n\r\t\u{0}\u{202e}\u{ffff}\u{e0041}\'\'\'"'"#;
    assert!(bicep.contains(&["\n    description: ", description, "\n"].concat()), "{bicep}");
    let terraform = render(&odd, Form::Terraform, &[SUBSCRIPTION]);
    let name = r#""$ % \u0024\u0024{a} \u0025\u0025{b} \u0025\u0024{c} $%""#;
    assert!(terraform.contains(&["  name        = ", name, "\n"].concat()), "{terraform}");
    let description = r#""\\n\n\r\t\u0000\u202e\uffff\U000e0041'''\"""#;
    assert!(terraform.contains(&["  description = ", description, "\n"].concat()), "{terraform}");
}

#[test]
fn several_permissions_where_there_is_room_for_one() {
    let mut several = role();
    several.permissions.push(Permission { actions: texts(&["A.B/c/write"]), ..Permission::default() });
    let flat = render(&several, Form::PowerShell15, &[SUBSCRIPTION]);
    assert!(flat.contains("\"A.B/c/write\""), "{flat}");
    // What the first takes away the second now gives.
    several.permissions[1].actions.push("Microsoft.Compute/disks/delete".into());
    let refused = several.render(Form::PowerShell15, &[]).unwrap_err();
    assert_eq!(refused.kind(), RenderErrorKind::SeveralPermissions);
    assert_eq!((refused.code(), refused.to_string()), ("several-permissions", "several-permissions".into()));
    for form in Form::ALL.into_iter().filter(|&form| form != Form::PowerShell15) {
        let written = several.render(form, &[]).unwrap();
        assert_eq!(written.matches("A.B/c/write").count(), 1, "{written}");
    }
    let cli = several.render(Form::Cli, &[]).unwrap();
    assert!(cli.contains("\n  \"permissions\": [\n    {\n      \"actions\": ["), "{cli}");
}

#[test]
fn a_role_stays_assignable_where_it_was() {
    let written = role().render_as_is(Form::Cli).unwrap();
    assert!(written.contains("\"/subscriptions/sdfsd\""), "{written}");
}

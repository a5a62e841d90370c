//! The forms of a role, read by somebody else's parsers: nothing of a hostile name gets out of its string,
//! and every value comes back byte for byte.
//!
//! JSON: `serde_json` and JSON schemas. Terraform: `hcl-rs`. Bicep: the grammar `tree-sitter-bicep`; the
//! compiler itself is in no registry. PowerShell's files are JSON.
// The helpers build test data: a panic there is a failed test.
#![allow(clippy::unwrap_used)]

mod bicep;
mod json;
mod terraform;

use azure_connect::azure::role::{Permission, Role};
use proptest::prelude::*;

const SUBSCRIPTION: &str = "/subscriptions/c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5";
const GROUP: &str = "/providers/Microsoft.Management/managementGroups/platform";

/// What means something to one of the languages, beside what any text may hold.
const PIECES: [&str; 38] = [
    "${",
    "%{",
    "$${",
    "%%{",
    "$",
    "%",
    "{",
    "}",
    "~}",
    "'",
    "''",
    "'''",
    "\"",
    "\"\"\"",
    "\\",
    "\\u0041",
    "\\n",
    "\n",
    "\r",
    "\t",
    "[",
    "]",
    "[[",
    "//",
    "/*",
    "*/",
    "#",
    "<<EOT",
    "EOT",
    "if true",
    "é",
    "日本語",
    "𝕏",
    "\u{202e}",
    "\u{0}",
    "\u{feff}",
    "\u{2028}",
    "\u{e0041}",
];

/// A text made of such pieces, now and then a character that nobody thought of, in brackets more often than
/// chance would have it.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => prop::sample::select(PIECES.to_vec()).prop_map(str::to_owned),
        2 => any::<char>().prop_map(String::from),
        2 => "[a-z ]{1,6}",
    ];
    (prop::collection::vec(piece, 0..10), prop::bool::weighted(0.1)).prop_map(|(pieces, bracketed)| {
        let text = pieces.concat();
        if bracketed { format!("[{text}]") } else { text }
    })
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(text(), 0..3)
}

fn permission() -> impl Strategy<Value = Permission> {
    (texts(), texts(), texts(), texts()).prop_map(|(actions, not_actions, data_actions, not_data_actions)| {
        Permission { actions, not_actions, data_actions, not_data_actions }
    })
}

/// A role of hostile texts. What Azure would say to it is another matter.
fn role() -> impl Strategy<Value = Role> {
    (text(), text(), prop::collection::vec(permission(), 0..3), texts()).prop_map(
        |(name, description, permissions, assignable_scopes)| Role {
            name,
            description,
            version: None,
            permissions,
            assignable_scopes,
        },
    )
}

fn config() -> ProptestConfig {
    ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() }
}

/// A role as a platform would write it.
fn plain() -> Role {
    let texts = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect();
    Role {
        name: "Disk keeper".into(),
        description: "Looks after disks".into(),
        version: None,
        permissions: vec![Permission {
            actions: texts(&["Microsoft.Compute/disks/*", "*/read"]),
            not_actions: texts(&["Microsoft.Compute/disks/delete"]),
            ..Permission::default()
        }],
        assignable_scopes: texts(&[SUBSCRIPTION]),
    }
}

/// The four lists of a permission, in the order in which every form has them.
fn lists(permission: &Permission) -> [Vec<String>; 4] {
    [
        permission.actions.clone(),
        permission.not_actions.clone(),
        permission.data_actions.clone(),
        permission.not_data_actions.clone(),
    ]
}

//! Profiles by chance: every route, kind, scope, operation and dialect that changes what the wizard does.

use std::rc::Rc;

use azure_connect::profile::Profile;
use serde_json::{Value, json};

use crate::tape::Tape;

/// One that is accepted.
pub fn by_chance(tape: &mut Tape) -> Rc<Profile> {
    let text = by_chance_as_text(tape);
    Rc::new(Profile::parse(&text).unwrap_or_else(|error| panic!("{error}: {text}")))
}

fn by_chance_as_text(tape: &mut Tape) -> String {
    let dialect = tape.below(10);
    let (mut endpoint, template) = match dialect {
        0 => (json!({ "dialect": "env" }), false),
        1 | 2 => {
            let shipped = *tape.one(&[
                include_str!("../../www/profiles/spot-classic.json"),
                include_str!("../../www/profiles/cloudcraft.json"),
                include_str!("../../www/profiles/octopus.json"),
            ]);
            return shipped.to_owned();
        }
        _ => (json!({ "url": "/api/azure/connections" }), false),
    };
    let env = dialect == 0;
    let mut operations = Vec::new();
    if !env && !template {
        operations = match tape.below(3) {
            0 => tape.some(&ALL, 0),
            _ => ALL.to_vec(),
        };
        operations.extend(["create", "read"]);
        endpoint["operations"] = json!(operations);
    }
    let mut kinds = if env { vec!["secret"] } else { tape.some(&["secret", "federated", "certificate"], 1) };
    if !kinds.iter().any(|kind| *kind == "secret" || operations.contains(kind)) {
        kinds.push("secret");
    }
    let role = match tape.below(5) {
        0 => Value::Null,
        1 => json!({ "builtIn": { "id": "acdd72a7-3385-48ef-bd42-f606fba81ae7", "name": "Reader" } }),
        _ => json!({ "custom": { "name": "Harbor role", "version": "2026-11",
            "actions": ["Microsoft.Compute/disks/read", "Microsoft.Compute/disks/write", "Microsoft.Web/sites/read"] } }),
    };
    let scope = if env { "one" } else { tape.one(&["one", "many", "many", "optional"]) };
    let extras = if env || tape.percent(50) { Value::Null } else { extras(tape) };
    let routes = ["cloud-shell", "portal", "powershell", "terraform", "existing"];
    let mut profile = json!({
        "platform": { "name": "Harbor", "supportUrl": "https://harbor.example/help" },
        "app": { "name": "Harbor", "audience": *tape.one(&["single-tenant", "multi-tenant"]) },
        "credential": { "kinds": kinds, "expiry": *tape.one(&["required", "optional", "hidden"]) },
        "scope": { "subscriptions": scope, "managementGroup": !env && tape.percent(50) },
        "clouds": tape.some(&["AzureCloud", "AzureUSGovernment", "AzureChinaCloud"], 1),
        "routes": if tape.percent(35) { vec!["portal", "existing"] } else { tape.some(&routes, 1) },
        "discovery": *tape.one(&["host", "browser", "off"]),
        "endpoint": endpoint,
    });
    if !extras.is_null() {
        profile["extras"] = extras;
    }
    if !role.is_null() {
        profile["role"] = role;
    }
    profile.to_string()
}

const ALL: [&str; 8] =
    ["list", "replace", "update", "verify", "delete", "federation", "certificate", "lookup"];

fn extras(tape: &mut Tape) -> Value {
    let options = json!([{ "value": "t1", "label": "Platform" }, { "value": "t2", "label": "Data" }]);
    json!([
        { "name": "account", "label": "Account", "type": "text", "required": tape.percent(50) },
        { "name": "teams", "label": "Teams", "type": "multi-select", "options": options, "required": tape.percent(50) },
        { "name": "tier", "label": "Tier", "type": "select", "options": options },
    ])
}

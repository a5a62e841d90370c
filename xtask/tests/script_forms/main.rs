//! The scripts that no shell of this machine can run, by somebody else's grammars: Az PowerShell and Terraform.
// The helpers below build test data: a panic there is a failed test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod powershell;
mod terraform;

use azure_connect::azure::{Certificate, Cloud};
use azure_connect::profile::Profile;
use azure_connect::script::{Job, Task, Trust};
use proptest::prelude::*;

const SCOPE: &str = "/subscriptions/c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5";
const GROUP: &str = "/providers/Microsoft.Management/managementGroups/harbor";
const CLIENT: &str = "5f3c2b1a-0d9e-4c8b-a7f6-e5d4c3b2a190";

/// A platform with its own role, and names that are given.
fn profile(name: &str, role: &str, description: &str) -> Profile {
    let json = serde_json::json!({
        "platform": { "name": name },
        "app": { "redirectUri": "https://example.com/it's" },
        "credential": { "kinds": ["federated", "secret"] },
        "role": { "custom": {
            "name": role, "description": description,
            "actions": ["Microsoft.Compute/virtualMachines/*", "*/read"],
            "notActions": ["Microsoft.Compute/virtualMachines/delete"],
        } },
        "endpoint": { "url": "/api", "operations": ["create", "read", "federation"] },
    });
    Profile::parse(&json.to_string()).unwrap()
}

fn built_in() -> Profile {
    let json = serde_json::json!({
        "platform": { "name": "Harbor Demo" },
        "role": { "builtIn": { "id": "acdd72a7-3385-48ef-bd42-f606fba81ae7", "name": "Reader" } },
        "scope": { "subscriptions": "many", "managementGroup": true },
        "endpoint": { "url": "/api" },
    });
    Profile::parse(&json.to_string()).unwrap()
}

fn job(profile: &Profile) -> Job<'_> {
    Job {
        profile,
        cloud: Cloud::AzureCloud,
        tenant: None,
        scopes: vec![SCOPE.parse().unwrap()],
        trust: Trust::Secret,
        task: Task::Connect { new_secret: false },
        dry_run: false,
    }
}

fn certificate() -> Certificate {
    let pem = include_str!("../../../tests/fixtures/certificate/harbor.pem");
    Certificate::parse(pem, "1F6A4FB2F83A387DDA11526A38B90D65CF777E7D").unwrap()
}

fn by_certificate() -> Trust {
    Trust::Certificate(Box::new(certificate()))
}

fn federated() -> Trust {
    Trust::Federated {
        issuer: "https://id.example.com/it's".into(),
        subject: "account:$HOME`id`\"${x}".into(),
        audience: "api://AzureADTokenExchange".into(),
    }
}

/// Names that mean something to PowerShell, HCL or JSON.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "$(whoami)",
        "`n",
        "'",
        "''",
        "\"",
        "\\",
        "$env:HOME",
        "${x}",
        "$${",
        "%{if}",
        "; exit",
        "| iex",
        "'@",
        "@'",
        "\"@",
        "#",
        "<#",
        "#>",
        "’",
        "‘",
        "“",
        "é",
        "日本",
        "🌊",
        "\u{200f}",
        "]",
        "}",
        "{",
        "&",
        "-x",
        "*",
        "a",
        " ",
        "\u{a0}",
        "x y",
        "{sum}",
        "{body}",
    ]);
    prop::collection::vec(piece, 1..8)
        .prop_map(|pieces| pieces.concat().trim().to_owned())
        .prop_filter("not blank", |text| !text.is_empty())
}

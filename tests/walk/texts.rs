//! What is typed and pasted: good, bad and odd.

use azure_connect::azure::Field;

use crate::host::{DOMAIN, OTHER_TENANT, TENANT};

pub const CLIENT: &str = "8d2f6a90-7b1c-4e3d-a5f4-2c9b8e7d6f10";
pub const SUBSCRIPTION: &str = "c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5";
pub const OTHER: &str = "0f7b52e8-31a6-4d9c-b840-6e5d2c1f9a73";
pub const SECRET: &str = "abc8Q~abcdefghijklmnopqrstuvwxyz0123456789";
const OTHER_SECRET: &str = "Kp48Q~made.up-for_a-test.0123456789abcde";
pub const THIRD: &str = "ea64d8b1-9c05-4e27-a3f8-50b7c2e91d36";
pub const TWO: &str = "c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5 ea64d8b1-9c05-4e27-a3f8-50b7c2e91d36";
pub const LIST: &str = "c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5, 0f7b52e8-31a6-4d9c-b840-6e5d2c1f9a73\nea64d8b1-9c05-4e27-a3f8-50b7c2e91d36 ea64d8b1";

pub const SECRETS: [&str; 8] = [
    SECRET,
    SECRET,
    OTHER_SECRET,
    "an old secret of another shape 1",
    "1b7d3c84-5a92-4f06-8e1d-93c0b2a7f645",
    CLIENT,
    "abc***************",
    "",
];

pub const EXTRAS: [&str; 5] = ["Ops", "\u{202e}spO\0", "", "  ", SECRET];

pub const ROLES: [&str; 5] = [
    r#"{"Name":"Harbor role","Actions":["Microsoft.Compute/disks/read",],"AssignableScopes":["/subscriptions/c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5"]}"#,
    r#"{"Name":"Another role","Actions":["*"],"AssignableScopes":["/subscriptions/c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5"]}"#,
    r#"{"permissions":[{"actions":["Microsoft.Web/sites/read"]}]}"#,
    "[[[[[[[[[[{",
    "",
];

/// More subscriptions than are drawn at once.
pub fn long_list() -> String {
    (0..40).map(|number| format!("c3a9e4d7-60b2-4f18-8c75-{number:012x}\n")).collect()
}

/// What is typed into a field.
pub fn of(field: Field) -> &'static [&'static str] {
    match field {
        Field::Tenant => &[TENANT, TENANT, DOMAIN, OTHER_TENANT, "<tenant-id>", CLIENT, "5f0c", "", SECRET],
        Field::Client => &[CLIENT, CLIENT, "1b7d3c84-5a92-4f06-8e1d-93c0b2a7f645", TENANT, "x", "", SECRET],
        Field::Subscription => &[
            SUBSCRIPTION,
            SUBSCRIPTION,
            OTHER,
            LIST,
            "https://portal.azure.us/#@x/resource/subscriptions/c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5/overview",
            TENANT,
            "{subscriptionId}",
            "",
            SECRET,
        ],
        Field::ManagementGroup => &["mg-1", "mg-1", "mg 2 ?", "", SECRET],
        Field::Expiry => &["2027-05-31", "2027-05-31", "2026-11-22", "2020-01-01", "1/2/27", "", SECRET],
        Field::Name => &["Production", "\u{2067}שלום\u{2069} \u{200b}", "a\nb", "", SECRET],
        Field::Secret => &SECRETS,
    }
}

/// What is pasted from Azure.
pub fn pastes() -> [&'static str; 9] {
    [
        r#"{"appId":"8d2f6a90-7b1c-4e3d-a5f4-2c9b8e7d6f10","displayName":"x","password":"abc8Q~abcdefghijklmnopqrstuvwxyz0123456789","tenant":"5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61"}"#,
        r#"[{"id":"c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5","tenantId":"5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61","name":"Prod 1","state":"Enabled","isDefault":true,"cloudName":"AzureCloud"},
            {"id":"0f7b52e8-31a6-4d9c-b840-6e5d2c1f9a73","tenantId":"5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61","name":"Team 3","state":"Enabled","isDefault":false},
            {"id":"ea64d8b1-9c05-4e27-a3f8-50b7c2e91d36","tenantId":"77e01c9e-42c1-4d8b-93b5-1e7f09aa52d0","name":"Old","state":"Disabled","isDefault":false}]"#,
        "AZURE_TENANT_ID=77e01c9e-42c1-4d8b-93b5-1e7f09aa52d0\nAZURE_CLIENT_ID=1b7d3c84-5a92-4f06-8e1d-93c0b2a7f645\nAZURE_CLIENT_SECRET=Kp48Q~made.up-for_a-test.0123456789abcde\nAZURE_SUBSCRIPTION_ID=0f7b52e8-31a6-4d9c-b840-6e5d2c1f9a73\nAZURE_ENVIRONMENT=AzureUSGovernment",
        "AZURE_CLIENT_ID=8d2f6a90-7b1c-4e3d-a5f4-2c9b8e7d6f10\nARM_CLIENT_ID=1b7d3c84-5a92-4f06-8e1d-93c0b2a7f645",
        "AZURE_CLIENT_ID=8d2f6a90-7b1c-4e3d-a5f4-2c9b8e7d6f10\nARM_CLIENT_ID=1b7d3c84-5a92-4f06-8e1d-93c0b2a7f645\nARM_SUBSCRIPTION_ID=ea64d8b1-9c05-4e27-a3f8-50b7c2e91d36",
        "/providers/Microsoft.Management/managementGroups/mg-1",
        "harbor.example and nothing else",
        "",
        "abc8Q~abcdefghijklmnopqrstuvwxyz0123456789",
    ]
}

//! One file for Terraform or OpenTofu.

use super::words::{file_name, sign_in_audience, tag, trust_name};
use super::{Job, Language, Script, Trust};
use crate::azure::role::hcl_text;
use crate::azure::{Cloud, Scope};
use crate::profile::Role;

const MAIN: &str = include_str!("../../data/scripts/terraform/main.tf");

pub(super) fn write(job: &Job<'_>) -> Script {
    let mut text = String::from("locals {\n");
    values(job, &mut text);
    text.push_str("}\n\n");
    if job.scopes.is_empty() {
        text.push_str(SUBSCRIPTIONS);
    }
    text.push_str(MAIN);
    Script { text, file_name: file_name(job, Language::Terraform) }
}

/// Asks for the subscriptions, where the wizard does not know them yet.
const SUBSCRIPTIONS: &str = include_str!("../../data/scripts/terraform/subscriptions.tf");

/// The providers' word for a cloud (`environment` of azurerm and azuread).
const fn environment(cloud: Cloud) -> &'static str {
    match cloud {
        Cloud::AzureCloud => "public",
        Cloud::AzureUSGovernment => "usgovernment",
        Cloud::AzureChinaCloud => "china",
    }
}

/// The job as local values.
fn values(job: &Job<'_>, out: &mut String) {
    let profile = job.profile;
    line(out, "environment", &quoted(environment(job.cloud)));
    let tenant = job.tenant.map(|tenant| quoted(&tenant.to_string()));
    line(out, "tenant_id", tenant.as_deref().unwrap_or("null"));
    line(out, "app_name", &quoted(&profile.app.name));
    line(out, "tag", &quoted(&tag(profile)));
    line(out, "audience", &quoted(sign_in_audience(profile.app.audience)));
    let uris: Vec<String> = profile.app.redirect_uri.iter().map(|uri| quoted(uri.as_str())).collect();
    line(out, "redirect_uris", &list("  ", &uris));
    line(out, "secret_days", &profile.credential.secret_lifetime_days.to_string());
    let scopes: Vec<String> = job.scopes.iter().map(|scope| quoted(&Scope::to_string(scope))).collect();
    let asked = "[for id in var.subscription_ids : \"/subscriptions/${id}\"]";
    line(out, "scopes", &if scopes.is_empty() { asked.to_owned() } else { list("  ", &scopes) });
    line(out, "federated", &trust(job));
    line(out, "certificate", &certificate(job));
    let built_in = match &profile.role {
        Some(Role::BuiltIn(role)) => quoted(&role.id.to_string()),
        _ => "null".to_owned(),
    };
    line(out, "built_in_role_id", &built_in);
    line(out, "role", &role(profile.role.as_ref()));
}

fn trust(job: &Job<'_>) -> String {
    let Trust::Federated { issuer, subject, audience } = &job.trust else { return "null".to_owned() };
    object(&[
        ("name", quoted(&trust_name(&tag(job.profile)))),
        ("issuer", quoted(issuer)),
        ("subject", quoted(subject)),
        ("audience", quoted(audience)),
    ])
}

fn certificate(job: &Job<'_>) -> String {
    let Trust::Certificate(certificate) = &job.trust else { return "null".to_owned() };
    object(&[("pem", quoted(&certificate.pem())), ("until", quoted(&certificate.until().to_string()))])
}

fn role(role: Option<&Role>) -> String {
    let Some(Role::Custom(role)) = role else { return "null".to_owned() };
    let operations = |list_: &[String]| {
        let entries: Vec<String> = list_.iter().map(|text| quoted(text)).collect();
        list("    ", &entries)
    };
    // The provider refuses an empty description, and takes none.
    let description = if role.description.is_empty() { "null".to_owned() } else { quoted(&role.description) };
    object(&[
        ("name", quoted(&role.name)),
        ("description", description),
        ("actions", operations(&role.actions)),
        ("not_actions", operations(&role.not_actions)),
        ("data_actions", operations(&role.data_actions)),
        ("not_data_actions", operations(&role.not_data_actions)),
    ])
}

fn line(out: &mut String, name: &str, value: &str) {
    for part in ["  ", name, " = ", value, "\n"] {
        out.push_str(part);
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::new();
    hcl_text(&mut out, text);
    out
}

/// A list, an entry a line.
fn list(indent: &str, entries: &[String]) -> String {
    if entries.is_empty() {
        return "[]".to_owned();
    }
    let mut out = String::from("[\n");
    for entry in entries {
        for part in [indent, "  ", entry, ",\n"] {
            out.push_str(part);
        }
    }
    out.push_str(indent);
    out.push(']');
    out
}

fn object(members: &[(&str, String)]) -> String {
    let mut out = String::from("{\n");
    for (name, value) in members {
        out.push_str("  ");
        line(&mut out, name, value);
    }
    out.push_str("  }");
    out
}

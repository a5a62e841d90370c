//! What every language says in the same words.

use super::slug::{hex, slug};
use super::{Job, Language, Task};
use crate::json::Writer;
use crate::profile::{Audience, Profile};
use crate::text::crc32;

/// The tag by which an app registration is known as ours.
pub(super) fn tag(profile: &Profile) -> String {
    ["azure-connect:", &slug(&profile.platform.name)].concat()
}

/// The directory's word for the kind of accounts an app is for (Microsoft Graph, application,
/// `signInAudience`).
pub(super) const fn sign_in_audience(audience: Audience) -> &'static str {
    match audience {
        Audience::SingleTenant => "AzureADMyOrg",
        Audience::MultiTenant => "AzureADMultipleOrgs",
    }
}

/// What Graph is asked to make (`POST /v1.0/applications`).
pub(super) fn app_body(job: &Job<'_>, tag: &str) -> String {
    let app = &job.profile.app;
    let mut body = Vec::new();
    let mut json = Writer::new(&mut body);
    json.open_object();
    json.member("displayName", &app.name);
    json.member("signInAudience", sign_in_audience(app.audience));
    json.texts("tags", &[tag]);
    if let Some(uri) = &app.redirect_uri {
        json.key("web").open_object();
        json.texts("redirectUris", &[uri.as_str()]);
        json.close_object();
    }
    json.close_object();
    String::from_utf8(body).unwrap_or_default()
}

/// The name of a federated credential: 3 to 120 letters, digits, hyphens, underscores (entra-docs,
/// workload identity federation considerations).
pub(super) fn trust_name(tag: &str) -> String {
    let mut name: String = tag.replace(':', "-");
    name.truncate(120);
    name
}

/// The name of this platform's federated credential: the same in the portal as from a script.
pub(crate) fn federated_name(profile: &Profile) -> String {
    trust_name(&tag(profile))
}

/// A federated credential, as Graph and az take it.
pub(super) fn trust_body(name: &str, issuer: &str, subject: &str, audience: &str) -> String {
    let mut body = Vec::new();
    let mut json = Writer::new(&mut body);
    json.open_object();
    json.member("name", name);
    json.member("issuer", issuer);
    json.member("subject", subject);
    json.texts("audiences", &[audience]);
    json.close_object();
    String::from_utf8(body).unwrap_or_default()
}

/// A JSON string.
pub(super) fn json_text(text: &str) -> String {
    let mut out = Vec::new();
    Writer::new(&mut out).text(text);
    String::from_utf8(out).unwrap_or_default()
}

/// The checksum of a script's body, as its language writes it.
pub(super) fn checksum(body: &str, order: impl Fn(u32) -> u32) -> String {
    let mut sum = String::new();
    hex(order(crc32(body.as_bytes())), &mut sum);
    sum
}

/// What a file of the script is called.
pub(super) const fn file_name(job: &Job<'_>, language: Language) -> &'static str {
    match (language, &job.task) {
        (Language::Bash, Task::Connect { .. }) => "azure-connect.sh",
        (Language::Bash, Task::TearDown { .. }) => "azure-connect-teardown.sh",
        (Language::PowerShell, Task::Connect { .. }) => "azure-connect.ps1",
        (Language::PowerShell, Task::TearDown { .. }) => "azure-connect-teardown.ps1",
        (Language::Terraform, _) => "main.tf",
    }
}

//! Bash with the Azure CLI.

use super::quote::{bash, jmes, odata};
use super::words::{app_body, checksum, file_name, json_text, tag, trust_body, trust_name};
use super::{Job, Language, Script, Task, Trust};
use crate::azure::Scope;
use crate::profile::{CustomRole, Role};

const COMMON: &str = include_str!("../../data/scripts/bash/common.sh");
const CONNECT: &str = include_str!("../../data/scripts/bash/connect.sh");
const TEAR_DOWN: &str = include_str!("../../data/scripts/bash/teardown.sh");

/// The end of the here-document. No value can bring this line along: none has a line of its own.
const END: &str = "AZURE_CONNECT";

pub(super) fn write(job: &Job<'_>) -> Script {
    let mut body = String::new();
    values(job, &mut body);
    body.push_str(COMMON);
    body.push_str(if matches!(job.task, Task::Connect { .. }) { CONNECT } else { TEAR_DOWN });
    Script { text: wrapped(body.trim_end()), file_name: file_name(job, Language::Bash) }
}

/// One command for an interactive shell. The child reads the whole text first and runs it only when it
/// arrived whole: a terminal that wraps lines, doubles line ends or drops a piece changes nothing.
fn wrapped(body: &str) -> String {
    // gzip writes it with the lowest byte first.
    let sum = checksum(body, u32::swap_bytes);
    let mut text = String::with_capacity(body.len() + 512);
    for part in [
        "bash <<'",
        END,
        "'\ns=$(tr -d '\\r'|sed '/^ *$/d');c=$(printf %s \"$s\"|gzip -c|tail -c8|od -An -N4 -tx1|tr -d ' \\n');\
         if [ \"$c\" = ",
        &sum,
        " ];then printf '%s\\n' \"$s\"|bash;else echo 'The script changed on its way here. Nothing was done. \
         Copy it again, or download it and run: bash azure-connect.sh' >&2;fi #\n",
        body,
        "\n",
        END,
        "\n",
    ] {
        text.push_str(part);
    }
    text
}

/// The job as assignments.
fn values(job: &Job<'_>, out: &mut String) {
    let profile = job.profile;
    let mut set = |name: &str, text: &str| {
        out.push_str(name);
        out.push('=');
        if !text.is_empty() {
            out.push_str(&bash(text));
        }
        out.push('\n');
    };
    let flag = |on: bool| if on { "1" } else { "" };
    let tag = tag(profile);
    set("platform", &profile.platform.name);
    set("app", &profile.app.name);
    set("tag", &tag);
    set("cloud", job.cloud.name());
    set("want_tenant", &job.tenant.map(|tenant| tenant.to_string()).unwrap_or_default());
    set("dry", flag(job.dry_run));
    role(profile.role.as_ref(), &mut set);
    match &job.task {
        Task::TearDown { client } => set("client", &client.to_string()),
        Task::Connect { new_secret } => {
            set("client", "");
            set("app_filter", &["displayName eq ", &odata(&profile.app.name)].concat());
            set("app_query", &jmes(&profile.app.name));
            set("app_body", &app_body(job, &tag));
            set("new_secret", flag(*new_secret));
            set("days", &profile.credential.secret_lifetime_days.to_string());
            set("secret_name", &profile.app.name);
            set("way_on", job.way_on());
            set("many", flag(job.takes_many()));
            trust(&job.trust, &tag, &mut set);
        }
    }
    let scopes: Vec<String> = job.scopes.iter().map(Scope::to_string).collect();
    set("known_scopes", &scopes.join(" "));
    out.push_str("scopes=(");
    for (at, scope) in scopes.iter().enumerate() {
        if at > 0 {
            out.push(' ');
        }
        out.push_str(&bash(scope));
    }
    out.push_str(")\n");
}

fn role(role: Option<&Role>, set: &mut impl FnMut(&str, &str)) {
    match role {
        None => set("role_kind", ""),
        Some(Role::BuiltIn(role)) => {
            set("role_kind", "built-in");
            set("role_name", &role.name);
            set("role_guid", &role.id.to_string());
        }
        Some(Role::Custom(role)) => custom_role(role, set),
    }
}

fn custom_role(role: &CustomRole, set: &mut impl FnMut(&str, &str)) {
    set("role_kind", "custom");
    set("role_name", &role.name);
    set("role_guid", "");
    set("role_query_name", &jmes(&role.name));
    set("role_name_json", &json_text(&role.name));
    set("role_description_json", &json_text(&role.description));
    for (name, list) in [
        ("actions", &role.actions),
        ("not_actions", &role.not_actions),
        ("data_actions", &role.data_actions),
        ("not_data_actions", &role.not_data_actions),
    ] {
        set(name, &list.join("\n"));
    }
}

fn trust(trust: &Trust, tag: &str, set: &mut impl FnMut(&str, &str)) {
    match trust {
        Trust::Secret => set("credential", "secret"),
        Trust::Federated { issuer, subject, audience } => {
            let name = trust_name(tag);
            set("credential", "federated");
            set("trust_name", &name);
            set("issuer_query", &jmes(issuer));
            set("subject_query", &jmes(subject));
            set("trust_body", &trust_body(&name, issuer, subject, audience));
        }
        Trust::Certificate(certificate) => {
            set("credential", "certificate");
            set("thumbprint", &certificate.thumbprint().to_string());
            set("thumbprint_base64", &certificate.thumbprint().base64());
            set("certificate", certificate.base64());
            set("certificate_until", &certificate.until().to_string());
        }
    }
}

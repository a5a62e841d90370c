//! Az PowerShell, 15 and 16.

use super::quote::powershell as quote;
use super::words::{app_body, checksum, file_name, tag, trust_body, trust_name};
use super::{Job, Language, Script, Task, Trust};
use crate::azure::Scope;
use crate::profile::Role;

const COMMON: &str = include_str!("../../data/scripts/powershell/common.ps1");
const CONNECT: &str = include_str!("../../data/scripts/powershell/connect.ps1");
const TEAR_DOWN: &str = include_str!("../../data/scripts/powershell/teardown.ps1");
const WRAPPER: &str = include_str!("../../data/scripts/powershell/wrapper.ps1");

pub(super) fn write(job: &Job<'_>) -> Script {
    // A module of its own: nothing of it, the secret least of all, stays in the admin's session.
    let mut body = String::from("param([scriptblock]$crc)\nExport-ModuleMember\n");
    values(job, &mut body);
    body.push_str(COMMON);
    body.push_str(if matches!(job.task, Task::Connect { .. }) { CONNECT } else { TEAR_DOWN });
    let body = body.trim_end();
    let text = WRAPPER.replace("{sum}", &checksum(body, |sum| sum)).replace("{body}", body);
    Script { text, file_name: file_name(job, Language::PowerShell) }
}

/// The job as assignments.
fn values(job: &Job<'_>, out: &mut String) {
    let profile = job.profile;
    let mut set = |name: &str, value: &str| {
        for part in ["$", name, " = ", value, "\n"] {
            out.push_str(part);
        }
    };
    let flag = |on: bool| if on { "$true" } else { "$false" };
    let tag = tag(profile);
    set("platform", &quote(&profile.platform.name));
    set("app", &quote(&profile.app.name));
    set("tag", &quote(&tag));
    set("cloud", &quote(job.cloud.name()));
    set("graph", &quote(job.cloud.graph()));
    set("wantTenant", &quote(&job.tenant.map(|tenant| tenant.to_string()).unwrap_or_default()));
    set("dry", flag(job.dry_run));
    set("many", flag(job.takes_many()));
    set("pause", "5");
    role(profile.role.as_ref(), &mut set);
    match &job.task {
        Task::TearDown { client } => set("client", &quote(&client.to_string())),
        Task::Connect { new_secret } => {
            set("appBody", &quote(&app_body(job, &tag)));
            set("newSecret", flag(*new_secret));
            set("days", &profile.credential.secret_lifetime_days.to_string());
            set("secretName", &quote(&profile.app.name));
            set("wayOn", &quote(job.way_on()));
            trust(&job.trust, &tag, &mut set);
        }
    }
    let scopes: Vec<String> = job.scopes.iter().map(|scope| quote(&Scope::to_string(scope))).collect();
    let scopes = list(&scopes);
    set("knownScopes", &scopes);
    set("scopes", &scopes);
}

fn role(role: Option<&Role>, set: &mut impl FnMut(&str, &str)) {
    let (kind, name, guid) = match role {
        None => ("", "", String::new()),
        Some(Role::BuiltIn(role)) => ("built-in", role.name.as_str(), role.id.to_string()),
        Some(Role::Custom(role)) => ("custom", role.name.as_str(), String::new()),
    };
    set("roleKind", &quote(kind));
    set("roleName", &quote(name));
    set("roleGuid", &quote(&guid));
    let Some(Role::Custom(role)) = role else { return };
    set("roleDescription", &quote(&role.description));
    for (name, operations) in [
        ("actions", &role.actions),
        ("notActions", &role.not_actions),
        ("dataActions", &role.data_actions),
        ("notDataActions", &role.not_data_actions),
    ] {
        let operations: Vec<String> = operations.iter().map(|text| quote(text)).collect();
        set(name, &list(&operations));
    }
}

fn trust(trust: &Trust, tag: &str, set: &mut impl FnMut(&str, &str)) {
    match trust {
        Trust::Secret => set("credential", "'secret'"),
        Trust::Federated { issuer, subject, audience } => {
            let name = trust_name(tag);
            set("credential", "'federated'");
            set("trustName", &quote(&name));
            set("issuer", &quote(issuer));
            set("subject", &quote(subject));
            set("trustBody", &quote(&trust_body(&name, issuer, subject, audience)));
        }
        Trust::Certificate(certificate) => {
            set("credential", "'certificate'");
            set("thumbprint", &quote(&certificate.thumbprint().to_string()));
            set("thumbprintBase64", &quote(&certificate.thumbprint().base64()));
            set("certificate", &quote(certificate.base64()));
            set("certificateFrom", &quote(&certificate.from().to_string()));
            set("certificateUntil", &quote(&certificate.until().to_string()));
        }
    }
}

/// A list, an entry a line.
fn list(entries: &[String]) -> String {
    if entries.is_empty() {
        return "@()".to_owned();
    }
    ["@(\n  ", &entries.join("\n  "), "\n)"].concat()
}

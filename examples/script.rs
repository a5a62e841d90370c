//! The script that the wizard would hand over:
//! `cargo run -q --example script -- --profile FILE --as bash|powershell|terraform [--scope SCOPE]… [--dry-run] [--new-secret]
//! [--teardown --client-id ID]`
//!
//! The wizard also knows the directory (`--tenant ID`), and for a credential without a secret what the
//! platform says of itself (`--issuer URL --subject TEXT --audience TEXT`, or `--certificate PEM-FILE --thumbprint HEX`).

use std::process::ExitCode;

use azure_connect::azure::{Certificate, ClientId, IdError, Scope, TenantId};
use azure_connect::profile::Profile;
use azure_connect::script::{Job, Language, ScriptErrorKind, Task, Trust};

const USAGE: &str = "usage: script --profile FILE --as bash|powershell|terraform [--scope SCOPE]... [--dry-run] [--new-secret] \
                     [--teardown --client-id ID]";

struct Arguments {
    profile: String,
    language: Language,
    scopes: Vec<Scope>,
    tenant: Option<TenantId>,
    trust: Trust,
    dry_run: bool,
    task: Task,
}

fn arguments() -> Result<Arguments, String> {
    let (mut profile, mut language, mut scopes, mut client) = (None, None, Vec::new(), None);
    let (mut tenant, mut issuer, mut subject, mut audience) = (None, None, None, None);
    let (mut certificate, mut thumbprint) = (None, None);
    let (mut dry_run, mut new_secret, mut tear_down) = (false, false, false);
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| format!("{word} wants a value"));
        match word.as_str() {
            "--profile" => profile = Some(value()?),
            "--as" => {
                let name = value()?;
                language = Some(Language::from_name(&name).ok_or_else(|| format!("--as {name}: not known"))?);
            }
            "--scope" => {
                let text = value()?;
                let scope = Scope::parse(&text).map_err(|error| format!("--scope {text}: {error}"))?;
                scopes.push(scope);
            }
            "--client-id" => {
                let text = value()?;
                let id = ClientId::parse(&text).map_err(|error| format!("--client-id {text}: {error}"))?;
                client = Some(id);
            }
            "--tenant" => {
                let text = value()?;
                let id: TenantId =
                    text.parse().map_err(|error: IdError| format!("--tenant {text}: {error}"))?;
                tenant = Some(id);
            }
            "--issuer" => issuer = Some(value()?),
            "--subject" => subject = Some(value()?),
            "--audience" => audience = Some(value()?),
            "--certificate" => certificate = Some(value()?),
            "--thumbprint" => thumbprint = Some(value()?),
            "--dry-run" => dry_run = true,
            "--new-secret" => new_secret = true,
            "--teardown" => tear_down = true,
            _ => return Err(format!("{word}: not known")),
        }
    }
    let task = match (tear_down, client) {
        (true, Some(client)) if !new_secret => Task::TearDown { client },
        (true, None) => return Err("--teardown wants --client-id".into()),
        (false, None) => Task::Connect { new_secret },
        _ => return Err("these options do not go together".into()),
    };
    let trust = match (issuer, subject, audience, certificate, thumbprint) {
        (None, None, None, None, None) => Trust::Secret,
        (Some(issuer), Some(subject), Some(audience), None, None) => {
            Trust::Federated { issuer, subject, audience }
        }
        (None, None, None, Some(file), Some(thumbprint)) => {
            let pem = std::fs::read_to_string(&file).map_err(|error| format!("{file}: {error}"))?;
            let read = Certificate::parse(&pem, &thumbprint);
            Trust::Certificate(Box::new(read.map_err(|error| format!("{file}: {error}"))?))
        }
        _ => {
            return Err("--issuer, --subject and --audience belong together, and so do --certificate and \
                        --thumbprint"
                .into());
        }
    };
    Ok(Arguments {
        tenant,
        trust,
        profile: profile.ok_or("--profile is missing")?,
        language: language.ok_or("--as is missing")?,
        scopes,
        dry_run,
        task,
    })
}

fn script() -> Result<String, (u8, String)> {
    let arguments = arguments().map_err(|text| (2, format!("{text}\n{USAGE}")))?;
    let text = std::fs::read_to_string(&arguments.profile)
        .map_err(|error| (1, format!("{}: {error}", arguments.profile)))?;
    let profile = Profile::parse(&text).map_err(|error| (1, format!("{}: {error}", arguments.profile)))?;
    let cloud = profile.clouds.first().copied().unwrap_or_default();
    let job = Job {
        profile: &profile,
        cloud,
        tenant: arguments.tenant,
        scopes: arguments.scopes,
        trust: arguments.trust,
        task: arguments.task,
        dry_run: arguments.dry_run,
    };
    let script = job.write(arguments.language).map_err(|error| (1, reason(error.kind()).into()))?;
    Ok(script.text)
}

fn reason(kind: ScriptErrorKind) -> &'static str {
    match kind {
        ScriptErrorKind::NoScopes => "--teardown wants each --scope whose assignments are to go",
        ScriptErrorKind::UsePlan => "Terraform has a dry run of its own: terraform plan",
        ScriptErrorKind::UseDestroy => "Terraform takes back what it made: terraform destroy",
        ScriptErrorKind::UseReplace => {
            "Terraform makes a new secret by: \
             terraform apply -replace='azuread_application_password.secret[0]'"
        }
        _ => "there is no such script",
    }
}

fn main() -> ExitCode {
    match script() {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err((code, text)) => {
            eprintln!("error: {text}");
            ExitCode::from(code)
        }
    }
}

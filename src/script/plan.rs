//! What a script does, as a list for whoever is to run it.

use super::{Job, Language, Task, Trust};
use crate::profile::Role;

impl Job<'_> {
    /// What the script does, in its order: the stable names of sentences, `script.does.<name>` in the
    /// language tables.
    pub fn plan(&self, language: Language) -> Vec<&'static str> {
        let terraform = language == Language::Terraform;
        let custom = matches!(self.profile.role, Some(Role::Custom(_)));
        let mut plan = Vec::with_capacity(8);
        let mut add = |on: bool, name| {
            if on {
                plan.push(name);
            }
        };
        add(self.dry_run, "nothing");
        add(!terraform, "look");
        match self.task {
            Task::TearDown { .. } => {
                add(self.profile.role.is_some(), "unassign");
                add(custom, "shrink");
                add(true, "delete");
            }
            Task::Connect { new_secret } => {
                add(self.scopes.is_empty(), if terraform { "variable" } else { "ask" });
                add(true, if terraform { "new-app" } else { "app" });
                match &self.trust {
                    Trust::Federated { .. } => add(true, "trust"),
                    Trust::Certificate(_) => {
                        add(true, if terraform { "new-certificate" } else { "certificate" })
                    }
                    Trust::Secret if new_secret => add(true, "new-secret"),
                    Trust::Secret => add(true, if terraform { "first-secret" } else { "secret" }),
                }
                add(custom, if terraform { "role" } else { "role-or-scope" });
                add(self.profile.role.is_some(), "assign");
                add(!self.dry_run && !terraform, "line");
                add(terraform, "output");
            }
        }
        plan
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::azure::{Certificate, Cloud};
    use crate::profile::Profile;
    use crate::text::Texts;

    const ROLE: &str = r#"{"custom":{"name":"R","actions":["A.B/c/read"]}}"#;
    const BUILT_IN: &str = r#"{"builtIn":{"id":"acdd72a7-3385-48ef-bd42-f606fba81ae7","name":"Reader"}}"#;

    fn plan(role: &str, language: Language, change: impl FnOnce(&mut Job<'_>)) -> Vec<&'static str> {
        let role = if role.is_empty() { String::new() } else { [r#""role":"#, role, ","].concat() };
        let text = format!(r#"{{"platform":{{"name":"H"}},{role}"endpoint":{{"url":"/x"}}}}"#);
        let profile = Profile::parse(&text).unwrap();
        let mut job = Job {
            profile: &profile,
            cloud: Cloud::AzureCloud,
            tenant: None,
            scopes: Vec::new(),
            trust: Trust::Secret,
            task: Task::Connect { new_secret: false },
            dry_run: false,
        };
        change(&mut job);
        let plan = job.plan(language);
        let texts = Texts::english();
        for name in &plan {
            assert!(texts.has(&["script.does.", name].concat()), "{name}");
        }
        plan
    }

    fn scope(job: &mut Job<'_>) {
        job.scopes = vec!["/subscriptions/c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5".parse().unwrap()];
    }

    fn trust() -> Trust {
        Trust::Federated { issuer: "i".into(), subject: "s".into(), audience: "a".into() }
    }

    #[test]
    fn a_certificate_is_no_secret() {
        let pem = include_str!("../../tests/fixtures/certificate/harbor.pem");
        let certificate = Certificate::parse(pem, &"1F".repeat(20)).unwrap();
        let trust = Trust::Certificate(Box::new(certificate));
        for (language, name) in [(Language::Bash, "certificate"), (Language::Terraform, "new-certificate")] {
            let plan = plan("", language, |job| job.trust = trust.clone());
            assert!(plan.contains(&name), "{plan:?}");
            assert!(!plan.iter().any(|name| name.contains("secret") || *name == "trust"), "{plan:?}");
        }
    }

    #[test]
    fn it_says_what_depends_on_the_job() {
        let bash = Language::Bash;
        assert_eq!(
            plan(ROLE, bash, |_| ()),
            ["look", "ask", "app", "secret", "role-or-scope", "assign", "line"]
        );
        assert_eq!(plan(ROLE, bash, scope), ["look", "app", "secret", "role-or-scope", "assign", "line"]);
        assert_eq!(
            plan(BUILT_IN, bash, |job| job.trust = trust()),
            ["look", "ask", "app", "trust", "assign", "line"]
        );
        assert_eq!(
            plan("", bash, |job| job.task = Task::Connect { new_secret: true }),
            ["look", "ask", "app", "new-secret", "line"]
        );
        assert_eq!(
            plan("", Language::PowerShell, |job| job.dry_run = true),
            ["nothing", "look", "ask", "app", "secret"]
        );
        assert_eq!(
            plan(ROLE, Language::Terraform, |_| ()),
            ["variable", "new-app", "first-secret", "role", "assign", "output"]
        );
        let client = "8d2f6a90-7b1c-4e3d-a5f4-2c9b8e7d6f10".parse().unwrap();
        assert_eq!(
            plan(ROLE, bash, |job| job.task = Task::TearDown { client }),
            ["look", "unassign", "shrink", "delete"]
        );
    }
}

use std::fmt;

use super::{bash, powershell, terraform};
use crate::azure::{Certificate, ClientId, Cloud, Scope, TenantId};
use crate::profile::{CredentialKind, Profile, SubscriptionRule};

/// What a script is to do.
#[derive(Clone, Debug)]
pub struct Job<'a> {
    /// Who asks for it.
    pub profile: &'a Profile,
    /// The cloud that the admin is to be signed in to.
    pub cloud: Cloud,
    /// The directory that the admin is to be signed in to, where it is known.
    pub tenant: Option<TenantId>,
    /// What the app is to act on. Empty: the script asks.
    pub scopes: Vec<Scope>,
    /// How the platform will sign in as the app.
    pub trust: Trust,
    /// What is to be done with it.
    pub task: Task,
    /// Whether to look and tell, and change nothing.
    pub dry_run: bool,
}

/// How the platform signs in as the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trust {
    /// By a client secret, with the lifetime of the profile.
    Secret,
    /// By tokens of its own, which the app is told to trust.
    Federated {
        /// The issuer of the platform's tokens, an https URL.
        issuer: String,
        /// What the platform's tokens say of this account.
        subject: String,
        /// Whom they are for: `api://AzureADTokenExchange` in the public cloud.
        audience: String,
    },
    /// By a certificate of its own, which the app is told to know.
    Certificate(Box<Certificate>),
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// Make what is not there yet, and print the line to hand back.
    Connect {
        /// Whether to add a secret where the app has one already.
        new_secret: bool,
    },
    /// Take back what [`Task::Connect`] made.
    TearDown {
        /// The app.
        client: ClientId,
    },
}

/// The languages of scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// Bash with the Azure CLI: Cloud Shell, Linux, macOS.
    Bash,
    /// Az PowerShell, 15 and 16: Cloud Shell, Windows.
    PowerShell,
    /// One file for Terraform or OpenTofu.
    Terraform,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Bash, Self::PowerShell, Self::Terraform];

    /// The stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bash => "bash",
            Self::PowerShell => "powershell",
            Self::Terraform => "terraform",
        }
    }

    /// The language of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.name() == name)
    }
}

/// A script, ready to be pasted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// The text. It ends with a newline.
    pub text: String,
    /// What a file of it is called.
    pub file_name: &'static str,
}

/// Why there is no script for a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptError {
    kind: ScriptErrorKind,
}

/// The kinds of [`ScriptError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ScriptErrorKind {
    /// A tear-down needs to know the scopes.
    NoScopes,
    /// Terraform plans by itself: `terraform plan`.
    UsePlan,
    /// Terraform takes back what it made: `terraform destroy`.
    UseDestroy,
    /// Terraform makes a new secret by `terraform apply -replace='azuread_application_password.secret[0]'`.
    UseReplace,
}

impl ScriptError {
    pub(super) const fn new(kind: ScriptErrorKind) -> Self {
        Self { kind }
    }

    /// What kind it is.
    pub const fn kind(&self) -> ScriptErrorKind {
        self.kind
    }

    /// The stable name of the kind.
    pub const fn code(&self) -> &'static str {
        match self.kind {
            ScriptErrorKind::NoScopes => "no-scopes",
            ScriptErrorKind::UsePlan => "use-plan",
            ScriptErrorKind::UseDestroy => "use-destroy",
            ScriptErrorKind::UseReplace => "use-replace",
        }
    }
}

impl fmt::Display for ScriptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for ScriptError {}

impl Job<'_> {
    /// The script for this job.
    ///
    /// # Errors
    /// What the job lacks for this language.
    pub fn write(&self, language: Language) -> Result<Script, ScriptError> {
        let lacks = |kind| Err(ScriptError::new(kind));
        match (language, &self.task) {
            (Language::Terraform, _) if self.dry_run => return lacks(ScriptErrorKind::UsePlan),
            (Language::Terraform, Task::TearDown { .. }) => return lacks(ScriptErrorKind::UseDestroy),
            (Language::Terraform, Task::Connect { new_secret: true }) => {
                return lacks(ScriptErrorKind::UseReplace);
            }
            (_, Task::TearDown { .. }) if self.scopes.is_empty() => return lacks(ScriptErrorKind::NoScopes),
            _ => {}
        }
        Ok(match language {
            Language::Bash => bash::write(self),
            Language::PowerShell => powershell::write(self),
            Language::Terraform => terraform::write(self),
        })
    }

    /// Whether the admin may choose several subscriptions.
    pub(super) fn takes_many(&self) -> bool {
        self.profile.scope.subscriptions != SubscriptionRule::One
    }

    /// What else the platform offers where the directory allows no secrets: `federated`,
    /// `certificate` or nothing.
    pub(super) fn way_on(&self) -> &'static str {
        let offered = |kind| self.profile.credential_kinds().any(|offered| offered == kind);
        match () {
            () if offered(CredentialKind::Federated) => "federated",
            () if offered(CredentialKind::Certificate) => "certificate",
            () => "",
        }
    }
}

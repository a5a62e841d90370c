use std::fmt;

use super::bash;
use crate::azure::{ClientId, Cloud, Scope, TenantId};
use crate::profile::Profile;

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
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 1] = [Self::Bash];

    /// The stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bash => "bash",
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
        if matches!(self.task, Task::TearDown { .. }) && self.scopes.is_empty() {
            return Err(ScriptError::new(ScriptErrorKind::NoScopes));
        }
        Ok(match language {
            Language::Bash => bash::write(self),
        })
    }
}

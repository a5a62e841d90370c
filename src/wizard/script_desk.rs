//! The script that is made for this admin.

use std::cell::RefCell;
use std::rc::Rc;

use crate::azure::{Cloud, Scope, TenantId};
use crate::profile::{CredentialKind, Route};
use crate::script::{Job, Language, Task, Trust};

use super::{Effect, Wizard};

/// What happens where the script is handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScriptMessage {
    /// The shell that Cloud Shell is to run was chosen.
    Shell(Language),
    /// “Only look: change nothing”.
    DryRun(bool),
    /// “Add a new secret”.
    NewSecret(bool),
    /// “Take it back”.
    TearDown(bool),
    /// “Somebody else sends me the values”; also said by copying the script for somebody else.
    FromOther(bool),
}

/// What the routes with a script hold besides the answers. It is not kept in the draft.
#[derive(Debug)]
pub struct ScriptDesk {
    shell: Language,
    dry_run: bool,
    new_secret: bool,
    tear_down: bool,
    from_other: bool,
    /// The script as it was last made, and for what: it takes longer than a keystroke should.
    made: RefCell<Option<(Order, Made)>>,
}

/// A script to be copied, or saved as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadyScript {
    /// The text.
    pub text: Rc<str>,
    /// The name of the file.
    pub file_name: &'static str,
    /// Its language.
    pub language: Language,
    /// What it does, in order: `script.does.<name>` in the language tables.
    pub plan: Vec<&'static str>,
}

/// Why there is no script now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoScript {
    /// The route has none.
    OtherRoute,
    /// What the app is to trust is not known yet: the platform has not said.
    NoTrust,
    /// To take things back, app and scope have to be named.
    NoTarget,
}

impl NoScript {
    /// The stable name: `script.none.<code>` in the language tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OtherRoute => "other-route",
            Self::NoTrust => "no-trust",
            Self::NoTarget => "no-target",
        }
    }
}

/// What came of making one.
type Made = Result<Rc<ReadyScript>, NoScript>;

/// All that a script depends on besides the profile.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Order {
    language: Language,
    cloud: Cloud,
    tenant: Option<TenantId>,
    scopes: Vec<Scope>,
    trust: Option<Trust>,
    task: Option<Task>,
    dry_run: bool,
}

impl Default for ScriptDesk {
    fn default() -> Self {
        Self {
            shell: Language::Bash,
            dry_run: false,
            new_secret: false,
            tear_down: false,
            from_other: false,
            made: RefCell::default(),
        }
    }
}

impl ScriptDesk {
    /// The shell that Cloud Shell is to run.
    pub fn shell(&self) -> Language {
        self.shell
    }

    /// Whether the script only looks.
    pub fn dry_run(&self) -> bool {
        self.dry_run
    }

    /// Whether the script adds a secret where there is one.
    pub fn new_secret(&self) -> bool {
        self.new_secret
    }

    /// Whether the script takes back what it made.
    pub fn tear_down(&self) -> bool {
        self.tear_down
    }

    /// Whether somebody else runs it, so that the values come from there.
    pub fn from_other(&self) -> bool {
        self.from_other
    }
}

impl Wizard {
    pub(super) fn at_the_script(&mut self, message: ScriptMessage) -> Vec<Effect> {
        let desk = &mut self.scripts;
        match message {
            ScriptMessage::Shell(Language::Terraform) => {}
            ScriptMessage::Shell(shell) => desk.shell = shell,
            ScriptMessage::DryRun(on) => desk.dry_run = on,
            ScriptMessage::NewSecret(on) => desk.new_secret = on,
            ScriptMessage::TearDown(on) => desk.tear_down = on,
            ScriptMessage::FromOther(on) => desk.from_other = on,
        }
        Vec::new()
    }

    /// What was chosen about the script.
    pub fn script_desk(&self) -> &ScriptDesk {
        &self.scripts
    }

    /// The language of this route's script.
    pub fn script_language(&self) -> Option<Language> {
        if self.care.is_open() {
            return self.care_script().map(|_| self.scripts.shell);
        }
        match self.route() {
            Route::CloudShell => Some(self.scripts.shell),
            Route::PowerShell => Some(Language::PowerShell),
            Route::Terraform => Some(Language::Terraform),
            Route::Portal | Route::Existing => None,
        }
    }

    /// The script for all that is known by now.
    ///
    /// # Errors
    /// Why there is none.
    pub fn script(&self) -> Result<Rc<ReadyScript>, NoScript> {
        let language = self.script_language().ok_or(NoScript::OtherRoute)?;
        let desk = &self.scripts;
        // Terraform has words of its own for all of these.
        let native = language == Language::Terraform;
        let task = match self.answers.client.value() {
            _ if self.care.is_open() => self.care_script(),
            Some(client) if desk.tear_down && !native => Some(Task::TearDown { client: *client }),
            None if desk.tear_down && !native => None,
            _ => Some(Task::Connect { new_secret: desk.new_secret && !native && self.is_by_secret() }),
        };
        let order = Order {
            language,
            cloud: self.answers.cloud,
            tenant: self.tenant_id(),
            scopes: self.script_scopes(),
            trust: self.script_trust(),
            task,
            dry_run: desk.dry_run && !native && !self.care.is_open(),
        };
        if let Ok(made) = desk.made.try_borrow()
            && let Some((known, made)) = &*made
            && *known == order
        {
            return made.clone();
        }
        let made = self.write(&order);
        if let Ok(mut slot) = desk.made.try_borrow_mut() {
            *slot = Some((order, made.clone()));
        }
        made
    }

    /// The same script without anything that was entered here, for somebody else to run.
    ///
    /// # Errors
    /// Why there is none.
    pub fn script_for_other(&self) -> Result<Rc<ReadyScript>, NoScript> {
        self.write(&Order {
            language: self.script_language().ok_or(NoScript::OtherRoute)?,
            cloud: self.answers.cloud,
            tenant: None,
            scopes: Vec::new(),
            trust: self.script_trust(),
            task: Some(Task::Connect { new_secret: false }),
            dry_run: false,
        })
    }

    fn write(&self, order: &Order) -> Result<Rc<ReadyScript>, NoScript> {
        let order = order.clone();
        let trust = match order.task {
            // What is taken back is found by its app, whatever it trusted.
            Some(Task::TearDown { .. }) => order.trust.or(Some(Trust::Secret)),
            _ => order.trust,
        };
        let job = Job {
            profile: &self.profile,
            cloud: order.cloud,
            tenant: order.tenant,
            scopes: order.scopes,
            task: order.task.ok_or(NoScript::NoTarget)?,
            trust: trust.ok_or(NoScript::NoTrust)?,
            dry_run: order.dry_run,
        };
        let script = job.write(order.language).map_err(|_| NoScript::NoTarget)?;
        Ok(Rc::new(ReadyScript {
            text: script.text.into(),
            file_name: script.file_name,
            language: order.language,
            plan: job.plan(order.language),
        }))
    }

    /// How the platform will sign in, as far as that is known.
    fn script_trust(&self) -> Option<Trust> {
        match self.kind() {
            CredentialKind::Secret => Some(Trust::Secret),
            CredentialKind::Federated => self.federation().map(|federation| Trust::Federated {
                issuer: federation.issuer.as_str().to_owned(),
                subject: federation.subject.as_str().to_owned(),
                audience: federation.audience.as_str().to_owned(),
            }),
            CredentialKind::Certificate => {
                self.certificate().map(|certificate| Trust::Certificate(Box::new(certificate.clone())))
            }
        }
    }
}

#[cfg(test)]
mod tests;

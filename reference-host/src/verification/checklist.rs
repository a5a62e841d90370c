use azure_connect::azure::{Date, Expiry, ExpiryDoubt, Scope};
use azure_connect::contract::{Check, CheckId, CheckState, Shown};
use azure_connect::profile::{Profile, Role};

use super::needs::{Needs, Outdated};
use crate::connection::Record;

/// The checks of one connection, in the order in which they are shown.
#[derive(Clone, Debug)]
pub struct Checklist(Vec<Check>);

/// Why a check stands as it does.
#[derive(Clone, Debug, Default)]
pub struct Reason {
    pub code: String,
    pub detail: String,
    pub trace_id: Option<String>,
}

impl Reason {
    /// One of the host's own.
    pub fn own(code: &str, detail: impl Into<String>) -> Self {
        Self { code: code.to_owned(), detail: detail.into(), trace_id: None }
    }
}

impl Checklist {
    /// A new list for a connection. What needs no question to Azure is answered at once.
    pub fn new(record: &Record, profile: &Profile, today: Date) -> Self {
        let mut checks = vec![
            Check::new(CheckId::Token, CheckState::Pending),
            Check::new(CheckId::Tenant, CheckState::Pending),
        ];
        let permissions = match Needs::now(profile) {
            Needs::Nothing => CheckState::Skipped,
            _ => CheckState::Pending,
        };
        for (id, state) in [(CheckId::Subscription, CheckState::Pending), (CheckId::Permissions, permissions)]
        {
            checks.extend(record.scopes.iter().map(|scope| Check {
                scope: Some(Shown::new(&scope.to_string())),
                ..Check::new(id.clone(), state)
            }));
        }
        checks.push(expiry(record.credential.expires_on, today));
        checks.extend(version(record, profile));
        Self(checks)
    }

    /// The list of a verification that goes on.
    pub fn of(checks: Vec<Check>) -> Self {
        Self(checks)
    }

    pub fn into_checks(self) -> Vec<Check> {
        self.0
    }

    fn find(&mut self, id: &CheckId, scope: Option<&Scope>) -> Option<&mut Check> {
        let scope = scope.map(|scope| Shown::new(&scope.to_string()));
        // The tenant check takes the scope that tells on it, so a check of the whole is found by its id alone.
        self.0.iter_mut().find(|check| check.id == *id && (scope.is_none() || check.scope == scope))
    }

    /// Whether the check is still to be answered.
    pub fn is_open(&mut self, id: &CheckId, scope: Option<&Scope>) -> bool {
        self.find(id, scope).is_some_and(|check| check.state.is_open())
    }

    /// Whether the check has not begun.
    pub fn is_pending(&mut self, id: &CheckId, scope: Option<&Scope>) -> bool {
        self.find(id, scope).is_some_and(|check| check.state == CheckState::Pending)
    }

    /// Whether any check is still to be answered.
    pub fn any_open(&self) -> bool {
        self.0.iter().any(|check| check.state.is_open())
    }

    /// Whether the check was passed.
    pub fn has_passed(&mut self, id: &CheckId, scope: Option<&Scope>) -> bool {
        self.find(id, scope).is_some_and(|check| matches!(check.state, CheckState::Pass | CheckState::Warn))
    }

    /// Sets a check, without what was said of it before.
    pub fn set(&mut self, id: &CheckId, scope: Option<&Scope>, state: CheckState) {
        if let Some(check) = self.find(id, scope) {
            let scope = check.scope.take();
            *check = Check { scope, ..Check::new(id.clone(), state) };
        }
    }

    /// Sets a check, and says why.
    pub fn explain(&mut self, id: &CheckId, scope: Option<&Scope>, state: CheckState, reason: &Reason) {
        self.set(id, scope, state);
        if let Some(check) = self.find(id, scope) {
            check.code = Some(Shown::new(&reason.code));
            check.detail = (!reason.detail.is_empty()).then(|| Shown::new(&reason.detail));
            check.trace_id = reason.trace_id.as_deref().map(Shown::new);
        }
    }

    /// Whether everything is answered but the version of the role.
    pub fn waits_for_version(&self) -> bool {
        let mut open = self.0.iter().filter(|check| check.state.is_open()).peekable();
        open.peek().is_some() && open.all(|check| check.id == CheckId::RoleVersion)
    }

    /// Whether every scope allows what is needed.
    pub fn is_permitted(&self) -> bool {
        let mut checks = self.0.iter().filter(|check| check.id == CheckId::Permissions);
        checks.all(|check| check.state == CheckState::Pass)
    }

    /// The role has grown; `missing` is what Azure does not grant of it, where that was found out.
    pub fn warn_of_version(&mut self, missing: Option<&[String]>) {
        if let Some(check) = self.find(&CheckId::RoleVersion, None) {
            check.state = CheckState::Warn;
            if let Some(missing) = missing {
                check.missing = missing.iter().map(|action| Shown::new(action)).collect();
            }
        }
    }

    /// Names the operations that are missing at a scope.
    pub fn fail_missing(&mut self, scope: &Scope, missing: &[String]) {
        let reason = Reason::own("permissions-missing", "");
        self.explain(&CheckId::Permissions, Some(scope), CheckState::Fail, &reason);
        if let Some(check) = self.find(&CheckId::Permissions, Some(scope)) {
            check.missing = missing.iter().map(|action| Shown::new(action)).collect();
        }
    }

    /// Names the scope that tells on a check of the whole connection.
    pub fn point(&mut self, id: &CheckId, scope: &Scope) {
        if let Some(check) = self.find(id, None) {
            check.scope = Some(Shown::new(&scope.to_string()));
        }
    }

    /// What is still open is not looked at any more.
    pub fn skip_open(&mut self) {
        for check in self.0.iter_mut().filter(|check| check.state.is_open()) {
            // That the role has grown is known without Azure.
            if check.id == CheckId::RoleVersion {
                check.state = CheckState::Warn;
                continue;
            }
            *check = Check { scope: check.scope.take(), ..Check::new(check.id.clone(), CheckState::Skipped) };
        }
    }

    /// The deadline: what waited has failed with what was last said of it, what had not begun is skipped. `needed` is
    /// missing where no permission ever came.
    pub fn give_up(&mut self, needed: &[String]) {
        for check in self.0.iter_mut().filter(|check| check.state == CheckState::Waiting) {
            check.state = CheckState::Fail;
            if check.code.as_ref().is_some_and(|code| code.as_str() == "permissions-empty") {
                check.missing = needed.iter().map(|action| Shown::new(action)).collect();
            }
        }
        self.skip_open();
    }
}

fn expiry(expires_on: Option<Date>, today: Date) -> Check {
    let Some(date) = expires_on else {
        return Check::new(CheckId::SecretExpiry, CheckState::Skipped);
    };
    let (state, code) = match Expiry::judge(date, today) {
        Err(_) => (CheckState::Fail, Some("secret-expired")),
        Ok(Some(ExpiryDoubt::Soon { .. })) => (CheckState::Warn, Some("secret-expires-soon")),
        Ok(_) => (CheckState::Pass, None),
    };
    Check { code: code.map(Shown::new), ..Check::new(CheckId::SecretExpiry, state) }
}

/// Whether the role is the one of the profile as it is now; nothing, when versions are not kept.
fn version(record: &Record, profile: &Profile) -> Option<Check> {
    if let Some(outdated) = Outdated::of(profile, record) {
        let (then, now) = &outdated.versions;
        return Some(Check {
            code: Some(Shown::new("role-outdated")),
            detail: Some(Shown::new(&format!("{then} -> {now}"))),
            missing: outdated.added.iter().map(|action| Shown::new(action)).collect(),
            // What Azure grants by now may be enough for the new version, too.
            ..Check::new(CheckId::RoleVersion, CheckState::Pending)
        });
    }
    let kept = matches!(&profile.role, Some(Role::Custom(role)) if role.version.is_some());
    let kept = kept && record.role.as_ref().is_some_and(|role| role.version.is_some());
    kept.then(|| Check::new(CheckId::RoleVersion, CheckState::Pass))
}

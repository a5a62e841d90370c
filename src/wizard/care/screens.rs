//! What the screens about connections show, and what they offer.

use crate::azure::Scope;
use crate::contract::{CheckId, Connection, Status};
use crate::profile::{self, CredentialKind, Role, SubscriptionRule};
use crate::script;
use crate::template::Changes;

use super::super::Wizard;
use super::subject::{days_left, scopes_of};
use super::{Care, CareState, Task};

/// A secret that expires within so many days is called out.
const SOON_DAYS: i64 = 30;

impl Wizard {
    /// What is kept of connections, and which screen about them is open.
    pub fn care(&self) -> &Care {
        &self.care
    }

    /// Whether the platform lists its connections and has one at least.
    pub fn has_connections(&self) -> bool {
        self.profile().endpoint.has(profile::Operation::List) && !self.care.connections.is_empty()
    }

    /// Whether the platform can do an operation.
    pub fn offers(&self, operation: profile::Operation) -> bool {
        self.profile().endpoint.has(operation)
    }

    /// What can be done to the connection that is looked at, in the order in which it is offered.
    pub fn tasks(&self) -> Vec<Task> {
        let Some(connection) = self.care.subject().and_then(|subject| subject.connection.as_deref()) else {
            return Vec::new();
        };
        let profile = self.profile();
        let own = self.care.subject().and_then(|subject| subject.kind());
        let worked = matches!(connection.status, Status::Connected | Status::Attention | Status::Verifying);
        let mut tasks = Vec::with_capacity(8);
        if worked {
            let kinds = self.kinds().filter(|kind| *kind == CredentialKind::Secret || Some(*kind) != own);
            // The kind that it has comes first: replacing is done more often than moving.
            let (same, other): (Vec<_>, Vec<_>) = kinds.partition(|kind| Some(*kind) == own);
            tasks.extend(same.into_iter().chain(other).map(Task::Credential));
            if profile.scope.subscriptions == SubscriptionRule::Many {
                tasks.push(Task::AddSubscription);
            }
            if matches!(profile.role, Some(Role::Custom(_))) {
                tasks.push(Task::UpdateRole);
            }
        }
        tasks.push(Task::Rename);
        if !profile.extras.is_empty() {
            tasks.push(Task::Extras);
        }
        tasks.push(Task::Remove);
        tasks.retain(|task| self.offers(task.operation()) && self.can_change(*task, own));
        tasks
    }

    /// Whether the platform's request for changes has a place for this one. `own` is the kind of credential that the
    /// connection has.
    fn can_change(&self, task: Task, own: Option<CredentialKind>) -> bool {
        let changes = self.changes;
        match task {
            Task::Rename => changes.name,
            Task::Extras => changes.extras,
            Task::AddSubscription => changes.scopes,
            Task::Credential(kind) if own.is_some_and(|own| own != kind) => changes.kind,
            Task::Credential(CredentialKind::Secret) => changes.secret,
            Task::Credential(_) => changes.kind,
            Task::UpdateRole | Task::Remove => true,
        }
    }

    /// Narrows what is offered to what the platform's request for changes has a place for.
    pub fn limit_changes(&mut self, changes: Changes) {
        self.changes = changes;
    }

    /// What a script does on the screen that is open, where one helps.
    pub(in crate::wizard) fn care_script(&self) -> Option<script::Task> {
        let subject = self.care.subject()?;
        let client = *self.answers().client.value()?;
        if subject.state == CareState::Removed {
            return Some(script::Task::TearDown { client });
        }
        match subject.task? {
            Task::Remove => Some(script::Task::TearDown { client }),
            Task::AddSubscription => Some(script::Task::Connect { new_secret: false }),
            Task::Credential(CredentialKind::Secret) => Some(script::Task::Connect { new_secret: true }),
            _ => None,
        }
    }

    /// The scopes that a script is for: all of a connection that goes, else those in the fields.
    pub(in crate::wizard) fn script_scopes(&self) -> Vec<Scope> {
        match (self.care_script(), self.care.subject().and_then(|subject| subject.connection.as_deref())) {
            (Some(script::Task::TearDown { .. }), Some(connection)) => scopes_of(connection),
            _ => self.answers().scopes(),
        }
    }

    /// The actions that came into the role since the connection was made, as the platform says.
    pub fn new_actions(&self) -> Vec<&str> {
        let connection = self.care.subject().and_then(|subject| subject.connection.as_deref());
        let checks = connection.map(|connection| &connection.checks[..]).unwrap_or_default();
        let role = checks.iter().filter(|check| check.id == CheckId::RoleVersion);
        role.flat_map(|check| &check.missing).map(|action| action.as_str()).collect()
    }

    /// Whether a connection that never worked can be corrected and sent once more.
    pub fn can_repair(&self, connection: &Connection) -> bool {
        connection.status == Status::Failed && self.offers(profile::Operation::Replace)
    }

    /// Days until a connection's credential expires, below zero once it has; nothing where it has no end.
    pub fn days_left_of(&self, connection: &Connection) -> Option<i64> {
        days_left(connection, self.answers().today())
    }

    /// Whether a credential's end is near enough to be called out.
    pub fn is_expiring(&self, connection: &Connection) -> bool {
        self.days_left_of(connection).is_some_and(|days| days <= SOON_DAYS)
    }

    /// What a connection covers.
    pub fn scopes_of(&self, connection: &Connection) -> Vec<Scope> {
        scopes_of(connection)
    }
}

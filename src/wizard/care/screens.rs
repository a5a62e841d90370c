//! What the screens about connections show, and what they offer.

use crate::azure::Scope;
use crate::contract::{Connection, Status};
use crate::profile::{self, CredentialKind, Role, SubscriptionRule};

use super::super::Wizard;
use super::subject::{days_left, scopes_of};
use super::{Care, Task};

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
        let worked = matches!(connection.status, Status::Connected | Status::Attention | Status::Verifying);
        let mut tasks = Vec::with_capacity(8);
        if worked {
            let own = self.care.subject().and_then(|subject| subject.kind());
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
        tasks.retain(|task| self.offers(task.operation()));
        tasks
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

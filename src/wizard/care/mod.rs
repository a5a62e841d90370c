//! Connections after they were made: seen, mended, changed, removed.
//!
//! While one of these screens is open, the wizard's own answers are put away and the fields belong to the
//! connection that is looked at: its ids stand in links, roles and scripts as typed ones do. The secret's
//! field is emptied on the way in, as it is when the wizard is left.

mod message;
mod notice;
mod reminder;
mod screens;
mod settle;
mod subject;
mod task;
#[cfg(test)]
mod tests;
mod update;

pub use message::{CareMessage, CareRequest};
pub use notice::Notice;
pub use reminder::reminder;
pub use subject::{CareState, Subject};
pub use task::Task;

use crate::contract::{Connection, ConnectionId};

use super::{Answers, Complaint, StepSet};

/// What is kept of connections, and which screen about them is open.
#[derive(Debug, Default)]
pub struct Care {
    /// What the platform listed, as it was last seen.
    pub(super) connections: Vec<Connection>,
    /// Whether the list could not be had.
    pub(super) unlisted: bool,
    pub(super) screen: Option<Screen>,
    /// The wizard's own, while a screen is open.
    pub(super) away: Option<Away>,
    /// Which connections the host page heard of as expiring.
    pub(super) expiring: Vec<ConnectionId>,
}

/// An open screen.
#[derive(Debug)]
pub(super) enum Screen {
    List,
    One(Box<Subject>),
}

/// What the wizard had in its fields.
#[derive(Debug)]
pub(super) struct Away {
    pub(super) answers: Answers,
    pub(super) complaints: Vec<Complaint>,
    pub(super) tried: StepSet,
}

impl Care {
    /// Whether one of the screens is open in place of the wizard's steps.
    pub fn is_open(&self) -> bool {
        self.screen.is_some()
    }

    /// The connections of this account, as they were last seen, in the platform's order.
    pub fn connections(&self) -> &[Connection] {
        &self.connections
    }

    /// Whether the platform did not say which connections there are.
    pub fn is_unlisted(&self) -> bool {
        self.unlisted
    }

    /// The connection that is looked at.
    pub fn subject(&self) -> Option<&Subject> {
        match &self.screen {
            Some(Screen::One(subject)) => Some(subject),
            _ => None,
        }
    }

    pub(super) fn subject_mut(&mut self) -> Option<&mut Subject> {
        match &mut self.screen {
            Some(Screen::One(subject)) => Some(subject),
            _ => None,
        }
    }

    /// What is being done to it.
    pub fn task(&self) -> Option<Task> {
        self.subject()?.task
    }

    /// Whether a change is on its way.
    pub(super) fn is_sending(&self) -> bool {
        self.subject().is_some_and(|subject| matches!(subject.state, CareState::Sending { .. }))
    }

    /// Puts a connection at its place in the list, or at the end.
    pub(super) fn note(&mut self, connection: &Connection) {
        match self.connections.iter_mut().find(|known| known.id == connection.id) {
            Some(known) => known.clone_from(connection),
            None => self.connections.push(connection.clone()),
        }
    }

    pub(super) fn forget(&mut self, id: &ConnectionId) {
        self.connections.retain(|known| known.id != *id);
    }
}

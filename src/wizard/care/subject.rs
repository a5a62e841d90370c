use crate::azure::{Cloud, Date, Field, Scope};
use crate::contract::{self, Connection, ConnectionId, Status};
use crate::profile::{CredentialKind, Extra};

use super::super::{Answers, Refusal, Target};
use super::{Notice, Task};

/// The connection that is looked at.
#[derive(Debug)]
pub struct Subject {
    /// Which one it is.
    pub id: ConnectionId,
    /// As it was last seen. Nothing, while it has not been.
    pub connection: Option<Box<Connection>>,
    /// The version that was seen.
    pub(in crate::wizard) etag: Option<Box<str>>,
    /// What is being done to it.
    pub task: Option<Task>,
    /// Where requests about it stand.
    pub state: CareState,
    /// What has just come of a task.
    pub notice: Option<Notice>,
    /// Whether the admin paused the asking while the platform verifies.
    pub paused: bool,
    /// Whether the last question got no answer.
    pub trouble: bool,
    /// Whether the next change is a new submission.
    pub(in crate::wizard) fresh: bool,
}

/// Where requests about a connection stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum CareState {
    /// Nothing is under way but looking.
    #[default]
    Idle,
    /// A change is on its way.
    Sending {
        /// Whether it is being tried again.
        retrying: bool,
    },
    /// The last request led to nothing. What was typed is still there.
    Refused(Refusal),
    /// The platform tried the new credential, and Azure did not let it in. The old one stays in use.
    NotAccepted {
        /// Azure's code.
        code: Box<str>,
        /// Azure's own words.
        detail: Box<str>,
    },
    /// It is not there any more, and it was not removed here.
    Gone,
    /// It was removed. What it left in Azure is still there.
    Removed,
}

impl Subject {
    pub(in crate::wizard) fn new(id: ConnectionId, connection: Option<Connection>) -> Self {
        Self {
            id,
            connection: connection.map(Box::new),
            etag: None,
            task: None,
            state: CareState::Idle,
            notice: None,
            paused: false,
            trouble: false,
            fresh: true,
        }
    }

    /// Whether the platform is looking at it.
    pub fn is_verifying(&self) -> bool {
        self.connection.as_ref().is_some_and(|connection| connection.status == Status::Verifying)
    }

    /// The kind of credential that it signs in with, where the wizard knows it.
    pub fn kind(&self) -> Option<CredentialKind> {
        kind_of(self.connection.as_ref()?)
    }
}

/// The kind of a connection's credential, where the wizard knows it.
pub fn kind_of(connection: &Connection) -> Option<CredentialKind> {
    match connection.credential.as_ref()?.kind {
        contract::CredentialKind::Secret => Some(CredentialKind::Secret),
        contract::CredentialKind::Federated => Some(CredentialKind::Federated),
        contract::CredentialKind::Certificate => Some(CredentialKind::Certificate),
        contract::CredentialKind::Unknown => None,
    }
}

/// What a connection covers, as far as it is well said.
pub fn scopes_of(connection: &Connection) -> Vec<Scope> {
    connection.scopes.iter().filter_map(|scope| scope.as_str().parse().ok()).collect()
}

/// Days until a connection's credential expires, below zero once it has.
pub fn days_left(connection: &Connection, today: Date) -> Option<i64> {
    let date: Date = connection.credential.as_ref()?.expires_on.as_ref()?.as_str().parse().ok()?;
    Some(today.days_until(date))
}

/// A connection's values, as if they had been typed. `asked`: the platform's own questions.
pub fn answers_of(connection: &Connection, asked: &[Extra], today: Date) -> Answers {
    let cloud = connection.cloud.as_ref().and_then(|cloud| Cloud::parse(cloud.as_str()).ok());
    let mut answers = Answers::new(cloud.unwrap_or_default(), today);
    answers.kind = kind_of(connection).unwrap_or(answers.kind);
    let scopes = scopes_of(connection);
    for (at, id) in scopes.iter().filter_map(Scope::subscription).enumerate() {
        answers.type_subscription(at, &id.to_string());
    }
    let group = scopes.iter().find_map(Scope::management_group);
    if group.is_some() {
        answers.target = Target::ManagementGroup;
    }
    answers.extras.take(asked, &connection.extras);
    let texts = [
        (Field::Tenant, connection.tenant_id.as_ref().map(|id| id.as_str().to_owned())),
        (Field::Client, connection.client_id.as_ref().map(|id| id.as_str().to_owned())),
        (Field::ManagementGroup, group.map(|group| group.as_str().to_owned())),
        (Field::Name, connection.name.as_ref().map(|name| name.as_str().to_owned())),
    ];
    for (field, text) in texts {
        answers.type_in(field, text.as_deref().unwrap_or_default());
    }
    answers
}

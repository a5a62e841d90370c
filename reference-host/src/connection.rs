use azure_connect::azure::role::Permission;
use azure_connect::azure::{ClientId, Cloud, Date, Scope, TenantId};
use azure_connect::contract::{
    Check, CheckState, Connection, ConnectionId, CredentialKind, CredentialView, Extras, RoleRef, Shown,
    Status,
};

use crate::account::Account;
use crate::clock::Moment;

/// A connection as the host keeps it.
#[derive(Clone, Debug)]
pub struct Record {
    pub id: ConnectionId,
    pub account: Account,
    pub cloud: Cloud,
    pub tenant_id: TenantId,
    pub client_id: ClientId,
    /// Sorted, each once.
    pub scopes: Vec<Scope>,
    pub name: Option<String>,
    pub status: Status,
    /// Whether it has ever been `connected`: from then on it is changed, not replaced.
    pub ever_connected: bool,
    pub credential: Credential,
    pub role: Option<RoleRef>,
    /// What the profile's role allowed when the connection was made; none, when it was made for another version.
    pub role_snapshot: Option<Box<Permission>>,
    pub extras: Extras,
    pub checks: Vec<Check>,
    /// The number of the verification that may write.
    pub attempt: i64,
    /// When the verification looks again.
    pub look_at: Option<Moment>,
    /// When the verification stops waiting.
    pub deadline_at: Option<Moment>,
    /// Grows with every change: the entity tag.
    pub revision: i64,
    pub created_at: Moment,
    pub updated_at: Moment,
}

/// A credential as the host keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    pub kind: CredentialKind,
    /// How the portal names it: the first three characters of a secret, the thumbprint of a certificate.
    pub hint: String,
    pub expires_on: Option<Date>,
    /// The secret, sealed by the vault; empty where there is none.
    pub sealed: String,
}

impl Credential {
    /// Trust in the host's own tokens: nothing is kept.
    pub fn federated() -> Self {
        Self { kind: CredentialKind::Federated, hint: String::new(), expires_on: None, sealed: String::new() }
    }

    /// A certificate of the account's own: its key is kept elsewhere.
    pub fn certificate(thumbprint: &str, expires_on: Date) -> Self {
        let kind = CredentialKind::Certificate;
        Self { kind, hint: thumbprint.to_owned(), expires_on: Some(expires_on), sealed: String::new() }
    }
}

impl Record {
    /// What makes two connections of one account the same, beside directory and application.
    pub fn scope_set(&self) -> String {
        let scopes: Vec<String> =
            self.scopes.iter().map(|scope| scope.to_string().to_ascii_lowercase()).collect();
        scopes.join("\n")
    }

    /// The entity tag.
    pub fn etag(&self) -> String {
        format!("\"{}\"", self.revision)
    }

    /// Seconds after which it is worth asking again, while something is going on.
    pub fn retry_after(&self) -> Option<u32> {
        let waiting = self.look_at.map_or(1, |moment| moment.seconds_left().clamp(1, 15));
        (self.status == Status::Verifying).then_some(waiting)
    }

    /// What the account may know of it. Never the secret.
    pub fn view(&self) -> Connection {
        let mut checks = self.checks.clone();
        for check in checks.iter_mut().filter(|check| check.state == CheckState::Waiting) {
            check.retry_after_seconds = self.look_at.map(Moment::seconds_left);
            check.deadline_seconds = self.deadline_at.map(Moment::seconds_left);
        }
        Connection {
            id: self.id.clone(),
            name: self.name.as_deref().map(Shown::new),
            status: self.status,
            cloud: Some(Shown::new(self.cloud.name())),
            tenant_id: Some(Shown::new(&self.tenant_id.to_string())),
            client_id: Some(Shown::new(&self.client_id.to_string())),
            scopes: self.scopes.iter().map(|scope| Shown::new(&scope.to_string())).collect(),
            credential: Some(CredentialView {
                kind: self.credential.kind,
                hint: (!self.credential.hint.is_empty()).then(|| Shown::new(&self.credential.hint)),
                expires_on: self.credential.expires_on.map(|date| Shown::new(&date.to_string())),
            }),
            role: self.role.clone(),
            extras: self.extras.clone(),
            checks,
            created_at: Some(Shown::new(&self.created_at.rfc3339())),
            updated_at: Some(Shown::new(&self.updated_at.rfc3339())),
        }
    }

    /// Whether both sign in alike: in the same directory, as the same application, with the same credential.
    pub fn signs_in_as(&self, other: &Self) -> bool {
        (self.cloud, self.tenant_id, self.client_id) == (other.cloud, other.tenant_id, other.client_id)
            && self.credential == other.credential
    }

    /// Whether everything is the same that somebody may have decided upon.
    pub fn is_described_as(&self, other: &Self) -> bool {
        (&self.name, &self.extras, &self.scopes) == (&other.name, &other.extras, &other.scopes)
    }

    /// Takes new checks, and what follows from them.
    pub fn take(&mut self, checks: Vec<Check>) {
        self.status = status(&checks, self.ever_connected);
        self.ever_connected |= self.status == Status::Connected;
        self.checks = checks;
    }
}

/// The status follows from the checks: open ones first, then the worst.
fn status(checks: &[Check], ever_connected: bool) -> Status {
    if checks.iter().any(|check| check.state.is_open()) {
        Status::Verifying
    } else if !checks.iter().any(|check| check.state == CheckState::Fail) {
        Status::Connected
    } else if ever_connected {
        Status::Attention
    } else {
        Status::Failed
    }
}

#[cfg(test)]
mod tests {
    use super::status;
    use azure_connect::contract::{Check, CheckId, CheckState, Status};

    #[test]
    fn the_status_follows_from_the_checks() {
        use CheckState::{Fail, Pass, Pending, Skipped, Waiting, Warn};
        let of = |states: &[CheckState], ever| {
            let checks: Vec<Check> = states.iter().map(|state| Check::new(CheckId::Token, *state)).collect();
            status(&checks, ever)
        };
        assert_eq!(of(&[Pass, Waiting, Fail], false), Status::Verifying);
        assert_eq!(of(&[Pass, Pending], true), Status::Verifying);
        assert_eq!(of(&[Pass, Warn, Skipped], false), Status::Connected);
        assert_eq!(of(&[Pass, Fail, Skipped], false), Status::Failed);
        assert_eq!(of(&[Pass, Fail], true), Status::Attention);
    }
}

use crate::azure::{Cloud, Date, Scope};
use crate::contract::{Change, Connection, CredentialKind, Extras, Handover, RoleRef, Submission};

/// What a request can be told, all of it but the secret: this may be kept and shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values {
    /// The cloud.
    pub cloud: Option<Cloud>,
    /// The directory.
    pub tenant_id: Option<Box<str>>,
    /// The application.
    pub client_id: Option<Box<str>>,
    /// The admin's name for the connection.
    pub name: Option<Box<str>>,
    /// What is connected.
    pub scopes: Vec<Scope>,
    /// The kind of credential.
    pub kind: Option<CredentialKind>,
    /// The last day on which it works.
    pub expires_on: Option<Date>,
    /// The thumbprint of a certificate.
    pub thumbprint: Option<Box<str>>,
    /// The role.
    pub role: Option<RoleRef>,
    /// The platform's own fields.
    pub extras: Extras,
    /// What the platform calls the connection.
    pub id: Option<Box<str>>,
    /// What the platform calls the test that is running.
    pub task: Option<Box<str>>,
}

impl Values {
    /// What is submitted.
    pub fn of(submission: &Submission, credential: &Handover<'_>) -> Self {
        let values = Self {
            cloud: Some(submission.cloud),
            tenant_id: Some(submission.tenant_id.to_string().into()),
            client_id: Some(submission.client_id.to_string().into()),
            name: submission.name.clone(),
            scopes: submission.scopes.clone(),
            role: submission.role.clone(),
            extras: submission.extras.clone(),
            ..Self::default()
        };
        values.with_credential(credential)
    }

    /// What is known of a connection.
    pub fn of_connection(connection: &Connection) -> Self {
        let text = |shown: &Option<crate::contract::Shown>| shown.as_ref().map(|shown| shown.as_str().into());
        let credential = connection.credential.as_ref();
        let expires_on = credential.and_then(|credential| credential.expires_on.as_ref());
        let cloud = connection.cloud.as_ref().map(|cloud| cloud.as_str());
        Self {
            cloud: Cloud::ALL.into_iter().find(|known| Some(known.name()) == cloud),
            tenant_id: text(&connection.tenant_id),
            client_id: text(&connection.client_id),
            name: text(&connection.name),
            scopes: connection.scopes.iter().filter_map(|scope| scope.as_str().parse().ok()).collect(),
            kind: credential.map(|credential| credential.kind),
            expires_on: expires_on.and_then(|day| day.as_str().parse().ok()),
            role: connection.role.clone(),
            extras: connection.extras.clone(),
            id: Some(connection.id.as_str().into()),
            ..Self::default()
        }
    }

    /// The same after a change.
    pub fn changed(mut self, change: &Change, credential: Option<&Handover<'_>>) -> Self {
        if let Some(name) = &change.name {
            self.name = Some(name.clone()).filter(|name| !name.is_empty());
        }
        if let Some(scopes) = &change.scopes {
            self.scopes.clone_from(scopes);
        }
        for (name, value) in change.extras.iter().flatten() {
            self.extras.insert(name.clone(), value.clone());
        }
        for name in &change.cleared_extras {
            self.extras.remove(name);
        }
        match credential {
            Some(credential) => self.with_credential(credential),
            None => self,
        }
    }

    fn with_credential(mut self, credential: &Handover<'_>) -> Self {
        (self.expires_on, self.thumbprint) = (None, None);
        self.kind = Some(match credential {
            Handover::Secret { expires_on, .. } => {
                self.expires_on = *expires_on;
                CredentialKind::Secret
            }
            Handover::Federated => CredentialKind::Federated,
            Handover::Certificate { thumbprint } => {
                self.thumbprint = Some((*thumbprint).into());
                CredentialKind::Certificate
            }
            Handover::Sealed { of, expires_on, .. } => {
                self.expires_on = *expires_on;
                *of
            }
        });
        self
    }

    /// Whether a connection is the one that these values make: all that is known of both is the same, and the app or
    /// what is connected is among it.
    pub fn match_connection(&self, connection: &Connection) -> bool {
        let other = Self::of_connection(connection);
        let same = |ours: &Option<Box<str>>, theirs: &Option<Box<str>>| match (ours, theirs) {
            (Some(ours), Some(theirs)) => Some(ours.eq_ignore_ascii_case(theirs)),
            _ => None,
        };
        let client = same(&self.client_id, &other.client_id);
        let scopes = (!self.scopes.is_empty() && !other.scopes.is_empty()).then(|| {
            let (mut ours, mut theirs) = (self.scopes.clone(), other.scopes);
            ours.sort_unstable();
            theirs.sort_unstable();
            ours == theirs
        });
        let tenant = same(&self.tenant_id, &other.tenant_id);
        [client, scopes, tenant].into_iter().flatten().all(|same| same)
            && (client.is_some() || scopes.is_some())
    }
}

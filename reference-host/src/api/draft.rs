use std::collections::BTreeSet;

use azure_connect::azure::{ClientSecret, Date, Tenant, TenantId};
use azure_connect::contract::{ExtraValue, FieldProblem, NewConnection, NewCredential};
use azure_connect::profile::{CredentialKind, ExpiryRule, Extra, ExtraKind, Profile, SubscriptionRule};

use super::words::explain;
use crate::azure::{Azure, Trouble};
use crate::clock::today;
use crate::problem::Refusal;

/// A request's body that the dialect and the platform's own profile allow.
pub struct Draft {
    pub body: NewConnection,
    pub tenant_id: TenantId,
    pub credential: DraftCredential,
}

/// A credential that the profile offers.
pub enum DraftCredential {
    /// A client secret.
    Secret { value: ClientSecret, expires_on: Option<Date> },
    /// The app trusts the host's own tokens.
    Federated,
}

impl DraftCredential {
    pub fn expires_on(&self) -> Option<Date> {
        match self {
            Self::Secret { expires_on, .. } => *expires_on,
            Self::Federated => None,
        }
    }
}

impl Draft {
    /// Reads a body, compares it with the profile, and finds the GUID of its directory.
    pub async fn read(body: &[u8], profile: &Profile, azure: &Azure) -> Result<Self, Refusal> {
        let mut body = match NewConnection::parse(body) {
            Ok(body) => body,
            Err(None) => return Err(Refusal::not_json()),
            Err(Some(problems)) => return Err(Refusal::fields(explain(problems))),
        };
        let mut found = Findings(Vec::new());
        found.compare(&body, profile);
        let credential = std::mem::replace(&mut body.credential, NewCredential::Federated);
        let credential = match found.credential(credential, profile) {
            Some(credential) if found.0.is_empty() => credential,
            _ => return Err(Refusal::fields(explain(found.0))),
        };
        let tenant_id = match &body.tenant_id {
            Tenant::Id(id) => *id,
            domain @ Tenant::Domain(_) => match azure.discover(body.cloud, domain).await {
                Ok(id) => id,
                Err(Trouble::Refused(_)) => {
                    found.add("/tenantId", "tenant-not-found");
                    return Err(Refusal::fields(explain(found.0)));
                }
                Err(Trouble::Later { .. }) => return Err(Refusal::azure_unreachable()),
            },
        };
        Ok(Self { body, tenant_id, credential })
    }
}

struct Findings(Vec<FieldProblem>);

impl Findings {
    fn add(&mut self, pointer: &str, code: &str) {
        self.0.push(FieldProblem { pointer: pointer.into(), code: code.into(), ..FieldProblem::default() });
    }

    fn compare(&mut self, body: &NewConnection, profile: &Profile) {
        if !profile.clouds.contains(&body.cloud) {
            self.add("/cloud", "not-offered");
        }
        let tenant = body.tenant_id.id().map(|id| id.to_string());
        let client = body.client_id.to_string();
        if tenant.as_ref() == Some(&client) {
            self.add("/clientId", "same-as-tenant");
        }
        for (index, scope) in body.scopes.iter().enumerate() {
            let pointer = format!("/scopes/{index}");
            match scope.subscription().map(|id| id.to_string()) {
                None if !profile.scope.management_group => self.add(&pointer, "not-offered"),
                None => {}
                Some(id) if tenant.as_ref() == Some(&id) => self.add(&pointer, "same-as-tenant"),
                Some(id) if client == id => self.add(&pointer, "same-as-client"),
                Some(_) => {}
            }
        }
        let subscriptions = body.scopes.iter().filter(|scope| scope.subscription().is_some()).count();
        if profile.scope.subscriptions == SubscriptionRule::One && subscriptions > 1 {
            self.add("/scopes", "too-many");
        }
        for (name, value) in &body.extras {
            let pointer = format!("/extras/{}", name.replace('~', "~0").replace('/', "~1"));
            match profile.extras.iter().find(|extra| extra.name == **name) {
                None => self.add(&pointer, "unknown"),
                Some(extra) => self.extra(&pointer, extra, value),
            }
        }
        for extra in profile.extras.iter().filter(|extra| extra.required) {
            if !body.extras.contains_key(extra.name.as_str()) {
                self.add(&format!("/extras/{}", extra.name), "missing");
            }
        }
    }

    fn extra(&mut self, pointer: &str, extra: &Extra, value: &ExtraValue) {
        let options: BTreeSet<&str> = extra.options.iter().map(|option| option.value.as_str()).collect();
        let (chosen, many): (Vec<&str>, bool) = match value {
            ExtraValue::Text(text) => (vec![text], false),
            ExtraValue::List(list) => (list.iter().map(AsRef::as_ref).collect(), true),
        };
        match extra.kind {
            kind if (kind == ExtraKind::MultiSelect) != many => self.add(pointer, "type"),
            ExtraKind::Text => {}
            _ if chosen.iter().any(|value| !options.contains(value)) => self.add(pointer, "not-offered"),
            _ => {}
        }
    }

    fn credential(&mut self, credential: NewCredential, profile: &Profile) -> Option<DraftCredential> {
        let (kind, draft) = match credential {
            NewCredential::Secret { value, expires_on } => {
                (CredentialKind::Secret, DraftCredential::Secret { value, expires_on })
            }
            NewCredential::Federated => (CredentialKind::Federated, DraftCredential::Federated),
            NewCredential::Certificate { .. } | NewCredential::Sealed { .. } => {
                self.add("/credential/kind", "not-offered");
                return None;
            }
        };
        if !profile.credential_kinds().any(|offered| offered == kind) {
            self.add("/credential/kind", "not-offered");
        }
        match (kind, draft.expires_on()) {
            (CredentialKind::Secret, None) if profile.credential.expiry == ExpiryRule::Required => {
                self.add("/credential/expiresOn", "missing")
            }
            (_, Some(date)) if today().days_until(date) < 0 => self.add("/credential/expiresOn", "past"),
            _ => {}
        }
        Some(draft)
    }
}

use std::collections::BTreeSet;

use azure_connect::azure::{ClientSecret, Date, Scope, Tenant, TenantId};
use azure_connect::contract::{ConnectionId, ExtraValue, Extras, FieldProblem, NewConnection, NewCredential};
use azure_connect::profile::{CredentialKind, ExpiryRule, Extra, ExtraKind, Profile, SubscriptionRule};

use super::sealed::Arrival;
use super::words::explain;
use crate::account::Account;
use crate::azure::Trouble;
use crate::clock::today;
use crate::connection::Credential;
use crate::host::Shared;
use crate::problem::Refusal;
use crate::store::Slot;

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
    /// A certificate of the account's own was uploaded.
    Certificate { thumbprint: Box<str>, expires_on: Date },
}

impl DraftCredential {
    /// As it is kept for a connection.
    pub fn keep(&self, shared: &Shared, account: &Account, id: &ConnectionId) -> Credential {
        match self {
            Self::Secret { value, expires_on } => Credential {
                kind: azure_connect::contract::CredentialKind::Secret,
                hint: value.hint().to_owned(),
                expires_on: *expires_on,
                sealed: shared.vault.seal(account.as_str(), id.as_str(), value.expose()),
            },
            Self::Federated => Credential::federated(),
            Self::Certificate { thumbprint, expires_on } => Credential::certificate(thumbprint, *expires_on),
        }
    }
}

impl Draft {
    /// Reads a body, compares it with the profile, and finds the GUID of its directory.
    pub async fn read(content: &[u8], shared: &Shared, slot: &Slot) -> Result<Self, Refusal> {
        let profile = &shared.platform.profile;
        let mut body = match NewConnection::parse(content) {
            Ok(body) => body,
            Err(None) => return Err(Refusal::not_json()),
            Err(Some(problems)) => return Err(Refusal::fields(explain(problems))),
        };
        let mut found = Findings::default();
        found.compare(&body, profile);
        let credential = std::mem::replace(&mut body.credential, NewCredential::Federated);
        let (account, tenant, client) = (&slot.account, &body.tenant_id, body.client_id);
        let arrival = Arrival { account, slot: Some(slot), content, tenant, client };
        let credential = match found.credential(credential, shared, &arrival).await? {
            Some(credential) if found.0.is_empty() => credential,
            _ => return Err(found.refusal()),
        };
        let tenant_id = match &body.tenant_id {
            Tenant::Id(id) => *id,
            domain @ Tenant::Domain(_) => match shared.azure.discover(body.cloud, domain).await {
                Ok(id) => id,
                Err(Trouble::Refused(_)) => {
                    found.add("/tenantId", "tenant-not-found");
                    return Err(found.refusal());
                }
                Err(Trouble::Later { after, .. }) => return Err(Refusal::azure_unreachable(after)),
            },
        };
        Ok(Self { body, tenant_id, credential })
    }
}

/// What a body says that the platform does not take.
#[derive(Default)]
pub struct Findings(Vec<FieldProblem>);

impl Findings {
    pub fn add(&mut self, pointer: &str, code: &str) {
        self.0.push(FieldProblem { pointer: pointer.into(), code: code.into(), ..FieldProblem::default() });
    }

    /// The refusal, with a sentence for each.
    pub fn refusal(self) -> Refusal {
        Refusal::fields(explain(self.0))
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
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
        self.scopes(&body.scopes, (tenant.as_deref(), &client), profile);
        self.extras(&body.extras, profile);
    }

    /// Scopes, compared with the ids of directory and application.
    pub fn scopes(&mut self, scopes: &[Scope], (tenant, client): (Option<&str>, &str), profile: &Profile) {
        for (index, scope) in scopes.iter().enumerate() {
            let pointer = format!("/scopes/{index}");
            match scope.subscription().map(|id| id.to_string()) {
                None if !profile.scope.management_group => self.add(&pointer, "not-offered"),
                None => {}
                Some(id) if tenant == Some(id.as_str()) => self.add(&pointer, "same-as-tenant"),
                Some(id) if client == id => self.add(&pointer, "same-as-client"),
                Some(_) => {}
            }
        }
        let subscriptions = scopes.iter().filter(|scope| scope.subscription().is_some()).count();
        if profile.scope.subscriptions == SubscriptionRule::One && subscriptions > 1 {
            self.add("/scopes", "too-many");
        }
    }

    /// All extras that a connection is to have.
    pub fn extras(&mut self, extras: &Extras, profile: &Profile) {
        for (name, value) in extras {
            let pointer = format!("/extras/{}", name.replace('~', "~0").replace('/', "~1"));
            match profile.extras.iter().find(|extra| extra.name == **name) {
                None => self.add(&pointer, "unknown"),
                Some(extra) => self.extra(&pointer, extra, value),
            }
        }
        for extra in profile.extras.iter().filter(|extra| extra.required) {
            if !extras.contains_key(extra.name.as_str()) {
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

    /// A credential of a kind that is offered: a secret is opened where it is sealed, a certificate has to be the
    /// account's own.
    pub async fn credential(
        &mut self,
        credential: NewCredential,
        shared: &Shared,
        arrival: &Arrival<'_>,
    ) -> Result<Option<DraftCredential>, Refusal> {
        let profile = &shared.platform.profile;
        let credential = match (credential, &shared.seal_keys) {
            // It has come this far in the clear all the same: whoever sent it has to know.
            (NewCredential::Secret { .. }, _) if profile.credential.seal.is_some() => {
                self.add("/credential/kind", "seal-required");
                return Ok(None);
            }
            (NewCredential::Sealed { expires_on, jwe, .. }, Some(keys)) => {
                match arrival.open(shared, keys, (&jwe, expires_on)).await? {
                    Ok(credential) => credential,
                    Err(code) => {
                        self.add("/credential/jwe", code);
                        return Ok(None);
                    }
                }
            }
            (credential, _) => credential,
        };
        let kind = match credential {
            NewCredential::Secret { .. } => Some(CredentialKind::Secret),
            NewCredential::Federated => Some(CredentialKind::Federated),
            NewCredential::Certificate { .. } => Some(CredentialKind::Certificate),
            NewCredential::Sealed { .. } => None,
        };
        if !profile.credential_kinds().any(|offered| Some(offered) == kind) {
            self.add("/credential/kind", "not-offered");
            return Ok(None);
        }
        let draft = match credential {
            NewCredential::Secret { value, expires_on } => {
                if expires_on.is_none() && profile.credential.expiry == ExpiryRule::Required {
                    self.add("/credential/expiresOn", "missing");
                }
                DraftCredential::Secret { value, expires_on }
            }
            NewCredential::Certificate { thumbprint } => {
                let Some(known) = shared.store.certificate(arrival.account, &thumbprint).await? else {
                    self.add("/credential/thumbprint", "unknown");
                    return Ok(None);
                };
                if today().days_until(known.expires_on) < 0 {
                    self.add("/credential/thumbprint", "past");
                }
                DraftCredential::Certificate { thumbprint, expires_on: known.expires_on }
            }
            NewCredential::Federated | NewCredential::Sealed { .. } => DraftCredential::Federated,
        };
        if let DraftCredential::Secret { expires_on: Some(date), .. } = &draft
            && today().days_until(*date) < 0
        {
            self.add("/credential/expiresOn", "past");
        }
        Ok(Some(draft))
    }
}

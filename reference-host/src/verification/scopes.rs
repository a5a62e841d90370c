//! What is asked of ARM, scope by scope.

use azure_connect::azure::Scope;
use azure_connect::azure::role::Permission;
use azure_connect::contract::{CheckId, CheckState, Shown};
use azure_connect::profile::Role;

use super::checklist::Reason;
use super::needs::{Needs, snapshot};
use super::rounds::{End, Round};
use crate::azure::{Refused, Token, Trouble};
use crate::proof::Proof;

/// How many subscriptions of a management group are looked at.
const SAMPLE: usize = 20;

impl Round<'_> {
    /// A new token, where ARM does not take the old one any more: it may have expired while there was much to look at.
    /// Then the question is to be asked once more.
    async fn renewed<T>(&mut self, answer: &mut Result<T, Trouble>) -> Result<Option<Token>, End> {
        if !matches!(answer, Err(Trouble::Refused(Refused { status: 401, .. }))) {
            return Ok(None);
        }
        let Some(proof) = Proof::of(self.shared, &self.record).await? else { return Ok(None) };
        let record = &self.record;
        let (cloud, tenant, client) = (record.cloud, record.tenant_id, record.client_id);
        match self.shared.azure.token(cloud, tenant, client, proof.sign_in()).await {
            Ok(token) => Ok(Some(token)),
            Err(Trouble::Refused(_)) => Ok(None),
            Err(later) => {
                *answer = Err(later);
                Ok(None)
            }
        }
    }

    /// Looks at one scope.
    pub(super) async fn scope(&mut self, token: &mut Token, scope: &Scope) -> Result<(), End> {
        let (see, may) = (CheckId::Subscription, CheckId::Permissions);
        if self.list.is_open(&see, Some(scope)) {
            self.begin(&see, Some(scope)).await?;
            let mut seen = self.see(token, scope).await;
            if let Some(fresh) = self.renewed(&mut seen).await? {
                *token = fresh;
                seen = self.see(token, scope).await;
            }
            self.settle(&see, scope, seen);
            self.save().await?;
        }
        if !self.list.is_open(&may, Some(scope)) {
            return Ok(());
        }
        if self.list.has_passed(&see, Some(scope)) {
            self.begin(&may, Some(scope)).await?;
            let mut granted = self.permissions(token, scope).await;
            if let Some(fresh) = self.renewed(&mut granted).await? {
                *token = fresh;
                granted = self.permissions(token, scope).await;
            }
            match granted {
                Ok(granted) if granted.iter().all(|list| list.is_empty()) => {
                    self.wait(&may, Some(scope), &Reason::own("permissions-empty", ""), None);
                }
                Ok(granted) => self.compare(scope, &granted),
                Err(trouble) => self.settle(&may, scope, Err(trouble)),
            }
            self.save().await?;
        } else if !self.list.is_open(&see, Some(scope)) {
            self.list.set(&may, Some(scope), CheckState::Skipped);
        }
        Ok(())
    }

    /// Passes a check, lets it wait or fails it. 403 and 404 are what ARM says while it does not know of a
    /// role assignment yet.
    fn settle(&mut self, id: &CheckId, scope: &Scope, answer: Result<(), Trouble>) {
        match answer {
            Ok(()) => self.list.set(id, Some(scope), CheckState::Pass),
            Err(Trouble::Refused(refused)) if [403, 404].contains(&refused.status) => {
                let reason = self.reason(refused);
                self.wait(id, Some(scope), &reason, None);
            }
            Err(Trouble::Refused(refused)) => {
                let reason = self.reason(refused);
                self.list.explain(id, Some(scope), CheckState::Fail, &reason);
            }
            Err(Trouble::Later { code, after }) => self.wait(id, Some(scope), &Reason::own(code, ""), after),
        }
    }

    async fn see(&self, token: &Token, scope: &Scope) -> Result<(), Trouble> {
        let cloud = self.record.cloud;
        if let Some(subscription) = scope.subscription() {
            return self.shared.azure.see(cloud, token, subscription).await;
        }
        // Of a management group the credential sees the subscriptions below it.
        match self.shared.azure.subscriptions(cloud, token).await?.is_empty() {
            true => Err(Trouble::Refused(Refused {
                status: 404,
                code: "subscriptions-empty".into(),
                detail: String::new(),
                trace_id: None,
            })),
            false => Ok(()),
        }
    }

    /// What is granted: one list for a subscription, one for each subscription that a management group shows.
    async fn permissions(&self, token: &Token, scope: &Scope) -> Result<Vec<Vec<Permission>>, Trouble> {
        let cloud = self.record.cloud;
        if scope.subscription().is_some() {
            return Ok(vec![self.shared.azure.permissions(cloud, token, scope).await?]);
        }
        let mut lists = Vec::new();
        for subscription in self.shared.azure.subscriptions(cloud, token).await?.into_iter().take(SAMPLE) {
            lists
                .push(self.shared.azure.permissions(cloud, token, &Scope::Subscription(subscription)).await?);
        }
        Ok(lists)
    }

    fn compare(&mut self, scope: &Scope, granted: &[Vec<Permission>]) {
        let missing = Needs::of(&self.shared.platform.profile, &self.record).least_missing(granted);
        match missing.is_empty() {
            true => self.list.set(&CheckId::Permissions, Some(scope), CheckState::Pass),
            false => self.list.fail_missing(scope, &missing),
        }
    }

    /// A role that has grown since: once Azure grants all of the new version, the connection is one of that version.
    pub(super) async fn version(&mut self, token: &Token) -> Result<(), End> {
        if !self.list.waits_for_version() {
            return Ok(());
        }
        let profile = &self.shared.platform.profile;
        let missing = if self.list.is_permitted() { self.missing_now(token).await } else { None };
        match (missing, &profile.role, &mut self.record.role) {
            (Some(missing), Some(Role::Custom(now)), Some(role)) if missing.is_empty() => {
                role.version = now.version.as_deref().map(Shown::new);
                self.record.role_snapshot = snapshot(profile, now.version.as_deref());
                self.list.set(&CheckId::RoleVersion, None, CheckState::Pass);
            }
            (missing, ..) => self.list.warn_of_version(missing.as_deref()),
        }
        Ok(())
    }

    /// What the profile's role of today allows and some scope does not grant. What cannot be found out now is nothing.
    async fn missing_now(&self, token: &Token) -> Option<Vec<String>> {
        let needs = Needs::now(&self.shared.platform.profile);
        let mut missing: Vec<String> = Vec::new();
        for scope in &self.record.scopes {
            let granted = self.permissions(token, scope).await.ok()?;
            for action in needs.least_missing(&granted) {
                if !missing.contains(&action) {
                    missing.push(action);
                }
            }
        }
        Some(missing)
    }
}

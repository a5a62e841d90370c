use std::time::Duration;

use azure_connect::azure::{Scope, Tenant, TenantId};
use azure_connect::contract::{Check, CheckId, CheckState, ConnectionId, CredentialKind, Status};
use azure_connect::exchange::Echo;

use super::checklist::{Checklist, Reason};
use super::needs::Needs;
use crate::account::Account;
use crate::azure::{Challenge, Refused, Token, Trouble};
use crate::clock::Moment;
use crate::connection::Record;
use crate::host::Shared;
use crate::log::event;
use crate::proof::Proof;
use crate::store::{Fault, Written};

/// Starts the verification that the record is in, or lets it go on.
pub fn start(shared: &Shared, record: &Record) {
    let (account, id, attempt) = (record.account.clone(), record.id.clone(), record.attempt);
    let first = record.look_at;
    let mine = shared.clone();
    shared.tasks.verify(record.id.clone(), attempt, async move {
        let mut next = first;
        loop {
            let pause = next.map_or(0, Moment::seconds_left);
            let turn = async {
                tokio::time::sleep(Duration::from_secs(u64::from(pause))).await;
                mine.rounds.acquire().await
            };
            // A round that has begun is finished; what comes after it is in the database.
            let turn = tokio::select! {
                biased;
                () = mine.stopping.cancelled() => return,
                turn = turn => turn,
            };
            next = match round(&mine, &account, &id, attempt).await {
                Ok(Some(moment)) => Some(moment),
                Ok(None) | Err(End::Gone) => return,
                Err(End::Store(error)) => {
                    let fault = Fault::of(&error);
                    event!(
                        error,
                        "a verification could not be kept",
                        connection = id,
                        kind = fault.kind,
                        code = fault.code
                    );
                    Some(Moment::now().plus(mine.config.retry_seconds))
                }
            };
            drop(turn);
        }
    });
}

/// How long a verification may be late before somebody else goes on with it, in seconds.
const LATE: u32 = 60;

/// Goes on with what nobody verifies: its host was killed and another one lives on, or the database lost the word
/// that it had been written.
pub fn look_after(shared: &Shared) {
    let mine = shared.clone();
    shared.tasks.spawn(async move {
        loop {
            tokio::select! {
                () = mine.stopping.cancelled() => return,
                () = tokio::time::sleep(Duration::from_secs(u64::from(LATE / 2))) => {}
            }
            let Ok(records) = mine.store.verifying().await else { continue };
            for record in records {
                let due = record.look_at.map_or(record.updated_at, |moment| moment.max(record.updated_at));
                if due.plus(LATE) < Moment::now() {
                    start(&mine, &record);
                }
            }
        }
    });
}

/// Why a round ended before it was through.
pub(super) enum End {
    /// The connection was replaced, verified again or removed.
    Gone,
    /// The database did not work.
    Store(sqlx::Error),
}

impl From<sqlx::Error> for End {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error)
    }
}

/// Looks once at everything that is open; says when to look again.
async fn round(
    shared: &Shared,
    account: &Account,
    id: &ConnectionId,
    attempt: i64,
) -> Result<Option<Moment>, End> {
    let record = shared.store.find(account, id).await?.ok_or(End::Gone)?;
    if record.attempt != attempt || record.status != Status::Verifying {
        return Err(End::Gone);
    }
    let list = Checklist::of(record.checks.clone());
    let kept = Kept::of(&record);
    let mut round = Round { shared, record, list, kept, echo: Echo::none(), after: 0 };
    round.look().await?;
    let over = Moment::now() >= round.deadline();
    if over {
        let needs = Needs::of(&shared.platform.profile, &round.record);
        round.list.give_up(&needs.missing(&[]));
    }
    round.record.look_at = (round.list.any_open() && !over).then(|| round.next_look());
    round.save().await?;
    if round.record.look_at.is_none() {
        event!(info, "verified", connection = id.clone(), status = round.record.status);
    }
    Ok(round.record.look_at)
}

/// What of a record a round can change, as it was kept last.
#[derive(PartialEq)]
struct Kept {
    checks: Vec<Check>,
    look_at: Option<Moment>,
    deadline_at: Option<Moment>,
}

impl Kept {
    fn of(record: &Record) -> Self {
        Self { checks: record.checks.clone(), look_at: record.look_at, deadline_at: record.deadline_at }
    }
}

/// One look at everything that is open.
pub(super) struct Round<'a> {
    pub(super) shared: &'a Shared,
    pub(super) record: Record,
    pub(super) list: Checklist,
    kept: Kept,
    /// Takes the secret out of what Azure said, should it ever be in there.
    echo: Echo,
    /// Seconds that Azure asked to wait.
    after: u32,
}

impl Round<'_> {
    async fn look(&mut self) -> Result<(), End> {
        if !self.tenant().await? {
            return Ok(());
        }
        let Some(mut token) = self.token().await? else {
            return Ok(());
        };
        for scope in self.record.scopes.clone() {
            self.scope(&mut token, &scope).await?;
            // Azure asked for a rest, so nothing more is asked in this round.
            if self.after > 0 {
                return Ok(());
            }
        }
        self.version(&token).await
    }

    /// Keeps what is known by now, so that it is seen before the rest is. What has not changed is not
    /// written again: who has seen the end of it has seen its last version.
    pub(super) async fn save(&mut self) -> Result<(), End> {
        self.record.take(self.list.clone().into_checks());
        if !self.list.any_open() {
            (self.record.look_at, self.record.deadline_at) = (None, None);
        }
        let now = Kept::of(&self.record);
        if now == self.kept {
            return Ok(());
        }
        self.kept = now;
        loop {
            self.record.revision += 1;
            self.record.updated_at = Moment::now();
            match self.shared.store.update(&self.record).await? {
                Written::Done => return Ok(()),
                Written::Duplicate(_) => return Err(End::Gone),
                Written::Stale => self.take_over().await?,
            }
        }
    }

    /// Somebody wrote in the meantime. What was renamed is still the same to verify; what was changed in any other way
    /// has a verification of its own.
    async fn take_over(&mut self) -> Result<(), End> {
        let Record { account, id, attempt, .. } = &self.record;
        let latest = self.shared.store.find(account, id).await?.ok_or(End::Gone)?;
        if latest.attempt != *attempt {
            return Err(End::Gone);
        }
        let Record { name, extras, revision, .. } = latest;
        (self.record.name, self.record.extras, self.record.revision) = (name, extras, revision);
        Ok(())
    }

    /// Shows that a check is looked at now; one that waits goes on being shown as waiting.
    pub(super) async fn begin(&mut self, id: &CheckId, scope: Option<&Scope>) -> Result<(), End> {
        if self.list.is_pending(id, scope) {
            self.list.set(id, scope, CheckState::Running);
            self.save().await?;
        }
        Ok(())
    }

    pub(super) fn reason(&self, refused: Refused) -> Reason {
        Reason { code: refused.code, detail: self.echo.mask(refused.detail), trace_id: refused.trace_id }
    }

    pub(super) fn wait(&mut self, id: &CheckId, scope: Option<&Scope>, reason: &Reason, after: Option<u32>) {
        self.list.explain(id, scope, CheckState::Waiting, reason);
        self.after = self.after.max(after.unwrap_or_default());
        // Shown with its clock at once, also while the rest of this round is still being looked at.
        self.record.look_at = Some(self.next_look());
    }

    fn next_look(&self) -> Moment {
        let wait = self.shared.config.retry_seconds.max(self.after);
        Moment::now().plus(wait).min(self.deadline())
    }

    fn deadline(&self) -> Moment {
        self.record.deadline_at.unwrap_or_else(Moment::now)
    }

    /// Whether the directory exists and has the subscriptions. False: nothing else can be looked at now.
    async fn tenant(&mut self) -> Result<bool, End> {
        let id = CheckId::Tenant;
        if !self.list.is_open(&id, None) {
            return Ok(true);
        }
        self.begin(&id, None).await?;
        let (cloud, tenant) = (self.record.cloud, self.record.tenant_id);
        match self.shared.azure.discover(cloud, &Tenant::Id(tenant)).await {
            Ok(found) if found == tenant => {}
            Ok(_) => {
                self.wait(&id, None, &Reason::own("azure-error", ""), None);
                return Ok(false);
            }
            Err(Trouble::Refused(refused)) => {
                let reason = self.reason(refused);
                self.list.explain(&id, None, CheckState::Fail, &reason);
                self.list.skip_open();
                return Ok(false);
            }
            Err(Trouble::Later { code, after }) => {
                self.wait(&id, None, &Reason::own(code, ""), after);
                return Ok(false);
            }
        }
        let foreign = self.foreign_scopes().await;
        match foreign.first() {
            Some((first, _)) => {
                let line = |(scope, owner): &_| format!("{scope} belongs to the directory {owner}.");
                let detail: Vec<String> = foreign.iter().map(line).collect();
                let reason = Reason::own("tenant-mismatch", detail.join("\n"));
                self.list.explain(&id, None, CheckState::Fail, &reason);
                self.list.point(&id, first);
            }
            None => self.list.set(&id, None, CheckState::Pass),
        }
        // The others may be good.
        for (scope, _) in &foreign {
            for id in [CheckId::Subscription, CheckId::Permissions] {
                self.list.set(&id, Some(scope), CheckState::Skipped);
            }
        }
        self.save().await?;
        Ok(true)
    }

    /// The subscriptions that another directory has. Where ARM does not tell, nothing is concluded.
    async fn foreign_scopes(&self) -> Vec<(Scope, TenantId)> {
        let mut foreign = Vec::new();
        for scope in &self.record.scopes {
            let Some(subscription) = scope.subscription() else { continue };
            if let Ok(Challenge::Tenant(owner)) =
                self.shared.azure.challenge(self.record.cloud, subscription).await
                && owner != self.record.tenant_id
            {
                foreign.push((scope.clone(), owner));
            }
        }
        foreign
    }

    /// Signs in, in every round anew: an old token does not know of new role assignments.
    async fn token(&mut self) -> Result<Option<Token>, End> {
        let id = CheckId::Token;
        self.begin(&id, None).await?;
        let Some(proof) = Proof::of(self.shared, &self.record).await? else {
            self.list.explain(&id, None, CheckState::Fail, &Reason::own("credential-unreadable", ""));
            self.list.skip_open();
            return Ok(None);
        };
        self.echo = proof.echo();
        let record = &self.record;
        let (cloud, tenant, client) = (record.cloud, record.tenant_id, record.client_id);
        let answer = self.shared.azure.token(cloud, tenant, client, proof.sign_in()).await;
        drop(proof);
        match answer {
            Ok(token) => {
                if self.list.is_open(&id, None) {
                    self.list.set(&id, None, CheckState::Pass);
                    self.save().await?;
                }
                Ok(Some(token))
            }
            Err(Trouble::Refused(refused)) => {
                let reason = self.reason(refused);
                // A new federated credential is not everywhere at once (minutes, by what its users report), nor is
                // a certificate. Clocks that differ are also waited for: they are set again.
                if self.record.credential.kind != CredentialKind::Secret {
                    self.wait(&id, None, &reason, None);
                    return Ok(None);
                }
                self.list.explain(&id, None, CheckState::Fail, &reason);
                self.list.skip_open();
                Ok(None)
            }
            Err(Trouble::Later { code, after }) => {
                self.wait(&id, None, &Reason::own(code, ""), after);
                Ok(None)
            }
        }
    }
}

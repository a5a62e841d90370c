use std::time::Duration;

use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use azure_connect::azure::{Scope, Tenant};
use azure_connect::contract::{ConnectionId, ConnectionPatch, CredentialKind, Edit, FieldProblem, Shown};

use super::condition::Condition;
use super::draft::Findings;
use super::once::{once, optional_key};
use super::read::find;
use super::sealed::Arrival;
use super::verify::TRIES;
use super::words::explain;
use super::{CONNECTIONS, body, reply};
use crate::account::Account;
use crate::azure::{Refused, Trouble};
use crate::clock::Moment;
use crate::connection::{Credential, Record};
use crate::host::Shared;
use crate::problem::Refusal;
use crate::proof::Proof;
use crate::store::{Answer, Slot, Written};
use crate::verification;

/// How long somebody waits for a new credential to be tried.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often a credential is tried that needs some seconds to be known everywhere.
const SIGN_INS: usize = 3;
/// Between two of these.
const PAUSE: u32 = 2;

/// `PATCH {endpoint}/{id}`: name and extras at once; new scopes and a new credential are verified again. A new
/// credential has to sign in before it takes the place of the old one, which stays in use when it does not.
pub async fn update(
    State(shared): State<Shared>,
    Extension(account): Extension<Account>,
    Path(id): Path<String>,
    headers: HeaderMap,
    content: Body,
) -> Result<Answer, Refusal> {
    let content = body::merge_patch(&headers, content).await?;
    let id = ConnectionId::parse(&id).map_err(|_| Refusal::not_found())?;
    let condition = Condition::read(&headers);
    let key = optional_key(&headers)?;
    let path = format!("{CONNECTIONS}/{id}");
    let slot = key.map(|key| Slot { account: account.clone(), method: "PATCH", path, key });
    once(shared, slot.clone(), content, async move |shared, content| {
        let before = find(&shared, &account, id.as_str()).await?;
        condition.check(&before)?;
        let wish = Wish::read(&content, &shared, &before, slot.as_ref()).await?;
        if wish.restarts() {
            shared.paces.verification(&account, before.client_id)?;
        }
        change(&shared, slot.as_ref(), &condition, before, &wish).await
    })
    .await
}

/// A patch that the platform takes.
struct Wish {
    patch: ConnectionPatch,
    scopes: Option<Vec<Scope>>,
    credential: Option<Credential>,
}

impl Wish {
    async fn read(
        content: &[u8],
        shared: &Shared,
        before: &Record,
        slot: Option<&Slot>,
    ) -> Result<Self, Refusal> {
        let mut patch = match ConnectionPatch::parse(content) {
            Ok(patch) => patch,
            Err(None) => return Err(Refusal::not_json()),
            Err(Some(problems)) => return Err(Refusal::fields(explain(problems))),
        };
        let profile = &shared.platform.profile;
        let mut found = Findings::default();
        let scopes = patch.scopes.take().filter(|scopes| *scopes != before.scopes);
        if let Some(scopes) = &scopes {
            let (tenant, client) = (before.tenant_id.to_string(), before.client_id.to_string());
            found.scopes(scopes, (Some(&tenant), &client), profile);
        }
        if patch.extras != Edit::Keep {
            found.extras(&patch.extras(&before.extras), profile);
        }
        let credential = match patch.credential.take() {
            Some(credential) => {
                let (account, tenant) = (&before.account, &Tenant::Id(before.tenant_id));
                let arrival = Arrival { account, slot, content, tenant, client: before.client_id };
                found.credential(credential, shared, &arrival).await?
            }
            None => None,
        };
        if !found.is_empty() {
            return Err(found.refusal());
        }
        let credential = credential.map(|draft| draft.keep(shared, &before.account, &before.id));
        Ok(Self { patch, scopes, credential })
    }

    /// Whether everything has to be looked at again.
    fn restarts(&self) -> bool {
        self.scopes.is_some() || self.credential.is_some()
    }

    /// The record after it.
    fn applied(&self, shared: &Shared, before: &Record) -> Record {
        let mut record = before.clone();
        match &self.patch.name {
            Edit::Keep => {}
            Edit::Remove => record.name = None,
            Edit::Set(name) => record.name = Some(name.as_ref().to_owned()),
        }
        record.extras = self.patch.extras(&before.extras);
        record.scopes.clone_from(self.scopes.as_ref().unwrap_or(&before.scopes));
        record.credential.clone_from(self.credential.as_ref().unwrap_or(&before.credential));
        if self.restarts() {
            verification::restart(shared, &mut record);
        }
        record.revision += 1;
        record.updated_at = Moment::now();
        record
    }
}

async fn change(
    shared: &Shared,
    slot: Option<&Slot>,
    condition: &Condition,
    before: Record,
    wish: &Wish,
) -> Result<Answer, Refusal> {
    if wish.credential.is_some() {
        sign_in(shared, &wish.applied(shared, &before)).await?;
    }
    let status = if wish.restarts() { StatusCode::ACCEPTED } else { StatusCode::OK };
    let mut latest = before.clone();
    for _ in 0..TRIES {
        let record = wish.applied(shared, &latest);
        let answer = reply::show(status, &record);
        match shared.store.change(&record, slot.map(|slot| (slot, &answer))).await? {
            Written::Done => {
                if wish.restarts() {
                    verification::start(shared, &record);
                }
                return Ok(answer);
            }
            Written::Duplicate(other) => return Err(Refusal::already_connected(other)),
            Written::Stale => {}
        }
        // A verification writes now and then, which changes nothing that the caller has decided upon.
        latest = find(shared, &before.account, before.id.as_str()).await?;
        let other_credential = !latest.signs_in_as(&before);
        if (wish.credential.is_some() && other_credential)
            || (condition.is_some() && (other_credential || !latest.is_described_as(&before)))
        {
            return Err(Refusal::stale());
        }
    }
    Err(Refusal::in_progress())
}

/// Signs in with the record's credential, which nothing uses yet.
async fn sign_in(shared: &Shared, record: &Record) -> Result<(), Refusal> {
    tokio::time::timeout(PATIENCE, tries(shared, record))
        .await
        .unwrap_or_else(|_| Err(Refusal::azure_unreachable(None)))
}

async fn tries(shared: &Shared, record: &Record) -> Result<(), Refusal> {
    let secret = record.credential.kind == CredentialKind::Secret;
    for left in (0..SIGN_INS).rev() {
        let proof = Proof::of(shared, record).await?.ok_or_else(Refusal::unreadable)?;
        let (cloud, tenant, client) = (record.cloud, record.tenant_id, record.client_id);
        match shared.azure.token(cloud, tenant, client, proof.sign_in()).await {
            Ok(_) => return Ok(()),
            Err(Trouble::Later { after, .. }) => return Err(Refusal::azure_unreachable(after)),
            Err(Trouble::Refused(refused)) if secret || left == 0 => {
                return Err(refusal(record.credential.kind, &proof, refused));
            }
            Err(Trouble::Refused(_)) => {
                let pause = PAUSE.min(shared.config.retry_seconds);
                tokio::time::sleep(Duration::from_secs(pause.into())).await;
            }
        }
    }
    Err(Refusal::azure_unreachable(None))
}

fn refusal(kind: CredentialKind, proof: &Proof, refused: Refused) -> Refusal {
    let pointer = if kind == CredentialKind::Secret { "/credential/clientSecret" } else { "/credential" };
    let problem = FieldProblem {
        pointer: Shown::new(pointer),
        code: Shown::new(&refused.code),
        detail: Shown::new(&proof.echo().mask(refused.detail)),
    };
    Refusal::credential_refused(problem, refused.trace_id.as_deref())
}

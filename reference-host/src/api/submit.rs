use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use azure_connect::contract::{ConnectionId, Shown};

use super::draft::Draft;
use super::once::{key, once};
use super::read::find;
use super::verify::TRIES;
use super::{CONNECTIONS, body, reply};
use crate::account::Account;
use crate::clock::{Moment, today};
use crate::connection::Record;
use crate::host::Shared;
use crate::problem::Refusal;
use crate::random;
use crate::store::{Answer, Slot, Written};
use crate::verification::{self, Checklist};

/// `POST {endpoint}`.
pub async fn create(
    State(shared): State<Shared>,
    Extension(account): Extension<Account>,
    headers: HeaderMap,
    content: Body,
) -> Result<Answer, Refusal> {
    let content = body::json(&headers, content).await?;
    let slot = Slot { account, method: "POST", path: CONNECTIONS.to_owned(), key: key(&headers)? };
    once(shared, slot.clone(), content, async move |shared, content| add(&shared, &slot, &content).await)
        .await
}

/// `PUT {endpoint}/{id}`: replaces a connection that has never worked; it keeps its id.
pub async fn replace(
    State(shared): State<Shared>,
    Extension(account): Extension<Account>,
    Path(id): Path<String>,
    headers: HeaderMap,
    content: Body,
) -> Result<Answer, Refusal> {
    let content = body::json(&headers, content).await?;
    let id = ConnectionId::parse(&id).map_err(|_| Refusal::not_found())?;
    let slot = Slot { account, method: "PUT", path: format!("{CONNECTIONS}/{id}"), key: key(&headers)? };
    once(shared, slot.clone(), content, async move |shared, content| {
        exchange(&shared, &slot, &content, &id).await
    })
    .await
}

async fn add(shared: &Shared, slot: &Slot, content: &[u8]) -> Result<Answer, Refusal> {
    let draft = Draft::read(content, shared, slot).await?;
    shared.paces.verification(&slot.account, draft.body.client_id)?;
    let id = ConnectionId::from(random::guid());
    let now = Moment::now();
    let record = record(shared, &slot.account, id, &draft, Past { attempt: 0, revision: 0, created_at: now });
    let answer = reply::show(StatusCode::ACCEPTED, &record);
    match shared.store.insert(&record, slot, &answer).await? {
        Written::Done => {
            verification::start(shared, &record);
            Ok(answer)
        }
        Written::Duplicate(same) => Err(Refusal::already_connected(same)),
        // The other one was there for the index and gone for the look at it.
        Written::Stale => Err(Refusal::in_progress()),
    }
}

async fn exchange(
    shared: &Shared,
    slot: &Slot,
    content: &[u8],
    id: &ConnectionId,
) -> Result<Answer, Refusal> {
    // Before the body is read: what does not exist has no bad fields.
    find(shared, &slot.account, id.as_str()).await?;
    let draft = Draft::read(content, shared, slot).await?;
    shared.paces.verification(&slot.account, draft.body.client_id)?;
    for _ in 0..TRIES {
        let before = find(shared, &slot.account, id.as_str()).await?;
        if before.ever_connected {
            return Err(Refusal::not_replaceable(id.clone()));
        }
        let past = Past { attempt: before.attempt, revision: before.revision, created_at: before.created_at };
        let record = record(shared, &slot.account, id.clone(), &draft, past);
        let answer = reply::show(StatusCode::ACCEPTED, &record);
        match shared.store.replace(&record, slot, &answer).await? {
            Written::Done => {
                verification::start(shared, &record);
                return Ok(answer);
            }
            Written::Duplicate(same) => return Err(Refusal::already_connected(same)),
            Written::Stale => {}
        }
    }
    Err(Refusal::in_progress())
}

/// What a record keeps of the one that it replaces.
struct Past {
    attempt: i64,
    revision: i64,
    created_at: Moment,
}

fn record(shared: &Shared, account: &Account, id: ConnectionId, draft: &Draft, past: Past) -> Record {
    let body = &draft.body;
    let profile = &shared.platform.profile;
    let version = body.role.as_ref().and_then(|role| role.version.as_ref());
    let now = Moment::now();
    let mut record = Record {
        credential: draft.credential.keep(shared, account, &id),
        id,
        account: account.clone(),
        cloud: body.cloud,
        tenant_id: draft.tenant_id,
        client_id: body.client_id,
        scopes: body.scopes.clone(),
        name: body.name.as_deref().map(str::to_owned),
        status: azure_connect::contract::Status::Verifying,
        ever_connected: false,
        role: body.role.clone(),
        role_snapshot: verification::snapshot(profile, version.map(Shown::as_str)),
        extras: body.extras.clone(),
        checks: Vec::new(),
        attempt: past.attempt + 1,
        look_at: None,
        deadline_at: Some(now.plus(shared.config.deadline_seconds)),
        revision: past.revision + 1,
        created_at: past.created_at,
        updated_at: now,
    };
    record.take(Checklist::new(&record, profile, today()).into_checks());
    record
}

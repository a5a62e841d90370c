use std::time::Duration;

use axum::Extension;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use azure_connect::azure::{Cloud, SubscriptionId, Tenant};
use azure_connect::contract::{FieldProblem, Finding, Lookup};
use serde::Deserialize;

use super::words::explain;
use crate::account::Account;
use crate::host::Shared;
use crate::problem::Refusal;
use crate::store::Answer;

/// How long a page waits for what it could do without.
const PATIENCE: Duration = Duration::from_secs(8);

/// What may be asked; everything is text until it has passed its grammar.
#[derive(Deserialize)]
pub struct Question {
    cloud: Option<String>,
    tenant: Option<String>,
    subscription: Option<String>,
}

/// `GET {endpoint}/lookup`: what Azure tells everybody of a directory and of a subscription. No
/// secret is involved and nothing is kept but the answer, for a while.
pub async fn lookup(
    State(shared): State<Shared>,
    Extension(account): Extension<Account>,
    question: Result<Query<Question>, QueryRejection>,
) -> Result<Answer, Refusal> {
    let Ok(Query(question)) = question else { return Err(Refusal::query()) };
    let (cloud, tenant, subscription) = read(&question, &shared.platform.profile.clouds)?;
    if let Err(seconds) = shared.lookups.admit(&account) {
        return Err(Refusal::too_many(seconds));
    }
    let tenant = async {
        match tenant {
            Some(tenant) => Some(directory(&shared, cloud, tenant).await),
            None => None,
        }
    };
    let subscription = async {
        match subscription {
            Some(id) => Some(owner(&shared, cloud, id).await),
            None => None,
        }
    };
    let (tenant, subscription) = tokio::join!(tenant, subscription);
    // Findings have text for keys, so this cannot fail.
    let body = serde_json::to_string(&Lookup { tenant, subscription }).unwrap_or_default();
    Ok(Answer { status: StatusCode::OK.as_u16(), headers: Vec::new(), body })
}

type Asked = (Cloud, Option<Tenant>, Option<SubscriptionId>);

fn read(question: &Question, offered: &[Cloud]) -> Result<Asked, Refusal> {
    let mut problems = Vec::new();
    let mut refuse = |pointer: &str, code: &str| {
        let problem = FieldProblem { pointer: pointer.into(), code: code.into(), ..FieldProblem::default() };
        problems.push(problem);
    };
    let cloud = question.cloud.as_deref().map_or(Ok(Cloud::default()), str::parse);
    let cloud = cloud.ok().filter(|cloud| offered.contains(cloud));
    if cloud.is_none() {
        refuse("/cloud", "not-offered");
    }
    let tenant = question.tenant.as_deref().map(str::parse::<Tenant>);
    if let Some(Err(error)) = &tenant {
        refuse("/tenant", error.code());
    }
    let subscription = question.subscription.as_deref().map(str::parse::<SubscriptionId>);
    if let Some(Err(error)) = &subscription {
        refuse("/subscription", error.code());
    }
    if tenant.is_none() && subscription.is_none() {
        refuse("/tenant", "missing");
    }
    match cloud.filter(|_| problems.is_empty()) {
        Some(cloud) => Ok((cloud, tenant.and_then(Result::ok), subscription.and_then(Result::ok))),
        None => Err(Refusal::fields(explain(problems))),
    }
}

async fn directory(shared: &Shared, cloud: Cloud, tenant: Tenant) -> Finding {
    let key = (cloud, tenant.to_string());
    if let Some(known) = shared.lookups.known(&key) {
        return known;
    }
    let finding = within(shared.azure.directory(cloud, &tenant)).await;
    shared.lookups.keep(key, finding);
    finding
}

async fn owner(shared: &Shared, cloud: Cloud, subscription: SubscriptionId) -> Finding {
    // A tenant's id may be a subscription's by mistake, so the two are kept apart.
    let key = (cloud, format!("/subscriptions/{subscription}"));
    if let Some(known) = shared.lookups.known(&key) {
        return known;
    }
    let finding = within(shared.azure.owner(cloud, subscription)).await;
    shared.lookups.keep(key, finding);
    finding
}

async fn within(work: impl Future<Output = Finding>) -> Finding {
    tokio::time::timeout(PATIENCE, work).await.unwrap_or(Finding::Unconfirmed)
}

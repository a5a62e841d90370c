//! How much, how long and how often: what one caller can take from the others.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::Response;
use axum::http::header::CONTENT_LENGTH;
use axum::middleware::Next;
use axum::response::IntoResponse;
use azure_connect::azure::ClientId;

use crate::account::Account;
use crate::host::Shared;
use crate::problem::Refusal;

/// The limits of a host.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes of a body (`AC_BODY_BYTES`, default 131072: larger than any connection with all its scopes).
    pub body_bytes: usize,
    /// Seconds for the head of a request, and for the pause before it (`AC_HEAD_SECONDS`, default 20).
    pub head_seconds: u32,
    /// Seconds for its body (`AC_BODY_SECONDS`, default 10).
    pub body_seconds: u32,
    /// Seconds for its answer (`AC_REQUEST_SECONDS`, default 30).
    pub request_seconds: u32,
    /// Seconds for what is under way when the host stops (`AC_STOP_SECONDS`, default 10).
    pub stop_seconds: u32,
    /// Connections from clients at once; more of them wait (`AC_MAX_CLIENTS`, default 512).
    pub clients: u32,
    /// Verifications that talk to Azure at once (`AC_MAX_ROUNDS`, default 32).
    pub rounds: u32,
    /// Requests of one account in a minute (`AC_ACCOUNT_PER_MINUTE`, default 1200; 0 for as many as come).
    pub account_per_minute: u32,
    /// Verifications that one account starts for one client id in a minute (`AC_CLIENT_PER_MINUTE`, default 300;
    /// 0 for as many as come).
    pub client_per_minute: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 128 << 10,
            head_seconds: 20,
            body_seconds: 10,
            request_seconds: 30,
            stop_seconds: 10,
            clients: 512,
            rounds: 32,
            account_per_minute: 1200,
            client_per_minute: 300,
        }
    }
}

/// Who asks how often.
#[derive(Debug)]
pub struct Paces {
    accounts: Pace<Account>,
    /// Kept apart by account, or one customer could keep another from connecting its application.
    clients: Pace<(Account, ClientId)>,
}

impl Paces {
    /// Nobody has asked yet.
    pub fn new(limits: &Limits) -> Self {
        Self { accounts: Pace::new(limits.account_per_minute), clients: Pace::new(limits.client_per_minute) }
    }

    /// Counts a verification that an account starts.
    pub fn verification(&self, account: &Account, client: ClientId) -> Result<(), Refusal> {
        self.clients.admit((account.clone(), client), Instant::now()).map_err(Refusal::too_many)
    }
}

/// A bucket of permits for each key: full at first, one goes with each request, and they come back evenly.
#[derive(Debug)]
struct Pace<K> {
    per_minute: u32,
    buckets: Mutex<HashMap<K, Bucket>>,
}

#[derive(Debug, Clone, Copy)]
struct Bucket {
    permits: f64,
    at: Instant,
}

/// Keys that are remembered at once.
const LARGEST: usize = 65_536;
const MINUTE: Duration = Duration::from_secs(60);

impl<K: Eq + Hash> Pace<K> {
    fn new(per_minute: u32) -> Self {
        Self { per_minute, buckets: Mutex::default() }
    }

    /// Takes a permit; an error says in how many seconds there is one.
    fn admit(&self, key: K, now: Instant) -> Result<(), u32> {
        if self.per_minute == 0 {
            return Ok(());
        }
        let (full, each_second) = (f64::from(self.per_minute), f64::from(self.per_minute) / 60.0);
        // Nothing is left half-done under this lock, so a panic elsewhere spoils nothing.
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= LARGEST {
            // A bucket is full again after a minute, and then as good as none.
            buckets.retain(|_, bucket| now.saturating_duration_since(bucket.at) < MINUTE);
        }
        if buckets.len() >= LARGEST && !buckets.contains_key(&key) {
            return Err(1);
        }
        let bucket = buckets.entry(key).or_insert(Bucket { permits: full, at: now });
        let back = now.saturating_duration_since(bucket.at).as_secs_f64() * each_second;
        *bucket = Bucket { permits: (bucket.permits + back).min(full), at: now.max(bucket.at) };
        if bucket.permits < 1.0 {
            let seconds = ((1.0 - bucket.permits) / each_second).ceil().clamp(1.0, 60.0);
            // Between 1 and 60, so nothing is cut off.
            return Err(seconds as u32);
        }
        bucket.permits -= 1.0;
        Ok(())
    }
}

/// Answers an account that asks too often with 429.
pub async fn pace(State(shared): State<Shared>, request: Request, next: Next) -> Response<Body> {
    let admitted = match request.extensions().get::<Account>() {
        Some(account) => shared.paces.accounts.admit(account.clone(), Instant::now()),
        None => Ok(()),
    };
    match admitted {
        Ok(()) => next.run(request).await,
        Err(seconds) => Refusal::too_many(seconds).into_response(),
    }
}

/// Gives an answer a time limit. What has begun to change something goes on; the same request, sent again,
/// finds out what came of it.
pub async fn in_time(State(shared): State<Shared>, request: Request, next: Next) -> Response<Body> {
    let limits = &shared.config.limits;
    // The body has its own clock.
    let limit = Duration::from_secs(u64::from(limits.request_seconds) + u64::from(limits.body_seconds));
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Refusal::too_slow().into_response(),
    }
}

/// Reads the body, within its size and its time, before anybody works for it.
pub async fn whole_body(State(shared): State<Shared>, request: Request, next: Next) -> Response<Body> {
    let limits = &shared.config.limits;
    let (head, body) = request.into_parts();
    let said = head.headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if said.is_some_and(|length| length > limits.body_bytes as u64) {
        return Refusal::too_large().into_response();
    }
    let limit = Duration::from_secs(u64::from(limits.body_seconds));
    match tokio::time::timeout(limit, to_bytes(body, limits.body_bytes)).await {
        Ok(Ok(bytes)) => next.run(Request::from_parts(head, Body::from(bytes))).await,
        // A client that broke off in the middle reads no answer, so this is the other one.
        Ok(Err(_)) => Refusal::too_large().into_response(),
        Err(_) => Refusal::body_too_slow().into_response(),
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{LARGEST, Pace};

    #[test]
    fn permits_go_at_once_and_come_back_evenly() {
        let (pace, now) = (Pace::new(6), Instant::now());
        for _ in 0..6 {
            assert_eq!(pace.admit("a", now), Ok(()));
        }
        assert_eq!(pace.admit("a", now), Err(10));
        assert_eq!(pace.admit("b", now), Ok(()), "each has its own");
        assert_eq!(pace.admit("a", now + Duration::from_secs(4)), Err(6));
        assert_eq!(pace.admit("a", now + Duration::from_secs(10)), Ok(()));
        assert_eq!(pace.admit("a", now + Duration::from_secs(10)), Err(10));
        for _ in 0..6 {
            assert_eq!(pace.admit("a", now + Duration::from_secs(1000)), Ok(()), "never more than are in it");
        }
        assert!(pace.admit("a", now + Duration::from_secs(1000)).is_err());
    }

    #[test]
    fn zero_is_no_limit() {
        let (pace, now) = (Pace::new(0), Instant::now());
        assert!((0..10_000).all(|_| pace.admit("a", now).is_ok()));
    }

    #[test]
    fn the_table_does_not_grow_for_ever() {
        let (pace, now) = (Pace::new(1), Instant::now());
        for number in 0..LARGEST {
            assert!(pace.admit(number, now).is_ok());
        }
        assert_eq!(pace.admit(LARGEST, now), Err(1));
        assert!(pace.admit(LARGEST, now + Duration::from_secs(61)).is_ok());
    }
}

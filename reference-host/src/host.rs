use std::fmt;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use azure_connect::profile::CredentialKind;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::azure::Azure;
use crate::config::Config;
use crate::federation::{self, Issuer};
use crate::hook::Hook;
use crate::limits::Paces;
use crate::log::event;
use crate::lookups::Lookups;
use crate::origin::Origins;
use crate::platform::Platform;
use crate::seal::SealKeys;
use crate::store::Store;
use crate::vault::{Vault, read_key};
use crate::verification::{self, Tasks};
use crate::{api, csrf, log, server, static_pages};

/// What all requests and verifications share.
#[derive(Clone, Debug)]
pub struct Shared(Arc<Parts>);

/// The parts of a host.
#[derive(Debug)]
pub struct Parts {
    pub config: Config,
    pub store: Store,
    pub vault: Vault,
    /// What opens sealed secrets, where there is something.
    pub seal_keys: Option<Arc<SealKeys>>,
    pub azure: Azure,
    /// Where the profile offers federated credentials.
    pub issuer: Option<Issuer>,
    pub platform: Platform,
    pub origins: Origins,
    pub lookups: Lookups,
    pub paces: Paces,
    pub tasks: Arc<Tasks>,
    /// Permits to talk to Azure.
    pub rounds: Semaphore,
    /// Whether the key is the one that sealed what is in the database.
    pub key_fits: bool,
    /// It is time to come to an end.
    pub stopping: CancellationToken,
}

impl Deref for Shared {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// A host that runs until it is stopped or dropped.
#[derive(Debug)]
pub struct Host {
    url: String,
    shared: Shared,
    stop: DropGuard,
    task: JoinHandle<()>,
}

/// The host could not start.
#[derive(Debug)]
pub struct StartError {
    what: &'static str,
    why: Box<dyn std::error::Error + Send + Sync>,
}

impl StartError {
    fn new<E: Into<Box<dyn std::error::Error + Send + Sync>>>(what: &'static str) -> impl FnOnce(E) -> Self {
        move |why| Self { what, why: why.into() }
    }
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.what, self.why)
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(self.why.as_ref())
    }
}

impl Host {
    /// Where it listens, without a slash at its end.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Stops listening, answers what was asked, finishes what a verification is just looking at, and lets all
    /// else rest in the database.
    pub async fn stop(mut self) {
        drop(self.stop);
        event!(info, "stopping");
        let grace = Duration::from_secs(u64::from(self.shared.config.limits.stop_seconds));
        // A client that never finishes its request must not keep the host alive.
        if tokio::time::timeout(grace, &mut self.task).await.is_err() {
            self.task.abort();
        }
        self.shared.tasks.stop(grace).await;
        self.shared.store.close().await;
        event!(info, "stopped");
    }
}

/// Starts a host, and goes on with what it was verifying when it stopped.
///
/// # Errors
/// Says which of its parts did not work.
pub async fn serve(config: Config) -> Result<Host, StartError> {
    config.check().map_err(StartError::new("configuration"))?;
    let platform = Platform::read(&config.profile).map_err(StartError::new("profile"))?;
    let vault = Vault::new(&read_key(&config.key).map_err(StartError::new("key"))?);
    let seal_keys = seal_keys(&config, &platform).map_err(StartError::new("key for sealed secrets"))?;
    let store = Store::open(&config.database_url, config.hook.is_some()).await;
    let store = store.map_err(StartError::new("database"))?;
    let key_fits = fits(&store, &vault).await.map_err(StartError::new("database"))?;
    if !key_fits {
        event!(error, "the key is not the one that sealed what is in the database");
    }
    let azure = Azure::new(&config).map_err(StartError::new("HTTP client"))?;
    let listener = TcpListener::bind(config.listen).await.map_err(StartError::new("address"))?;
    let address = listener.local_addr().map_err(StartError::new("address"))?;
    let origins = Origins::new(address, &config.allowed_origins);
    let offered = platform.profile.credential_kinds().any(|kind| kind == CredentialKind::Federated);
    let issuer = if offered {
        let url = config.issuer.clone().unwrap_or_else(|| format!("http://{address}"));
        let key = signing_key(&store, &vault).await.map_err(StartError::new("signing key"))?;
        Some(Issuer::new(url.trim_end_matches('/'), &key).map_err(StartError::new("signing key"))?)
    } else {
        None
    };
    let hook = config.hook.as_ref().map(Hook::new).transpose().map_err(StartError::new("hook"))?;
    let limits = config.limits.clone();
    let stopping = CancellationToken::new();
    let shared = Shared(Arc::new(Parts {
        paces: Paces::new(&limits),
        rounds: Semaphore::new(usize::try_from(limits.rounds).unwrap_or(Semaphore::MAX_PERMITS)),
        lookups: Lookups::default(),
        tasks: Arc::default(),
        stopping: stopping.clone(),
        config,
        store,
        vault,
        seal_keys,
        azure,
        issuer,
        platform,
        origins,
        key_fits,
    }));
    if let Some(hook) = hook {
        hook.start(&shared);
    }
    for record in shared.store.verifying().await.map_err(StartError::new("database"))? {
        verification::start(&shared, &record);
    }
    verification::look_after(&shared);
    let task = tokio::spawn(server::serve(listener, router(&shared), limits, stopping.clone()));
    Ok(Host { url: format!("http://{address}"), shared, stop: stopping.drop_guard(), task })
}

/// What opens sealed secrets. A profile that has them sealed for a key that is not here would refuse every one.
fn seal_keys(
    config: &Config,
    platform: &Platform,
) -> Result<Option<Arc<SealKeys>>, Box<dyn std::error::Error + Send + Sync>> {
    let keys = config.seal_key.as_ref().map(SealKeys::read).transpose()?;
    let profile = &platform.profile;
    if let Some(text) = &profile.credential.seal {
        let seal = text.read(profile)?;
        if !keys.as_ref().is_some_and(|keys| keys.fit(&seal.jwk)) {
            return Err("the profile's credential.seal.jwk needs its private key in AC_SEAL_KEY".into());
        }
    }
    Ok(keys.map(Arc::new))
}

/// Whether the key opens what it has sealed in the database before; the first time it seals that.
async fn fits(store: &Store, vault: &Vault) -> Result<bool, sqlx::Error> {
    const PLACE: &str = "key-check";
    if store.key_check().await?.is_none() {
        store.add_key_check(&vault.seal("", PLACE, PLACE)).await?;
    }
    let sealed = store.key_check().await?.unwrap_or_default();
    Ok(vault.open("", PLACE, &sealed).is_ok())
}

/// The key that signs assertions: the one of the database, or a new one the first time.
async fn signing_key(
    store: &Store,
    vault: &Vault,
) -> Result<federation::KeyText, Box<dyn std::error::Error + Send + Sync>> {
    const PLACE: &str = "signing-key";
    if store.signing_key().await?.is_none() {
        // A few tenths of a second of arithmetic, once in the life of a database.
        let key = tokio::task::spawn_blocking(federation::new_key).await??;
        store.add_signing_key(&vault.seal("", PLACE, &key)).await?;
    }
    // Read back: of two hosts that start together, one has written.
    let sealed = store.signing_key().await?.unwrap_or_default();
    Ok(vault.open("", PLACE, &sealed)?)
}

fn router(shared: &Shared) -> Router {
    let pages = static_pages::router(shared.config.static_pages.as_deref());
    Router::new()
        .route("/healthz", get(healthz))
        .route("/readyz", get(readyz))
        .route("/.well-known/openid-configuration", get(api::federation::configuration))
        .route("/.well-known/jwks.json", get(api::federation::keys))
        .nest("/api", api::router(shared))
        .merge(pages.layer(from_fn_with_state(shared.clone(), csrf::guard)))
        .layer(from_fn(log::requests))
        .with_state(shared.clone())
}

/// Whether the host works: that it answers, and that its database does.
async fn healthz(State(shared): State<Shared>) -> (StatusCode, &'static str) {
    match shared.store.ping().await {
        Ok(()) => (StatusCode::OK, "{\"status\":\"ok\"}"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "{\"status\":\"database\"}"),
    }
}

/// Whether requests should be sent here: the database can be written to, the key is the one that the stored
/// credentials are sealed with, and the host is not about to stop.
async fn readyz(State(shared): State<Shared>) -> (StatusCode, &'static str) {
    const NOT: StatusCode = StatusCode::SERVICE_UNAVAILABLE;
    if shared.stopping.is_cancelled() {
        return (NOT, "{\"status\":\"stopping\"}");
    }
    if !shared.key_fits {
        return (NOT, "{\"status\":\"key\"}");
    }
    match shared.store.can_write().await {
        Ok(()) => (StatusCode::OK, "{\"status\":\"ready\"}"),
        Err(_) => (NOT, "{\"status\":\"database\"}"),
    }
}

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
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::azure::Azure;
use crate::config::Config;
use crate::federation::{self, Issuer};
use crate::lookups::Lookups;
use crate::origin::Origins;
use crate::platform::Platform;
use crate::store::Store;
use crate::vault::{Vault, read_key};
use crate::verification::{self, Tasks};
use crate::{api, csrf, log, static_pages};

/// What all requests and verifications share.
#[derive(Clone, Debug)]
pub struct Shared(Arc<Parts>);

/// The parts of a host.
#[derive(Debug)]
pub struct Parts {
    pub config: Config,
    pub store: Store,
    pub vault: Vault,
    pub azure: Azure,
    /// Where the profile offers federated credentials.
    pub issuer: Option<Issuer>,
    pub platform: Platform,
    pub origins: Origins,
    pub lookups: Lookups,
    pub tasks: Tasks,
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
    stop: Option<oneshot::Sender<()>>,
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

/// How long requests under way may take once the host stops.
const GRACE: Duration = Duration::from_secs(10);

impl Host {
    /// Where it listens, without a slash at its end.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Stops listening, answers what was asked, and lets the verifications rest in the database.
    pub async fn stop(mut self) {
        drop(self.stop.take());
        // A client that never finishes its request must not keep the host alive.
        if tokio::time::timeout(GRACE, &mut self.task).await.is_err() {
            self.task.abort();
        }
        self.shared.tasks.stop().await;
        self.shared.store.close().await;
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
    let store = Store::open(&config.database_url).await.map_err(StartError::new("database"))?;
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
    let (lookups, tasks) = (Lookups::default(), Tasks::default());
    let shared =
        Shared(Arc::new(Parts { config, store, vault, azure, issuer, platform, origins, lookups, tasks }));
    for record in shared.store.verifying().await.map_err(StartError::new("database"))? {
        verification::start(&shared, &record);
    }
    let (stop, stopped) = oneshot::channel::<()>();
    let router = router(&shared);
    let task = tokio::spawn(async move {
        let until = async move {
            // Resolves when the handle is dropped, too.
            let _ = stopped.await;
        };
        if let Err(error) = axum::serve(listener, router).with_graceful_shutdown(until).await {
            tracing::error!(error = %error, "the host stopped listening");
        }
    });
    Ok(Host { url: format!("http://{address}"), shared, stop: Some(stop), task })
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

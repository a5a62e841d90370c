use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use axum::serve::Listener;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::config::Config;
use crate::seed::{self, SeedRole, Values};
use crate::tls::{Identity, TlsListener};
use crate::trouble::trouble;
use crate::world::World;
use crate::{arm, control, graph, home_page, login};

/// A simulator that runs until it is stopped or dropped.
#[derive(Debug)]
pub struct Simulator {
    url: String,
    tls_url: Option<String>,
    shared: Shared,
    servers: Vec<Server>,
}

#[derive(Debug)]
struct Server {
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<()>,
}

/// What all handlers share: one world behind each way in, which answers under its own name.
#[derive(Clone, Debug)]
pub struct Shared {
    inner: Arc<Inner>,
    url: Arc<str>,
}

#[derive(Debug)]
struct Inner {
    world: Mutex<(World, Values)>,
    role: SeedRole,
    urls: Vec<String>,
}

impl Shared {
    /// The world, locked: never held over an await.
    pub fn world(&self) -> WorldGuard<'_> {
        // A handler that panicked leaves a world that is still a world.
        WorldGuard(self.inner.world.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub fn values(&self) -> Values {
        self.inner.world.lock().unwrap_or_else(PoisonError::into_inner).1.clone()
    }

    /// Puts everything back to the start, with new secrets.
    pub fn reset(&self) -> Values {
        let planted = seed::plant(&self.inner.role);
        let values = planted.1.clone();
        *self.inner.world.lock().unwrap_or_else(PoisonError::into_inner) = planted;
        values
    }

    /// The URL under which the request at hand reached the simulator, without a slash at its end.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// All URLs under which it is reached.
    pub fn urls(&self) -> &[String] {
        &self.inner.urls
    }
}

/// The locked world.
pub struct WorldGuard<'a>(MutexGuard<'a, (World, Values)>);

impl WorldGuard<'_> {
    /// The seeded values, which a new secret changes.
    pub fn values_mut(&mut self) -> &mut Values {
        &mut self.0.1
    }
}

impl std::ops::Deref for WorldGuard<'_> {
    type Target = World;
    fn deref(&self) -> &World {
        &self.0.0
    }
}

impl std::ops::DerefMut for WorldGuard<'_> {
    fn deref_mut(&mut self) -> &mut World {
        &mut self.0.0
    }
}

/// How long requests under way may take once the simulator stops.
const GRACE: Duration = Duration::from_secs(5);

impl Simulator {
    /// Where it listens, without a slash at its end.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Where it listens with TLS, without a slash at its end.
    pub fn tls_url(&self) -> Option<&str> {
        self.tls_url.as_deref()
    }

    /// What to paste, as it is now.
    pub fn values(&self) -> Values {
        self.shared.values()
    }

    /// Stops listening and waits for requests under way.
    pub async fn stop(mut self) {
        for server in &mut self.servers {
            drop(server.stop.take());
        }
        for server in &mut self.servers {
            // A client that never finishes its request must not keep the simulator alive.
            if tokio::time::timeout(GRACE, &mut server.task).await.is_err() {
                server.task.abort();
            }
        }
    }
}

/// Starts a simulator.
///
/// # Errors
/// When the address is taken, or the profile has no custom role to seed.
pub async fn serve(config: Config) -> io::Result<Simulator> {
    let role = seed::read_role(&config.profile).map_err(io::Error::other)?;
    let listener = TcpListener::bind(config.listen).await?;
    let url = format!("http://{}", listener.local_addr()?);
    let public_url = config.public_url.unwrap_or_else(|| url.clone());
    let mut urls = vec![url.clone(), public_url.clone()];

    let tls = match &config.tls {
        None => None,
        Some(tls) => {
            let identity = Identity::generate()?;
            std::fs::write(&tls.authority, &identity.authority)?;
            Some(TlsListener::bind(tls.listen, &identity).await?)
        }
    };
    let port = tls.as_ref().map(|tls| tls.address().port());
    let tls_url = port.map(|port| format!("https://localhost:{port}"));
    urls.extend(tls_url.clone());
    urls.extend(port.map(|port| format!("https://127.0.0.1:{port}")));

    let inner = Arc::new(Inner { world: Mutex::new(seed::plant(&role)), role, urls });
    let shared = Shared { inner: Arc::clone(&inner), url: public_url.into() };
    let mut servers = vec![Server::start(listener, router(shared.clone()))];
    if let (Some(listener), Some(url)) = (tls, &tls_url) {
        servers.push(Server::start(listener, router(Shared { inner, url: url.as_str().into() })));
    }
    Ok(Simulator { url, tls_url, shared, servers })
}

impl Server {
    fn start<L: Listener>(listener: L, router: Router) -> Self
    where
        L::Addr: std::fmt::Debug,
    {
        let (stop, stopped) = oneshot::channel::<()>();
        let task = tokio::spawn(async move {
            let until = async move {
                // Resolves when the handle is dropped, too.
                let _ = stopped.await;
            };
            if let Err(error) = axum::serve(listener, router).with_graceful_shutdown(until).await {
                eprintln!("azure-simulator: {error}");
            }
        });
        Self { stop: Some(stop), task }
    }
}

fn router(shared: Shared) -> Router {
    Router::new()
        .route("/", get(home_page::home_page))
        .nest("/login", login::router())
        .merge(login::router())
        .nest("/graph", graph::router())
        .nest("/arm", arm::router())
        .nest("/_sim", control::router())
        .layer(axum::middleware::from_fn_with_state(shared.clone(), trouble))
        .layer(axum::extract::DefaultBodyLimit::max(4 << 20))
        .with_state(shared)
}

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::config::Config;
use crate::seed::{self, SeedRole, Values};
use crate::trouble::trouble;
use crate::world::World;
use crate::{arm, control, home_page, login};

/// A simulator that runs until it is stopped or dropped.
#[derive(Debug)]
pub struct Simulator {
    url: String,
    shared: Shared,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<()>,
}

/// What all handlers share.
#[derive(Clone, Debug)]
pub struct Shared(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    world: Mutex<(World, Values)>,
    role: SeedRole,
    url: String,
}

impl Shared {
    /// The world, locked: never held over an await.
    pub fn world(&self) -> WorldGuard<'_> {
        // A handler that panicked leaves a world that is still a world.
        WorldGuard(self.0.world.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub fn values(&self) -> Values {
        self.0.world.lock().unwrap_or_else(PoisonError::into_inner).1.clone()
    }

    /// Puts everything back to the start, with new secrets.
    pub fn reset(&self) -> Values {
        let planted = seed::plant(&self.0.role);
        let values = planted.1.clone();
        *self.0.world.lock().unwrap_or_else(PoisonError::into_inner) = planted;
        values
    }

    /// The URL under which the simulator is reached, without a slash at its end.
    pub fn url(&self) -> &str {
        &self.0.url
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

    /// What to paste, as it is now.
    pub fn values(&self) -> Values {
        self.shared.values()
    }

    /// Stops listening and waits for requests under way.
    pub async fn stop(mut self) {
        drop(self.stop.take());
        // A client that never finishes its request must not keep the simulator alive.
        if tokio::time::timeout(GRACE, &mut self.task).await.is_err() {
            self.task.abort();
        }
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        drop(self.stop.take());
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
    let world = Mutex::new(seed::plant(&role));
    let shared = Shared(Arc::new(Inner { world, role, url: public_url }));
    let (stop, stopped) = oneshot::channel::<()>();
    let router = router(shared.clone());
    let task = tokio::spawn(async move {
        let until = async move {
            // Resolves when the handle is dropped, too.
            let _ = stopped.await;
        };
        if let Err(error) = axum::serve(listener, router).with_graceful_shutdown(until).await {
            eprintln!("azure-simulator: {error}");
        }
    });
    Ok(Simulator { url, shared, stop: Some(stop), task })
}

fn router(shared: Shared) -> Router {
    Router::new()
        .route("/", get(home_page::home_page))
        .nest("/login", login::router())
        .nest("/arm", arm::router())
        .nest("/_sim", control::router())
        .layer(axum::middleware::from_fn_with_state(shared.clone(), trouble))
        .layer(axum::extract::DefaultBodyLimit::max(4 << 20))
        .with_state(shared)
}

use std::collections::HashSet;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use azure_connect::contract::ConnectionId;
use tokio::sync::oneshot;
use tokio::task::JoinSet;

/// What is under way beside the requests: verifications, and the rest of a request whose client went away. The
/// database knows what they had left to do.
#[derive(Debug, Default)]
pub struct Tasks {
    set: Mutex<JoinSet<()>>,
    /// The verifications among them: connection and attempt.
    verified: Mutex<HashSet<(ConnectionId, i64)>>,
}

impl Tasks {
    /// Starts one.
    pub fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        let mut set = self.set.lock().unwrap_or_else(PoisonError::into_inner);
        while set.try_join_next().is_some() {}
        set.spawn(task);
    }

    /// Starts the verification of a connection, unless it is under way.
    pub fn verify(
        self: &Arc<Self>,
        id: ConnectionId,
        attempt: i64,
        task: impl Future<Output = ()> + Send + 'static,
    ) {
        let key = (id, attempt);
        if !self.verified.lock().unwrap_or_else(PoisonError::into_inner).insert(key.clone()) {
            return;
        }
        let end = End { tasks: self.clone(), key };
        self.spawn(async move {
            task.await;
            drop(end);
        });
    }

    /// Starts one and waits for what comes of it; it goes on when nobody waits any more. Nothing comes of one
    /// that was ended, or that broke.
    pub async fn run<T: Send + 'static>(&self, task: impl Future<Output = T> + Send + 'static) -> Option<T> {
        let (send, receive) = oneshot::channel();
        self.spawn(async move {
            // Whoever asked may have gone away.
            let _ = send.send(task.await);
        });
        receive.await.ok()
    }

    /// Waits until all have come to their end, and ends those that have not after a while.
    pub async fn stop(&self, grace: Duration) {
        let mut set = std::mem::take(&mut *self.set.lock().unwrap_or_else(PoisonError::into_inner));
        let all = async { while set.join_next().await.is_some() {} };
        if tokio::time::timeout(grace, all).await.is_err() {
            set.shutdown().await;
        }
    }
}

/// Strikes a verification off the list, whichever way it ends.
struct End {
    tasks: Arc<Tasks>,
    key: (ConnectionId, i64),
}

impl Drop for End {
    fn drop(&mut self) {
        self.tasks.verified.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
    }
}

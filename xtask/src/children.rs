//! Servers that run while a command does, and end with it whichever way it ends.

use std::process::Child;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// Name and process of each server.
#[derive(Clone, Default)]
pub struct Children(Arc<Mutex<Vec<(String, Child)>>>);

impl std::fmt::Debug for Children {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_list().entries(self.lock().iter().map(|(name, _)| name)).finish()
    }
}

impl Children {
    /// None yet; from now on Ctrl-C and SIGTERM end them before us.
    pub fn until_signal(clean_up: impl Fn() + Send + 'static) -> Result<Self> {
        let children = Self::default();
        let on_signal = children.clone();
        ctrlc::set_handler(move || {
            on_signal.end();
            clean_up();
            std::process::exit(0);
        })
        .context("Ctrl-C cannot be heard")?;
        Ok(children)
    }

    /// One more.
    pub fn adopt(&self, name: &str, child: Child) {
        self.lock().push((name.to_owned(), child));
    }

    /// Waits for as long as all of them run; an error names the one that ended.
    pub fn stay(&self) -> Result<()> {
        loop {
            std::thread::sleep(Duration::from_millis(200));
            if let Some(ended) = self.first_ended()? {
                // A terminal sends Ctrl-C to all of us at once: leave it to the handler then.
                std::thread::sleep(Duration::from_millis(500));
                bail!("{ended}");
            }
        }
    }

    /// Says which has ended, if one has.
    pub fn first_ended(&self) -> Result<Option<String>> {
        for (name, child) in self.lock().iter_mut() {
            if let Some(status) = child.try_wait()? {
                return Ok(Some(format!("{name} ended by itself ({status})")));
            }
        }
        Ok(None)
    }

    /// Ends them, the last started first.
    pub fn end(&self) {
        for (_, mut child) in self.lock().drain(..).rev() {
            // It may be gone already; then there is nothing to end.
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<(String, Child)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

//! Servers that run while a command does, and end with it whichever way it ends.

use std::process::Child;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// Name and process of each server.
#[derive(Clone, Default)]
pub struct Children(Arc<Mutex<Vec<(String, Child)>>>);

/// What a signal has to end, the last begun last.
type Endings = Vec<Box<dyn Fn() + Send>>;

fn endings() -> MutexGuard<'static, Endings> {
    static ENDINGS: Mutex<Endings> = Mutex::new(Vec::new());
    ENDINGS.lock().unwrap_or_else(PoisonError::into_inner)
}

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
        let mut endings = endings();
        // A process has one handler, and a run of the suite several stages with servers.
        if endings.is_empty() {
            ctrlc::set_handler(|| {
                self::endings().iter().rev().for_each(|end| end());
                std::process::exit(0);
            })
            .context("Ctrl-C cannot be heard")?;
        }
        endings.push(Box::new(move || {
            on_signal.end();
            clean_up();
        }));
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

#[cfg(test)]
mod tests {
    use super::Children;

    #[test]
    fn a_second_stage_with_servers_can_begin() {
        let first = Children::until_signal(|| {}).unwrap();
        first.end();
        Children::until_signal(|| {}).unwrap().end();
    }
}

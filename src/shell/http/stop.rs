use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Poll, Waker};

use super::sleep;

/// The admin's way to stop: handed to calls, and pulled once. A copy is the same handle.
#[derive(Clone, Debug, Default)]
pub struct Stop(Rc<Handle>);

#[derive(Debug, Default)]
struct Handle {
    pulled: Cell<bool>,
    wakers: RefCell<Vec<Waker>>,
}

impl Stop {
    /// A handle that nobody has pulled.
    pub fn new() -> Self {
        Self::default()
    }

    /// Ends every call that holds this handle, and any that will.
    pub fn pull(&self) {
        self.0.pulled.set(true);
        let wakers = std::mem::take(&mut *self.0.wakers.borrow_mut());
        wakers.into_iter().for_each(Waker::wake);
    }

    /// Whether it was pulled.
    pub fn is_pulled(&self) -> bool {
        self.0.pulled.get()
    }

    /// Waits so many milliseconds. Whether the time has passed, and nobody pulled the handle before.
    pub async fn wait(&self, ms: u64) -> bool {
        self.within(ms, std::future::pending::<()>()).await == Err(Cut::TimedOut)
    }

    /// Does a piece of work, unless its time is up or the handle is pulled before it is done.
    pub(super) async fn within<T>(&self, ms: u64, work: impl Future<Output = T>) -> Result<T, Cut> {
        let mut work = pin!(work);
        let mut time = pin!(sleep(ms));
        poll_fn(|context| {
            if self.is_pulled() {
                return Poll::Ready(Err(Cut::Stopped));
            }
            if let Poll::Ready(done) = work.as_mut().poll(context) {
                return Poll::Ready(Ok(done));
            }
            if time.as_mut().poll(context).is_ready() {
                return Poll::Ready(Err(Cut::TimedOut));
            }
            let mut wakers = self.0.wakers.borrow_mut();
            if !wakers.iter().any(|waker| waker.will_wake(context.waker())) {
                wakers.push(context.waker().clone());
            }
            Poll::Pending
        })
        .await
    }
}

/// Why a piece of work was not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    TimedOut,
    Stopped,
}

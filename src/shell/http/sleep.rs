use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use js_sys::Date;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

/// The longest single timer, in milliseconds.
const SLICE_MS: f64 = 1_000.0;

/// Waits so many milliseconds of the wall clock.
///
/// A browser's timer counts the time that the machine is awake: one of a minute, begun before the
/// lid was closed, goes on for a minute after it was opened. So the wait is cut into slices, and
/// the clock is asked after each. A clock that is set back does not prolong it: slices count too.
pub fn sleep(ms: u64) -> Sleep {
    let bell = Rc::new(Bell::default());
    let ring = Closure::<dyn FnMut()>::new({
        let bell = Rc::clone(&bell);
        move || bell.ring()
    });
    #[allow(clippy::cast_precision_loss)]
    let left = ms as f64;
    Sleep { left, seen: Date::now(), armed: None, bell, ring }
}

/// A wait, see [`sleep`]. Dropped, it leaves no timer behind.
#[derive(Debug)]
pub struct Sleep {
    left: f64,
    /// The wall clock when `left` was last counted down.
    seen: f64,
    /// The timer that runs, and how long it was set to.
    armed: Option<(i32, f64)>,
    bell: Rc<Bell>,
    ring: Closure<dyn FnMut()>,
}

#[derive(Debug, Default)]
struct Bell {
    rung: Cell<bool>,
    waker: RefCell<Option<Waker>>,
}

impl Bell {
    fn ring(&self) {
        self.rung.set(true);
        // Taken out first: whoever wakes up may look at this bell again.
        let waker = self.waker.borrow_mut().take();
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.bell.rung.replace(false) {
            let slice = self.armed.take().map_or(0.0, |(_, slice)| slice);
            let now = Date::now();
            self.left -= slice.max(now - self.seen);
            self.seen = now;
        }
        if self.left <= 0.0 {
            return Poll::Ready(());
        }
        *self.bell.waker.borrow_mut() = Some(context.waker().clone());
        if self.armed.is_none() {
            let slice = self.left.min(SLICE_MS);
            #[allow(clippy::cast_possible_truncation)]
            let ms = slice.ceil() as i32;
            let ring = self.ring.as_ref().unchecked_ref();
            // Without a window nothing ticks, and nobody waits either.
            let timer = web_sys::window().and_then(|window| {
                window.set_timeout_with_callback_and_timeout_and_arguments_0(ring, ms).ok()
            });
            self.armed = timer.map(|id| (id, slice));
        }
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let (Some((id, _)), Some(window)) = (self.armed, web_sys::window()) {
            window.clear_timeout_with_handle(id);
        }
    }
}

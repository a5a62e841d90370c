//! Whom to tell when the wasm panics: all wizards that are mounted, since they share the instance.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

/// Shows the page that a wizard cannot go on, and tells it.
pub type Broken = Rc<dyn Fn()>;

thread_local! {
    static ALARMS: RefCell<Vec<(u32, Broken)>> = const { RefCell::new(Vec::new()) };
}

/// Calls its function when the wasm panics, unless it is dropped before.
pub struct Alarm(u32);

impl Alarm {
    /// Sets one.
    pub fn set(broken: Broken) -> Self {
        ALARMS.with_borrow_mut(|alarms| {
            let number = alarms.last().map_or(0, |(last, _)| last + 1);
            alarms.push((number, broken));
            Self(number)
        })
    }

    /// The wasm has panicked: for the panic hook of whoever owns the instance.
    pub fn sound_all() {
        let alarms = ALARMS.try_with(|alarms| alarms.try_borrow().map(|alarms| alarms.clone()));
        for (_, broken) in alarms.ok().and_then(Result::ok).unwrap_or_default() {
            broken();
        }
    }
}

impl Drop for Alarm {
    fn drop(&mut self) {
        ALARMS.with_borrow_mut(|alarms| alarms.retain(|(number, _)| *number != self.0));
    }
}

impl fmt::Debug for Alarm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Alarm")
    }
}

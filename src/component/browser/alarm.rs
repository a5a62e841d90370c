//! Whom to tell when the program panics: all wizards on the page, since they share the instance.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::panic;
use std::rc::Rc;

/// Shows the page that a wizard cannot go on, and tells the app.
pub(super) type Broken = Rc<dyn Fn()>;

thread_local! {
    static ALARMS: RefCell<Vec<(u32, Broken)>> = const { RefCell::new(Vec::new()) };
    static HOOKED: Cell<bool> = const { Cell::new(false) };
}

/// Calls its function when the program panics, unless it is dropped before.
pub(super) struct Alarm(u32);

impl Alarm {
    /// Sets one. The app's own panic hook stays, and comes first: what it says is about its program.
    pub fn set(broken: Broken) -> Self {
        if !HOOKED.replace(true) {
            let own = panic::take_hook();
            panic::set_hook(Box::new(move |info| {
                own(info);
                sound_all();
            }));
        }
        ALARMS.with_borrow_mut(|alarms| {
            let number = alarms.last().map_or(0, |(last, _)| last + 1);
            alarms.push((number, broken));
            Self(number)
        })
    }
}

fn sound_all() {
    let alarms = ALARMS.try_with(|alarms| alarms.try_borrow().map(|alarms| alarms.clone()));
    for (_, broken) in alarms.ok().and_then(Result::ok).unwrap_or_default() {
        broken();
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

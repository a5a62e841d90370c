//! The tab sleeps, the network goes: what is overdue is asked for as soon as somebody is there again.

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::EventTarget;
use yew::Context;

use super::{App, Msg};
use crate::shell::clock;
use crate::wizard::{CareMessage, CareState, Message, Phase};

/// A question that is late by less is under way, or about to be, in milliseconds.
const GRACE_MS: f64 = 1_500.0;
/// After a miss nobody is asked sooner, whatever wakes the page, in milliseconds.
const SOONEST_MS: f64 = 2_000.0;

/// When the next question is due, by the wall clock in milliseconds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Due {
    from: f64,
    at: f64,
}

impl Due {
    /// In so many milliseconds.
    pub fn after(wait_ms: u64) -> Self {
        let from = clock::now_ms();
        #[allow(clippy::cast_precision_loss)]
        let at = from + wait_ms as f64;
        Self { from, at }
    }

    /// Whether to ask now. After a miss whatever wakes the page may have brought the network back.
    fn has_come(self, missed: bool) -> bool {
        let now = clock::now_ms();
        now >= self.at + GRACE_MS || (missed && now >= self.from + SOONEST_MS)
    }
}

/// What wakes the page.
pub(super) type Wake = Closure<dyn FnMut()>;

impl App {
    /// Begins to listen. [`App::unlisten`] ends it.
    pub(super) fn listen(&mut self, ctx: &Context<Self>) {
        let link = ctx.link().clone();
        let wake = Wake::new(move || link.send_message(Msg::Awake));
        for (target, event) in ears() {
            // Fails for no target that there is.
            let _ = target.add_event_listener_with_callback(event, wake.as_ref().unchecked_ref());
        }
        self.wake = Some(wake);
    }

    #[inline(never)]
    pub(super) fn unlisten(&mut self) {
        let Some(wake) = self.wake.take() else { return };
        for (target, event) in ears() {
            let _ = target.remove_event_listener_with_callback(event, wake.as_ref().unchecked_ref());
        }
    }

    /// Somebody is there again: asks at once what is overdue. Somebody has gone: hides the secret. Whether there is
    /// something to draw.
    pub(super) fn awake(&mut self, ctx: &Context<Self>) -> bool {
        let document = web_sys::window().and_then(|window| window.document());
        if document.is_some_and(|document| document.hidden()) {
            // Nobody looks at it now, and somebody else may be the next to look.
            return core::mem::take(&mut self.secret_shown);
        }
        // Whoever paused it wants it paused; what stopped asking by itself goes on by itself.
        let wanted = |paused: bool, gave_up: bool, due: Option<Due>, missed: bool| {
            if paused { gave_up } else { due.is_some_and(|due| due.has_come(missed)) }
        };
        let subject = self.wizard.care().subject();
        // A change under way is not to be cut off.
        let subject =
            subject.filter(|subject| subject.is_verifying() && matches!(subject.state, CareState::Idle));
        let subject = subject.map(|subject| (subject.paused, subject.trouble));
        let watch = match self.wizard.phase() {
            Phase::Watching(watch) => Some((watch.paused, watch.trouble)),
            _ => None,
        };
        if let Some((paused, missed)) = watch
            && wanted(paused, self.gave_up, self.due, missed)
        {
            self.pace.hurry();
            self.tell(ctx, Message::CheckAgain);
        }
        if let Some((paused, missed)) = subject
            && wanted(paused, self.care_gave_up, self.care_due, missed)
        {
            self.pace.hurry();
            let again = if paused { CareMessage::Pause(false) } else { CareMessage::Reload };
            self.tell(ctx, Message::Care(again));
        }
        self.report_progress();
        watch.or(subject).is_some()
    }
}

fn ears() -> impl Iterator<Item = (EventTarget, &'static str)> {
    let window = web_sys::window();
    let document = window.as_ref().and_then(|window| window.document()).map(EventTarget::from);
    let window = window.map(EventTarget::from);
    let pairs = [(document, "visibilitychange"), (window.clone(), "pageshow"), (window, "online")];
    pairs.into_iter().filter_map(|(target, event)| Some((target?, event)))
}

use crate::wizard::{Message, Refusal};

use super::Scene;
use super::element::{El, classed, el};
use super::support::support;

/// What happened, and what to do about it.
pub fn refusal_words(scene: &Scene<'_>, reason: &Refusal) -> (String, String) {
    let code = reason.code();
    let title = scene.say(&["refusal.", code, ".title"].concat());
    let lead = match reason {
        Refusal::Refused { detail: Some(detail) } => scene.fill("refusal.refused", &[("detail", detail)]),
        Refusal::Refused { detail: None } => scene.say("refusal.refused.plain"),
        _ => scene.say_of("refusal", code),
    };
    (title, lead)
}

/// A screen of its own for each way in which the request led to no connection, with a way on.
pub fn refusal(scene: &Scene<'_>, reason: &Refusal) -> (String, String, El) {
    let (title, lead) = refusal_words(scene, reason);
    let existing = matches!(reason, Refusal::AlreadyConnected(Some(_)));
    let again = match reason {
        Refusal::SignedOut => "action.continue-signed-in",
        _ => "action.try-again",
    };
    let open = scene.button("button primary", "action.open-existing", scene.on(|| Message::OpenExisting));
    let retry = scene.button("button primary", again, scene.on(|| Message::Connect));
    let buttons = classed("div", "buttons section")
        .child(open.hidden(!existing))
        .child(retry.hidden(!reason.is_retriable()))
        .child(scene.button("button", "review.title", scene.on(|| Message::Dismiss)));
    // What the admin or the page did needs no support.
    let own = matches!(
        reason,
        Refusal::AlreadyConnected(_) | Refusal::SignedOut | Refusal::Stopped | Refusal::HeldBack
    );
    (title, lead, el("div").child(buttons).child(support(scene, None, !own)))
}

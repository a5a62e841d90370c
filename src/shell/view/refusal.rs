use yew::prelude::*;

use crate::wizard::{Message, Refusal};

use super::Scene;

/// A screen of its own for each way in which the request led to no connection, with a way on.
pub fn refusal(scene: &Scene<'_>, reason: &Refusal) -> (String, String, Html) {
    let code = reason.code();
    let title = scene.say(&["refusal.", code, ".title"].concat());
    let lead = match reason {
        Refusal::Refused { detail: Some(detail) } => scene.fill("refusal.refused", &[("detail", detail)]),
        Refusal::Refused { detail: None } => scene.say("refusal.refused.plain"),
        _ => scene.say_of("refusal", code),
    };
    let existing = matches!(reason, Refusal::AlreadyConnected(Some(_)));
    let again = match reason {
        Refusal::SignedOut => "action.continue-signed-in",
        _ => "action.try-again",
    };
    let body = html! {
        <div class="buttons section">
            <button class="button primary" type="button" hidden={!existing} onclick={scene.on(|| Message::OpenExisting)}>
                {scene.say("action.open-existing")}
            </button>
            <button class="button primary" type="button" hidden={!reason.is_retriable()} onclick={scene.on(|| Message::Connect)}>
                {scene.say(again)}
            </button>
            <button class="button" type="button" onclick={scene.on(|| Message::Dismiss)}>{scene.say("review.title")}</button>
        </div>
    };
    (title, lead, body)
}

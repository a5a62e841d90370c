use crate::profile::Route;
use crate::wizard::{FederationState, Message};

use super::Scene;
use super::element::{El, classed, el};
use super::trust_line::{news, trust_line};

/// What a federated credential has to say for the platform to be let in: three values to copy.
pub fn federation_panel(scene: &Scene<'_>) -> El {
    let wizard = scene.wizard;
    let there = wizard.federation();
    let value = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let issuer = value(there.map(|federation| federation.issuer.as_str()));
    let subject = value(there.map(|federation| federation.subject.as_str()));
    let audience = value(there.map(|federation| federation.audience.as_str()));
    let values = classed("div", "trust-values")
        .hidden(there.is_none())
        .child(trust_line(scene, "federation", "issuer", "copy.issuer", &issuer))
        .child(trust_line(scene, "federation", "subject", "copy.subject", &subject))
        .child(trust_line(scene, "federation", "audience", "copy.audience", &audience));
    let existing = wizard.route() == Route::Existing;
    let title = if existing { "federation.title.values" } else { "federation.title" };
    let state = wizard.federation_state();
    let asking = matches!(state, FederationState::Asking | FederationState::Unasked);
    let failed = match state {
        FederationState::Failed { signed_out: true } => Some("federation.signed-out"),
        FederationState::Failed { signed_out: false } => Some("federation.failed"),
        _ => None,
    };
    let again = scene.button("button small", "action.try-again", scene.on(|| Message::AskFederation));
    classed("div", "trust")
        .attr("part", "federation")
        .hidden(!wizard.is_federated())
        .child(scene.heading(2, "part-title").text(scene.say(title)))
        .child(scene.words("p", "hint", "federation.hint").hidden(there.is_none()))
        .child(news(scene, "federation.asking", asking, failed))
        .child(el("div").hidden(failed.is_none()).child(again))
        .child(values)
        .child(scene.words("p", "note", "federation.nothing").hidden(existing))
}

use crate::profile::Route;
use crate::wizard::{FederationState, Message};

use super::Scene;
use super::acts::copy_button;
use super::element::{El, classed, el};

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
        .child(line(scene, "issuer", "copy.issuer", &issuer))
        .child(line(scene, "subject", "copy.subject", &subject))
        .child(line(scene, "audience", "copy.audience", &audience));
    let existing = wizard.route() == Route::Existing;
    let title = if existing { "federation.title.values" } else { "federation.title" };
    let state = wizard.federation_state();
    let asking = matches!(state, FederationState::Asking | FederationState::Unasked);
    let (failed, signed_out) = match state {
        FederationState::Failed { signed_out } => (true, *signed_out),
        _ => (false, false),
    };
    let why = scene.say(if signed_out { "federation.signed-out" } else { "federation.failed" });
    let again = scene.button("button small", "action.try-again", scene.on(|| Message::AskFederation));
    // One region that stays, so that what comes of asking is said.
    let news = classed("div", "trust-news")
        .attr("role", "status")
        .child(scene.words("p", "note", "federation.asking").hidden(!asking))
        .child(classed("p", "wrong-text").hidden(!failed).text(if failed { why } else { String::new() }));
    classed("div", "trust")
        .attr("part", "federation")
        .hidden(!wizard.is_federated())
        .child(scene.heading(2, "part-title").text(scene.say(title)))
        .child(scene.words("p", "hint", "federation.hint").hidden(there.is_none()))
        .child(news)
        .child(el("div").hidden(!failed).child(again))
        .child(values)
        .child(scene.words("p", "note", "federation.nothing").hidden(existing))
}

/// One value under its label, with its button.
fn line(scene: &Scene<'_>, name: &'static str, copy: &'static str, value: &str) -> El {
    let hint = ["federation.", name, ".hint"].concat();
    let hinted = scene.texts.has(&hint);
    let described = [name, "-hint"].concat();
    let shown = classed("output", "mono").attr("id", name).attr("dir", "ltr").text(value.to_owned());
    let shown = if hinted { shown.set("aria-describedby", described.clone()) } else { shown };
    classed("div", "trust-line")
        .child(el("label").attr("for", name).text(scene.say_of("federation", name)))
        .child(classed("p", "hint").set("id", described).hidden(!hinted).text(if hinted {
            scene.say(&hint)
        } else {
            String::new()
        }))
        .child(classed("div", "value").child(shown).child(copy_button(scene, copy, value)))
}

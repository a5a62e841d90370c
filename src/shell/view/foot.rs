use crate::shell::Msg;
use crate::wizard::{Message, Phase, Step};

use super::Scene;
use super::acts::outward;
use super::element::{El, classed, el};

/// Back, the one primary button, help, Close: at the same place on every step.
pub fn foot(scene: &Scene<'_>) -> El {
    let wizard = scene.wizard;
    let caring = !scene.early && wizard.care().is_open();
    let connect = wizard.step() == Step::Connect;
    let review = connect && matches!(wizard.phase(), Phase::Review);
    let sending = connect && matches!(wizard.phase(), Phase::Sending { .. });
    let done = wizard.phase().is_done();
    let back = wizard.itinerary().before(wizard.step()).is_some() && !wizard.is_busy() && !done;
    let (words, go) = match (connect, sending) {
        (true, true) => ("action.connecting", scene.on(|| Message::Connect)),
        (true, false) => ("action.connect", scene.on(|| Message::Connect)),
        _ => ("action.continue", scene.on(|| Message::Continue)),
    };
    let primary = scene.button("button primary", words, go).attr("part", "primary");
    let primary = if sending { primary.attr("aria-disabled", "true") } else { primary };
    let again = connect && !wizard.is_busy() && !done && !caring;
    let again = scene
        .button("button quiet", "action.start-over", scene.link.callback(|_| Msg::AskStartOver))
        .hidden(!again);
    let support = wizard.profile().platform.support_url.as_ref().map(|url| url.as_str().to_owned());
    let help = el("span").hidden(support.is_none()).child(outward(
        scene,
        "button quiet",
        support.unwrap_or_default(),
        scene.say("action.help"),
    ));
    let close = if done && !caring { "button primary" } else { "button quiet" };
    classed("div", "foot")
        .attr("part", "foot")
        .child(primary.hidden(caring || connect && !review && !sending))
        .child(
            scene
                .button("button", "action.back", scene.on(|| Message::Back))
                .attr("part", "back")
                .hidden(!back || caring),
        )
        .child(later_way_back(scene, caring))
        .child(again)
        .child(classed("span", "gap"))
        .child(help)
        .child(scene.button(close, "action.close", scene.link.callback(|_| Msg::Close)).attr("part", "close"))
}

fn later_way_back(scene: &Scene<'_>, caring: bool) -> El {
    if caring { later_back(scene) } else { el("span").hidden(true) }
}

/// From a connection to all of them, which is in the rest of the wasm.
#[inline(never)]
fn later_back(scene: &Scene<'_>) -> El {
    el("span").child(super::care::way_back(scene))
}

use yew::prelude::*;

use crate::shell::app::Msg;
use crate::wizard::{Message, Phase, Step};

use super::Scene;
use super::acts::outward;

/// Back, the one primary button, help, Close: at the same place on every step.
pub fn foot(scene: &Scene<'_>) -> Html {
    let wizard = scene.wizard;
    let connect = wizard.step() == Step::Connect;
    let review = connect && matches!(wizard.phase(), Phase::Review);
    let sending = connect && matches!(wizard.phase(), Phase::Sending { .. });
    let done = matches!(wizard.phase(), Phase::Done(_));
    let first = wizard.itinerary().before(wizard.step()).is_none();
    let back = !first && !wizard.is_busy() && !done;
    let label = match (connect, sending) {
        (true, true) => "action.connecting",
        (true, false) => "action.connect",
        _ => "action.continue",
    };
    let support = wizard.profile().platform.support_url.as_ref().map(|url| url.as_str().to_owned());
    html! {
        <div class="foot" part="foot">
            <button class="button primary" part="primary" type="button" hidden={connect && !review && !sending}
                aria-disabled={sending.then_some("true")}
                onclick={scene.on(move || if connect { Message::Connect } else { Message::Continue })}>
                {scene.say(label)}
            </button>
            <button class="button" part="back" type="button" hidden={!back} onclick={scene.on(|| Message::Back)}>{scene.say("action.back")}</button>
            <span class="gap" />
            <span hidden={support.is_none()}>{outward(scene, "button quiet", support.unwrap_or_default(), scene.say("action.help"))}</span>
            <button class={if done { "button primary" } else { "button quiet" }} part="close" type="button" onclick={scene.link.callback(|_| Msg::Close)}>{scene.say("action.close")}</button>
        </div>
    }
}

use yew::prelude::*;

use crate::shell::app::Msg;

use super::Scene;

/// Asks before typed values are left behind.
pub fn close_dialog(scene: &Scene<'_>) -> Html {
    html! {
        <dialog ref={scene.dialog.clone()} aria-labelledby="close-title">
            <@{scene.tag(1)} id="close-title">{scene.say("close.title")}</@>
            <p>{scene.say("close.text")}</p>
            <div class="buttons">
                <button class="button primary" type="button" autofocus=true onclick={scene.link.callback(|_| Msg::CloseDialog)}>{scene.say("close.stay")}</button>
                <button class="button" type="button" onclick={scene.link.callback(|_| Msg::Leave)}>{scene.say("close.leave")}</button>
            </div>
        </dialog>
    }
}

use yew::NodeRef;

use crate::shell::Msg;

use super::Scene;
use super::element::{El, classed, el};

/// Asks before typed values are left behind.
pub fn close_dialog(scene: &Scene<'_>) -> El {
    let stay = scene.button("button primary", "close.stay", scene.link.callback(|_| Msg::CloseDialog));
    let leave = scene.button("button", "close.leave", scene.link.callback(|_| Msg::Leave));
    question(scene, scene.dialog, "close", [stay, leave])
}

/// Asks before everything is cleared.
pub fn start_over_dialog(scene: &Scene<'_>) -> El {
    let cancel =
        scene.button("button primary", "action.cancel", scene.link.callback(|_| Msg::CancelStartOver));
    let clear = scene.button("button", "action.start-over", scene.link.callback(|_| Msg::StartOver));
    question(scene, scene.again, "again", [cancel, clear])
}

/// A dialog with a title and a sentence under `key`. The way back is first and has the focus.
fn question(scene: &Scene<'_>, node: &NodeRef, key: &str, [back, on]: [El; 2]) -> El {
    let id = [key, "-title"].concat();
    let title = scene.heading(1, "name").set("id", id.clone()).text(scene.say_of(key, "title"));
    el("dialog")
        .bind(node)
        .set("aria-labelledby", id)
        .child(title)
        .child(el("p").text(scene.say_of(key, "text")))
        .child(classed("div", "buttons").child(back.flag("autofocus", true)).child(on))
}

use crate::shell::Msg;

use super::Scene;
use super::element::{El, classed, el};

/// Asks before typed values are left behind.
pub fn close_dialog(scene: &Scene<'_>) -> El {
    let stay = scene.button("button primary", "close.stay", scene.link.callback(|_| Msg::CloseDialog));
    let leave = scene.button("button", "close.leave", scene.link.callback(|_| Msg::Leave));
    el("dialog")
        .bind(scene.dialog)
        .attr("aria-labelledby", "close-title")
        .child(scene.heading(1, "name").attr("id", "close-title").text(scene.say("close.title")))
        .child(el("p").text(scene.say("close.text")))
        .child(classed("div", "buttons").child(stay.flag("autofocus", true)).child(leave))
}

/// Asks before everything is cleared.
pub fn start_over_dialog(scene: &Scene<'_>) -> El {
    let cancel =
        scene.button("button primary", "action.cancel", scene.link.callback(|_| Msg::CancelStartOver));
    let clear = scene.button("button", "action.start-over", scene.link.callback(|_| Msg::StartOver));
    el("dialog")
        .bind(scene.again)
        .attr("aria-labelledby", "again-title")
        .child(scene.heading(1, "name").attr("id", "again-title").text(scene.say("again.title")))
        .child(el("p").text(scene.say("again.text")))
        .child(classed("div", "buttons").child(cancel.flag("autofocus", true)).child(clear))
}

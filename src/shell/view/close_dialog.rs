use crate::shell::app::Msg;

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

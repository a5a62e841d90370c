use crate::shell::Msg;

use super::Scene;
use super::element::{El, classed, el};

/// What is wrong on this step, on top, with a way to each field. It has the focus after a failed Continue.
pub fn problems(scene: &Scene<'_>) -> El {
    let complaints: Vec<_> = scene.wizard.complaints().collect();
    let none = complaints.is_empty();
    let items = complaints.into_iter().map(|complaint| {
        let way = el("button")
            .attr("type", "button")
            .on_click(scene.on_with(complaint.field, Msg::FocusField))
            .text(scene.complaint("error", complaint));
        el("li").key(complaint.field.id()).child(way)
    });
    classed("div", "problems")
        .attr("part", "problems")
        .bind(scene.problems)
        .attr("tabindex", "-1")
        .attr("role", "group")
        .attr("aria-labelledby", "problems-title")
        .hidden(none)
        .child(scene.heading(1, "name").attr("id", "problems-title").text(scene.say("problem.title")))
        .child(el("ul").children(items))
}

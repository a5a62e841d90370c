use crate::shell::Msg;
use crate::wizard::Focus;

use super::Scene;
use super::element::{El, classed, el};
use super::extra_fields::extra_words;

/// What is wrong on this step, on top, with a way to each field. It has the focus after a failed Continue.
pub fn problems(scene: &Scene<'_>) -> El {
    let own = scene.wizard.complaints().map(|complaint| {
        let focus = match complaint.at {
            0 => Focus::Field(complaint.field),
            at => Focus::Subscription(at),
        };
        (focus, scene.complaint("error", complaint))
    });
    let extras = scene.wizard.extra_complaints().iter();
    let extras = extras.map(|complaint| (Focus::Extra(complaint.at), extra_words(scene, complaint)));
    let items: Vec<_> = own
        .chain(extras)
        .enumerate()
        .map(|(place, (focus, words))| {
            let way =
                el("button").attr("type", "button").on_click(scene.on_with(focus, Msg::FocusOn)).text(words);
            el("li").key(&place.to_string()).child(way)
        })
        .collect();
    classed("div", "problems")
        .attr("part", "problems")
        .bind(scene.problems)
        .attr("tabindex", "-1")
        .attr("role", "group")
        .attr("aria-labelledby", "problems-title")
        .hidden(items.is_empty())
        .child(scene.heading(1, "name").attr("id", "problems-title").text(scene.say("problem.title")))
        .child(el("ul").children(items))
}

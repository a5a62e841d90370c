use crate::profile::{CredentialKind, Route};
use crate::shell::Msg;
use crate::wizard::{Message, Step, Wizard};

use super::Scene;
use super::element::{El, classed, el};

/// The key of a step's name: where a script does the work, and on “I have the values”, one step asks for
/// everything.
pub fn step_key(step: Step, wizard: &Wizard) -> &'static str {
    match step {
        Step::Route => "step.route",
        Step::App => "step.app",
        Step::Credential if wizard.route() == Route::Existing => "step.values",
        Step::Credential if wizard.route() == Route::Terraform => "step.terraform",
        Step::Credential if wizard.route().is_scripted() => "step.script",
        Step::Credential => match wizard.kind() {
            CredentialKind::Secret => "step.credential",
            CredentialKind::Federated => "step.federated",
            CredentialKind::Certificate => "step.certificate",
        },
        Step::Subscription => "step.subscription",
        Step::Role => "step.role",
        Step::Assign => "step.assign",
        Step::Connect => "step.connect",
    }
}

/// The thin named line of steps; one line of text where there is no room.
pub fn steps_line(scene: &Scene<'_>) -> El {
    let wizard = scene.wizard;
    let steps = wizard.itinerary().steps();
    let here = wizard.itinerary().position(wizard.step()).unwrap_or(0);
    let done = wizard.phase().is_done();
    let stop = |(index, step): (usize, &Step)| {
        let step = *step;
        let name = scene.say(step_key(step, wizard));
        let visited = wizard.was_visited(step);
        let current = index == here;
        let open = !current && visited && !wizard.is_busy() && !done;
        let go = classed("button", "stop")
            .attr("type", "button")
            .hidden(!open)
            .on_click(scene.on_with(step, |step| Msg::Wizard(Message::GoTo(step))))
            .text(name.clone());
        let item = el("li").key(step.id()).child(go).child(classed("span", "stop").hidden(open).text(name));
        let item = item.attr("class", if visited { "visited" } else { "ahead" });
        if current { item.attr("aria-current", "step") } else { item }
    };
    let (index, total) = ((here + 1).to_string(), steps.len().to_string());
    let name = scene.say(step_key(wizard.step(), wizard));
    let narrow = scene.fill("steps.narrow", &[("index", &index), ("total", &total), ("name", &name)]);
    let line = classed("nav", "steps")
        .attr("part", "steps")
        .set("aria-label", scene.say("steps.label"))
        .child(el("ol").children(steps.iter().enumerate().map(stop)));
    el("div").child(line).child(classed("p", "narrow").text(narrow))
}

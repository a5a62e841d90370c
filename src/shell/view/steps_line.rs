use yew::prelude::*;

use crate::profile::Route;
use crate::wizard::{Message, Phase, Step};

use super::Scene;

/// The key of a step's name: on “I have the values” one step asks for everything.
pub fn step_key(step: Step, route: Route) -> &'static str {
    match step {
        Step::Route => "step.route",
        Step::App => "step.app",
        Step::Credential if route == Route::Existing => "step.values",
        Step::Credential => "step.credential",
        Step::Subscription => "step.subscription",
        Step::Role => "step.role",
        Step::Assign => "step.assign",
        Step::Connect => "step.connect",
    }
}

/// The thin named line of steps; one line of text where there is no room.
pub fn steps_line(scene: &Scene<'_>) -> Html {
    let wizard = scene.wizard;
    let steps = wizard.itinerary().steps();
    let here = wizard.itinerary().position(wizard.step()).unwrap_or(0);
    let done = matches!(wizard.phase(), Phase::Done(_));
    let numbers = [("index", (here + 1).to_string()), ("total", steps.len().to_string())];
    let name = scene.say(step_key(wizard.step(), wizard.route()));
    let narrow =
        scene.fill("steps.narrow", &[("index", &numbers[0].1), ("total", &numbers[1].1), ("name", &name)]);
    html! {
        <>
            <nav class="steps" part="steps" aria-label={scene.say("steps.label")}>
                <ol>
                    { for steps.iter().enumerate().map(|(index, step)| {
                        let step = *step;
                        let name = scene.say(step_key(step, wizard.route()));
                        let current = index == here;
                        let open = !current && wizard.was_visited(step) && !wizard.is_busy() && !done;
                        let class = if wizard.was_visited(step) { "visited" } else { "" };
                        html! {
                            <li key={step.id()} {class} aria-current={current.then_some("step")}>
                                <button class="stop" type="button" hidden={!open} onclick={scene.on(move || Message::GoTo(step))}>{name.clone()}</button>
                                <span class="stop" hidden={open}>{name}</span>
                            </li>
                        }
                    }) }
                </ol>
            </nav>
            <p class="narrow">{narrow}</p>
        </>
    }
}

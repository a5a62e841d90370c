use yew::prelude::*;

use crate::shell::app::Msg;

use super::Scene;

/// What is wrong on this step, on top, with a way to each field. It has the focus after a failed Continue.
pub fn problems(scene: &Scene<'_>) -> Html {
    let complaints: Vec<_> = scene.wizard.complaints().collect();
    html! {
        <div class="problems" part="problems" ref={scene.problems.clone()} tabindex="-1" role="group"
            aria-labelledby="problems-title" hidden={complaints.is_empty()}>
            <@{scene.tag(2)} id="problems-title">{scene.say("problem.title")}</@>
            <ul>
                { for complaints.into_iter().map(|complaint| {
                    let field = complaint.field;
                    html! {
                        <li key={field.id()}>
                            <button type="button" onclick={scene.link.callback(move |_| Msg::FocusField(field))}>
                                {scene.complaint("error", complaint)}
                            </button>
                        </li>
                    }
                }) }
            </ul>
        </div>
    }
}

use yew::prelude::*;

use crate::profile::{Role, Route};
use crate::wizard::{Phase, Step};

use super::icon::{Icon, icon};
use super::{
    Scene, assign_step, close_dialog, connect_step, credential_step, foot, portal_step, problems, role_step,
    route_step, steps_line,
};

/// The whole wizard. Every step has an element that stays; the credential's keeps its content as
/// well once it was shown, because the secret lives in its field and nowhere else.
pub fn stage(scene: &Scene<'_>) -> Html {
    let wizard = scene.wizard;
    let here = wizard.step();
    let restored = wizard.was_restored() && !matches!(wizard.phase(), Phase::Done(_));
    let (title, lead, connect) = if here == Step::Connect {
        connect_step::connect_step(scene)
    } else {
        (scene.say(steps_line::step_key(here, wizard.route())), lead(scene), html! { <div /> })
    };
    html! {
        <div class="frame" role="region" aria-label={scene.say("region")}>
            <div class="head">
                {scene.heading(0, "title", scene.say("title"))}
                <slot name="header" />
            </div>
            {steps_line::steps_line(scene)}
            <p class="restored" hidden={!restored}>{scene.say("restored")}</p>
            <div class="stage" part="stage">
                {problems::problems(scene)}
                <div class="crown" hidden={!matches!(wizard.phase(), Phase::Done(_))}>{icon(Icon::Check)}</div>
                <@{scene.tag(1)} class="heading" tabindex="-1" ref={scene.heading.clone()}>{title}</@>
                <p class="lead">{lead}</p>
                { for Step::ALL.into_iter().map(|step| {
                    let shown = step == here || (step == Step::Credential && wizard.was_visited(step));
                    let content = match step {
                        Step::Connect => connect.clone(),
                        _ if shown => panel(scene, step),
                        _ => html! { <div /> },
                    };
                    html! { <div key={step.id()} class="panel" hidden={step != here}>{content}</div> }
                }) }
                <slot name="help" />
            </div>
            {foot::foot(scene)}
            <div class="copied" role="status"><span>{scene.status.clone()}</span></div>
            <p class="said" role="status">{scene.progress.clone()}</p>
            {close_dialog::close_dialog(scene)}
        </div>
    }
}

fn panel(scene: &Scene<'_>, step: Step) -> Html {
    match step {
        Step::Route => route_step::route_step(scene),
        Step::App | Step::Subscription => portal_step::portal_step(scene, step),
        Step::Credential => credential_step::credential_step(scene),
        Step::Role => role_step::role_step(scene),
        Step::Assign => assign_step::assign_step(scene),
        Step::Connect => html! { <div /> },
    }
}

fn lead(scene: &Scene<'_>) -> String {
    let wizard = scene.wizard;
    match wizard.step() {
        Step::Credential if wizard.route() == Route::Existing => scene.say("lead.values"),
        Step::Role => {
            let count = match &wizard.profile().role {
                Some(Role::Custom(role)) => role.actions.len() + role.data_actions.len(),
                _ => 0,
            };
            scene.fill("lead.role", &[("count", &count.to_string())])
        }
        step => scene.say_of("lead", step.id()),
    }
}

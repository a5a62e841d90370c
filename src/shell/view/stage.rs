use yew::prelude::*;

use crate::profile::Route;
use crate::wizard::Step;

use super::element::{El, classed, el};
use super::icon::{Icon, icon};
use super::{
    Scene, assign_step, care, close_dialog, connect_step, credential_step, foot, portal_step, problems,
    role_step, route_step, steps_line, subscription_chooser,
};

/// The whole wizard. Every step has an element that stays; the credential's has its content
/// from the first of the later steps on, because the secret lives in its field and nowhere else.
pub fn stage(scene: &Scene<'_>) -> Html {
    let wizard = scene.wizard;
    let here = wizard.step();
    let done = wizard.phase().is_done();
    let caring = !scene.early && wizard.care().is_open();
    let mut care = el("div");
    let (title, lead, mut connect) = if caring {
        let (title, lead, body) = later_care(scene);
        care = body;
        (title, lead, None)
    } else if here == Step::Connect {
        let (title, lead, body) = later_words(scene);
        (title, lead, Some(body))
    } else {
        (scene.say(steps_line::step_key(here, wizard)), lead(scene), None)
    };
    // The secret's field is there before its own step: a paste on an earlier one may bring the secret.
    let begun = Step::ALL.into_iter().any(|step| step != Step::Route && wizard.was_visited(step));
    let panels = Step::ALL.into_iter().map(|step| {
        let shown = (step == here && !caring)
            || (step == Step::Credential && begun && !caring)
            || (step == Step::Role && wizard.desk().holds_text());
        let content = match step {
            Step::Connect => connect.take().unwrap_or_else(|| el("div")),
            _ if shown => panel(scene, step),
            _ => el("div"),
        };
        classed("div", "panel").key(step.id()).hidden(step != here || caring).child(content)
    });
    let care = classed("div", "panel").key("care").hidden(!caring).child(care);
    let panels = el("div").children(panels.chain([care]));
    let heading = scene.heading(1, "heading").attr("tabindex", "-1").bind(scene.heading).text(title);
    let stage = classed("div", "stage")
        .attr("part", "stage")
        .child(problems(scene))
        .child(classed("div", "crown").hidden(!done || caring).child(icon(Icon::Check)))
        .child(heading)
        .child(classed("p", "lead").text(lead))
        .child(panels)
        .child(el("slot").attr("name", "help"))
        .hidden(scene.opening);
    let head = classed("div", "head")
        .child(scene.heading(0, "title").text(scene.say("title")))
        .child(el("slot").attr("name", "header"));
    let status = classed("div", "copied").attr("role", "status");
    classed("div", "frame")
        .attr("role", "region")
        .set("aria-label", scene.say("region"))
        .child(head)
        .child(steps_line::steps_line(scene).hidden(caring || scene.opening))
        .child(scene.words("p", "restored", "restored").hidden(!wizard.was_restored() || done || caring))
        .child(connections(scene))
        .child(stage)
        .child(foot::foot(scene).hidden(scene.opening))
        .child(status.child(el("span").text(scene.status.to_string())))
        .child(classed("p", "said").attr("role", "status").text(scene.progress.to_string()))
        .child(close_dialog::close_dialog(scene))
        .child(close_dialog::start_over_dialog(scene))
        .child(chooser(scene))
        .into()
}

fn panel(scene: &Scene<'_>, step: Step) -> El {
    match step {
        Step::Route => route_step::route_step(scene),
        _ if scene.early => el("div"),
        _ => later_panel(scene, step),
    }
}

/// The steps after the first, which are in the rest of the wasm (`crate::shell::rest`).
#[inline(never)]
fn later_panel(scene: &Scene<'_>, step: Step) -> El {
    match step {
        Step::App | Step::Subscription => portal_step::portal_step(scene, step),
        Step::Credential => credential_step::credential_step(scene),
        Step::Role => role_step::role_step(scene),
        Step::Assign => assign_step::assign_step(scene),
        Step::Route | Step::Connect => el("div"),
    }
}

/// The line that leads to the connections that there are.
fn connections(scene: &Scene<'_>) -> El {
    if scene.early { el("div").hidden(true) } else { later_connections(scene) }
}

#[inline(never)]
fn later_connections(scene: &Scene<'_>) -> El {
    care::way_in(scene)
}

/// The screen about connections that is open, which is in the rest of the wasm too.
#[inline(never)]
fn later_care(scene: &Scene<'_>) -> (String, String, El) {
    care::care_screen(scene)
}

fn chooser(scene: &Scene<'_>) -> El {
    if scene.early { el("dialog") } else { later_chooser(scene) }
}

/// What is wrong on a step. Before the rest of the wasm is there, nothing is.
fn problems(scene: &Scene<'_>) -> El {
    if scene.early { classed("div", "problems").hidden(true) } else { later_problems(scene) }
}

/// The same, which is in the rest of the wasm.
#[inline(never)]
fn later_problems(scene: &Scene<'_>) -> El {
    problems::problems(scene)
}

/// The chooser of subscriptions, which is in the rest of the wasm too.
#[inline(never)]
fn later_chooser(scene: &Scene<'_>) -> El {
    subscription_chooser::subscription_chooser(scene)
}

/// The last step, which is in the rest of the wasm too.
#[inline(never)]
fn later_words(scene: &Scene<'_>) -> (String, String, El) {
    connect_step::connect_step(scene)
}

fn lead(scene: &Scene<'_>) -> String {
    match scene.wizard.step() {
        Step::Credential if scene.wizard.route() == Route::Existing && scene.wizard.is_by_secret() => {
            scene.say("lead.values")
        }
        step if scene.early => scene.say_of("lead", step.id()),
        _ => later_lead(scene),
    }
}

/// What is to be done on a step, where it depends on what is there already.
#[inline(never)]
fn later_lead(scene: &Scene<'_>) -> String {
    let wizard = scene.wizard;
    match wizard.step() {
        Step::Role if wizard.role_is_enough() => scene.say("lead.role-done"),
        Step::Role if wizard.extends_role() => scene.say("lead.role-again"),
        Step::Role => {
            let count = wizard.role_listing().map_or(0, |listing| listing.counts().total());
            scene.count("lead.role", count, &[])
        }
        Step::Subscription if wizard.takes_many() => scene.say("subscriptions.lead"),
        Step::App if wizard.reused().is_some() => scene.say("lead.app-again"),
        Step::Credential if wizard.route() == Route::Existing => scene.say("kind.lead.values"),
        Step::Credential if wizard.route() == Route::Terraform => scene.say("lead.terraform"),
        Step::Credential if wizard.route().is_scripted() => scene.say("lead.script"),
        Step::Credential if wizard.is_federated() => scene.say("lead.federated"),
        Step::Credential if wizard.is_by_certificate() => scene.say("kind.lead.certificate"),
        step => scene.say_of("lead", step.id()),
    }
}

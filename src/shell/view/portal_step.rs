use crate::profile::Route;
use crate::wizard::Step;

use super::Scene;
use super::acts::acts;
use super::certificate_panel::certificate_panel;
use super::element::{El, classed, el};
use super::federation_panel::federation_panel;
use super::field::fields;
use super::paste_panel::paste_panel;
use super::reuse::reuse_offer;

/// What to do in Azure, and what to bring back.
pub fn portal_step(scene: &Scene<'_>, step: Step) -> El {
    classed("div", "columns").child(acts(scene, step)).child(bring_back(scene, step))
}

/// The right column: the fields of a step.
pub fn bring_back(scene: &Scene<'_>, step: Step) -> El {
    // A script has in it what Azure is to trust.
    let panel = step == Step::Credential && !scene.wizard.route().is_scripted();
    let name = match (scene.wizard.fields(step).is_empty(), scene.wizard.is_by_certificate()) {
        (false, _) => "field.group",
        (true, false) => "federation.title",
        (true, true) => "certificate.title",
    };
    let beside = name == "field.group" && scene.wizard.route() != Route::Existing;
    classed("section", "bring")
        .set("aria-label", scene.say(name))
        .child(scene.heading(2, "part-title").hidden(!beside).text(scene.say("field.group")))
        .child(reuse_offer(scene, step))
        .child(paste_panel(scene, step))
        .child(fields(scene, step))
        .child(if panel { federation_panel(scene) } else { el("div") })
        .child(if panel { certificate_panel(scene) } else { el("div") })
}

use crate::wizard::Step;

use super::Scene;
use super::acts::acts;
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
    // A script has the three values in it.
    let panel = step == Step::Credential && !scene.wizard.route().is_scripted();
    let nothing = scene.wizard.fields(step).is_empty();
    classed("section", "bring")
        .set("aria-label", scene.say(if nothing { "federation.title" } else { "field.group" }))
        .child(reuse_offer(scene, step))
        .child(paste_panel(scene, step))
        .child(fields(scene, step))
        .child(if panel { federation_panel(scene) } else { el("div") })
}

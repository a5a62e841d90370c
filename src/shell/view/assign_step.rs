use crate::wizard::Step;

use super::Scene;
use super::acts::acts;
use super::element::{El, classed, el};
use super::role_step::fact;

/// The assignment: nothing to bring back, so the right column says what is being given to whom.
pub fn assign_step(scene: &Scene<'_>) -> El {
    let profile = scene.wizard.profile();
    let role = scene.wizard.role_name().unwrap_or_default().to_owned();
    let client = scene.wizard.answers().client.text().to_owned();
    let scope = scene.wizard.answers().scopes().first().map(ToString::to_string).unwrap_or_default();
    let who = el("dd")
        .text(profile.app.name.clone())
        .child(el("br"))
        .child(classed("span", "mono soft").attr("dir", "ltr").text(client));
    let facts = classed("dl", "facts")
        .child(fact(scene.say("assign.who"), who))
        .child(fact(scene.say("assign.what"), el("dd").text(role)))
        .child(fact(scene.say("assign.where"), classed("dd", "mono").attr("dir", "ltr").text(scope)));
    let given = classed("section", "bring")
        .child(scene.heading(2, "part-title").text(scene.say("assign.title")))
        .child(facts)
        .child(scene.words("p", "note", "assign.wait"));
    classed("div", "columns").child(acts(scene, Step::Assign)).child(given)
}

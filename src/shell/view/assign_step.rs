use crate::azure::Blade;
use crate::wizard::Step;

use super::Scene;
use super::acts::{acts, outward};
use super::element::{El, classed, el};
use super::role_step::fact;

/// The most scopes that are named, each with its page.
const SCOPES: usize = 20;

/// The assignment: nothing to bring back, so the right column says what is being given to whom.
pub fn assign_step(scene: &Scene<'_>) -> El {
    let profile = scene.wizard.profile();
    let role = scene.wizard.role_name().unwrap_or_default().to_owned();
    let client = scene.wizard.answers().client.text().to_owned();
    let answers = scene.wizard.answers();
    let scopes = answers.scopes();
    let several = scopes.len() > 1;
    let where_ = scopes.iter().take(SCOPES).map(|scope| {
        let path = scope.to_string();
        let id = scope.subscription();
        let shown = id.filter(|_| several).map_or_else(|| path.clone(), |id| id.to_string());
        let name = id.and_then(|id| answers.subscription_name(id)).unwrap_or_default().to_owned();
        // Each has a page of its own on which the role is assigned.
        let link = match id.filter(|_| several) {
            Some(_) => outward(
                scene,
                "link",
                scene.wizard.blade_url_of(Blade::AccessControl, id),
                scene.say("assign.open"),
            ),
            None => el("span").hidden(true),
        };
        el("li")
            .key(&path)
            .child(classed("span", "soft").attr("dir", "auto").hidden(name.is_empty()).text(name))
            .child(classed("span", "mono").attr("dir", "ltr").text(shown))
            .child(link)
    });
    let left = scopes.len().saturating_sub(SCOPES);
    let left_words = scene.count("role.scopes.more", left, &[]);
    let where_ = el("dd")
        .child(classed("ul", "scopes").children(where_))
        .child(classed("span", "soft").hidden(left == 0).text(left_words));
    let who = el("dd")
        .text(profile.app.name.clone())
        .child(el("br"))
        .child(classed("span", "mono soft").attr("dir", "ltr").text(client));
    let facts = classed("dl", "facts")
        .child(fact(scene.say("assign.who"), who))
        .child(fact(scene.say("assign.what"), el("dd").text(role)))
        .child(fact(scene.say("assign.where"), where_));
    let given = classed("section", "bring")
        .child(scene.heading(2, "part-title").text(scene.say("assign.title")))
        .child(facts)
        .child(scene.words("p", "note", "assign.wait"));
    classed("div", "columns").child(acts(scene, Step::Assign)).child(given)
}

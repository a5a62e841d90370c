use crate::azure::Field;
use crate::profile::{CustomRole, Role};
use crate::shell::Msg;
use crate::wizard::{Message, Step};

use super::Scene;
use super::acts::{acts, copy_button};
use super::element::{El, classed, el};

/// The custom role, made for the admin's own subscription: to download, to copy, to read.
pub fn role_step(scene: &Scene<'_>) -> El {
    let columns = classed("div", "columns").child(acts(scene, Step::Role));
    match &scene.wizard.profile().role {
        Some(Role::Custom(role)) => columns.child(role_file(scene, role)),
        _ => columns,
    }
}

/// A term and what it stands for.
pub fn fact(term: String, value: El) -> El {
    el("div").child(el("dt").text(term)).child(value)
}

fn role_file(scene: &Scene<'_>, role: &CustomRole) -> El {
    let json = scene.wizard.role_json();
    let ready = json.is_some();
    let json = json.unwrap_or_default();
    let count = (role.actions.len() + role.data_actions.len()).to_string();
    let scope = scene.wizard.answers().scopes().first().map(ToString::to_string).unwrap_or_default();
    let mono = |text: String| classed("dd", "mono").attr("dir", "ltr").text(text);
    let facts = classed("dl", "facts")
        .child(fact(scene.say("role.name"), mono(role.name.clone())))
        .child(fact(scene.say("role.scope"), mono(scope)));
    let back =
        scene.button("link", "role.need-subscription", scene.on(|| Message::Change(Field::Subscription)));
    let download =
        scene.button("button primary", "download.role", scene.link.callback(|_| Msg::DownloadRole));
    let copy = classed("span", "value").child(copy_button(scene, "copy.role-json", &json));
    let code = classed("pre", "code")
        .attr("part", "code")
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr("dir", "ltr")
        .set("aria-label", scene.say("role.json"))
        .text(json);
    let file = el("div")
        .hidden(!ready)
        .child(classed("div", "buttons").child(download).child(copy))
        .child(code)
        .child(classed("p", "soft").text(scene.fill("role.count", &[("count", &count)])));
    let reasons = role.reasons.iter().map(|(pattern, reason)| {
        let term = classed("dt", "mono").attr("dir", "ltr").text(pattern.clone());
        el("div").key(pattern).child(term).child(el("dd").text(reason.clone()))
    });
    let why = el("details")
        .hidden(role.reasons.is_empty())
        .child(el("summary").text(scene.say("role.why")))
        .child(classed("dl", "facts").children(reasons));
    classed("section", "bring")
        .attr("part", "role")
        .child(scene.heading(2, "part-title").text(scene.say("role.title")))
        .child(facts)
        .child(classed("p", "note").hidden(ready).child(back))
        .child(file)
        .child(why)
}

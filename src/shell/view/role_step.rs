use crate::shell::Msg;
use crate::wizard::{Message, RoleMessage, RoleToHand, Step};

use super::Scene;
use super::acts::acts;
use super::element::{El, classed, el};
use super::role_allows::role_allows;
use super::role_existing::{faults, role_existing};
use super::role_file::role_file;

/// The most scopes that are named before the file, which has them all.
const SCOPES: usize = 5;

/// The custom role, made for the admin's own subscription: to download, to copy, to read.
pub fn role_step(scene: &Scene<'_>) -> El {
    classed("div", "columns").child(acts(scene, Step::Role)).child(role(scene))
}

/// A term and what it stands for.
pub fn fact(term: String, value: El) -> El {
    el("div").child(el("dt").text(term)).child(value)
}

fn role(scene: &Scene<'_>) -> El {
    let wizard = scene.wizard;
    let hand = wizard.role_to_hand();
    let hand = hand.as_deref();
    let name = wizard.role_name().unwrap_or_default().to_owned();
    let name = classed("dd", "mono").attr("dir", "ltr").text(name);
    let scopes = hand.map_or(&[][..], |hand| &hand.scopes);
    let term = if scopes.len() > 1 { "role.scopes" } else { "role.scope" };
    let facts = classed("dl", "facts")
        .child(fact(scene.say("role.name"), name))
        .child(fact(scene.say(term), scope_list(scene, scopes)));
    let back = scene.button(
        "link",
        "role.need-subscription",
        scene.on_with(wizard.answers().target.field(), |field| Msg::Wizard(Message::Change(field))),
    );
    classed("section", "bring")
        .attr("part", "role")
        .child(scene.heading(2, "part-title").text(scene.say("role.title")))
        .child(facts)
        .child(classed("p", "note").hidden(hand.is_some()).child(back))
        .child(extension(scene, hand))
        .child(faults(scene, hand.map_or(&[][..], |hand| &hand.faults)))
        .child(role_file(scene, hand))
        .child(classed("div", "branches").child(role_allows(scene)).child(role_existing(scene)))
}

fn scope_list(scene: &Scene<'_>, scopes: &[String]) -> El {
    let lines = scopes.iter().take(SCOPES).enumerate().map(|(at, scope)| {
        classed("span", "mono line").attr("dir", "ltr").key(&at.to_string()).text(scope.clone())
    });
    let more = scopes.len().saturating_sub(SCOPES);
    let rest = scene.count("role.scopes.more", more, &[]);
    el("dd").child(el("span").children(lines)).child(classed("span", "soft").hidden(more == 0).text(rest))
}

/// Whether the file extends the role that is there, and the way to the other.
fn extension(scene: &Scene<'_>, hand: Option<&RoleToHand>) -> El {
    let wizard = scene.wizard;
    let anew = wizard.desk().is_anew();
    let words = if anew {
        "role.is-anew"
    } else if wizard.role_is_enough() {
        "role.enough"
    } else if wizard.read_role_file().is_some() {
        "role.extends.shown"
    } else {
        "role.extends"
    };
    let way = if anew { "role.not-anew" } else { "role.anew" };
    let turn = scene.on_with(!anew, |anew| Msg::Wizard(Message::Role(RoleMessage::Anew(anew))));
    classed("div", "remark")
        .hidden(!(hand.is_some() && wizard.could_extend_role()))
        .child(scene.words("p", "", words))
        .child(scene.button("link", way, turn))
}

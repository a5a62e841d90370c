use crate::contract::Connection;
use crate::shell::Msg;
use crate::shell::view::Scene;
use crate::shell::view::element::{El, classed, el};
use crate::shell::view::icon::{Icon, icon};
use crate::wizard::{CareMessage, Message};

use super::name::{badge, countdown, covers, name_of};
use super::{Screen, act};

/// All connections of the account.
pub fn list(scene: &Scene<'_>) -> Screen {
    let care = scene.wizard.care();
    let rows = care.connections().iter().map(|connection| row(scene, connection));
    let rows = classed("ul", "care-list").attr("part", "connections").children(rows);
    let failed = classed("div", "remark bad")
        .hidden(!care.is_unlisted())
        .child(el("p").text(scene.say("care.list.failed")))
        .child(act(scene, "button small", "action.try-again", || CareMessage::Reload));
    let another = act(scene, "button primary", "care.connect-another", || CareMessage::Leave);
    let body = el("div")
        .child(failed)
        .child(rows.hidden(care.connections().is_empty()))
        .child(classed("div", "buttons section").child(another));
    let empty = care.connections().is_empty();
    let lead = scene.say(if empty { "care.list.none" } else { "care.list.lead" });
    (scene.say("care.list.title"), lead, body)
}

fn row(scene: &Scene<'_>, connection: &Connection) -> El {
    let id = connection.id.clone();
    let open = scene.link.callback(move |_| Msg::Wizard(Message::Care(CareMessage::Open(id.clone()))));
    let name = name_of(scene, connection);
    let troubles = scene.wizard.troubles_of(connection);
    let ends = countdown(scene, connection);
    let what = classed("span", "mono").attr("dir", "ltr").text(covers(scene, connection));
    let known = connection.name.as_ref().is_some_and(|name| !name.is_empty());
    let note = classed("span", "care-ends")
        .hidden(ends.is_none())
        .child(icon(Icon::Clock))
        .text(ends.unwrap_or_default());
    let count = scene.count("care.troubles", troubles, &[]);
    let words = classed("span", "care-what")
        .child(classed("span", "name").attr("dir", "auto").text(name))
        .child(what.hidden(!known))
        .child(note)
        .child(classed("span", "hint").hidden(troubles == 0).text(count));
    let button = classed("button", "care-row")
        .attr("type", "button")
        .on_click(open)
        .child(words)
        .child(badge(scene, connection.status));
    el("li").key(connection.id.as_str()).child(button)
}

use web_sys::{HtmlInputElement, InputEvent};
use yew::TargetCast;

use crate::azure::role::{Access, Listing, Row};
use crate::shell::Msg;
use crate::wizard::{Message, RoleMessage};

use super::Scene;
use super::element::{El, classed, el};
use super::field::on_input;

/// What the role allows: how much of it looks and how much changes things, and each operation with its reason.
pub fn role_allows(scene: &Scene<'_>) -> El {
    let words = el("span").text(scene.say("role.allows"));
    match scene.wizard.role_listing() {
        Some(listing) => el("details")
            .child(el("summary").child(words).child(classed("span", "count").text(summary(scene, listing))))
            .child(
                classed("div", "ops")
                    .child(filter(scene))
                    .child(found(scene, listing))
                    .child(except(scene, listing)),
            ),
        None => el("details").hidden(true),
    }
}

fn summary(scene: &Scene<'_>, listing: &Listing) -> String {
    let counts = listing.counts();
    let data = counts.of(Access::DataRead) + counts.of(Access::DataChange);
    let total = scene.number(counts.total());
    let read = scene.number(counts.of(Access::Read) + counts.of(Access::DataRead));
    let change = scene.number(counts.of(Access::Change) + counts.of(Access::DataChange));
    let values = [("total", &*total), ("read", &*read), ("change", &*change)];
    let mut text = scene.count("role.allows.count", counts.total(), &values);
    if data > 0 {
        text.push_str(". ");
        text.push_str(&scene.count("role.allows.data", data, &[("data", &scene.number(data))]));
    }
    text
}

fn filter(scene: &Scene<'_>) -> El {
    let typed = scene.link.callback(|event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        Msg::Wizard(Message::Role(RoleMessage::Filter(input.value().into())))
    });
    let input = classed("input", "words")
        .attr("id", "role-filter")
        .attr("part", "input")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("autocapitalize", "none")
        .attr("spellcheck", "false")
        .attr("dir", "auto")
        .attr("aria-describedby", "role-filter-hint")
        .value(scene.wizard.desk().filter());
    classed("div", "field")
        .child(el("label").attr("for", "role-filter").text(scene.say("role.filter")))
        .child(scene.words("p", "hint", "role.filter.hint").attr("id", "role-filter-hint"))
        .child(classed("div", "control").child(on_input(input, typed)))
}

fn found(scene: &Scene<'_>, listing: &Listing) -> El {
    let desk = scene.wizard.desk();
    let rows: Vec<&Row> = listing.matching(desk.filter()).collect();
    let (count, all) = (rows.len(), listing.rows().len());
    let key = match count {
        0 => "role.filter.none",
        count if count == all => "role.filter.all",
        _ => "role.filter.some",
    };
    let told = scene.count(key, count, &[("total", &scene.number(all))]);
    let shown = rows.get(..desk.shown()).unwrap_or(&rows);
    let groups = shown.chunk_by(|one, next| one.provider == next.provider);
    let groups = groups.map(|rows| group(scene, listing, rows));
    let hidden = count - shown.len();
    let more = classed("button", "button small")
        .attr("type", "button")
        .on_click(scene.on(|| Message::Role(RoleMessage::More)))
        .text(scene.count("role.more", hidden.min(desk.more()), &[]));
    let table = classed("div", "rows")
        .attr("tabindex", "0")
        .attr("role", "region")
        .set("aria-label", scene.say("role.allows"))
        .hidden(count == 0);
    el("div")
        .child(classed("p", "soft").attr("role", "status").text(told))
        .child(table.children(groups))
        .child(more.hidden(hidden == 0))
}

fn group(scene: &Scene<'_>, listing: &Listing, rows: &[&Row]) -> El {
    let at = rows.first().map_or(0, |row| row.provider);
    let name = listing.providers().get(at).map(|provider| provider.name.as_str()).unwrap_or_default();
    let name = if name == "*" { scene.say("role.any-provider") } else { name.to_owned() };
    // A reason stands once above all operations that it is the reason for.
    let mut above = None;
    let lines = rows.iter().enumerate().map(|(at, row)| {
        let reason = row.reason.as_deref();
        let said = reason.filter(|_| above != reason);
        above = reason;
        line(scene, at, row, said)
    });
    el("div")
        .key(&at.to_string())
        .child(classed("p", "provider").attr("dir", "ltr").text(name))
        .child(el("ul").children(lines))
}

fn line(scene: &Scene<'_>, at: usize, row: &Row, reason: Option<&str>) -> El {
    let does = row.access.code();
    let why = classed("span", "why").attr("dir", "auto").hidden(reason.is_none());
    el("li")
        .key(&at.to_string())
        .child(why.text(reason.unwrap_or_default().to_owned()))
        .child(classed("span", "mono").attr("dir", "ltr").text(row.operation.clone()))
        .child(classed("span", "tag").attr("data-does", does).text(scene.say_of("role.does", does)))
}

/// What is taken out of the operations again.
fn except(scene: &Scene<'_>, listing: &Listing) -> El {
    let lines = listing.except().iter().enumerate().map(|(at, operation)| {
        let operation = classed("span", "mono").attr("dir", "ltr").text(operation.clone());
        el("li").key(&at.to_string()).child(operation)
    });
    el("div")
        .hidden(listing.except().is_empty())
        .child(scene.words("p", "provider", "role.except"))
        .child(el("ul").children(lines))
}

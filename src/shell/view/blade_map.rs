use crate::wizard::{BladeMap, MapItem, MapRow, PortalStep, RowKind};

use super::Scene;
use super::element::{El, classed, el};

/// The pages of the portal on a step, drawn small: where each numbered act happens, and what not to take.
///
/// A picture: whoever does not see it hears one sentence with the same numbers.
pub fn blade_maps(scene: &Scene<'_>, step: &PortalStep) -> El {
    let said: Vec<String> = step.maps.iter().map(|map| described(scene, step, map)).collect();
    let panes = step.maps.iter().map(|map| pane(scene, step, map));
    classed("div", "blade")
        .attr("part", "map")
        .attr("role", "img")
        .set("aria-label", said.join(". "))
        .children(panes)
}

fn described(scene: &Scene<'_>, step: &PortalStep, map: &BladeMap) -> String {
    let mut said = scene.fill("map.label", &[("title", &scene.say(&map.title))]);
    for item in map.rows.iter().flat_map(|row| &row.items) {
        let label = scene.say(&item.label);
        match mark(scene, step, item) {
            Some(_) if item.wrong => {
                said.push_str(&[", ", &scene.fill("map.not", &[("label", &label)])].concat())
            }
            Some(number) => said.push_str(&[", ", &number, " ", &label].concat()),
            None => {}
        }
    }
    said
}

/// The number of the act that a thing is about; a cross at what is not to be taken.
fn mark(scene: &Scene<'_>, step: &PortalStep, item: &MapItem) -> Option<String> {
    match step.number(item, scene.wizard.profile()) {
        Some(number) => Some(number.to_string()),
        None => item.wrong.then(|| "×".to_owned()),
    }
}

fn pane(scene: &Scene<'_>, step: &PortalStep, map: &BladeMap) -> El {
    let entries = map.menu.iter().enumerate().map(|(index, entry)| {
        let class = if index == map.here { "entry here" } else { "entry" };
        classed("span", class).key(entry).text(scene.say(entry))
    });
    let rows = map.rows.iter().enumerate().map(|(at, row)| drawn(scene, step, row).key(&at.to_string()));
    classed("div", "pane")
        .key(&map.title)
        .child(classed("div", "pane-head").text(scene.say(&map.title)))
        .child(
            classed("div", "pane-body")
                .child(classed("div", "menu").hidden(map.menu.is_empty()).children(entries))
                .child(classed("div", "page").children(rows)),
        )
}

fn drawn(scene: &Scene<'_>, step: &PortalStep, row: &MapRow) -> El {
    let things = row.items.iter().flat_map(|item| {
        let label = scene.say(&item.label);
        // The label of tabs names several.
        let labels: Vec<&str> = match row.kind {
            RowKind::Tabs => label.split(" · ").collect(),
            _ => vec![&*label],
        };
        labels.into_iter().map(|label| thing(scene, step, item, label)).collect::<Vec<_>>()
    });
    classed("div", "drawn").attr("data-kind", row.kind.as_str()).children(things)
}

/// A thing on the page: its mark, its words, and a stroke for what is beside or below them.
fn thing(scene: &Scene<'_>, step: &PortalStep, item: &MapItem, label: &str) -> El {
    let mark = mark(scene, step, item);
    let class = match (item.wrong, &mark, item.here) {
        (true, ..) => "thing wrong",
        (_, Some(_), true) => "thing wanted here",
        (_, Some(_), false) => "thing wanted",
        (_, None, true) => "thing here",
        (_, None, false) => "thing",
    };
    let sign = classed("span", "mark").hidden(mark.is_none()).text(mark.unwrap_or_default());
    classed("span", class)
        .key(label)
        .child(classed("span", "words").child(sign).child(el("span").text(label.to_owned())))
        .child(classed("span", "ghost"))
}

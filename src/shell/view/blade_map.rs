use crate::wizard::{BladeMap, MapRow, RowKind};

use super::Scene;
use super::element::{El, classed, el};

/// A portal page, drawn small: where to look, in which order, and what not to take.
pub fn blade_map(scene: &Scene<'_>, map: &BladeMap) -> El {
    let title = scene.say(&map.title);
    let entries = map.menu.iter().enumerate().map(|(index, entry)| {
        let class = if index == map.here { "here" } else { "away" };
        classed("li", class).key(entry).text(scene.say(entry))
    });
    let rows = map.rows.iter().map(|row| cells(scene, row));
    let body = classed("div", "body")
        .child(classed("ul", "menu").children(entries))
        .child(classed("div", "rows").children(rows));
    classed("figure", "blade")
        .attr("part", "map")
        .set("aria-label", scene.fill("map.label", &[("title", &title)]))
        .child(el("figcaption").text(title))
        .child(body)
}

fn cells(scene: &Scene<'_>, row: &MapRow) -> El {
    let mark = row.mark.as_deref().unwrap_or_default();
    let wrong = mark == "x";
    let sign = classed("span", if wrong { "mark x" } else { "mark" })
        .attr("aria-hidden", "true")
        .text(if wrong { "×".to_owned() } else { mark.to_owned() });
    let class = match (row.kind, mark) {
        (RowKind::Button, _) => "knob",
        (RowKind::Head | RowKind::Tabs, _) => "head-row",
        (RowKind::Choice, _) => "choose",
        (_, "x") => "wrong",
        (RowKind::Picked, _) => "choose wanted",
        (_, "") => "plain",
        _ => "wanted",
    };
    let dot = match row.kind {
        RowKind::Picked => classed("span", "dot on"),
        RowKind::Choice => classed("span", "dot"),
        _ => el("span"),
    };
    let ghost = matches!(row.kind, RowKind::Line | RowKind::Value | RowKind::Cells);
    let words = classed("span", class).child(dot).text(scene.say(&row.label));
    classed("div", "row")
        .key(&row.label)
        .child(if mark.is_empty() { el("span") } else { sign })
        .child(words)
        .child(classed("span", "ghost").hidden(!ghost))
}

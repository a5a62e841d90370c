use yew::prelude::*;

use crate::wizard::{BladeMap, MapRow, RowKind};

use super::Scene;

/// A portal page, drawn small: where to look, in which order, and what not to take.
pub fn blade_map(scene: &Scene<'_>, map: &BladeMap) -> Html {
    let title = scene.say(&map.title);
    html! {
        <figure class="blade" part="map" aria-label={scene.fill("map.label", &[("title", &title)])}>
            <figcaption>{title}</figcaption>
            <div class="body">
                <ul class="menu">
                    { for map.menu.iter().enumerate().map(|(index, entry)| html! {
                        <li key={entry.to_string()} class={(index == map.here).then_some("here")}>{scene.say(entry)}</li>
                    }) }
                </ul>
                <div class="rows">
                    { for map.rows.iter().map(|row| html! { <div key={row.label.to_string()} class="row">{cells(scene, row)}</div> }) }
                </div>
            </div>
        </figure>
    }
}

fn cells(scene: &Scene<'_>, row: &MapRow) -> Html {
    let label = scene.say(&row.label);
    let mark = row.mark.as_deref().unwrap_or_default();
    let wrong = mark == "x";
    let sign = html! {
        <span class={classes!("mark", wrong.then_some("x"))} hidden={mark.is_empty()} aria-hidden="true">
            {if wrong { "×".to_owned() } else { mark.to_owned() }}
        </span>
    };
    let gap = html! { <span hidden={!mark.is_empty()} /> };
    let class = if wrong {
        "wrong"
    } else if mark.is_empty() {
        ""
    } else {
        "wanted"
    };
    match row.kind {
        RowKind::Button => html! { <>{sign}{gap}<span class="knob">{label}</span></> },
        RowKind::Choice => html! { <>{sign}{gap}<span><span class="dot" />{label}</span></> },
        RowKind::Picked => {
            html! { <>{sign}{gap}<span class="wanted"><span class="dot on" />{label}</span></> }
        }
        RowKind::Head | RowKind::Tabs => html! { <>{sign}{gap}<span class="head-row">{label}</span></> },
        RowKind::Line | RowKind::Value | RowKind::Cells => {
            html! { <>{sign}{gap}<span {class}>{label}</span><span class="ghost" /></> }
        }
    }
}

use super::element::{El, el};

/// The few signs of the wizard, drawn on a grid of 20.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    Check,
    Cross,
    Clock,
    Warning,
    Copy,
    Paste,
    Search,
    Outward,
    Turn,
    Dash,
    Dot,
}

/// Draws a sign. It says nothing by itself: words stand beside it.
#[inline(never)]
pub fn icon(icon: Icon) -> El {
    let path = match icon {
        Icon::Check => "M4 10.5l4 4 8-9",
        Icon::Cross => "M5.5 5.5l9 9m0-9l-9 9",
        Icon::Clock => "M10 5v5l3.5 2M17.5 10a7.5 7.5 0 1 1-15 0 7.5 7.5 0 0 1 15 0z",
        Icon::Warning => "M10 3l7.5 13.5h-15zM10 8.5v3.5m0 2.2v.3",
        Icon::Copy => "M7 7V3.5h9.5V13H13M3.5 7H13v9.5H3.5z",
        Icon::Paste => "M7.5 3.5H4.5v13h11v-13h-3M7.5 2.5h5v3h-5zM7.5 10h5m-5 3h3",
        Icon::Search => "M13 13l4 4M14.5 8.75a5.75 5.75 0 1 1-11.5 0 5.75 5.75 0 0 1 11.5 0z",
        Icon::Outward => "M8 4H4v12h12v-4M11 4h5v5M16 4l-7 7",
        Icon::Turn => "M10 2.5a7.5 7.5 0 1 1-7.5 7.5",
        Icon::Dash => "M5 10h10",
        Icon::Dot => "M10 9.5v1",
    };
    let line = el("path")
        .attr("d", path)
        .attr("fill", "none")
        .attr("stroke", "currentColor")
        .attr("stroke-width", "1.75")
        .attr("stroke-linecap", "round")
        .attr("stroke-linejoin", "round");
    el("svg")
        .attr(
            "class",
            match icon {
                Icon::Turn => "spin",
                Icon::Outward | Icon::Search => "still pointing",
                _ => "still",
            },
        )
        .attr("viewBox", "0 0 20 20")
        .attr("aria-hidden", "true")
        .attr("focusable", "false")
        .child(line)
}

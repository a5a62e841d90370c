use yew::AttrValue;

use crate::contract::{Check, CheckState, Connection};
use crate::shell::Msg;
use crate::support::{More, bundle};

use super::Scene;
use super::element::{El, classed, el};

/// What support needs to know, to be read before it is copied or saved.
pub fn support(scene: &Scene<'_>, connection: Option<&Connection>, shown: bool) -> El {
    if !shown {
        return el("div").hidden(true);
    }
    let text = AttrValue::from(text(scene, connection));
    let block = classed("pre", "code")
        .attr("part", "code")
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr("dir", "ltr")
        .attr("translate", "no")
        .set("aria-label", scene.say("support.title"))
        .shared_text(text.clone());
    let look = el("details")
        .child(el("summary").text(scene.say("support.title")))
        .child(el("div").child(scene.words("p", "hint", "support.hint")).child(block));
    let copied = text.clone();
    let copy = scene.link.callback(move |_| Msg::Copy("copy.support", copied.clone()));
    let save = scene.link.callback(move |_| Msg::SaveSupport(text.clone()));
    let buttons = classed("div", "buttons")
        .child(scene.button("button small", "support.copy", copy))
        .child(scene.button("button small quiet", "support.download", save));
    classed("div", "section support").attr("part", "support").child(look).child(buttons)
}

/// Whether a check failed, so that somebody may want to ask for help.
pub fn has_failed(connection: &Connection) -> bool {
    connection.checks.iter().any(|check| check.state == CheckState::Fail)
}

fn text(scene: &Scene<'_>, connection: Option<&Connection>) -> String {
    let wizard = scene.wizard;
    let submission = if connection.is_some() { None } else { wizard.submission() };
    let settled = |check: &Check| scene.arrivals.of(check);
    let more = More {
        // A connection that there is has left its route behind.
        route: (!wizard.care().is_open()).then(|| wizard.route()),
        submission: submission.as_ref(),
        request: scene.trouble,
        at_ms: scene.arrivals.answered_ms(),
        settled: Some(&settled),
        echo: scene.echo,
    };
    bundle(wizard.profile(), connection, &more)
}

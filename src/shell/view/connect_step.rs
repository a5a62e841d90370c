use crate::contract::{CheckState, Connection, Status};
use crate::shell::Msg;
use crate::wizard::{Message, Phase, Watch, partly};

use super::Scene;
use super::check_groups::{checks, part_words, scopes_said};
use super::checks::passed;
use super::done::done;
use super::element::{El, classed, el};
use super::icon::{Icon, icon};
use super::keys::keys;
use super::refusal::refusal;
use super::review::review;
use super::support::{has_failed, support};

/// The last step: check the answers, send, watch the checks, end. Title, first sentence, body.
pub fn connect_step(scene: &Scene<'_>) -> (String, String, El) {
    let phase = scene.wizard.phase();
    let (title, lead, body) = match phase {
        Phase::Review => (scene.say("step.connect"), scene.say("lead.connect"), review(scene)),
        Phase::Sending { retrying } => sending(scene, *retrying),
        Phase::Watching(watch) => watching(scene, watch),
        Phase::Failed(connection) => failed(scene, connection),
        Phase::Refused(reason) => refusal(scene, reason),
        Phase::Done(connection) => done(scene, connection),
        Phase::Keys { taken } => keys(scene, *taken),
    };
    (title, lead, el("div").child(el("div").key(phase_key(phase)).child(body)))
}

/// Phases differ in all they show: a key of its own makes Yew draw each afresh.
fn phase_key(phase: &Phase) -> &'static str {
    match phase {
        Phase::Review => "review",
        Phase::Sending { .. } => "sending",
        Phase::Watching(_) => "watching",
        Phase::Failed(_) => "failed",
        Phase::Refused(_) => "refused",
        Phase::Done(_) => "done",
        Phase::Keys { .. } => "keys",
    }
}

fn sending(scene: &Scene<'_>, retrying: bool) -> (String, String, El) {
    let lead = scene.say(if retrying { "connecting.retry" } else { "connecting.send" });
    let stop = scene.button("button small", "action.stop", scene.on(|| Message::Stop));
    let body = classed("div", "progress").child(el("span").child(icon(Icon::Turn))).child(stop);
    (scene.say("connecting.title"), lead, body)
}

fn watching(scene: &Scene<'_>, watch: &Watch) -> (String, String, El) {
    let connection = watch.connection.as_deref();
    let unclear = connection.is_some_and(|connection| connection.status == Status::Unknown);
    let lead = scene.say(if watch.paused && watch.trouble {
        "connecting.lost"
    } else if watch.paused {
        "connecting.paused"
    } else if watch.trouble {
        "connecting.trouble"
    } else if unclear {
        "connecting.unclear"
    } else {
        "connecting.verify"
    });
    let (passed, all) = watch.connection.as_deref().map_or((0, 0), passed);
    let (done, total) = (passed.to_string(), all.to_string());
    let (done_, total_) = (scene.number(passed), scene.number(all));
    let words = [("done", &*done_), ("total", &*total_)];
    let count = scene.count("checks.note", passed, &words);
    let elapsed = scene.fill("clock.elapsed", &[("time", &scene.time(scene.elapsed))]);
    let scopes =
        watch.connection.as_deref().map(|connection| scopes_said(scene, connection)).unwrap_or_default();
    let line = [&scopes, &*count, " · ", &*elapsed].concat();
    let bar = el("progress").set("max", total).set("value", done).set("aria-label", count);
    let words = if watch.paused { "action.resume" } else { "action.pause" };
    let pause = scene.on_with(!watch.paused, |pause| Msg::Wizard(Message::Pause(pause)));
    let buttons = classed("span", "buttons")
        .child(scene.button("button small", words, pause))
        .child(scene.button("button small", "action.check-again", scene.on(|| Message::CheckAgain)));
    let list = match watch.connection.as_deref() {
        Some(connection) => checks(scene, connection),
        None => classed("ul", "checks").hidden(true),
    };
    let asks = watch.trouble || unclear || connection.is_some_and(has_failed);
    let help = support(scene, connection, asks);
    let body = el("div")
        .child(classed("div", "bar").hidden(watch.connection.is_none()).child(bar))
        .child(classed("div", "progress").child(el("span").text(line)).child(buttons))
        .child(list)
        .child(help);
    (scene.say("connecting.title"), lead, body)
}

fn failed(scene: &Scene<'_>, connection: &Connection) -> (String, String, El) {
    let failed = connection.checks.iter().filter(|check| check.state == CheckState::Fail).count();
    let total = connection.checks.len();
    let part = partly(connection);
    let (title, lead) = match part {
        Some(part) => part_words(scene, part, "partly.failed"),
        None => {
            let lead = scene.count("failed.lead", failed, &[("total", &scene.number(total))]);
            (scene.say("failed.title"), lead)
        }
    };
    // The rest can be connected by itself: the wizard has them all in its fields.
    let go_on = part.filter(|part| scene.wizard.has_working(part.working));
    let go_on = classed("button", "button")
        .attr("type", "button")
        .on_click(scene.on(|| Message::GoOnWithWorking))
        .hidden(go_on.is_none())
        .text(scene.count("partly.go-on", part.map_or(0, |part| part.working), &[]));
    let buttons = classed("div", "buttons section")
        .child(scene.button("button", "action.check-again", scene.on(|| Message::CheckAgain)))
        .child(go_on)
        .child(scene.button("button quiet", "review.title", scene.on(|| Message::Dismiss)));
    let body = el("div").child(checks(scene, connection)).child(buttons).child(support(
        scene,
        Some(connection),
        true,
    ));
    (title, lead, body)
}

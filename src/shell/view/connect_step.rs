use yew::prelude::*;

use crate::contract::{CheckState, Connection};
use crate::shell::app::Msg;
use crate::wizard::{Message, Phase, Watch};

use super::Scene;
use super::checks::{checks, passed};
use super::done::done;
use super::icon::{Icon, icon};
use super::refusal::refusal;
use super::review::review;

/// The last step: check the answers, send, watch the checks, end. Title, first sentence, body.
pub fn connect_step(scene: &Scene<'_>) -> (String, String, Html) {
    let phase = scene.wizard.phase();
    let (title, lead, body) = match phase {
        Phase::Review => (scene.say("step.connect"), scene.say("lead.connect"), review(scene)),
        Phase::Sending { retrying } => sending(scene, *retrying),
        Phase::Watching(watch) => watching(scene, watch),
        Phase::Failed(connection) => failed(scene, connection),
        Phase::Refused(reason) => refusal(scene, reason),
        Phase::Done(connection) => done(scene, connection),
    };
    (title, lead, html! { <div><div key={phase_key(phase)}>{body}</div></div> })
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
    }
}

fn sending(scene: &Scene<'_>, retrying: bool) -> (String, String, Html) {
    let lead = scene.say(if retrying { "connecting.retry" } else { "connecting.send" });
    let body = html! {
        <div>
            <p class="progress"><span>{icon(Icon::Turn)}</span>
                <button class="button small" type="button" onclick={scene.on(|| Message::Stop)}>{scene.say("action.stop")}</button>
            </p>
        </div>
    };
    (scene.say("connecting.title"), lead, body)
}

fn watching(scene: &Scene<'_>, watch: &Watch) -> (String, String, Html) {
    let lead = scene.say(if watch.paused {
        "connecting.paused"
    } else if watch.trouble {
        "connecting.trouble"
    } else {
        "connecting.verify"
    });
    let (done, total) = watch.connection.as_deref().map_or((0, 0), passed);
    let count = scene.fill("checks.note", &[("done", &done.to_string()), ("total", &total.to_string())]);
    let time = scene.time(scene.elapsed);
    let pause = watch.paused;
    let body = html! {
        <div>
            <div class="bar" hidden={total == 0}><progress max={total.to_string()} value={done.to_string()} aria-label={count.clone()} /></div>
            <p class="progress">
                <span>{count}{" · "}{scene.fill("clock.elapsed", &[("time", &time)])}</span>
                <span class="buttons">
                    <button class="button small" type="button" onclick={scene.on(move || Message::Pause(!pause))}>
                        {scene.say(if pause { "action.resume" } else { "action.pause" })}
                    </button>
                    <button class="button small" type="button" onclick={scene.on(|| Message::CheckAgain)}>{scene.say("action.check-again")}</button>
                </span>
            </p>
            { match watch.connection.as_deref() {
                Some(connection) => checks(scene, connection),
                None => html! { <ul class="checks" hidden=true /> },
            } }
        </div>
    };
    (scene.say("connecting.title"), lead, body)
}

fn failed(scene: &Scene<'_>, connection: &Connection) -> (String, String, Html) {
    let failed = connection.checks.iter().filter(|check| check.state == CheckState::Fail).count();
    let total = connection.checks.len();
    let lead = scene.fill("failed.lead", &[("count", &failed.to_string()), ("total", &total.to_string())]);
    let body = html! {
        <div>
            {checks(scene, connection)}
            <div class="buttons">
                <button class="button" type="button" onclick={scene.on(|| Message::CheckAgain)}>{scene.say("action.check-again")}</button>
                <button class="button quiet" type="button" onclick={scene.link.callback(|_| Msg::Wizard(Message::Dismiss))}>{scene.say("review.title")}</button>
            </div>
        </div>
    };
    (scene.say("failed.title"), lead, body)
}

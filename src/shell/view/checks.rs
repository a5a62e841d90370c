use yew::prelude::*;

use crate::contract::{Check, CheckId, CheckState, Connection};
use crate::wizard::{Explanation, Message};

use super::Scene;
use super::icon::{Icon, icon};
use super::steps_line::step_key;

/// The list of checks: each with its own state, its explanation opening in place.
pub fn checks(scene: &Scene<'_>, connection: &Connection) -> Html {
    html! {
        <ul class="checks" part="checks" aria-label={scene.say("checks.title")}>
            { for connection.checks.iter().enumerate().map(|(index, check)| line(scene, index, check)) }
        </ul>
    }
}

/// How many checks there are, and how many have passed.
pub fn passed(connection: &Connection) -> (usize, usize) {
    let passed = |check: &&Check| matches!(check.state, CheckState::Pass | CheckState::Warn);
    (connection.checks.iter().filter(passed).count(), connection.checks.len())
}

fn line(scene: &Scene<'_>, index: usize, check: &Check) -> Html {
    let sign = match check.state {
        CheckState::Pass => Icon::Check,
        CheckState::Fail => Icon::Cross,
        CheckState::Warn => Icon::Warning,
        CheckState::Waiting => Icon::Clock,
        CheckState::Running => Icon::Turn,
        CheckState::Skipped => Icon::Dash,
        _ => Icon::Dot,
    };
    let state = scene.say_of("state", check.state.as_str());
    let took = scene.arrivals.of(check).filter(|_| check.state != CheckState::Skipped);
    let took = took.map(|seconds| scene.fill("clock.took", &[("time", &scene.time(seconds))]));
    let scope = check.scope.as_ref().map(|scope| scope.as_str().to_owned());
    html! {
        <li key={index} data-state={check.state.as_str()} data-check={check.id.as_str().to_owned()}>
            <div class="row">
                <span class="sign">{icon(sign)}</span>
                <span class="what">{name(scene, &check.id)}<span class="where mono" dir="ltr" hidden={scope.is_none()}>{scope.unwrap_or_default()}</span></span>
                <span class="state">{state}<span class="took" hidden={took.is_none()}>{" "}{took.unwrap_or_default()}</span></span>
            </div>
            {why(scene, check)}
        </li>
    }
}

fn name(scene: &Scene<'_>, id: &CheckId) -> String {
    let key = ["check.", id.as_str()].concat();
    if scene.texts.has(&key) { scene.say(&key) } else { scene.fill("check.unknown", &[("id", id.as_str())]) }
}

/// Cause, fix and way on of a check that did not pass; what is being waited for where it waits.
fn why(scene: &Scene<'_>, check: &Check) -> Html {
    let open = matches!(check.state, CheckState::Fail | CheckState::Warn | CheckState::Waiting);
    if !open {
        return html! { <div hidden=true /> };
    }
    let failed = check.state == CheckState::Fail;
    let code = check.code.as_ref().map(|code| code.as_str()).unwrap_or_default();
    let explanation = if code.is_empty() && !check.missing.is_empty() {
        Explanation::of("missing-actions")
    } else {
        Explanation::of(code)
    };
    let known = &*explanation.code != "unknown";
    let target = explanation.step.map(|step| scene.wizard.itinerary().home_of(step));
    let target = target.filter(|step| failed && *step != scene.wizard.step());
    let raw = check.detail.as_ref().map(|detail| detail.as_str().to_owned()).unwrap_or_default();
    let trace = check.trace_id.as_ref().map(|trace| trace.as_str().to_owned()).unwrap_or_default();
    html! {
        <div class="why">
            <p hidden={check.state != CheckState::Waiting}>{waiting(scene, check)}</p>
            <p hidden={!(failed || known)}><strong>{scene.say(&["explain.", &explanation.code, ".what"].concat())}</strong>{" "}
                {scene.say(&["explain.", &explanation.code, ".fix"].concat())}</p>
            <div hidden={check.missing.is_empty()}>
                <p>{scene.say("check.missing")}</p>
                <ul class="missing-list" dir="ltr">
                    { for check.missing.iter().map(|action| html! { <li key={action.as_str().to_owned()}>{action.as_str().to_owned()}</li> }) }
                </ul>
            </div>
            <div hidden={target.is_none()}>
                <button class="button small" type="button" onclick={scene.on(move || target.map_or(Message::Dismiss, Message::GoTo))}>
                    {scene.fill("action.go-to", &[("step", &target.map(|step| scene.say(step_key(step, scene.wizard.route()))).unwrap_or_default())])}
                </button>
            </div>
            <details hidden={raw.is_empty() && code.is_empty()}>
                <summary>{scene.say("check.details")}</summary>
                <p class="raw" dir="ltr" hidden={code.is_empty()}>{scene.say("check.code")}{": "}{code.to_owned()}</p>
                <p class="raw" dir="ltr" hidden={trace.is_empty()}>{scene.say("check.trace")}{": "}{trace}</p>
                <p class="raw" dir="ltr">{raw}</p>
            </details>
        </div>
    }
}

/// What is waited for, and the clock of it.
fn waiting(scene: &Scene<'_>, check: &Check) -> String {
    let clock = |key, name, seconds: Option<u32>| {
        let time = scene.time(scene.arrivals.left(seconds?));
        Some(scene.fill(key, &[(name, &time)]))
    };
    let mut text = scene.say("check.waiting");
    let next = clock("check.waiting.next", "next", check.retry_after_seconds);
    let left = clock("check.waiting.left", "left", check.deadline_seconds);
    for sentence in [next, left].into_iter().flatten() {
        text.push(' ');
        text.push_str(&sentence);
    }
    text
}

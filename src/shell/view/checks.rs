use crate::azure::Scope;
use crate::azure::role::Form;
use crate::contract::{Check, CheckId, CheckState, Connection, CredentialKind};
use crate::shell::Msg;
use crate::wizard::{Explanation, Message, Step, Turn};

use super::Scene;
use super::acts::outward;
use super::element::{El, classed, el};
use super::icon::{Icon, icon};
use super::steps_line::step_key;

/// How many checks there are, and how many have passed.
pub fn passed(connection: &Connection) -> (usize, usize) {
    let passed = |check: &&Check| matches!(check.state, CheckState::Pass | CheckState::Warn);
    (connection.checks.iter().filter(passed).count(), connection.checks.len())
}

/// One check with its own state, its explanation opening in place.
pub fn line(
    scene: &Scene<'_>,
    kind: Option<CredentialKind>,
    index: usize,
    check: &Check,
    grouped: bool,
) -> El {
    let sign = match check.state {
        CheckState::Pass => Icon::Check,
        CheckState::Fail => Icon::Cross,
        CheckState::Warn => Icon::Warning,
        CheckState::Waiting => Icon::Clock,
        CheckState::Running => Icon::Turn,
        CheckState::Skipped => Icon::Dash,
        _ => Icon::Dot,
    };
    let took = scene
        .arrivals
        .of(check)
        .filter(|_| !matches!(check.state, CheckState::Skipped | CheckState::Unknown));
    let took = took.map(|seconds| scene.fill("clock.took", &[("time", &scene.time(seconds))]));
    let took = classed("span", "took").hidden(took.is_none()).text([" ", &took.unwrap_or_default()].concat());
    // Within a group, the group is named.
    let scope = check.scope.as_ref().filter(|_| !grouped);
    let scope = scope.map(|scope| scope.as_str()).unwrap_or_default();
    let scope =
        classed("span", "where mono").attr("dir", "ltr").hidden(scope.is_empty()).text(scope.to_owned());
    let row = classed("div", "row")
        .child(classed("span", "sign").child(icon(sign)))
        .child(classed("span", "what").text(name(scene, &check.id)).child(scope))
        .child(classed("span", "state").text(state_words(scene, check.state)).child(took));
    el("li")
        .key(&index.to_string())
        .attr("data-state", check.state.as_str())
        .set("data-check", check.id.as_str().to_owned())
        .child(row)
        .child(why(scene, kind, check))
}

fn state_words(scene: &Scene<'_>, state: CheckState) -> String {
    match state {
        CheckState::Unknown => scene.say("check.unclear.state"),
        state => scene.say_of("state", state.as_str()),
    }
}

fn name(scene: &Scene<'_>, id: &CheckId) -> String {
    let key = ["check.", id.as_str()].concat();
    if scene.texts.has(&key) { scene.say(&key) } else { scene.fill("check.unknown", &[("id", id.as_str())]) }
}

/// Cause, fix and way on of a check that did not pass; what is being waited for where it waits.
fn why(scene: &Scene<'_>, kind: Option<CredentialKind>, check: &Check) -> El {
    if !matches!(check.state, CheckState::Fail | CheckState::Warn | CheckState::Waiting | CheckState::Unknown)
    {
        return el("div").hidden(true);
    }
    let failed = check.state == CheckState::Fail;
    let code = check.code.as_ref().map(|code| code.as_str()).unwrap_or_default();
    let explanation = Explanation::of_check(check, kind);
    let explain = |part: &str| scene.fill(&["explain.", &explanation.code, part].concat(), &[("code", code)]);
    let cause = el("p")
        .hidden(!(failed || explanation.is_known()))
        .child(el("strong").text(explain(".what")))
        .text([" ", &explain(".fix")].concat());
    let missing =
        check.missing.iter().map(|action| el("li").key(action.as_str()).text(action.as_str().to_owned()));
    let missing = el("div")
        .hidden(check.missing.is_empty())
        .child(el("p").text(scene.say("check.missing")))
        .child(classed("ul", "missing-list").attr("dir", "ltr").children(missing));
    let raw = |key: &str, text: Option<&str>| {
        let line = match key {
            "" => text.unwrap_or_default().to_owned(),
            _ => [&scene.say(key), ": ", text.unwrap_or_default()].concat(),
        };
        classed("p", "raw").attr("dir", "ltr").hidden(text.is_none()).text(line)
    };
    let said = el("details")
        .hidden(code.is_empty() && check.detail.is_none())
        .child(el("summary").text(scene.say("check.details")))
        .child(raw("check.code", Some(code).filter(|code| !code.is_empty())))
        .child(raw("check.trace", check.trace_id.as_ref().map(|trace| trace.as_str())))
        .child(raw("", check.detail.as_ref().map(|detail| detail.as_str())));
    // Time alone brings a role assignment. A federated credential that differs can be mended meanwhile.
    let can_be_mended = check.state != CheckState::Waiting || check.id == CheckId::Token;
    classed("div", "why")
        .child(turn(scene, explanation.turn))
        .child(el("p").hidden(check.state != CheckState::Waiting).text(waiting(scene, check)))
        .child(clock(scene, check))
        .child(el("p").hidden(check.state != CheckState::Unknown).text(scene.say("check.unclear")))
        .child(cause)
        .child(missing)
        .child(
            classed("div", "ways")
                .child(way_on(scene, &explanation, failed))
                .child(role_again(scene, &explanation, failed))
                .child(look(scene, &explanation, check, can_be_mended)),
        )
        .child(said)
}

/// Whose turn it is, in a word.
fn turn(scene: &Scene<'_>, turn: Option<Turn>) -> El {
    let name = turn.map(Turn::as_str).unwrap_or_default();
    let words = turn.map(|turn| scene.say_of("turn", turn.as_str())).unwrap_or_default();
    el("p").hidden(turn.is_none()).child(classed("span", "turn").attr("data-turn", name).text(words))
}

/// The role file, where the role has to be made anew: not every route has a step for it.
fn role_again(scene: &Scene<'_>, explanation: &Explanation, failed: bool) -> El {
    let needed = failed && explanation.step == Some(Step::Role) && scene.wizard.has_role_file();
    let download = scene.on_with(Form::Portal, Msg::DownloadRole);
    el("div").hidden(!needed).child(scene.button("button small", "download.role", download))
}

/// The page of the portal on which it can be looked at, and the way there in words.
fn look(scene: &Scene<'_>, explanation: &Explanation, check: &Check, now: bool) -> El {
    let Some(blade) = explanation.blade.filter(|_| now) else { return el("div").hidden(true) };
    let path = [&scene.say("acts.path"), ": ", &*scene.say(blade.path())].concat();
    // Of several subscriptions, the one that the check is about.
    let scope: Option<Scope> = check.scope.as_ref().and_then(|scope| scope.as_str().parse().ok());
    let url = match scope.as_ref().and_then(Scope::subscription) {
        None => scene.wizard.blade_url(blade),
        own => scene.wizard.blade_url_of(blade, own),
    };
    classed("div", "look")
        .child(outward(scene, "button small", url, scene.say("check.look")))
        .child(classed("p", "path").text(path))
}

/// The step that mends it, where the chosen route has one.
fn way_on(scene: &Scene<'_>, explanation: &Explanation, failed: bool) -> El {
    if scene.wizard.care().is_open() {
        return super::care::mend(scene, explanation.step, failed);
    }
    let target = explanation.step.map(|step| scene.wizard.itinerary().home_of(step));
    let Some(step) = target.filter(|step| failed && *step != scene.wizard.step()) else {
        return el("div").hidden(true);
    };
    let name = scene.say(step_key(step, scene.wizard));
    let go = classed("button", "button small")
        .attr("type", "button")
        .on_click(scene.on_with(step, |step| Msg::Wizard(Message::GoTo(step))))
        .text(scene.fill("action.go-to", &[("step", &name)]));
    el("div").child(go)
}

/// What is waited for.
fn waiting(scene: &Scene<'_>, check: &Check) -> String {
    let own = ["check.waiting.", check.id.as_str()].concat();
    // Where Azure itself is in trouble, nothing has been said of a role.
    let trouble =
        check.code.as_ref().is_some_and(|code| Explanation::of(code.as_str()).turn == Some(Turn::Wait));
    scene.say(match () {
        () if trouble => "check.waiting.trouble",
        () if scene.texts.has(&own) => &own,
        () => "check.waiting",
    })
}

/// The clock of what is waited for: until the next look, and until the end.
fn clock(scene: &Scene<'_>, check: &Check) -> El {
    let waits = check.state == CheckState::Waiting;
    let hand = |key, name, seconds: Option<u32>| {
        let time = seconds.filter(|_| waits).map(|seconds| scene.time(scene.arrivals.left(seconds)));
        let words = time.as_deref().map(|time| scene.fill(key, &[(name, time)]));
        el("span").hidden(words.is_none()).text(words.unwrap_or_default())
    };
    classed("p", "clock")
        .hidden(!waits)
        .child(hand("check.waiting.next", "next", check.retry_after_seconds))
        .child(hand("check.waiting.left", "left", check.deadline_seconds))
}

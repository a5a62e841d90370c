//! The screens about connections that there are.

mod detail;
mod facts;
mod list;
mod name;
mod notice;
mod task;

use crate::shell::Msg;
use crate::wizard::{CareMessage, CareState, Message, Phase, Step, Subject, Task};

use super::Scene;
use super::element::{El, classed, el};
use super::refusal::refusal_words;

/// Title, first sentence, body.
pub type Screen = (String, String, El);

/// The screen that is open, told apart from the others so that Yew draws each afresh.
pub fn care_screen(scene: &Scene<'_>) -> Screen {
    let (title, lead, body) = care(scene);
    (title, lead, el("div").child(el("div").key(&care_key(scene)).child(body)))
}

/// On the first screen: how many connections there are, and the way to them.
pub fn way_in(scene: &Scene<'_>) -> El {
    let wizard = scene.wizard;
    let here = wizard.step() == Step::Route || matches!(wizard.phase(), Phase::Done(_));
    let count = wizard.care().connections().len();
    let text = scene.count("care.way-in", count, &[]);
    classed("p", "care-way-in")
        .hidden(!here || wizard.care().is_open() || wizard.is_busy() || !wizard.has_connections())
        .child(el("span").text(text))
        .child(act(scene, "link", "care.show-all", || CareMessage::OpenList))
}

/// The screen that is open.
fn care(scene: &Scene<'_>) -> Screen {
    match scene.wizard.care().subject() {
        None => list::list(scene),
        Some(subject) => match (&subject.state, subject.task) {
            (CareState::Gone, _) => gone(scene),
            (CareState::Removed, _) => task::removed(scene, subject),
            (_, Some(task)) => task::task(scene, subject, task),
            _ => detail::detail(scene, subject),
        },
    }
}

/// Tells the screens apart, so that Yew draws each afresh.
fn care_key(scene: &Scene<'_>) -> String {
    let care = scene.wizard.care();
    let Some(subject) = care.subject() else { return "list".to_owned() };
    let task = match subject.state {
        CareState::Gone => "gone",
        CareState::Removed => "removed",
        _ => care.task().map_or("", |task| task.id()),
    };
    [subject.id.as_str(), " ", task].concat()
}

/// A link back to where these screens were opened from, or to the list.
pub fn way_back(scene: &Scene<'_>) -> El {
    let list = scene.wizard.care().subject().is_none();
    let lists = scene.wizard.offers(crate::profile::Operation::List);
    let task = scene.wizard.care().task().is_some();
    act(scene, "button", "care.to-list", || CareMessage::Back)
        .hidden(list || task || !lists || scene.wizard.is_busy())
}

/// Why the last request led to nothing, with a way on. What was typed is still there.
fn trouble(scene: &Scene<'_>, subject: &Subject) -> El {
    if let CareState::NotAccepted { code, detail } = &subject.state {
        return not_accepted(scene, code, detail);
    }
    let CareState::Refused(reason) = &subject.state else {
        return classed("div", "care-trouble").hidden(true);
    };
    let (title, lead) = refusal_words(scene, reason);
    let again = scene.on(|| Message::Care(CareMessage::Reload));
    classed("div", "care-trouble remark bad")
        .attr("role", "status")
        .child(el("p").child(el("strong").text(title)).text([" ", &lead].concat()))
        .child(scene.button("button small", "action.try-again", again).hidden(subject.task.is_some()))
}

/// The new credential did not let the platform in: why, in our words and in Azure's.
fn not_accepted(scene: &Scene<'_>, code: &str, detail: &str) -> El {
    let key = ["explain.", code, ".what"].concat();
    let known = scene.texts.has(&key);
    let fix = if known { scene.say(&["explain.", code, ".fix"].concat()) } else { String::new() };
    let what =
        if known { scene.say(&key) } else { scene.fill("care.not-accepted.unknown", &[("code", code)]) };
    let raw = el("details")
        .hidden(detail.is_empty())
        .child(el("summary").text(scene.say("check.details")))
        .child(classed("p", "raw").attr("dir", "ltr").text(detail.to_owned()));
    classed("div", "care-trouble remark bad")
        .attr("role", "status")
        .child(el("p").child(el("strong").text(what)).text([" ", &fix].concat()))
        .child(scene.words("p", "", "care.not-accepted"))
        .child(raw)
}

/// Under way: a line with a way to stop it.
fn sending(scene: &Scene<'_>, subject: &Subject) -> El {
    let (on, retrying) = match subject.state {
        CareState::Sending { retrying } => (true, retrying),
        _ => (false, false),
    };
    let words = if retrying { "connecting.retry" } else { "care.sending" };
    classed("div", "progress care-sending")
        .hidden(!on)
        .child(el("span").child(super::icon::icon(super::icon::Icon::Turn)).text(scene.say(words)))
        .child(scene.button("button small", "action.stop", scene.on(|| Message::Stop)))
}

fn gone(scene: &Scene<'_>) -> Screen {
    let leave = scene.on(|| Message::Care(CareMessage::Leave));
    let body = classed("div", "buttons section").child(scene.button("button", "care.connect-another", leave));
    (scene.say("care.gone.title"), scene.say("care.gone"), body)
}

/// What mends a check: the task that is about the same as a step of the wizard, where it is offered.
pub fn mend(scene: &Scene<'_>, step: Option<Step>, failed: bool) -> El {
    let own = scene.wizard.care().subject().and_then(|subject| subject.kind());
    let wanted = match step {
        Some(Step::Credential | Step::App) => own.map(Task::Credential),
        Some(Step::Role) => Some(Task::UpdateRole),
        _ => None,
    };
    let task = wanted.filter(|task| failed && scene.wizard.tasks().contains(task));
    let Some(task) = task else { return el("div").hidden(true) };
    let begin = scene.on_with(task, |task| Msg::Wizard(Message::Care(CareMessage::Begin(task))));
    el("div").child(scene.button("button small", &["task.", task.id()].concat(), begin))
}

/// A button that begins something, or does it.
fn act(scene: &Scene<'_>, class: &'static str, words: &str, message: fn() -> CareMessage) -> El {
    scene.button(class, words, scene.on_with(message, |message| Msg::Wizard(Message::Care(message()))))
}

use crate::contract::{Connection, Status};
use crate::shell::Msg;
use crate::shell::view::Scene;
use crate::shell::view::check_groups::checks;
use crate::shell::view::element::{El, classed, el};
use crate::shell::view::support::{has_failed, support};
use crate::wizard::{CareMessage, CareState, Message, Subject, Task};

use super::facts::facts;
use super::name::{badge, countdown, name_of};
use super::notice::notice;
use super::task::task_key;
use super::{Screen, act, sending, trouble};

/// One connection: how it is, what it is made of, what can be done.
pub fn detail(scene: &Scene<'_>, subject: &Subject) -> Screen {
    let Some(connection) = subject.connection.as_deref() else { return arriving(scene, subject) };
    let status = scene.say_of("care.lead", connection.status.as_str());
    let health = classed("div", "section care-health")
        .child(scene.heading(2, "name").text(scene.say("care.health")))
        .child(watching(scene, subject))
        .child(checks(scene, connection))
        .child(support(scene, Some(connection), wants_support(subject, connection)))
        .child(scene.words("p", "hint", "care.no-checks").hidden(!connection.checks.is_empty()))
        .child(again(scene, subject));
    let made_of = classed("div", "section")
        .child(scene.heading(2, "name").text(scene.say("care.facts")))
        .child(facts(scene, connection));
    let ends = countdown(scene, connection);
    let head = classed("p", "care-head")
        .child(badge(scene, connection.status))
        .child(classed("span", "care-ends").hidden(ends.is_none()).text(ends.unwrap_or_default()));
    let dated = scene.wizard.days_left_of(connection).is_some_and(|days| days >= 0);
    let remind =
        scene.button("link", "care.reminder", scene.link.callback(|_| Msg::DownloadReminder)).hidden(!dated);
    let body = el("div")
        .child(head)
        .child(notice(scene, subject))
        .child(trouble(scene, subject))
        .child(sending(scene, subject))
        .child(repair(scene, connection))
        .child(
            classed("div", "care-columns")
                .child(el("div").child(health).child(tasks(scene)))
                .child(made_of.child(classed("div", "care-remind").child(remind))),
        );
    (name_of(scene, connection), status, body)
}

/// Whether somebody may want to ask for help with it.
fn wants_support(subject: &Subject, connection: &Connection) -> bool {
    let unwell = !matches!(connection.status, Status::Connected | Status::Verifying);
    unwell || subject.trouble || matches!(subject.state, CareState::Refused(_)) || has_failed(connection)
}

/// Asked for, and not here yet.
fn arriving(scene: &Scene<'_>, subject: &Subject) -> Screen {
    let refused = matches!(subject.state, CareState::Refused(_));
    let lead = if refused { String::new() } else { scene.say("care.loading") };
    (scene.say("care.title"), lead, el("div").child(trouble(scene, subject)))
}

fn watching(scene: &Scene<'_>, subject: &Subject) -> El {
    let words = if subject.paused {
        "connecting.paused"
    } else if subject.trouble {
        "connecting.trouble"
    } else {
        "connecting.verify"
    };
    let button = if subject.paused { "action.resume" } else { "action.pause" };
    let pause = scene.on_with(!subject.paused, |pause| Msg::Wizard(Message::Care(CareMessage::Pause(pause))));
    classed("div", "progress")
        .hidden(!subject.is_verifying())
        .child(el("span").text(scene.say(words)))
        .child(scene.button("button small", button, pause))
}

fn again(scene: &Scene<'_>, subject: &Subject) -> El {
    let busy = scene.wizard.is_busy();
    let again = act(scene, "button", "action.check-again", || CareMessage::Verify).hidden(busy);
    classed("div", "buttons").child(again.hidden(subject.is_verifying() && !subject.paused))
}

/// A connection that never worked goes back into the wizard.
fn repair(scene: &Scene<'_>, connection: &Connection) -> El {
    let repair = act(scene, "button primary", "care.repair", || CareMessage::Repair);
    let known = connection.status == Status::Failed;
    classed("div", "buttons").hidden(!known || !scene.wizard.can_repair(connection)).child(repair)
}

/// What can be done, removing last and apart.
fn tasks(scene: &Scene<'_>) -> El {
    let own = scene.wizard.care().subject().and_then(|subject| subject.kind());
    let button = |task: Task| {
        let key = task_key(task, own);
        let begin = scene.on_with(task, |task| Msg::Wizard(Message::Care(CareMessage::Begin(task))));
        let class = if task == Task::Remove { "button quiet danger" } else { "button" };
        el("li").key(&key).child(scene.button(class, &key, begin))
    };
    let tasks = scene.wizard.tasks();
    classed("div", "section")
        .hidden(tasks.is_empty())
        .child(scene.heading(2, "name").text(scene.say("care.tasks")))
        .child(classed("ul", "care-tasks").children(tasks.into_iter().map(button)))
}

use crate::profile::CredentialKind;
use crate::shell::Msg;
use crate::shell::view::Scene;
use crate::shell::view::acts::acts;
use crate::shell::view::certificate_panel::certificate_panel;
use crate::shell::view::element::{El, classed, el};
use crate::shell::view::federation_panel::federation_panel;
use crate::shell::view::field::task_fields;
use crate::shell::view::icon::{Icon, icon};
use crate::shell::view::role_allows::role_allows;
use crate::shell::view::role_file::role_file;
use crate::shell::view::script_step::script_box;
use crate::wizard::{CareMessage, CareState, Message, Step, Subject, Task};

use super::name::name_of;
use super::notice::notice;
use super::{Screen, act, sending, trouble};

/// The key of what a task is called on this connection.
pub fn task_key(task: Task, own: Option<CredentialKind>) -> String {
    match task {
        Task::Credential(kind) if Some(kind) != own => ["task.move-to-", task.id()].concat(),
        _ => ["task.", task.id()].concat(),
    }
}

/// Something that is done to a connection: what to do in Azure, what to bring back, one button, a way back.
pub fn task(scene: &Scene<'_>, subject: &Subject, task: Task) -> Screen {
    let key = task_key(task, subject.kind());
    let lead = scene.fill(&[&key, ".lead"].concat(), &[("name", &name(scene, subject))]);
    let (left, right) = match task {
        Task::Credential(kind) => (acts(scene, Step::Credential), credential(scene, kind)),
        Task::AddSubscription => (on_the_new_one(scene), by_script(scene, task_fields(scene), task)),
        Task::UpdateRole => (acts(scene, Step::Role), role(scene)),
        Task::Remove => (effects(scene), clean_up(scene)),
        Task::Rename | Task::Extras => (task_fields(scene), el("div").hidden(true)),
    };
    let wide = !matches!(task, Task::Rename | Task::Extras);
    let columns = classed("div", if wide { "columns" } else { "care-narrow" });
    let body = el("div")
        .child(notice(scene, subject))
        .child(trouble(scene, subject))
        .child(columns.child(left).child(right))
        .child(sending(scene, subject))
        .child(buttons(scene, subject, task, &key));
    (scene.say(&key), lead, body)
}

fn name(scene: &Scene<'_>, subject: &Subject) -> String {
    subject.connection.as_deref().map(|connection| name_of(scene, connection)).unwrap_or_default()
}

fn buttons(scene: &Scene<'_>, subject: &Subject, task: Task, key: &str) -> El {
    let class = if task == Task::Remove { "button danger" } else { "button primary" };
    let busy = matches!(subject.state, CareState::Sending { .. });
    let go = scene.button(class, &[key, ".go"].concat(), scene.on(|| Message::Care(CareMessage::Save)));
    let go = if busy { go.attr("aria-disabled", "true") } else { go };
    let cancel = scene.on_with((), |()| Msg::Wizard(Message::Care(CareMessage::Back)));
    classed("div", "buttons section care-go")
        .child(go)
        .child(scene.button("button", "action.cancel", cancel).hidden(busy))
}

/// The new credential, in the fields or on the platform's side.
fn credential(scene: &Scene<'_>, kind: CredentialKind) -> El {
    let fields = task_fields(scene).child(federation_panel(scene)).child(certificate_panel(scene));
    by_script(scene, fields, Task::Credential(kind))
}

/// What is to be brought back, and a script that does the left side.
fn by_script(scene: &Scene<'_>, fields: El, task: Task) -> El {
    let scripted = matches!(task, Task::AddSubscription | Task::Credential(CredentialKind::Secret));
    let words = ["task.", task.id(), ".script"].concat();
    let script = if scripted {
        el("details")
            .child(el("summary").text(scene.say("care.script")))
            .child(el("div").child(scene.words("p", "soft", &words)).child(script_box(scene)))
    } else {
        el("details").hidden(true)
    };
    classed("section", "bring")
        .set("aria-label", scene.say("field.group"))
        .child(fields)
        .child(classed("div", "branches").child(script))
}

/// The role reaches one more subscription, and is assigned there.
fn on_the_new_one(scene: &Scene<'_>) -> El {
    let hand = scene.wizard.role_to_hand();
    let there = hand.is_some() && scene.wizard.answers().subscription.value().is_some();
    el("div")
        .child(
            classed("section", "do")
                .hidden(!there)
                .child(scene.heading(2, "part-title").text(scene.say("task.add-subscription.role")))
                .child(role_file(scene, hand.as_deref())),
        )
        .child(acts(scene, Step::Assign))
}

/// What is new in the role, and its file.
fn role(scene: &Scene<'_>) -> El {
    let new = scene.wizard.new_actions();
    let hand = scene.wizard.role_to_hand();
    let count = scene.count("task.update-role.new", new.len(), &[]);
    let list = new.iter().map(|action| el("li").key(action).text((*action).to_owned()));
    classed("section", "bring")
        .attr("part", "role")
        .child(scene.heading(2, "part-title").text(scene.say("role.title")))
        .child(
            el("div")
                .hidden(new.is_empty())
                .child(el("p").text(count))
                .child(classed("ul", "missing-list").attr("dir", "ltr").children(list)),
        )
        .child(role_file(scene, hand.as_deref()))
        .child(classed("div", "branches").child(role_allows(scene)))
}

/// What removing does, and what it does not.
fn effects(scene: &Scene<'_>) -> El {
    let line = |sign, key| el("li").key(key).child(icon(sign)).child(el("span").text(scene.say(key)));
    classed("section", "do")
        .child(scene.heading(2, "part-title").text(scene.say("task.remove.effects")))
        .child(
            classed("ul", "care-effects")
                .child(line(Icon::Cross, "task.remove.stops"))
                .child(line(Icon::Cross, "task.remove.credential"))
                .child(line(Icon::Dash, "task.remove.azure")),
        )
}

/// The script that takes back what was made in Azure.
fn clean_up(scene: &Scene<'_>) -> El {
    classed("section", "bring")
        .attr("part", "script")
        .child(scene.heading(2, "part-title").text(scene.say("care.clean-up")))
        .child(scene.words("p", "soft", "care.clean-up.lead"))
        .child(script_box(scene))
}

/// It was removed; what it left in Azure is still there, with the script that takes it back.
pub fn removed(scene: &Scene<'_>, subject: &Subject) -> Screen {
    let lead = scene.fill("care.removed", &[("name", &name(scene, subject))]);
    let another = act(scene, "button", "care.connect-another", || CareMessage::Leave);
    let body = el("div")
        .child(classed("div", "care-narrow").child(clean_up(scene)))
        .child(classed("div", "buttons section").child(another));
    (scene.say("care.removed.title"), lead, body)
}

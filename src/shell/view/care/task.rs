use crate::shell::Msg;
use crate::shell::view::Scene;
use crate::shell::view::element::{classed, el};
use crate::shell::view::field::task_fields;
use crate::wizard::{CareMessage, CareState, Message, Subject, Task};

use super::name::name_of;
use super::{Screen, act, sending, trouble};

/// Something that is done to a connection: what it does, its fields, its one button, a way back.
pub fn task(scene: &Scene<'_>, subject: &Subject, task: Task) -> Screen {
    let own = subject.kind();
    let key = match task {
        Task::Credential(kind) if Some(kind) != own => ["task.move-to-", task.id()].concat(),
        _ => ["task.", task.id()].concat(),
    };
    let name = subject.connection.as_deref().map(|connection| name_of(scene, connection)).unwrap_or_default();
    let lead = scene.fill(&[&key, ".lead"].concat(), &[("name", &name)]);
    let class = if task == Task::Remove { "button danger" } else { "button primary" };
    let busy = matches!(subject.state, CareState::Sending { .. });
    let go = scene.button(class, &[&key, ".go"].concat(), scene.on(|| Message::Care(CareMessage::Save)));
    let go = if busy { go.attr("aria-disabled", "true") } else { go };
    let cancel = scene.on_with((), |()| Msg::Wizard(Message::Care(CareMessage::Back)));
    let body = el("div")
        .child(trouble(scene, subject))
        .child(task_fields(scene))
        .child(sending(scene, subject))
        .child(
            classed("div", "buttons section")
                .child(go)
                .child(scene.button("button", "action.cancel", cancel).hidden(busy)),
        );
    (scene.say(&key), lead, body)
}

/// It was removed; what it left in Azure is still there.
pub fn removed(scene: &Scene<'_>, subject: &Subject) -> Screen {
    let name = subject.connection.as_deref().map(|connection| name_of(scene, connection)).unwrap_or_default();
    let lead = scene.fill("care.removed", &[("name", &name)]);
    let body = classed("div", "buttons section")
        .child(act(scene, "button", "care.connect-another", || CareMessage::Leave));
    (scene.say("care.removed.title"), lead, body)
}

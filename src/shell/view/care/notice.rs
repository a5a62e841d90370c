use crate::azure::Blade;
use crate::shell::view::Scene;
use crate::shell::view::acts::outward;
use crate::shell::view::element::{El, classed, el};
use crate::wizard::{CareMessage, Notice, Subject};

use super::act;

/// What has just come of a task.
pub fn notice(scene: &Scene<'_>, subject: &Subject) -> El {
    let Some(notice) = &subject.notice else { return classed("div", "care-notice").hidden(true) };
    let mut old_hint = None;
    let mut expired = false;
    if let Notice::Credential { old: Some(old) } = notice {
        old_hint = old.hint.as_ref().map(|hint| hint.as_str().to_owned()).filter(|hint| !hint.is_empty());
        expired = old.kind == crate::contract::CredentialKind::Secret;
    }
    let key = ["care.notice.", notice.id()].concat();
    let old = match (&old_hint, expired) {
        (Some(hint), _) => scene.fill("care.notice.old-secret", &[("hint", hint)]),
        (None, true) => scene.say("care.notice.old-secret.plain"),
        (None, false) => String::new(),
    };
    let link =
        outward(scene, "link", scene.wizard.blade_url(Blade::Credentials), scene.say("care.open-secrets"));
    let class = if *notice == Notice::Stale { "remark care-notice" } else { "remark good care-notice" };
    classed("div", class)
        .attr("role", "status")
        .child(
            el("p")
                .child(el("strong").text(scene.say(&[&key, ".title"].concat())))
                .text([" ", &*scene.say(&key)].concat()),
        )
        .child(el("p").hidden(old.is_empty()).text(old.clone()))
        .child(el("div").hidden(old.is_empty()).child(link))
        .child(act(scene, "button small", "care.noticed", || CareMessage::Noticed))
}

use crate::azure::Blade;
use crate::contract::{CredentialKind, CredentialView};
use crate::shell::view::Scene;
use crate::shell::view::acts::outward;
use crate::shell::view::element::{El, classed, el};
use crate::wizard::{CareMessage, Notice, Subject};

use super::act;

/// What has just come of a task.
pub fn notice(scene: &Scene<'_>, subject: &Subject) -> El {
    let Some(notice) = &subject.notice else { return classed("div", "care-notice").hidden(true) };
    let key = ["care.notice.", notice.id()].concat();
    let (old, blade) = match notice {
        Notice::Credential { old: Some(old) } => left_behind(scene, subject, old),
        _ => (String::new(), Blade::Credentials),
    };
    let open = if blade == Blade::Certificates { "care.open-certificates" } else { "care.open-secrets" };
    let link = outward(scene, "link", scene.wizard.blade_url(blade), scene.say(open));
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

/// What of the credential before is still in Azure, and where. Nothing of a federated one, or of a certificate that
/// stays in use.
fn left_behind(scene: &Scene<'_>, subject: &Subject, old: &CredentialView) -> (String, Blade) {
    let hint = old.hint.as_ref().map(|hint| hint.as_str()).filter(|hint| !hint.is_empty());
    let now = subject.connection.as_deref().and_then(|connection| connection.credential.as_ref());
    let values = [("hint", hint.unwrap_or_default())];
    match (old.kind, hint) {
        (CredentialKind::Secret, Some(_)) => {
            (scene.fill("care.notice.old-secret", &values), Blade::Credentials)
        }
        (CredentialKind::Secret, None) => (scene.say("care.notice.old-secret.plain"), Blade::Credentials),
        (CredentialKind::Certificate, Some(_)) if now.is_some_and(|now| now.hint != old.hint) => {
            (scene.fill("care.notice.old-certificate", &values), Blade::Certificates)
        }
        _ => (String::new(), Blade::Credentials),
    }
}

use crate::contract::{Connection, CredentialKind, Status};
use crate::wizard::partly;

use super::Scene;
use super::acts::copy_value;
use super::check_groups::{checks, part_words};
use super::element::{El, classed, el};
use super::icon::{Icon, icon};
use super::support::{has_failed, support};

/// The end: what happens next, the reference, every check.
pub fn done(scene: &Scene<'_>, connection: &Connection) -> (String, String, El) {
    let attention = connection.status == Status::Attention;
    let (title, lead) = match partly(connection).filter(|_| attention) {
        Some(part) => part_words(scene, part, "partly.attention"),
        None if attention => (scene.say("attention.title"), scene.say("done.lead.attention")),
        None => (scene.say("done.title"), scene.say("done.lead")),
    };
    let expiry = connection.credential.as_ref().and_then(|credential| credential.expires_on.as_ref());
    let kind = connection.credential.as_ref().map(|credential| credential.kind);
    let certificate = kind == Some(CredentialKind::Certificate);
    let words = if certificate { "done.next.certificate-expiry" } else { "done.next.expiry" };
    let expiry = expiry.map(|date| scene.fill(words, &[("date", &scene.date(date.as_str()))]));
    let bare = match kind {
        Some(CredentialKind::Federated) => Some("done.next.no-secret"),
        Some(CredentialKind::Certificate) => Some("done.next.certificate"),
        _ => None,
    };
    let item = |sign, text: String| el("li").child(icon(sign)).child(el("span").text(text));
    let next = classed("ul", "next")
        .child(item(Icon::Check, scene.say("done.next.work")))
        .child(item(Icon::Clock, expiry.clone().unwrap_or_default()).hidden(expiry.is_none()))
        .child(item(Icon::Check, bare.map(|key| scene.say(key)).unwrap_or_default()).hidden(bare.is_none()))
        .child(item(Icon::Check, scene.say("done.next.page")));
    let section = |title: &str, content: El| {
        classed("div", "section").child(scene.heading(2, "name").text(scene.say(title))).child(content)
    };
    let reference = classed("p", "note")
        .text([&scene.say("done.reference"), ": "].concat())
        .child(copy_value(scene, "copy.reference", connection.id.as_str()));
    let after =
        el("div").child(section("done.next", next)).child(el("slot").attr("name", "done")).child(reference);
    let proof = el("div").child(section("checks.title", checks(scene, connection))).child(support(
        scene,
        Some(connection),
        attention || has_failed(connection),
    ));
    let body = classed("div", "ending")
        .attr("data-status", if attention { "attention" } else { "connected" })
        .child(after)
        .child(proof);
    (title, lead, body)
}

use yew::Event;

use crate::profile::CredentialKind;
use crate::shell::Msg;
use crate::wizard::Message;

use super::Scene;
use super::element::{El, classed, el};
use super::field::on_change;

/// The key of a kind of credential in the language tables.
pub fn kind_key(kind: CredentialKind) -> &'static str {
    match kind {
        CredentialKind::Secret => "kind.secret",
        CredentialKind::Federated => "kind.federated",
        CredentialKind::Certificate => "kind.certificate",
    }
}

/// How the platform is to sign in, where it offers several ways.
pub fn kind_choice(scene: &Scene<'_>) -> El {
    let kinds = classed("div", "choices").children(scene.wizard.kinds().map(|kind| choice(scene, kind)));
    classed("fieldset", "kinds")
        .attr("part", "kinds")
        .hidden(scene.wizard.kinds().count() < 2)
        .child(scene.words("legend", "legend", "kind.legend"))
        .child(kinds)
}

/// One of them. Its name is the label alone: documentation and tests of others look for it.
fn choice(scene: &Scene<'_>, kind: CredentialKind) -> El {
    let key = kind_key(kind);
    let on = scene.wizard.kind() == kind;
    let id = |part: &str| [key, part].concat().replace('.', "-");
    let chosen = scene.link.callback(move |_: Event| Msg::Wizard(Message::ChooseKind(kind)));
    let radio = el("input")
        .attr("type", "radio")
        .attr("name", "kind")
        .set("aria-labelledby", id(".name"))
        .set("aria-describedby", id(".hint"))
        .checked(on);
    let words = el("span")
        .child(scene.words("span", "name", key).set("id", id(".name")))
        .child(classed("span", "hint").set("id", id(".hint")).text(scene.say_of(key, "hint")));
    classed("label", "choice")
        .key(key)
        .attr("data-on", if on { "true" } else { "false" })
        .child(on_change(radio, chosen))
        .child(words)
}

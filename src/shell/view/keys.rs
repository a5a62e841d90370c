use crate::azure::Field;
use crate::profile::ExpiryRule;
use crate::shell::Msg;
use crate::wizard::{Key, Message};

use super::Scene;
use super::element::{El, classed, el};
use super::icon::{Icon, icon};

/// The end where nothing is sent: the keys to take, and what to do with them.
pub fn keys(scene: &Scene<'_>, taken: bool) -> (String, String, El) {
    let wizard = scene.wizard;
    let (title, lead) =
        if taken { ("keys.title.taken", "keys.lead.taken") } else { ("keys.title", "keys.lead") };
    let list = classed("dl", "keys").attr("part", "keys").set("aria-label", scene.say("keys.list"));
    let list = list.children(wizard.keys().into_iter().map(|key| line(scene, &key)));
    let class = if taken { "button" } else { "button primary" };
    let all = scene.button(class, "keys.copy.all", scene.link.callback(|_| Msg::CopyKeys));
    let file = scene.button("button", "keys.download", scene.link.callback(|_| Msg::DownloadKeys));
    let clear =
        scene.button("button small", "paste.clipboard.clear", scene.link.callback(|_| Msg::ForgetKeys));
    let back = scene.button("button quiet", "review.title", scene.on(|| Message::Dismiss));
    let buttons = classed("div", "buttons section").child(all).child(file).child(back.hidden(taken));
    let note =
        classed("div", "remark").child(scene.words("p", "note", "keys.file")).child(clear).hidden(!taken);
    let body = el("div")
        .child(list)
        .child(buttons)
        .child(note)
        .child(next(scene))
        .child(el("slot").attr("name", "done"))
        .child(login(scene));
    (scene.say(title), scene.say(lead), body)
}

/// One key: its name, its value, its button. The secret's value is put in from its field, while it is shown.
fn line(scene: &Scene<'_>, key: &Key) -> El {
    let field = key.field;
    let secret = field == Field::Secret;
    let name = key.name.to_string();
    let copy = classed("button", "copy")
        .attr("type", "button")
        .set("aria-label", scene.fill("copy.label", &[("what", &name)]))
        .on_click(scene.on_with(field, Msg::CopyKey))
        .child(icon(Icon::Copy))
        .child(el("span").text(scene.say("copy.short")));
    let value = key.value.as_deref().unwrap_or_default().to_owned();
    let shown = classed("span", "mono").attr("dir", "ltr").text(value).hidden(secret);
    // Dots stand for it, as many for any secret.
    let dots = classed("span", "dots")
        .attr("aria-hidden", "true")
        .text("\u{2022}".repeat(16))
        .hidden(!secret || scene.secret_shown);
    let open = classed("span", "mono").attr("dir", "ltr").hidden(!secret || !scene.secret_shown);
    let open = if secret { open.bind(scene.key) } else { open };
    let words = if scene.secret_shown { "secret.hide" } else { "secret.show" };
    let toggle =
        scene.button("button small", words, scene.link.callback(|_| Msg::ToggleSecret)).hidden(!secret);
    el("div")
        .key(field.id())
        .child(classed("dt", "mono").attr("dir", "ltr").text(name))
        .child(el("dd").child(shown).child(dots).child(open))
        .child(classed("dd", "buttons").child(toggle).child(copy))
}

/// What the admin does with them, in order.
fn next(scene: &Scene<'_>) -> El {
    let wizard = scene.wizard;
    let expiry = wizard
        .answers()
        .expiry
        .value()
        .filter(|_| wizard.profile().credential.expiry != ExpiryRule::Hidden && wizard.is_by_secret());
    let expiry = expiry.map(|expiry| {
        let date = scene.date(&expiry.date().to_string());
        scene.fill("keys.next.expiry", &[("date", &date)])
    });
    let act = |key: &'static str| el("li").key(key).text(scene.say(key));
    let last = el("li").key("expiry").hidden(expiry.is_none()).text(expiry.unwrap_or_default());
    let acts = ["keys.next.open", "keys.next.enter", "keys.next.use"].map(act);
    classed("div", "section")
        .child(scene.heading(2, "name").text(scene.say("keys.next")))
        .child(classed("ol", "acts").children(acts.into_iter().chain([last])))
}

/// For those who have no need of the keys.
fn login(scene: &Scene<'_>) -> El {
    let key = scene.wizard.profile().endpoint.keys.name(Field::Subscription).to_owned();
    let answer = scene.fill("keys.login.answer", &[("key", &key)]);
    el("details").child(el("summary").text(scene.say("keys.login"))).child(el("p").text(answer))
}

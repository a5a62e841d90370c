use yew::Callback;
use yew::MouseEvent;

use crate::azure::Field;
use crate::profile::{CredentialKind, Extra, ExtraKind};
use crate::shell::Msg;
use crate::wizard::{Message, ReviewLine, Step};

use super::Scene;
use super::element::{El, classed, el};
use super::extra_fields::extra_id;
use super::kind_choice::kind_key;
use super::route_step::route_key;

/// The most subscriptions after the first that are named.
const MORE: usize = 9;

/// Check your answers: each with its own way back.
pub fn review(scene: &Scene<'_>) -> El {
    let wizard = scene.wizard;
    let label = scene.say("review.route");
    let cloud = scene.say_of("cloud", wizard.answers().cloud.name());
    let route = [&scene.say(route_key(wizard.route())), " · ", &*cloud].concat();
    let change = change(scene, &label, scene.on(|| Message::GoTo(Step::Route)))
        .hidden(wizard.itinerary().position(Step::Route).is_none());
    let first = el("div").key("route").child(el("dt").text(label)).child(el("dd").text(route)).child(change);
    let answers = wizard.review().into_iter().map(|line| answer(scene, &line));
    let extras = wizard.profile().extras.iter().enumerate().map(|(at, asked)| extra(scene, at, asked));
    let list = classed("dl", "answers")
        .attr("part", "answers")
        .child(first)
        .child(credential(scene))
        .children(answers)
        .children(extras);
    let note = match wizard.kind() {
        CredentialKind::Secret => "review.secret-note",
        CredentialKind::Federated => "review.no-secret-note",
        CredentialKind::Certificate => "review.certificate-note",
    };
    el("div").child(list).child(scene.words("p", "note", note))
}

/// The answer to one of the platform's own questions.
fn extra(scene: &Scene<'_>, at: usize, extra: &Extra) -> El {
    let answers = &scene.wizard.answers().extras;
    let chosen = extra.options.iter().filter(|option| answers.has(&extra.name, &option.value));
    let value = match extra.kind {
        ExtraKind::Text => answers.text(&extra.name).to_owned(),
        _ => scene.list(&chosen.map(|option| option.label.as_str()).collect::<Vec<_>>()),
    };
    let missing = extra.required && value.is_empty();
    let text = match (value.is_empty(), missing) {
        (_, true) => scene.say("review.missing"),
        (true, _) => "–".to_owned(),
        _ => value,
    };
    let change = change(scene, &extra.label, scene.on_with(at, |at| Msg::Wizard(Message::ChangeExtra(at))));
    let value = classed("dd", if missing { "missing" } else { "words" }).attr("dir", "auto").text(text);
    el("div").key(&extra_id(at)).child(el("dt").text(extra.label.clone())).child(value).child(change)
}

/// How the platform will sign in, where that is a choice or is not by a secret.
fn credential(scene: &Scene<'_>) -> El {
    let wizard = scene.wizard;
    let choice = wizard.kinds().count() > 1;
    let label = scene.say("review.credential");
    let change = change(scene, &label, scene.on(|| Message::ChangeKind)).hidden(!choice);
    el("div")
        .key("credential")
        .hidden(!choice && wizard.is_by_secret())
        .child(el("dt").text(label))
        .child(el("dd").text(scene.say(kind_key(wizard.kind()))))
        .child(change)
}

fn change(scene: &Scene<'_>, what: &str, callback: Callback<MouseEvent>) -> El {
    let label = scene.fill("action.change-what", &[("what", what)]);
    el("dd").child(scene.button("link", "action.change", callback).set("aria-label", label))
}

fn answer(scene: &Scene<'_>, line: &ReviewLine) -> El {
    let field = line.field;
    let label = scene.label(field);
    let value = match (&line.value, line.good) {
        (Some(value), _) => value.to_string(),
        (None, true) if field == Field::Secret => scene.say("secret.provided"),
        (None, true) => "–".to_owned(),
        (None, false) if field == Field::Secret && scene.wizard.was_restored() => scene.say("secret.again"),
        (None, false) => scene.say("review.missing"),
    };
    let class = match (line.good, &line.value) {
        (false, Some(_)) if field != Field::Name => "mono missing",
        (false, _) => "missing",
        (true, Some(_)) if field != Field::Name => "mono",
        _ => "words",
    };
    let complaint = scene.wizard.complaint(field).or_else(|| scene.wizard.found_wrong(field));
    let wrong = complaint.map(|complaint| scene.complaint("error", complaint));
    let wrong = classed("p", "wrong-text").hidden(wrong.is_none()).text(wrong.unwrap_or_default());
    let names = scene.wizard.answers();
    let called = |text: &str| {
        let id = text.parse().ok().filter(|_| field == Field::Subscription);
        let name = id.and_then(|id| names.subscription_name(id)).unwrap_or_default();
        classed("span", "words soft").attr("dir", "auto").hidden(name.is_empty()).text(name.to_owned())
    };
    let more = line.more.iter().take(MORE).map(|text| {
        let text = text.to_string();
        let name = called(&text);
        classed("span", "line").key(&text.clone()).text(text).child(name)
    });
    let left = line.more.len().saturating_sub(MORE);
    // The text of a line is its value, so nothing else stands there.
    let left_words = match left {
        0 => String::new(),
        left => scene.count("role.scopes.more", left, &[]),
    };
    let left = classed("span", "words soft").hidden(left == 0).text(left_words);
    let more = el("span").children(more);
    let first = called(&value);
    let value = classed("dd", class)
        .attr("dir", if field == Field::Name { "auto" } else { "ltr" })
        .text(value)
        .child(first)
        .child(more)
        .child(left);
    let change = change(scene, &label, scene.on_with(field, |field| Msg::Wizard(Message::Change(field))));
    let other = if line.from_other { scene.say("review.from-other") } else { String::new() };
    let other = classed("p", "tag").hidden(!line.from_other).text(other);
    el("div").key(field.id()).child(el("dt").text(label)).child(value.child(other).child(wrong)).child(change)
}

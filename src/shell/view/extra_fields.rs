use web_sys::{Event, HtmlInputElement, InputEvent};
use yew::TargetCast;

use crate::profile::{Extra, ExtraKind};
use crate::shell::Msg;
use crate::wizard::{ExtraComplaint, ExtraMessage, Message};

use super::Scene;
use super::element::{El, classed, el};
use super::field::{Spot, bare_input, frame_of, on_change, on_input};
use super::icon::{Icon, icon};

/// The id of the field of one of the platform's own questions, by its place in the profile.
pub fn extra_id(at: usize) -> String {
    ["extra-", &at.to_string()].concat()
}

fn message(message: ExtraMessage) -> Msg {
    Msg::Wizard(Message::Extra(message))
}

/// What is wrong with an answer, in words.
pub fn extra_words(scene: &Scene<'_>, complaint: &ExtraComplaint) -> String {
    let extra = scene.wizard.profile().extras.get(complaint.at);
    let label = extra.map(|extra| extra.label.as_str()).unwrap_or_default();
    let text = extra.is_none_or(|extra| extra.kind == ExtraKind::Text);
    let detail = complaint.detail.as_deref().unwrap_or_default();
    let key = match (&*complaint.code, detail) {
        ("empty" | "missing", _) if text => "extra.empty",
        ("empty" | "missing", _) => "extra.unchosen",
        ("secret-like", _) => "error.secret-like",
        (_, "") => "error.refused",
        _ => "error.host",
    };
    scene.fill(key, &[("label", label), ("detail", detail)])
}

/// The platform's own questions.
pub fn extra_fields(scene: &Scene<'_>) -> El {
    let extras = &scene.wizard.profile().extras;
    let fields = extras.iter().enumerate().map(|(at, extra)| match extra.kind {
        ExtraKind::Text => text(scene, at, extra),
        ExtraKind::Select | ExtraKind::MultiSelect => choice(scene, at, extra),
    });
    classed("div", "extras fields")
        .key("extras")
        .attr("part", "extras")
        .hidden(extras.is_empty())
        .children(fields)
}

fn spot(scene: &Scene<'_>, at: usize, extra: &Extra) -> Spot {
    Spot {
        id: extra_id(at),
        label: extra.label.clone(),
        hint: extra.help.clone().unwrap_or_default(),
        wrong: scene.wizard.extra_complaint(at).map(|complaint| extra_words(scene, complaint)),
        doubt: None,
        good: None,
        optional: !extra.required,
    }
}

fn text(scene: &Scene<'_>, at: usize, extra: &Extra) -> El {
    let spot = spot(scene, at, extra);
    let typed = scene.link.callback(move |event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        message(ExtraMessage::Typed(at, input.value().into()))
    });
    let input = bare_input(&spot, el("input"))
        .attr("class", "words")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("dir", "auto")
        .value(scene.wizard.answers().extras.text(&extra.name));
    frame_of(scene, spot, classed("div", "control").child(on_input(input, typed)), el("div"))
}

/// One or some of several options.
fn choice(scene: &Scene<'_>, at: usize, extra: &Extra) -> El {
    let Spot { id, label, hint, wrong, optional, .. } = spot(scene, at, extra);
    let many = extra.kind == ExtraKind::MultiSelect;
    let answers = &scene.wizard.answers().extras;
    let option = |place: usize, on: bool, words: String| {
        // “No answer” is there only where the question may be left out.
        let first = place == usize::from(!many && !optional);
        let changed = scene.link.callback(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            message(match place.checked_sub(usize::from(!many)) {
                Some(option) => ExtraMessage::Chosen(at, option, input.checked()),
                None => ExtraMessage::Cleared(at),
            })
        });
        let input = el("input")
            .attr("type", if many { "checkbox" } else { "radio" })
            .set("name", id.clone())
            .set("id", if first { id.clone() } else { [&id, "-", &*place.to_string()].concat() })
            .checked(on);
        classed("label", "option")
            .key(&place.to_string())
            .child(on_change(input, changed))
            .child(el("span").attr("dir", "auto").text(words))
    };
    // A single choice that may be left out needs a way back to no choice.
    let none = option(0, answers.is_empty(&extra.name), scene.say("extra.none")).hidden(!optional);
    let none = (!many).then_some(none);
    let offset = usize::from(!many);
    let options =
        extra.options.iter().enumerate().map(|(place, one)| {
            option(place + offset, answers.has(&extra.name, &one.value), one.label.clone())
        });
    let of = |part: &str| [&id, part].concat();
    let described: Vec<String> = [("-hint", !hint.is_empty()), ("-error", wrong.is_some())]
        .into_iter()
        .filter(|(_, there)| *there)
        .map(|(part, _)| of(part))
        .collect();
    let legend = classed("legend", "legend").text(label).child(
        classed("span", "optional")
            .hidden(!optional)
            .text([" (", &scene.say("field.optional"), ")"].concat()),
    );
    let state = if wrong.is_some() { "bad" } else { "open" };
    let wrong = classed("p", "wrong-text")
        .set("id", of("-error"))
        .hidden(wrong.is_none())
        .child(icon(Icon::Warning))
        .child(el("span").text(wrong.unwrap_or_default()));
    classed("fieldset", "field")
        .key(&id)
        .attr("data-state", state)
        .set("aria-describedby", described.join(" "))
        .child(legend)
        .child(classed("p", "hint").set("id", of("-hint")).hidden(hint.is_empty()).text(hint))
        .child(wrong)
        .child(classed("div", "options").children(none.into_iter().chain(options)))
}

use std::rc::Rc;

use web_sys::{HtmlInputElement, InputEvent, KeyboardEvent};
use yew::prelude::*;

use crate::azure::Field;
use crate::shell::Msg;
use crate::wizard::{Message, SecretVerdict, Step};

use super::Scene;
use super::element::{El, classed, el};
use super::icon::{Icon, icon};
use super::lookup::{insight, offer, tidings};
use super::paste_panel::on_paste;

/// The fields of a step, where its values are brought back to.
pub fn fields(scene: &Scene<'_>, step: Step) -> El {
    let wizard = scene.wizard;
    let secret = step == Step::Credential;
    let asked = wizard.fields(step).into_iter().filter(|field| *field != Field::Secret);
    let (before, after): (Vec<_>, Vec<_>) =
        asked.partition(|field| matches!(field, Field::Client | Field::Tenant));
    // The secret's field stays while another kind of credential is looked at: it alone holds the secret.
    let fields = before.into_iter().chain(secret.then_some(Field::Secret)).chain(after);
    let fields = fields.map(|field| match field {
        Field::Secret => secret_field(scene).hidden(!wizard.fields(step).contains(&field)),
        _ => text_field(scene, field),
    });
    entering(scene).children(fields).child(tidings(scene, step))
}

/// The fields of what is being done to a connection.
pub fn task_fields(scene: &Scene<'_>) -> El {
    let step = scene.wizard.step();
    let fields = scene.wizard.fields(step).into_iter().map(|field| match field {
        Field::Secret => secret_field(scene),
        _ => text_field(scene, field),
    });
    entering(scene).children(fields).child(tidings(scene, step))
}

/// What holds fields. There is no form: a password manager would take its submission for a login (E49). So
/// Enter is ours.
fn entering(scene: &Scene<'_>) -> El {
    let entered = scene.link.batch_callback(|event: KeyboardEvent| {
        let typing =
            event.target_dyn_into::<HtmlInputElement>().is_some_and(|input| input.type_() != "checkbox");
        (typing && event.key() == "Enter" && !event.is_composing()).then_some(Msg::Wizard(Message::Continue))
    });
    classed("div", "fields").listen(Rc::new(yew::html::onkeydown::Wrapper::new(entered)))
}

/// Listens to typing.
pub fn on_input(el: El, callback: Callback<InputEvent>) -> El {
    el.listen(Rc::new(yew::html::oninput::Wrapper::new(callback)))
}

/// Listens to a choice.
pub fn on_change(el: El, callback: Callback<Event>) -> El {
    el.listen(Rc::new(yew::html::onchange::Wrapper::new(callback)))
}

/// What every field's input has: names for assistive tools, nothing that corrects or keeps what is typed.
fn input(scene: &Scene<'_>, field: Field) -> El {
    let invalid = scene.wizard.complaint(field).is_some();
    on_paste(scene, el("input"), Some(field))
        .attr("id", field.id())
        .attr("part", "input")
        .attr("autocapitalize", "none")
        .attr("autocorrect", "off")
        .attr("spellcheck", "false")
        .attr("aria-required", if scene.wizard.is_optional(field) { "false" } else { "true" })
        .attr("aria-invalid", if invalid { "true" } else { "false" })
        .set("aria-describedby", described_by(scene, field))
}

/// A field whose text the wizard knows.
fn text_field(scene: &Scene<'_>, field: Field) -> El {
    let typed = scene.link.callback(move |event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        Msg::Wizard(Message::Typed(field, input.value().into()))
    });
    let name = field == Field::Name;
    let control = input(scene, field)
        .attr("class", if name { "words" } else { "mono" })
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("dir", if name { "auto" } else { "ltr" })
        .value(scene.wizard.answers().text(field));
    frame(scene, field, classed("div", "control").child(on_input(control, typed)), el("div"))
}

/// The secret's field. It is uncontrolled: neither the state nor the markup ever holds its value.
fn secret_field(scene: &Scene<'_>) -> El {
    let field = Field::Secret;
    let insisted = scene.wizard.answers().secret_insisted;
    let refused = matches!(scene.wizard.answers().secret, SecretVerdict::Refused { overrulable: true, .. });
    let offered = insisted || (refused && scene.wizard.complaint(field).is_some());
    let control = input(scene, field)
        .bind(scene.secret)
        .attr("class", "mono")
        .attr("type", if scene.secret_shown { "text" } else { "password" })
        .attr("autocomplete", "new-password")
        .attr("dir", "ltr");
    let words = if scene.secret_shown { "secret.hide" } else { "secret.show" };
    let toggle = scene
        .button("toggle", words, scene.link.callback(|_| Msg::ToggleSecret))
        .attr("aria-controls", field.id());
    let control = on_input(control, scene.link.callback(|_| Msg::SecretTyped));
    let tick = el("input").attr("id", "insist").attr("type", "checkbox").checked(insisted);
    let ticked = scene.link.callback(|event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        Msg::InsistSecret(input.checked())
    });
    let insist = classed("div", "insist")
        .hidden(!offered)
        .child(on_change(tick, ticked))
        .child(el("label").attr("for", "insist").text(scene.say("secret.insist")));
    frame(scene, field, classed("div", "control").child(control).child(toggle), insist)
}

/// Label, hint, error, control, verdict: the same for every field.
fn frame(scene: &Scene<'_>, field: Field, control: El, after: El) -> El {
    let id = field.id();
    let complaint = scene.wizard.complaint(field).map(|complaint| scene.complaint("error", complaint));
    let doubt = scene.wizard.doubt(field).map(|doubt| scene.complaint("doubt", &doubt));
    let good = complaint.is_none() && scene.wizard.answers().is_good(field) && field != Field::Name;
    let state = if complaint.is_some() {
        "bad"
    } else if good {
        "good"
    } else {
        "open"
    };
    // The label is the name and nothing else: documentation and tests of others look for it.
    let optional = classed("span", "optional")
        .set("id", [id, "-optional"].concat())
        .hidden(!scene.wizard.is_optional(field))
        .text([" (", &scene.say("field.optional"), ")"].concat());
    let name =
        classed("div", "name").child(el("label").attr("for", id).text(scene.label(field))).child(optional);
    let said = |class, icon_: Icon, hidden: bool, text: String| {
        classed("p", class).hidden(hidden).child(icon(icon_)).child(el("span").text(text))
    };
    classed("div", "field")
        .key(id)
        .attr("data-state", state)
        .child(name)
        .child(
            classed("p", "hint")
                .set("id", [id, "-hint"].concat())
                .text(scene.say(&["field.", id, hint(scene, field)].concat())),
        )
        .child(
            said("wrong-text", Icon::Warning, complaint.is_none(), complaint.unwrap_or_default())
                .set("id", [id, "-error"].concat()),
        )
        .child(control)
        .child(said("verdict good", Icon::Check, !(good && doubt.is_none()), verdict(scene, field)))
        .child(
            said("verdict doubt", Icon::Warning, doubt.is_none(), doubt.unwrap_or_default())
                .set("id", [id, "-doubt"].concat()),
        )
        .child(offer(scene, field))
        .child(after)
}

/// Which hint the field has.
fn hint(scene: &Scene<'_>, field: Field) -> &'static str {
    if field == Field::Tenant && scene.wizard.takes_ids_only() { ".hint.id" } else { ".hint" }
}

fn verdict(scene: &Scene<'_>, field: Field) -> String {
    let answers = scene.wizard.answers();
    match field {
        Field::Expiry => match answers.days_left() {
            Some(days) => scene.fill("field.good.days", &[("days", &days.to_string())]),
            None => String::new(),
        },
        _ => insight(scene, field),
    }
}

fn described_by(scene: &Scene<'_>, field: Field) -> String {
    let parts = [
        ("-optional ", scene.wizard.is_optional(field)),
        ("-hint ", true),
        ("-error ", scene.wizard.complaint(field).is_some()),
        ("-doubt ", scene.wizard.doubt(field).is_some()),
    ];
    let mut ids = String::new();
    for (part, _) in parts.into_iter().filter(|(_, there)| *there) {
        ids.push_str(field.id());
        ids.push_str(part);
    }
    ids.truncate(ids.trim_end().len());
    ids
}

use std::rc::Rc;

use web_sys::{HtmlInputElement, InputEvent, KeyboardEvent};
use yew::prelude::*;

use crate::azure::Field;
use crate::shell::Msg;
use crate::wizard::{Message, SecretVerdict, Step};

use super::Scene;
use super::element::{El, classed, el};
use super::extra_fields::extra_fields;
use super::icon::{Icon, icon};
use super::lookup::{insight, offer, tidings};
use super::paste_panel::on_paste;
use super::subscription_fields::{more_subscriptions, subscription_field, target_choice};

/// The fields of a step, where its values are brought back to.
pub fn fields(scene: &Scene<'_>, step: Step) -> El {
    let wizard = scene.wizard;
    let secret = step == Step::Credential;
    let asked = wizard.fields(step).into_iter().filter(|field| *field != Field::Secret);
    let (before, after): (Vec<_>, Vec<_>) =
        asked.partition(|field| matches!(field, Field::Client | Field::Tenant));
    // The secret's field stays while another kind of credential is looked at: it alone holds the secret.
    let fields = before.into_iter().chain(secret.then_some(Field::Secret)).chain(after);
    let fields = fields.flat_map(|field| match field {
        Field::Secret => vec![secret_field(scene).hidden(!wizard.fields(step).contains(&field))],
        Field::Subscription => {
            vec![target_choice(scene), subscription_field(scene, 0), more_subscriptions(scene)]
        }
        Field::ManagementGroup => vec![target_choice(scene), text_field(scene, field)],
        _ => vec![text_field(scene, field)],
    });
    let extras = wizard.asks_extras(step).then(|| extra_fields(scene));
    entering(scene).children(fields.chain(extras)).child(tidings(scene, step))
}

/// The fields of what is being done to a connection.
pub fn task_fields(scene: &Scene<'_>) -> El {
    let step = scene.wizard.step();
    let fields = scene.wizard.fields(step).into_iter().flat_map(|field| match field {
        Field::Secret => vec![secret_field(scene)],
        Field::Subscription => vec![subscription_field(scene, 0), more_subscriptions(scene)],
        _ => vec![text_field(scene, field)],
    });
    let extras = scene.wizard.asks_extras(step).then(|| extra_fields(scene));
    entering(scene).children(fields.chain(extras)).child(tidings(scene, step))
}

/// What holds fields. There is no form: a password manager would take its submission for a login (E49). So
/// Enter is ours.
fn entering(scene: &Scene<'_>) -> El {
    let entered = scene.link.batch_callback(|event: KeyboardEvent| {
        let typing = event
            .target_dyn_into::<HtmlInputElement>()
            .is_some_and(|input| !matches!(&*input.type_(), "checkbox" | "radio"));
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
    bare_input(&Spot::of(scene, field), on_paste(scene, el("input"), Some(field)))
}

/// The same for a field that stands at a spot.
pub fn bare_input(spot: &Spot, input: El) -> El {
    input
        .set("id", spot.id.clone())
        .attr("part", "input")
        .attr("autocapitalize", "none")
        .attr("autocorrect", "off")
        .attr("spellcheck", "false")
        .attr("aria-required", if spot.optional { "false" } else { "true" })
        .attr("aria-invalid", if spot.wrong.is_some() { "true" } else { "false" })
        .set("aria-describedby", spot.described_by())
}

/// A field whose text the wizard knows.
pub fn text_field(scene: &Scene<'_>, field: Field) -> El {
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

/// What is said at a field.
#[derive(Debug)]
pub struct Spot {
    /// The id of its input.
    pub id: String,
    /// The label: the name and nothing else, as documentation and tests of others look for it.
    pub label: String,
    /// Below the label; empty for none.
    pub hint: String,
    /// What is wrong with it.
    pub wrong: Option<String>,
    /// What is doubtful about it.
    pub doubt: Option<String>,
    /// What is said of a good value; nothing where there is none.
    pub good: Option<String>,
    /// Whether it may stay empty.
    pub optional: bool,
}

impl Spot {
    fn of(scene: &Scene<'_>, field: Field) -> Self {
        let wizard = scene.wizard;
        let wrong = wizard.complaint(field).map(|complaint| scene.complaint("error", complaint));
        let good = wrong.is_none() && wizard.answers().is_good(field) && field != Field::Name;
        Self {
            id: field.id().to_owned(),
            label: scene.label(field),
            hint: scene.say(&["field.", field.id(), hint(scene, field)].concat()),
            wrong,
            doubt: wizard.doubt(field).map(|doubt| scene.complaint("doubt", &doubt)),
            good: good.then(|| verdict(scene, field)),
            optional: wizard.is_optional(field),
        }
    }

    fn described_by(&self) -> String {
        let parts = [
            ("-optional ", self.optional),
            ("-hint ", !self.hint.is_empty()),
            ("-error ", self.wrong.is_some()),
            ("-doubt ", self.doubt.is_some()),
        ];
        let mut ids = String::new();
        for (part, _) in parts.into_iter().filter(|(_, there)| *there) {
            ids.push_str(&self.id);
            ids.push_str(part);
        }
        ids.truncate(ids.trim_end().len());
        ids
    }
}

fn frame(scene: &Scene<'_>, field: Field, control: El, after: El) -> El {
    frame_of(scene, Spot::of(scene, field), control, el("div").child(offer(scene, field)).child(after))
}

/// Label, hint, error, control, verdict: the same for every field.
pub fn frame_of(scene: &Scene<'_>, spot: Spot, control: El, after: El) -> El {
    let state = match (&spot.wrong, &spot.good) {
        (Some(_), _) => "bad",
        (None, Some(_)) => "good",
        (None, None) => "open",
    };
    let id = |part: &str| [&spot.id, part].concat();
    let optional = classed("span", "optional")
        .set("id", id("-optional"))
        .hidden(!spot.optional)
        .text([" (", &scene.say("field.optional"), ")"].concat());
    let label = el("label").set("for", spot.id.clone()).text(spot.label.clone());
    let name = classed("div", "name").child(label).child(optional);
    let said = |class, icon_: Icon, text: &Option<String>, hidden: bool| {
        let text = text.clone().unwrap_or_default();
        classed("p", class).hidden(hidden).child(icon(icon_)).child(el("span").text(text))
    };
    let (wrong, doubt, good) = (spot.wrong.is_none(), spot.doubt.is_none(), spot.good.is_none());
    let hint =
        classed("p", "hint").set("id", id("-hint")).hidden(spot.hint.is_empty()).text(spot.hint.clone());
    classed("div", "field")
        .key(&spot.id)
        .attr("data-state", state)
        .child(name)
        .child(hint)
        .child(said("wrong-text", Icon::Warning, &spot.wrong, wrong).set("id", id("-error")))
        .child(control)
        .child(said("verdict good", Icon::Check, &spot.good, good || !doubt))
        .child(said("verdict doubt", Icon::Warning, &spot.doubt, doubt).set("id", id("-doubt")))
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
            Some(days) => {
                let days = days.unsigned_abs() as usize;
                scene.count("field.good.days", days, &[("days", &scene.number(days))])
            }
            None => String::new(),
        },
        _ => insight(scene, field),
    }
}

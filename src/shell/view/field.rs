use web_sys::{HtmlInputElement, InputEvent};
use yew::prelude::*;

use crate::azure::{Field, Tenant};
use crate::shell::app::Msg;
use crate::wizard::{Message, SecretVerdict, Step};

use super::Scene;
use super::icon::{Icon, icon};

/// The fields of a step, where its values are brought back to.
pub fn fields(scene: &Scene<'_>, step: Step) -> Html {
    let fields = scene.wizard.fields(step);
    html! {
        <div class="fields">
            { for fields.into_iter().map(|field| match field {
                Field::Secret => secret_field(scene),
                _ => text_field(scene, field),
            }) }
        </div>
    }
}

/// A field whose text the wizard knows.
fn text_field(scene: &Scene<'_>, field: Field) -> Html {
    let oninput = scene.link.callback(move |event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        Msg::Wizard(Message::Typed(field, input.value().into()))
    });
    let id = field.id();
    let mono = if field == Field::Name { None } else { Some("mono") };
    let answers = scene.wizard.answers();
    let control = html! {
        <div class="control">
            <input
                {id} class={mono} type="text" part="input" value={answers.text(field).to_owned()} {oninput}
                dir={if field == Field::Name { "auto" } else { "ltr" }}
                autocomplete="off" autocapitalize="none" autocorrect="off" spellcheck="false"
                aria-required={(!scene.wizard.is_optional(field)).to_string()}
                aria-invalid={scene.wizard.complaint(field).is_some().to_string()}
                aria-describedby={described_by(scene, field)}
            />
        </div>
    };
    frame(scene, field, control, html! {})
}

/// The secret's field. It is uncontrolled: neither the state nor the markup ever holds its value.
fn secret_field(scene: &Scene<'_>) -> Html {
    let field = Field::Secret;
    let shown = scene.secret_shown;
    let insisted = scene.wizard.answers().secret_insisted;
    let offered =
        insisted || matches!(scene.wizard.answers().secret, SecretVerdict::Refused { overrulable: true, .. });
    let control = html! {
        <div class="control">
            <input
                ref={scene.secret.clone()} id={field.id()} class="mono" part="input" dir="ltr"
                type={if shown { "text" } else { "password" }}
                oninput={scene.link.callback(|_| Msg::SecretTyped)}
                autocomplete="new-password" autocapitalize="none" autocorrect="off" spellcheck="false"
                aria-required="true"
                aria-invalid={scene.wizard.complaint(field).is_some().to_string()}
                aria-describedby={described_by(scene, field)}
            />
            <button type="button" aria-controls={field.id()} onclick={scene.link.callback(|_| Msg::ToggleSecret)}>
                { scene.say(if shown { "secret.hide" } else { "secret.show" }) }
            </button>
        </div>
    };
    let insist = html! {
        <div class="insist" hidden={!(offered && (insisted || scene.wizard.complaint(field).is_some()))}>
            <input id="insist" type="checkbox" checked={insisted} onchange={scene.link.callback(|event: Event| {
                let input: HtmlInputElement = event.target_unchecked_into();
                Msg::InsistSecret(input.checked())
            })} />
            <label for="insist">{scene.say("secret.insist")}</label>
        </div>
    };
    frame(scene, field, control, insist)
}

/// Label, hint, error, control, verdict: the same for every field.
fn frame(scene: &Scene<'_>, field: Field, control: Html, after: Html) -> Html {
    let id = field.id();
    let complaint = scene.wizard.complaint(field).map(|complaint| scene.complaint("error", complaint));
    let doubt = scene.wizard.answers().doubt(field).map(|doubt| scene.complaint("doubt", &doubt));
    let good = complaint.is_none() && scene.wizard.answers().is_good(field) && field != Field::Name;
    let state = if complaint.is_some() {
        "bad"
    } else if good {
        "good"
    } else {
        "open"
    };
    let hint = scene.say(&["field.", id, ".hint"].concat());
    html! {
        <div key={id} class="field" data-state={state}>
            <div class="name">
                // The label is the name and nothing else: documentation and tests of others look for it.
                <label for={id}>{scene.label(field)}</label>
                <span class="optional" id={[id, "-optional"].concat()} hidden={!scene.wizard.is_optional(field)}>{" ("}{scene.say("field.optional")}{")"}</span>
            </div>
            <p class="hint" id={[id, "-hint"].concat()}>{hint}</p>
            <p class="wrong-text" id={[id, "-error"].concat()} hidden={complaint.is_none()}>
                {icon(Icon::Warning)}<span>{complaint.unwrap_or_default()}</span>
            </p>
            {control}
            <p class="verdict good" hidden={!(good && doubt.is_none())}>{icon(Icon::Check)}<span>{verdict(scene, field)}</span></p>
            <p class="verdict doubt" id={[id, "-doubt"].concat()} hidden={doubt.is_none()}>
                {icon(Icon::Warning)}<span>{doubt.unwrap_or_default()}</span>
            </p>
            {after}
        </div>
    }
}

fn verdict(scene: &Scene<'_>, field: Field) -> String {
    let answers = scene.wizard.answers();
    match field {
        Field::Expiry => match answers.days_left() {
            Some(days) => scene.fill("field.good.days", &[("days", &days.to_string())]),
            None => String::new(),
        },
        Field::Tenant if matches!(answers.tenant.value(), Some(Tenant::Domain(_))) => {
            scene.say("field.good.domain")
        }
        _ => scene.say("field.good"),
    }
}

fn described_by(scene: &Scene<'_>, field: Field) -> String {
    let id = field.id();
    let mut ids = [id, "-hint"].concat();
    if scene.wizard.is_optional(field) {
        ids = [id, "-optional ", &ids].concat();
    }
    if scene.wizard.complaint(field).is_some() {
        ids = [&ids, " ", id, "-error"].concat();
    }
    if scene.wizard.answers().doubt(field).is_some() {
        ids = [&ids, " ", id, "-doubt"].concat();
    }
    ids
}

use yew::prelude::*;

use crate::azure::Tenant;
use crate::shell::app::Msg;
use crate::wizard::{CopyValue, Step};

use super::Scene;
use super::blade_map::blade_map;
use super::icon::{Icon, icon};

/// A value to copy, with its button.
pub fn copy_value(scene: &Scene<'_>, name: &'static str, value: &str) -> Html {
    html! {
        <span class="value"><span class="mono" dir="ltr">{value.to_owned()}</span>{copy_button(scene, name, value)}</span>
    }
}

/// A button that copies; its name says what.
pub fn copy_button(scene: &Scene<'_>, name: &'static str, value: &str) -> Html {
    let what = scene.say(name);
    let label = scene.fill("copy.label", &[("what", &what)]);
    let text: AttrValue = value.to_owned().into();
    html! {
        <button class="copy" type="button" aria-label={label} onclick={scene.link.callback(move |_| Msg::Copy(name, text.clone()))}>
            {icon(Icon::Copy)}<span>{scene.say("copy.short")}</span>
        </button>
    }
}

/// A link that leaves this page; it says so.
pub fn outward(scene: &Scene<'_>, class: &'static str, href: String, text: String) -> Html {
    html! {
        <a {class} part="link" {href} target="_blank" rel="noopener noreferrer">
            <span>{text}<span class="said">{" ("}{scene.say("new-tab")}{")"}</span></span>{icon(Icon::Outward)}
        </a>
    }
}

/// The left column: what to do in Azure on a step.
pub fn acts(scene: &Scene<'_>, step: Step) -> Html {
    let wizard = scene.wizard;
    let Some(step) = scene.guide.step(step) else { return html! { <div /> } };
    let profile = wizard.profile();
    let answers = wizard.answers();
    let tenant = match answers.tenant.value() {
        Some(Tenant::Id(id)) => Some(*id),
        _ => None,
    };
    let url = step.blade.url(
        answers.cloud,
        tenant,
        answers.client.value().copied(),
        answers.subscription.value().copied(),
    );
    let days = profile.credential.secret_lifetime_days.to_string();
    html! {
        <section class="do">
            <@{scene.tag(2)} class="part-title">{scene.say("acts.title")}</@>
            <ol class="acts">
                { for step.acts(profile).map(|act| html! {
                    <li key={act.text.to_string()}>
                        { match act.copy {
                            _ if act.open => open(scene, &act.text, url.clone(), &step.path),
                            Some(copy) => scene.around(&act.text, value(scene, copy)),
                            None => html! { <>{scene.fill(&act.text, &[("days", &days)])}</> },
                        } }
                    </li>
                }) }
            </ol>
            <div class="traps">
                <p class="name">{icon(Icon::Warning)}{scene.say("acts.watch-out")}</p>
                { for step.traps.iter().map(|trap| html! { <p key={trap.to_string()}>{scene.say(trap)}</p> }) }
            </div>
            {blade_map(scene, &step.map)}
        </section>
    }
}

/// The link to the page, with the click path for the day on which Microsoft moves it.
fn open(scene: &Scene<'_>, text: &str, url: String, path: &str) -> Html {
    html! {
        <div>
            {outward(scene, "open", url, scene.say(text))}
            <p class="path">{scene.say("acts.path")}{": "}{scene.say(path)}</p>
        </div>
    }
}

fn value(scene: &Scene<'_>, copy: CopyValue) -> Html {
    copy_value(scene, copy.key(), copy.of(scene.wizard.profile()))
}

use yew::prelude::*;

use crate::azure::Field;
use crate::profile::Role;
use crate::shell::app::Msg;
use crate::wizard::{Message, Step};

use super::Scene;
use super::acts::{acts, copy_button};

/// The custom role, made for the admin's own subscription: to download, to copy, to read.
pub fn role_step(scene: &Scene<'_>) -> Html {
    html! {
        <div class="columns">
            {acts(scene, Step::Role)}
            {role_file(scene)}
        </div>
    }
}

fn role_file(scene: &Scene<'_>) -> Html {
    let Some(Role::Custom(role)) = &scene.wizard.profile().role else { return html! { <section /> } };
    let json = scene.wizard.role_json();
    let ready = json.is_some();
    let json = json.unwrap_or_default();
    let count = (role.actions.len() + role.data_actions.len()).to_string();
    let scope = scene.wizard.answers().scopes().first().map(ToString::to_string).unwrap_or_default();
    html! {
        <section class="bring" part="role">
            <@{scene.tag(2)} class="part-title">{scene.say("role.title")}</@>
            <dl class="facts">
                <div><dt>{scene.say("role.name")}</dt><dd class="mono">{role.name.clone()}</dd></div>
                <div><dt>{scene.say("role.scope")}</dt><dd class="mono" dir="ltr">{scope}</dd></div>
            </dl>
            <p class="note" hidden={ready}>
                <button class="link" type="button" onclick={scene.on(|| Message::Change(Field::Subscription))}>{scene.say("role.need-subscription")}</button>
            </p>
            <div hidden={!ready}>
                <div class="buttons">
                    <button class="button primary" type="button" onclick={scene.link.callback(|_| Msg::DownloadRole)}>{scene.say("download.role")}</button>
                    <span class="value">{copy_button(scene, "copy.role-json", &json)}</span>
                </div>
                <pre class="code" part="code" tabindex="0" role="region" dir="ltr" aria-label={scene.say("role.json")}>{json.clone()}</pre>
                <p class="soft">{scene.fill("role.count", &[("count", &count)])}</p>
            </div>
            <details hidden={role.reasons.is_empty()}>
                <summary>{scene.say("role.why")}</summary>
                <dl class="facts">
                    { for role.reasons.iter().map(|(pattern, reason)| html! {
                        <div key={pattern.clone()}><dt class="mono" dir="ltr">{pattern.clone()}</dt><dd>{reason.clone()}</dd></div>
                    }) }
                </dl>
            </details>
        </section>
    }
}

use yew::prelude::*;

use crate::wizard::Step;

use super::Scene;
use super::acts::acts;

/// The assignment: nothing to bring back, so the right column says what is being given to whom.
pub fn assign_step(scene: &Scene<'_>) -> Html {
    let profile = scene.wizard.profile();
    let role = profile.role.as_ref().map(|role| role.name().to_owned()).unwrap_or_default();
    let client = scene.wizard.answers().client.text().to_owned();
    let scope = scene.wizard.answers().scopes().first().map(ToString::to_string).unwrap_or_default();
    html! {
        <div class="columns">
            {acts(scene, Step::Assign)}
            <section class="bring">
                <@{scene.tag(2)} class="part-title">{scene.say("assign.title")}</@>
                <dl class="facts">
                    <div><dt>{scene.say("assign.who")}</dt><dd>{profile.app.name.clone()}<br /><span class="mono soft" dir="ltr">{client}</span></dd></div>
                    <div><dt>{scene.say("assign.what")}</dt><dd>{role}</dd></div>
                    <div><dt>{scene.say("assign.where")}</dt><dd class="mono" dir="ltr">{scope}</dd></div>
                </dl>
                <p class="note">{scene.say("assign.wait")}</p>
            </section>
        </div>
    }
}

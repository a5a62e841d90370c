use yew::prelude::*;

use crate::wizard::Step;

use super::Scene;
use super::acts::acts;
use super::field::fields;

/// What to do in Azure, and what to bring back.
pub fn portal_step(scene: &Scene<'_>, step: Step) -> Html {
    html! {
        <div class="columns">
            {acts(scene, step)}
            <section class="bring" aria-label={scene.say("field.group")}>{fields(scene, step)}</section>
        </div>
    }
}

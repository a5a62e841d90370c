use yew::prelude::*;

use crate::profile::Route;
use crate::wizard::Step;

use super::Scene;
use super::acts::acts;
use super::field::fields;

/// The secret and its date; on “I have the values”, everything. It stays in the document while
/// other steps are shown, since its field is the only place that holds the secret.
pub fn credential_step(scene: &Scene<'_>) -> Html {
    let existing = scene.wizard.route() == Route::Existing;
    html! {
        <div class="columns">
            <div hidden={existing}>{acts(scene, Step::Credential)}</div>
            <section class="bring" aria-label={scene.say("field.group")}>{fields(scene, Step::Credential)}</section>
        </div>
    }
}

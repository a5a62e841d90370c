use crate::profile::Route;
use crate::wizard::Step;

use super::Scene;
use super::acts::acts;
use super::element::{El, classed, el};
use super::kind_choice::kind_choice;
use super::portal_step::bring_back;
use super::script_step::script_step;

/// The credential: the secret and its date, or what a federated one has to say; where a script does the
/// work, and on “I have the values”, everything. It stays in the document while other steps are shown, since the secret's field is the only
/// place that holds the secret.
pub fn credential_step(scene: &Scene<'_>) -> El {
    let route = scene.wizard.route();
    let acts = el("div").hidden(route != Route::Portal).child(acts(scene, Step::Credential));
    let left = el("div").hidden(route == Route::Existing).child(acts).child(script_step(scene));
    let columns = classed("div", "columns").child(left).child(bring_back(scene, Step::Credential));
    el("div").child(kind_choice(scene)).child(columns)
}

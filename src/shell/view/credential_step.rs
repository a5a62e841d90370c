use crate::profile::Route;
use crate::wizard::Step;

use super::Scene;
use super::acts::acts;
use super::element::{El, classed, el};
use super::kind_choice::kind_choice;
use super::portal_step::bring_back;

/// The credential: the secret and its date, or what a federated one has to say; on “I have the values”,
/// everything. It stays in the document while other steps are shown, since the secret's field is the only
/// place that holds the secret.
pub fn credential_step(scene: &Scene<'_>) -> El {
    let existing = scene.wizard.route() == Route::Existing;
    let left = el("div").hidden(existing).child(acts(scene, Step::Credential));
    let columns = classed("div", "columns").child(left).child(bring_back(scene, Step::Credential));
    el("div").child(kind_choice(scene)).child(columns)
}

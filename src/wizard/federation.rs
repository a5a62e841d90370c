//! How the platform is to sign in, and what a federated credential has to say for that.
//!
//! The three values come from the platform, one subject for each of its accounts, and are never taken
//! from the page. They are asked for when a federated credential is chosen, or is what is offered first.

use crate::azure::Cloud;
use crate::contract::Federation;
use crate::exchange::Outcome;
use crate::profile::CredentialKind;

use super::introduction::Introduction;
use super::{Effect, Step, Wizard};

/// What came of asking the platform what a federated credential has to say.
pub type FederationState = Introduction<Federation>;

/// The question to the platform, and how it stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Trust {
    /// The cloud that was asked about last: each has an audience of its own.
    asked: Option<Cloud>,
    state: FederationState,
}

impl Wizard {
    /// The kinds of credential to choose from.
    pub fn kinds(&self) -> impl Iterator<Item = CredentialKind> + '_ {
        self.profile.credential_kinds()
    }

    /// The chosen kind of credential.
    pub fn kind(&self) -> CredentialKind {
        self.answers.kind
    }

    /// Whether the platform will sign in with a client secret: the one kind that has fields.
    pub fn is_by_secret(&self) -> bool {
        self.answers.kind == CredentialKind::Secret
    }

    /// Whether the platform will sign in with its own identity: no secret, nothing that expires.
    pub fn is_federated(&self) -> bool {
        self.answers.kind == CredentialKind::Federated
    }

    /// What a federated credential has to say for the platform to be let in, once that is known.
    pub fn federation(&self) -> Option<&Federation> {
        self.trust.state.there()
    }

    /// How far that is.
    pub fn federation_state(&self) -> &FederationState {
        &self.trust.state
    }

    /// A kind was chosen. A secret that stands in its field stays there: Azure shows it once.
    pub(super) fn choose_kind(&mut self, kind: CredentialKind) -> Vec<Effect> {
        if self.is_busy() || kind == self.answers.kind || !self.kinds().any(|offered| offered == kind) {
            return Vec::new();
        }
        self.answers.kind = kind;
        self.fresh = true;
        vec![Effect::HideSecret, Effect::SaveDraft]
    }

    /// Whether there is a screen that shows what the platform says of itself.
    pub(super) fn has_begun(&self) -> bool {
        self.care.task().is_some()
            || Step::ALL.into_iter().any(|step| step != Step::Route && self.was_visited(step))
    }

    /// After whatever happened: asks the platform, once there is a screen that shows its answer.
    pub(super) fn ask_for_trust(&mut self, effects: &mut Vec<Effect>) {
        let cloud = self.answers.cloud;
        if self.is_federated() && self.has_begun() && self.trust.asked != Some(cloud) {
            self.trust = Trust { asked: Some(cloud), state: FederationState::Asking };
            effects.push(Effect::AskFederation(cloud));
        }
    }

    /// “Try again”.
    pub(super) fn ask_trust_again(&mut self) -> Vec<Effect> {
        if matches!(self.trust.state, FederationState::Failed { .. }) {
            self.trust.asked = None;
        }
        Vec::new()
    }

    /// The platform answered about a cloud. What it said of another one than was asked last is old.
    pub(super) fn introduced(&mut self, cloud: Cloud, outcome: Outcome<Federation>) -> Vec<Effect> {
        if self.trust.asked == Some(cloud) && self.trust.state == FederationState::Asking {
            self.trust.state = Introduction::of(outcome, |said| said.is_whole().then_some(said));
        }
        Vec::new()
    }
}

#[cfg(test)]
mod tests;

//! How the platform is to sign in, and what a federated credential has to say for that.
//!
//! The three values come from the platform, one subject for each of its accounts, and are never taken
//! from the page. They are asked for when a federated credential is chosen, or is what is offered first.

use crate::azure::Cloud;
use crate::contract::Federation;
use crate::exchange::{FailureKind, Outcome};
use crate::profile::{CredentialKind, Profile};

use super::{Effect, Step, Wizard};

/// What came of asking the platform what a federated credential has to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum FederationState {
    /// Nobody needs to know yet.
    #[default]
    Unasked,
    /// The platform is being asked.
    Asking,
    /// It has answered.
    There(Federation),
    /// There was no answer that can be used.
    Failed {
        /// Whether the session at the platform is over.
        signed_out: bool,
    },
}

/// The question to the platform, and how it stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Trust {
    /// The cloud that was asked about last: each has an audience of its own.
    asked: Option<Cloud>,
    state: FederationState,
}

/// The kinds of credential that are built and that the profile offers, in its order.
pub(super) fn offered_kinds(profile: &Profile) -> impl Iterator<Item = CredentialKind> + '_ {
    let built = |kind: &CredentialKind| matches!(kind, CredentialKind::Secret | CredentialKind::Federated);
    profile.credential_kinds().filter(built)
}

impl Wizard {
    /// The kinds of credential to choose from.
    pub fn kinds(&self) -> impl Iterator<Item = CredentialKind> + '_ {
        offered_kinds(&self.profile)
    }

    /// The chosen kind of credential.
    pub fn kind(&self) -> CredentialKind {
        self.answers.kind
    }

    /// Whether the platform will sign in with its own identity: no secret, nothing that expires.
    pub fn is_federated(&self) -> bool {
        self.answers.kind == CredentialKind::Federated
    }

    /// What a federated credential has to say for the platform to be let in, once that is known.
    pub fn federation(&self) -> Option<&Federation> {
        match &self.trust.state {
            FederationState::There(federation) => Some(federation),
            _ => None,
        }
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

    /// After whatever happened: asks the platform, once there is a screen that shows its answer.
    pub(super) fn ask_for_trust(&mut self, effects: &mut Vec<Effect>) {
        let begun = Step::ALL.into_iter().any(|step| step != Step::Route && self.was_visited(step));
        let cloud = self.answers.cloud;
        if self.is_federated() && begun && self.trust.asked != Some(cloud) {
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
            self.trust.state = match outcome {
                Ok(reply) if reply.value.is_whole() => FederationState::There(reply.value),
                Ok(_) => FederationState::Failed { signed_out: false },
                Err(failure) => {
                    FederationState::Failed { signed_out: *failure.kind() == FailureKind::SignedOut }
                }
            };
        }
        Vec::new()
    }
}

#[cfg(test)]
mod tests;

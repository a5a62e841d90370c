//! The certificate by which the platform is to sign in.
//!
//! It comes from the platform, which keeps the private key, and is never taken from the page. It is asked
//! for when a certificate is chosen, or is what is offered first.

use crate::azure::Certificate;
use crate::contract::PublicCertificate;
use crate::exchange::Outcome;
use crate::profile::CredentialKind;
use crate::script::federated_name;

use super::introduction::Introduction;
use super::{Effect, Wizard};

/// What came of asking the platform for its certificate.
pub type CertificateState = Introduction<Box<Certificate>>;

/// The question to the platform, and how it stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Paper {
    pub(super) state: CertificateState,
    /// Whether the platform did not take the one from before.
    renewed: bool,
}

impl Wizard {
    /// Whether the platform will sign in with a certificate of its own.
    pub fn is_by_certificate(&self) -> bool {
        self.kind() == CredentialKind::Certificate
    }

    /// The certificate to upload, once it is there.
    pub fn certificate(&self) -> Option<&Certificate> {
        self.paper.state.there().map(AsRef::as_ref)
    }

    /// How far that is.
    pub fn certificate_state(&self) -> &CertificateState {
        &self.paper.state
    }

    /// Whether the platform did not take the certificate from before, so that this is another one.
    pub fn certificate_is_new(&self) -> bool {
        self.paper.renewed
    }

    /// What the certificate is called as a file: the portal takes `.cer`, `.pem` and `.crt`.
    pub fn certificate_file(&self) -> String {
        [&federated_name(self.profile()), ".cer"].concat()
    }

    /// After whatever happened: asks the platform, once there is a screen that shows its answer.
    pub(super) fn ask_for_certificate(&mut self, effects: &mut Vec<Effect>) {
        if self.is_by_certificate() && self.has_begun() && self.paper.state == CertificateState::Unasked {
            effects.extend(self.ask_certificate());
        }
    }

    /// “Try again”, and whoever else needs to know it.
    pub(super) fn ask_certificate(&mut self) -> Vec<Effect> {
        match self.paper.state {
            CertificateState::Unasked | CertificateState::Failed { .. } => {
                self.paper.state = CertificateState::Asking;
                vec![Effect::AskCertificate]
            }
            _ => Vec::new(),
        }
    }

    /// The platform answered.
    pub(super) fn certified(&mut self, outcome: Outcome<PublicCertificate>) -> Vec<Effect> {
        if self.paper.state == CertificateState::Asking {
            self.paper.state = Introduction::of(outcome, |certificate| {
                let read = Certificate::parse(certificate.pem.as_str(), certificate.thumbprint.as_str());
                read.ok().map(Box::new)
            });
        }
        Vec::new()
    }

    /// Whether what is to be sent has to wait for the certificate.
    pub(super) fn lacks_certificate(&self) -> bool {
        self.is_by_certificate() && self.certificate().is_none()
    }

    /// The platform did not take the thumbprint: it has another certificate by now, and is asked for it again.
    pub(super) fn forget_certificate(&mut self) {
        self.paper = Paper { state: CertificateState::Unasked, renewed: true };
    }
}

#[cfg(test)]
mod moving;
#[cfg(test)]
mod tests;

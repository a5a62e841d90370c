use yew::{Context, NodeRef};

use super::{Wizard, WizardProps};
use crate::profile::ProfileError;

/// A server shows the placeholder only.
#[derive(Debug)]
pub(super) struct Site;

impl Site {
    pub(super) fn new(_: &Context<Wizard>) -> Self {
        Self
    }

    pub(super) fn attach(&mut self, _: &Context<Wizard>, _: &NodeRef) -> bool {
        false
    }

    pub(super) fn fetched(&mut self, _: &Context<Wizard>, _: u32, _: Result<String, String>) {}

    pub(super) fn refused(&mut self, _: &Context<Wizard>, _: u32, _: ProfileError) {}

    pub(super) fn focus(&mut self) {}

    pub(super) fn reset(&mut self, _: &Context<Wizard>) {}

    pub(super) fn changed(&mut self, _: &Context<Wizard>, _: &WizardProps) {}

    pub(super) fn leave(&mut self) {}
}

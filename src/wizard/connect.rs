//! The last step: sending, watching, stopping.

use crate::contract::ConnectionId;
use crate::profile::{self};

use super::{Effect, Focus, Operation, Phase, Refusal, Step, Watch, Wizard};

impl Wizard {
    pub(super) fn connect(&mut self) -> Vec<Effect> {
        // Where it has been sent, there is nothing to send: a second click comes late.
        if self.step != Step::Connect || matches!(self.phase, Phase::Done(_) | Phase::Keys { .. }) {
            return Vec::new();
        }
        self.complaints.retain(|complaint| !complaint.from_host);
        self.answers.tidy();
        let wrong = self.itinerary.clone().steps().iter().copied().find(|step| self.check(*step));
        if let Some(step) = wrong {
            self.tried.insert(step);
            return self.mend(step, Focus::Problems);
        }
        if self.lacks_certificate() {
            let mut effects = self.ask_certificate();
            effects.extend(self.mend(Step::Credential, Focus::Heading));
            return effects;
        }
        if self.profile.endpoint.is_env() {
            return self.offer_keys();
        }
        let replace = self.profile.endpoint.has(profile::Operation::Replace);
        let operation = match &self.connection {
            Some(id) if replace => Operation::Replace(id.clone()),
            _ => Operation::Create,
        };
        self.phase = Phase::Sending { retrying: false };
        let fresh = core::mem::replace(&mut self.fresh, false);
        self.begun_anew = fresh;
        self.unsettled &= !fresh;
        vec![Effect::HideSecret, Effect::Submit { operation, fresh }, Effect::Focus(Focus::Heading)]
    }

    /// Nothing was sent, so what was to be a submission of its own still is.
    pub(super) fn not_sent(&mut self, refusal: Refusal) -> Vec<Effect> {
        self.fresh |= self.begun_anew;
        self.refuse(refusal)
    }

    /// Whatever is shown, the last step is where requests end.
    pub(super) fn go_to_connect(&mut self) {
        self.step = Step::Connect;
        self.visited.insert(Step::Connect);
    }

    pub(super) fn stop(&mut self) -> Vec<Effect> {
        if self.care.is_sending() {
            let mut effects = vec![Effect::CancelCare];
            effects.extend(self.care_refused(Refusal::Stopped));
            return effects;
        }
        if matches!(self.phase, Phase::Sending { .. }) {
            let mut effects = vec![Effect::CancelRequests];
            self.unsettled = true;
            effects.extend(self.refuse(Refusal::Stopped));
            return effects;
        }
        Vec::new()
    }

    pub(super) fn pause(&mut self, pause: bool) -> Vec<Effect> {
        let Phase::Watching(watch) = &mut self.phase else { return Vec::new() };
        if watch.paused == pause {
            return Vec::new();
        }
        watch.paused = pause;
        if pause {
            vec![Effect::CancelRequests]
        } else {
            vec![Effect::Poll { id: watch.id.clone(), now: true }]
        }
    }

    pub(super) fn check_again(&mut self) -> Vec<Effect> {
        if let Phase::Watching(watch) = &mut self.phase {
            watch.paused = false;
            return vec![Effect::CancelRequests, Effect::Poll { id: watch.id.clone(), now: true }];
        }
        if !matches!(self.phase, Phase::Failed(_)) {
            return Vec::new();
        }
        // After a failure the same answers go out again: a role may have been assigned meanwhile.
        self.fresh = true;
        self.connect()
    }

    pub(super) fn open_existing(&mut self) -> Vec<Effect> {
        let Phase::Refused(Refusal::AlreadyConnected(Some(id))) = &self.phase else { return Vec::new() };
        let id = id.clone();
        self.watch(id)
    }

    pub(super) fn watch(&mut self, id: ConnectionId) -> Vec<Effect> {
        self.phase =
            Phase::Watching(Watch { connection: None, id: id.clone(), paused: false, trouble: false });
        vec![Effect::Poll { id, now: true }, Effect::Focus(Focus::Heading)]
    }
}

#[cfg(test)]
mod tests;

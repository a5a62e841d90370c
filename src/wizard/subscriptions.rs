//! Several subscriptions of one connection, or a management group in their place.

use std::collections::BTreeSet;

use crate::azure::{Field, SubscriptionId, Tenant, conflict};
use crate::profile::SubscriptionRule;

use super::target::list_of_subscriptions;
use super::{Answer, Complaint, Effect, Focus, Step, Target, Wizard};

/// The most subscriptions of one connection; the dialect has no room for more.
pub const MOST_SUBSCRIPTIONS: usize = 500;

/// So many after the first are drawn at once, and so many more at a time.
pub(super) const PAGE: usize = 20;

/// What happens to the subscriptions after the first. The number is the place, 0 for the first.
#[derive(Debug)]
pub enum SubscriptionMessage {
    /// “Add another subscription”.
    Add,
    /// The field at a place changed.
    Typed(usize, Box<str>),
    /// “Show more” of them.
    More,
    /// “Remove”.
    Remove(usize),
    /// A list was pasted into the field at a place.
    Listed(usize, Box<str>),
}

impl Wizard {
    /// Whether one connection can have several subscriptions.
    pub fn takes_many(&self) -> bool {
        self.profile.scope.subscriptions != SubscriptionRule::One
    }

    /// Whether there is a choice between subscriptions and a management group.
    pub fn has_targets(&self) -> bool {
        self.profile.scope.management_group
    }

    /// What is connected: in how many words it is to be said. `""`, `many` or `group`.
    pub fn target_words(&self) -> &'static str {
        match self.answers.target {
            _ if self.profile.endpoint.is_env() => "env",
            Target::ManagementGroup => "group",
            Target::Subscriptions if self.answers.has_several() => "many",
            Target::Subscriptions => "",
        }
    }

    /// Whether one more subscription can be added.
    pub fn can_add_subscription(&self) -> bool {
        self.takes_many() && self.answers.subscription_count() < MOST_SUBSCRIPTIONS
    }

    /// The places after the first that are drawn: some, and each that something is wrong with.
    pub fn shown_subscriptions(&self) -> Vec<usize> {
        let places = 1..self.answers.subscription_count();
        let drawn =
            |at: &usize| *at <= self.subscriptions_shown || self.subscription_complaint(*at).is_some();
        places.filter(drawn).collect()
    }

    /// Whether a text is a list of subscriptions that the fields take apart.
    pub fn is_subscription_list(text: &str) -> bool {
        list_of_subscriptions(text).is_some()
    }

    /// What is wrong with the subscription at a place, as far as it is to be shown by now.
    pub fn subscription_complaint(&self, at: usize) -> Option<&Complaint> {
        let here = |complaint: &&Complaint| complaint.field == Field::Subscription && complaint.at == at;
        self.complaints.iter().find(here).or_else(|| self.found_wrong_at(Field::Subscription, at))
    }

    pub(super) fn choose_target(&mut self, target: Target) -> Vec<Effect> {
        if self.is_busy() || !self.has_targets() || target == self.answers.target {
            return Vec::new();
        }
        self.answers.target = target;
        self.changed(target.field());
        // Nobody has been asked for it before.
        self.complaints.retain(|complaint| complaint.field != target.field() || &*complaint.code != "empty");
        vec![Effect::SaveDraft]
    }

    pub(super) fn at_the_subscriptions(&mut self, message: SubscriptionMessage) -> Vec<Effect> {
        match message {
            SubscriptionMessage::Add if self.can_add_subscription() => {
                let at = self.answers.subscription_count();
                self.answers.type_subscription(at, "");
                self.subscriptions_shown = self.subscriptions_shown.max(at);
                vec![Effect::Focus(Focus::Subscription(at))]
            }
            SubscriptionMessage::More => {
                self.subscriptions_shown += PAGE;
                Vec::new()
            }
            SubscriptionMessage::Add => Vec::new(),
            SubscriptionMessage::Typed(at, text) => self.type_subscription(at, &text),
            SubscriptionMessage::Listed(at, text) => {
                self.put_list(at, &text);
                self.retyped(Field::Subscription, &text);
                self.changed(Field::Subscription);
                vec![Effect::SaveDraft, Effect::Focus(Focus::Subscription(at))]
            }
            SubscriptionMessage::Remove(at) => {
                self.answers.remove_subscription(at);
                self.changed(Field::Subscription);
                let next = at.min(self.answers.subscription_count() - 1);
                vec![Effect::SaveDraft, Effect::Focus(Focus::Subscription(next))]
            }
        }
    }

    pub(super) fn type_subscription(&mut self, at: usize, text: &str) -> Vec<Effect> {
        if at > 0 && at >= self.answers.subscription_count() {
            return Vec::new();
        }
        self.retyped(Field::Subscription, text);
        if !self.put_list(at, text) {
            self.answers.type_subscription(at, text);
        }
        self.changed(Field::Subscription);
        let answer = self.answers.subscription_at(at);
        if let Some(complaint) = answer.and_then(Answer::complaint).filter(|it| it.is_secret_like()) {
            self.put(complaint.clone().at(at));
        }
        vec![Effect::SaveDraft]
    }

    /// Takes a text apart that is a list: its first one goes where it was entered, the others behind all that
    /// are there. Those that are there already stay where they are.
    fn put_list(&mut self, at: usize, text: &str) -> bool {
        let Some(parts) = list_of_subscriptions(text).filter(|_| self.takes_many()) else { return false };
        self.answers.type_subscription(at, "");
        let mut place = Some(at);
        for part in parts {
            let new = super::answers::subscription(part);
            let there = new
                .value()
                .is_some_and(|id| self.answers.subscriptions().any(|answer| answer.value() == Some(id)));
            let end = self.answers.subscription_count();
            if there || (place.is_none() && end >= MOST_SUBSCRIPTIONS) {
                continue;
            }
            self.answers.type_subscription(place.take().unwrap_or(end), part);
        }
        true
    }

    /// What is wrong with the subscription at a place, apart from what was looked up.
    pub(super) fn wrong_subscription(&self, at: usize, directory: Option<&Tenant>) -> Option<Complaint> {
        let field = Field::Subscription;
        let answer = self.answers.subscription_at(at)?;
        if let Some(own) = answer.complaint() {
            // A secret that was typed here is gone: an optional field is as good as empty then.
            let gone = own.is_secret_like() && (at > 0 || self.is_optional(field));
            return (!gone).then(|| own.clone().at(at));
        }
        let Some(id) = answer.value() else {
            let needed = at == 0 && self.answers.is_empty(field) && !self.is_optional(field);
            return needed.then(|| Complaint::new(field, "empty"));
        };
        let client = self.answers.client.value().copied();
        let conflict = conflict::find(directory, client, &[*id]).filter(|found| found.second == field)?;
        let complaint = Complaint::new(field, conflict.kind.code()).at(at);
        Some(complaint.with("other-field", conflict.first.id()))
    }

    /// Whether so many of the subscriptions that are entered work, so that the others can be left out.
    pub fn has_working(&self, count: usize) -> bool {
        self.working().len() == count && self.answers.target == Target::Subscriptions
    }

    /// The subscriptions of the answers that have passed every check of theirs.
    fn working(&self) -> Vec<SubscriptionId> {
        let super::Phase::Failed(connection) = &self.phase else { return Vec::new() };
        let standings = super::standings(connection);
        let working =
            standings.iter().filter(|one| one.works()).filter_map(super::ScopeStanding::subscription);
        let working: BTreeSet<_> = working.collect();
        self.answers.subscription_ids().into_iter().filter(|id| working.contains(id)).collect()
    }

    /// Leaves the subscriptions away that do not work, and sends the others in place of what was sent.
    pub(super) fn go_on_with_working(&mut self) -> Vec<Effect> {
        let kept = self.working();
        if kept.is_empty() {
            return Vec::new();
        }
        self.set_subscriptions(kept.iter().map(|id| id.to_string().into()));
        self.changed(Field::Subscription);
        let mut effects = vec![Effect::SaveDraft];
        effects.extend(self.check_again());
        effects
    }

    /// Puts these in place of all that are there.
    pub(super) fn set_subscriptions(&mut self, texts: impl Iterator<Item = Box<str>>) {
        let answers = &mut self.answers;
        answers.more.clear();
        answers.type_subscription(0, "");
        for (at, text) in texts.take(MOST_SUBSCRIPTIONS).enumerate() {
            answers.type_subscription(at, &text);
        }
    }

    /// Whether a step asks for subscriptions.
    pub fn asks_subscriptions(&self, step: Step) -> bool {
        self.fields(step).contains(&Field::Subscription)
    }
}

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::azure::{Field, IdErrorKind, Scope, SubscriptionId};

use super::answers::subscription;
use super::{Answer, Answers};

/// What is connected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Target {
    /// One subscription, or several.
    #[default]
    Subscriptions,
    /// A management group, with all that is below it.
    ManagementGroup,
}

impl Target {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Subscriptions, Self::ManagementGroup];

    /// The stable name: `subscriptions`, `group`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Subscriptions => "subscriptions",
            Self::ManagementGroup => "group",
        }
    }

    /// The field that asks for it.
    pub const fn field(self) -> Field {
        match self {
            Self::Subscriptions => Field::Subscription,
            Self::ManagementGroup => Field::ManagementGroup,
        }
    }
}

/// The subscriptions of the answers. Each has a place: 0 is the field that is always there.
impl Answers {
    /// All of them, empty ones too, in their order.
    pub fn subscriptions(&self) -> impl Iterator<Item = &Answer<SubscriptionId>> {
        core::iter::once(&self.subscription).chain(&self.more)
    }

    /// How many fields there are for them; at least one.
    pub fn subscription_count(&self) -> usize {
        self.more.len() + 1
    }

    /// The one at a place.
    pub fn subscription_at(&self, at: usize) -> Option<&Answer<SubscriptionId>> {
        match at.checked_sub(1) {
            None => Some(&self.subscription),
            Some(at) => self.more.get(at),
        }
    }

    /// The good ones, each once, in their order.
    pub fn subscription_ids(&self) -> Vec<SubscriptionId> {
        let mut seen = BTreeSet::new();
        let good = self.subscriptions().filter_map(Answer::value).copied();
        good.filter(|id| seen.insert(*id)).collect()
    }

    /// Whether there are at least two good ones.
    pub(super) fn has_several(&self) -> bool {
        !self.more.is_empty() && self.subscriptions().filter_map(Answer::value).nth(1).is_some()
    }

    /// The places whose subscription stands at an earlier place already, each with that place.
    pub fn repeated_subscriptions(&self) -> Vec<(usize, usize)> {
        let places = self.subscriptions().enumerate();
        let mut places: Vec<_> = places.filter_map(|(at, answer)| Some((*answer.value()?, at))).collect();
        places.sort_unstable();
        let mut repeated = Vec::new();
        let mut first = None;
        for (id, at) in places {
            match first {
                Some((same, first)) if same == id => repeated.push((at, first)),
                _ => first = Some((id, at)),
            }
        }
        repeated.sort_unstable();
        repeated
    }

    /// The scopes of the connection.
    pub fn scopes(&self) -> Vec<Scope> {
        match self.target {
            Target::Subscriptions => self.subscription_ids().into_iter().map(Scope::Subscription).collect(),
            Target::ManagementGroup => {
                self.group.value().cloned().map(Scope::ManagementGroup).into_iter().collect()
            }
        }
    }

    /// What tools call a subscription, if it was chosen from a list of theirs.
    pub fn subscription_name(&self, id: SubscriptionId) -> Option<&str> {
        self.names.iter().find(|(named, _)| *named == id).map(|(_, name)| &**name)
    }

    /// Keeps what tools call a subscription.
    pub(super) fn name_subscription(&mut self, id: SubscriptionId, name: &str) {
        if !name.is_empty() && self.subscription_name(id).is_none() {
            self.names.push((id, name.into()));
        }
    }

    /// Takes what was typed at a place. One behind the last is a new one.
    pub(super) fn type_subscription(&mut self, at: usize, text: &str) {
        self.secret.changed_beside(Field::Subscription);
        match at.checked_sub(1) {
            None => self.subscription = subscription(text),
            Some(at) => match self.more.get_mut(at) {
                Some(answer) => *answer = subscription(text),
                None => self.more.push(subscription(text)),
            },
        }
    }

    /// Takes the one at a place away; the others move up. The only one is emptied.
    pub(super) fn remove_subscription(&mut self, at: usize) {
        self.secret.changed_beside(Field::Subscription);
        if at == 0 && self.more.is_empty() {
            self.subscription = Answer::default();
        } else if at == 0 {
            self.subscription = self.more.remove(0);
        } else if at <= self.more.len() {
            self.more.remove(at - 1);
        }
    }

    /// Shows each in its canonical form, and drops those that were added and left empty.
    pub(super) fn tidy_subscriptions(&mut self) {
        let canonical = |id: &SubscriptionId| id.to_string().into();
        self.more.retain(|answer| !answer.is_empty());
        if self.subscription.is_empty() && !self.more.is_empty() {
            self.subscription = self.more.remove(0);
        }
        self.subscription.tidy(canonical);
        self.more.iter_mut().for_each(|answer| answer.tidy(canonical));
    }
}

/// The subscriptions of a text that is a list of them and nothing else: by lines, commas, semicolons or
/// blanks, with at least two good ones. One that is cut or misspelt is among them, to be told so at its own
/// place; any other text is no list.
pub(super) fn list_of_subscriptions(text: &str) -> Option<Vec<&str>> {
    let apart = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '"' | '\'' | '[' | ']');
    let mut parts = Vec::new();
    let mut good = 0;
    for part in text.split(apart).filter(|part| !part.is_empty()) {
        match SubscriptionId::parse(part).map_err(|error| error.kind()) {
            Ok(_) => good += 1,
            Err(
                IdErrorKind::Placeholder
                | IdErrorKind::KnownId(_)
                | IdErrorKind::LookAlike { .. }
                | IdErrorKind::BadCharacter { .. }
                | IdErrorKind::TooShort { .. }
                | IdErrorKind::TooLong { .. },
            ) => {}
            Err(_) => return None,
        }
        parts.push(part);
    }
    (good > 1).then_some(parts)
}

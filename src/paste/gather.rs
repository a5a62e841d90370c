//! What the recognisers find, until it is known which of it is one value and which are several.

use super::ids::Ids;
use super::key::Meaning;
use super::shape;
use super::{Ambiguity, Candidate, Found, FoundSubscription, Note, NoteKind, Pasted, Source};
use crate::azure::{
    ClientId, ClientSecret, Cloud, CloudErrorKind, Date, DateErrorKind, Field, Guid, IdError, IdErrorKind,
    ManagementGroupId, SecretErrorKind, SubscriptionId, Tenant, known_name,
};
use crate::text::may_show;

/// As many different values of one field, notes or unlabelled ids are kept: more than anybody compares, and
/// each new one is compared with them.
const MOST: usize = 100;

/// An id that is cut has at least so many of its 32 digits; less is a word that happens to look like digits.
const CUT: usize = 20;

/// Where something stood.
#[derive(Clone, Copy, Debug)]
pub(super) struct At {
    pub(super) source: Source,
    pub(super) line: usize,
}

/// How far a value can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// A host in an address, a domain, which is one of several that a directory has.
    Passing,
    /// The directory of a subscription in a list of them: the list has other ones for other directories.
    Listed,
    /// Something says that it is this value.
    Plain,
}

struct Find {
    /// Nothing for the cloud.
    field: Option<Field>,
    weight: Weight,
    candidate: Candidate,
}

/// The finds of all recognisers.
#[derive(Default)]
pub(super) struct Gather {
    finds: Vec<Find>,
    secrets: Vec<Found<ClientSecret>>,
    subscriptions: Vec<FoundSubscription>,
    ids: Ids,
    subscriptions_source: Option<Source>,
    disabled: usize,
    /// Object ids and the like.
    others: Ids,
    unlabelled: Vec<(Guid, usize)>,
    notes: Vec<Note>,
    pub(super) is_hand_back: bool,
}

impl Gather {
    pub(super) fn note(&mut self, kind: NoteKind, line: Option<usize>) {
        if self.notes.len() < MOST && self.notes.iter().all(|note| note.kind != kind) {
            self.notes.push(Note { kind, line });
        }
    }

    /// A value with a key that says what it is. Whether anything came of it.
    pub(super) fn take(&mut self, meaning: Meaning, text: &str, at: At) -> bool {
        match meaning {
            Meaning::Field(field) => self.value(field, text, at),
            Meaning::Cloud => self.named_cloud(text, at),
            Meaning::Endpoint => match Cloud::mentioned_in(text) {
                Some(cloud) => {
                    self.cloud(cloud, Weight::Plain, at);
                    true
                }
                None => false,
            },
            Meaning::ObjectId => self.not_ours(NoteKind::ObjectId, text, at),
            Meaning::SecretId => self.not_ours(NoteKind::SecretId, text, at),
            Meaning::Nothing => Guid::dressed(text).is_some(),
        }
    }

    fn not_ours(&mut self, kind: NoteKind, text: &str, at: At) -> bool {
        let Some(guid) = Guid::dressed(text) else { return false };
        self.apart(kind, guid, at);
        true
    }

    /// An id that is known to be none of ours.
    pub(super) fn apart(&mut self, kind: NoteKind, guid: Guid, at: At) {
        self.others.place(guid, 0);
        self.note(kind, Some(at.line));
    }

    /// A value of this field. Whether anything came of it: a value or a note.
    pub(super) fn value(&mut self, field: Field, text: &str, at: At) -> bool {
        let read = match field {
            Field::Secret => return self.secret(text, at),
            Field::Expiry => return self.expiry(text, at),
            Field::Name => return false,
            Field::Tenant => Tenant::parse(text).map(|tenant| match tenant {
                Tenant::Id(id) => (id.to_string(), Weight::Plain),
                Tenant::Domain(domain) => (domain.as_str().to_owned(), Weight::Passing),
            }),
            Field::Client => ClientId::parse(text).map(|id| (id.to_string(), Weight::Plain)),
            Field::ManagementGroup => {
                ManagementGroupId::parse(text).map(|id| (id.to_string(), Weight::Plain))
            }
            Field::Subscription => match SubscriptionId::parse(text) {
                Ok(id) => {
                    self.subscription(plain(id), at);
                    return true;
                }
                Err(error) => Err(error),
            },
        };
        match read {
            Ok((text, weight)) => {
                self.add(Some(field), weight, text, at);
                true
            }
            Err(error) => self.trouble(field, error, at),
        }
    }

    pub(super) fn add(&mut self, field: Option<Field>, weight: Weight, text: String, at: At) {
        let mut same = 0;
        for find in &mut self.finds {
            if find.field == field {
                if *find.candidate.text == *text {
                    find.weight = find.weight.max(weight);
                    return;
                }
                same += 1;
            }
        }
        if same < MOST {
            let candidate = Candidate { text: text.into(), source: at.source, line: at.line };
            self.finds.push(Find { field, weight, candidate });
        }
    }

    pub(super) fn cloud(&mut self, cloud: Cloud, weight: Weight, at: At) {
        self.add(None, weight, cloud.name().to_owned(), at);
    }

    fn named_cloud(&mut self, text: &str, at: At) -> bool {
        match Cloud::parse(text).map_err(|error| error.kind()) {
            Ok(cloud) => self.cloud(cloud, Weight::Plain, at),
            Err(CloudErrorKind::Closed) => self.note(NoteKind::ClosedCloud, Some(at.line)),
            Err(CloudErrorKind::NotServed) => self.note(NoteKind::CloudNotServed, Some(at.line)),
            Err(_) => return false,
        }
        true
    }

    /// A subscription. What several places say of one subscription is put together.
    pub(super) fn subscription(&mut self, mut found: FoundSubscription, at: At) {
        // Somebody else gave it its name, and it stands between our own words.
        if let Some(name) = &mut found.name {
            name.retain(may_show);
        }
        // One name for one subscription: two of them with different values contradict each other.
        if matches!(at.source, Source::Environment | Source::Assignment | Source::JsonAuth | Source::Json) {
            self.add(Some(Field::Subscription), Weight::Plain, found.id.to_string(), at);
        }
        match self.ids.place(found.id.guid(), self.subscriptions.len()) {
            Some(place) => {
                if let Some(known) = self.subscriptions.get_mut(place) {
                    known.name = known.name.take().or(found.name);
                    known.tenant = known.tenant.or(found.tenant);
                    known.cloud = known.cloud.or(found.cloud);
                    let was_enabled = known.enabled;
                    known.enabled &= found.enabled;
                    known.is_default |= found.is_default;
                    if was_enabled && !found.enabled {
                        self.count_disabled(at);
                    }
                }
            }
            None => {
                self.subscriptions_source.get_or_insert(at.source);
                if !found.enabled {
                    self.count_disabled(at);
                }
                self.subscriptions.push(found);
            }
        }
    }

    fn count_disabled(&mut self, at: At) {
        self.disabled += 1;
        if self.disabled == 1 {
            self.notes.push(Note { kind: NoteKind::Disabled { count: 1 }, line: Some(at.line) });
        }
    }

    /// An id that nothing says the purpose of.
    pub(super) fn unlabelled(&mut self, guid: Guid, line: usize) {
        if guid.is_nil() {
            return;
        }
        if let Some(name) = known_name(guid) {
            self.note(NoteKind::KnownId(name), Some(line));
        } else if self.unlabelled.len() < MOST && self.unlabelled.iter().all(|(other, _)| *other != guid) {
            self.unlabelled.push((guid, line));
        }
    }

    /// A text in a secret's place.
    pub(super) fn secret(&mut self, text: &str, at: At) -> bool {
        // Of a value with its comma, quotes or more around it, the part of today's shape.
        let text = shape::only_secret(text).unwrap_or(text);
        let kind = match ClientSecret::parse(text) {
            Ok(value) => {
                self.add_secret(value, at);
                return true;
            }
            Err(error) => match error.kind() {
                SecretErrorKind::Empty => return false,
                SecretErrorKind::Placeholder => NoteKind::Placeholder(Field::Secret),
                SecretErrorKind::SecretId => NoteKind::SecretId,
                SecretErrorKind::Masked => NoteKind::MaskedSecret,
                SecretErrorKind::Cut => NoteKind::CutSecret,
                SecretErrorKind::InnerWhiteSpace | SecretErrorKind::Surrounded => NoteKind::SecretWithSpaces,
            },
        };
        self.note(kind, Some(at.line));
        true
    }

    fn add_secret(&mut self, value: ClientSecret, at: At) {
        if self.secrets.len() < MOST && self.secrets.iter().all(|held| held.value.expose() != value.expose())
        {
            self.secrets.push(Found { value, source: at.source, line: at.line });
        }
    }

    fn expiry(&mut self, text: &str, at: At) -> bool {
        match Date::parse(text).map_err(|error| error.kind()) {
            Ok(date) => self.add(Some(Field::Expiry), Weight::Plain, date.to_string(), at),
            Err(DateErrorKind::Ambiguous { day_first, month_first }) => {
                for date in [day_first, month_first] {
                    self.add(Some(Field::Expiry), Weight::Plain, date.to_string(), at);
                }
            }
            Err(_) => return false,
        }
        true
    }

    /// What is wrong with a value, where it is worth a word.
    fn trouble(&mut self, field: Field, error: IdError, at: At) -> bool {
        let kind = match error.kind() {
            IdErrorKind::Placeholder => NoteKind::Placeholder(field),
            IdErrorKind::KnownId(name) => NoteKind::KnownId(name),
            IdErrorKind::LookAlike { found, meant, index } => {
                NoteKind::LookAlike { field, found, meant, index }
            }
            IdErrorKind::BadCharacter { found, index } => NoteKind::BadCharacter { field, found, index },
            IdErrorKind::TooShort { digits } | IdErrorKind::TooLong { digits }
                if field != Field::ManagementGroup && digits >= CUT =>
            {
                NoteKind::WrongLength { field, digits }
            }
            IdErrorKind::ObjectId => NoteKind::ObjectId,
            IdErrorKind::SecretId => NoteKind::SecretId,
            IdErrorKind::ManyTenants => NoteKind::ManyTenants,
            _ => return false,
        };
        self.note(kind, Some(at.line));
        true
    }

    /// The outcome.
    pub(super) fn finish(mut self, today: Date, only_an_id: bool) -> Pasted {
        let mut pasted = Pasted { is_hand_back: self.is_hand_back, ..Pasted::default() };
        pasted.cloud = self.one(None, &mut pasted.ambiguous);
        pasted.tenant = self.one(Some(Field::Tenant), &mut pasted.ambiguous);
        pasted.client = self.one(Some(Field::Client), &mut pasted.ambiguous);
        if self.secrets.len() > 1 {
            let candidates = self.secrets.iter().map(|found| Candidate {
                text: found.value.hint().into(),
                source: found.source,
                line: found.line,
            });
            pasted.ambiguous.push(Ambiguity { field: Some(Field::Secret), candidates: candidates.collect() });
        } else {
            pasted.secret = self.secrets.pop();
        }
        pasted.expiry = self.one(Some(Field::Expiry), &mut pasted.ambiguous);
        let _: Option<Found<SubscriptionId>> = self.one(Some(Field::Subscription), &mut pasted.ambiguous);
        for find in &self.finds {
            if find.field == Some(Field::ManagementGroup) {
                pasted.management_groups.extend(found(&find.candidate));
            }
        }
        let _: Option<Found<ManagementGroupId>> =
            self.one(Some(Field::ManagementGroup), &mut pasted.ambiguous);
        if let Some(expiry) = &pasted.expiry
            && expiry.value < today
        {
            self.note(NoteKind::Expired(expiry.value), Some(expiry.line));
        }
        pasted.missing = self.missing(&pasted);
        self.last_notes(&pasted, only_an_id);
        self.notes.sort_by_key(|note| note.line);
        pasted.notes = self.notes;
        pasted.subscriptions = self.subscriptions;
        pasted.subscriptions_source = self.subscriptions_source;
        pasted
    }

    /// The one value of a key; where there are several, they are ambiguous.
    fn one<T: std::str::FromStr>(
        &self,
        field: Option<Field>,
        ambiguous: &mut Vec<Ambiguity>,
    ) -> Option<Found<T>> {
        let of = self.finds.iter().filter(|find| find.field == field);
        let weight = of.clone().map(|find| find.weight).max()?;
        let mut candidates: Vec<Candidate> =
            of.filter(|find| find.weight == weight).map(|find| find.candidate.clone()).collect();
        if candidates.len() > 1 {
            ambiguous.push(Ambiguity { field, candidates });
            return None;
        }
        found(&candidates.pop()?)
    }

    fn missing(&self, pasted: &Pasted) -> Vec<Field> {
        let mut missing = Vec::new();
        for (field, there) in [
            (Field::Tenant, pasted.tenant.is_some()),
            (Field::Client, pasted.client.is_some()),
            (Field::Secret, pasted.secret.is_some()),
            (Field::Subscription, !self.subscriptions.is_empty() || !pasted.management_groups.is_empty()),
        ] {
            let asked = pasted.ambiguous.iter().any(|ambiguity| ambiguity.field == Some(field));
            if !there && !asked {
                missing.push(field);
            }
        }
        missing
    }

    /// Notes that only the whole shows to be needed.
    fn last_notes(&mut self, pasted: &Pasted, only_an_id: bool) {
        let count = self.disabled;
        for note in &mut self.notes {
            if matches!(note.kind, NoteKind::Disabled { .. }) {
                note.kind = NoteKind::Disabled { count };
            }
        }
        // A list of secrets shows the old ones masked; what one source leaves open another one has.
        let filled = |field| match field {
            Field::Tenant => pasted.tenant.is_some(),
            Field::Client => pasted.client.is_some(),
            Field::Secret => pasted.secret.is_some(),
            Field::Expiry => pasted.expiry.is_some(),
            Field::Subscription => !self.ids.is_empty(),
            Field::ManagementGroup => !pasted.management_groups.is_empty(),
            Field::Name => false,
        };
        self.notes.retain(|note| match note.kind {
            NoteKind::MaskedSecret => !filled(Field::Secret),
            NoteKind::Placeholder(field) => !filled(field),
            _ => true,
        });
        let used = |guid: &Guid| {
            let text = guid.to_string();
            self.finds.iter().any(|find| *find.candidate.text == *text)
                || self.ids.holds(*guid)
                || self.others.holds(*guid)
        };
        let unlabelled: Vec<usize> =
            self.unlabelled.iter().filter(|(guid, _)| !used(guid)).map(|(_, line)| *line).collect();
        if let Some(line) = unlabelled.first() {
            let kind = if only_an_id {
                NoteKind::BareId
            } else {
                NoteKind::UnlabelledIds { count: unlabelled.len() }
            };
            self.note(kind, Some(*line));
        }
        let empty = self.finds.is_empty() && self.subscriptions.is_empty() && pasted.secret.is_none();
        let said = |note: &Note| note.line.is_some() || note.kind == NoteKind::Empty;
        if empty && self.secrets.is_empty() && !self.notes.iter().any(said) {
            self.note(NoteKind::Nothing, None);
        }
    }
}

/// A subscription of which only the id is known.
pub(super) fn plain(id: SubscriptionId) -> FoundSubscription {
    FoundSubscription { id, name: None, tenant: None, cloud: None, enabled: true, is_default: false }
}

fn found<T: std::str::FromStr>(candidate: &Candidate) -> Option<Found<T>> {
    let value = candidate.text.parse().ok()?;
    Some(Found { value, source: candidate.source, line: candidate.line })
}

#[cfg(test)]
mod tests;

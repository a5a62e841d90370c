use crate::azure::{Cloud, Date, Field};
use crate::paste::{Ambiguity, FoundSubscription, NoteKind, Pasted, Source};
use crate::wizard::{Answers, SecretVerdict};

use super::Unsaid;

/// What a pasted text held, as the wizard takes it: everything but the secret.
#[derive(Clone, Debug, Default)]
pub struct Haul {
    /// The field that the text was pasted into, where that was not the box: there it replaces.
    pub into: Option<Field>,
    /// One value for each field that the text decides; canonical texts.
    pub values: Vec<FoundValue>,
    /// What became of a secret in the text, and the code of where it stood.
    pub secret: Option<(SecretFind, &'static str)>,
    /// The cloud that the text is about.
    pub cloud: Option<Cloud>,
    /// All subscriptions of a list, in its order; empty where the text decides.
    pub subscriptions: Vec<FoundSubscription>,
    /// The code of where that list stood.
    pub subscriptions_source: &'static str,
    /// Fields for which the text has several values.
    pub ambiguous: Vec<(Field, Vec<Candidate>)>,
    /// Remarks.
    pub notes: Vec<Unsaid>,
    /// Whether it is the line of a script.
    pub is_hand_back: bool,
}

impl Haul {
    /// What was found, but for the secret. One subscription is a value, several are a choice.
    pub fn of(pasted: &Pasted) -> Self {
        let cloud = pasted.cloud.map(|found| found.value);
        let mut haul = Self { cloud, is_hand_back: pasted.is_hand_back, ..Self::default() };
        let mut add = |field, text: String, source: Source| {
            haul.values.push(FoundValue { field, text: text.into(), source: source.code() });
        };
        if let Some(found) = &pasted.tenant {
            add(Field::Tenant, found.value.to_string(), found.source);
        }
        if let Some(found) = &pasted.client {
            add(Field::Client, found.value.to_string(), found.source);
        }
        if let Some(found) = &pasted.expiry {
            add(Field::Expiry, found.value.to_string(), found.source);
        }
        let source = pasted.subscriptions_source.unwrap_or(Source::Text);
        if let [one] = pasted.subscriptions.as_slice() {
            add(Field::Subscription, one.id.to_string(), source);
        }
        if let [one] = pasted.management_groups.as_slice() {
            add(Field::ManagementGroup, one.value.to_string(), one.source);
        }
        if pasted.subscriptions.len() > 1 {
            haul.subscriptions = pasted.subscriptions.clone();
            haul.subscriptions_source = source.code();
        }
        // What nobody reads twice: an empty paste says so in its title.
        let notes =
            pasted.notes.iter().filter(|note| !matches!(note.kind, NoteKind::Empty | NoteKind::Nothing));
        for note in notes {
            let details = note.details().into_iter().map(|(name, value)| (name, value.into())).collect();
            haul.notes.push((note.code(), details));
        }
        if pasted.management_groups.len() > 1 {
            let candidates = pasted
                .management_groups
                .iter()
                .map(|found| Candidate { text: found.value.to_string().into(), source: found.source.code() });
            haul.ambiguous.push((Field::ManagementGroup, candidates.collect()));
        }
        for ambiguity in &pasted.ambiguous {
            haul.add_ambiguity(ambiguity);
        }
        haul
    }

    fn add_ambiguity(&mut self, ambiguity: &Ambiguity) {
        match ambiguity.field {
            None => self.notes.push(("several-clouds", Vec::new())),
            // None of them is kept, so none can be chosen here.
            Some(Field::Secret) => self.notes.push(("several-secrets", Vec::new())),
            // The chooser asks the same, with their names.
            Some(Field::Subscription) if !self.subscriptions.is_empty() => {}
            Some(field) if self.ambiguous.iter().any(|(other, _)| *other == field) => {}
            Some(field) => {
                let candidates = ambiguity.candidates.iter().map(|candidate| Candidate {
                    text: candidate.text.clone(),
                    source: candidate.source.code(),
                });
                self.ambiguous.push((field, candidates.collect()));
            }
        }
    }

    /// Whether a text that is pasted into a single field is to be taken as *Paste from Azure*: it holds values
    /// of other fields, or the field's own where the field by itself does not find it. `secret`: where a secret
    /// in it stood. A lone secret in a field that is none for it is that field's error, as ever.
    pub fn is_more_than(&self, field: Field, secret: Option<Source>, text: &str, today: Date) -> bool {
        let of_another = self.values.iter().any(|value| value.field != field)
            || self.ambiguous.iter().any(|(other, _)| *other != field)
            || !self.subscriptions.is_empty();
        let bare = |source| source == Source::Shape;
        if field == Field::Secret {
            return of_another || (secret.is_some() && !SecretVerdict::of(text, false).is_usable());
        }
        if of_another || secret.is_some_and(|source| !bare(source)) {
            return true;
        }
        let mut alone = Answers::new(Cloud::default(), today);
        alone.type_in(field, text);
        let own = self.values.iter().any(|value| value.field == field);
        secret.is_none() && own && !alone.is_good(field)
    }
}

/// A value for a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundValue {
    /// Which field.
    pub field: Field,
    /// Its canonical text.
    pub text: Box<str>,
    /// The code of where it stood, such as `az-account`.
    pub source: &'static str,
}

/// One of several values for a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its canonical text.
    pub text: Box<str>,
    /// The code of where it stood.
    pub source: &'static str,
}

/// What the shell did with a secret that it found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretFind {
    /// It is in its field now; the verdict on it.
    Placed(SecretVerdict),
    /// It was there before.
    Same,
    /// Another one that can be sent stands there, and stays.
    Kept,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::azure::{ClientSecret, Tenant};
    use crate::paste::{Found, Note};

    const TENANT: &str = "5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61";
    const CLIENT: &str = "8d2f6a90-7b1c-4e3d-a5f4-2c9b8e7d6f10";
    const SUBSCRIPTION: &str = "c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5";
    const SECRET: &str = "abc8Q~abcdefghijklmnopqrstuvwxyz0123456789";

    fn found<T>(value: T, source: Source) -> Option<Found<T>> {
        Some(Found { value, source, line: 1 })
    }

    fn today() -> Date {
        Date::new(2026, 11, 21).unwrap()
    }

    fn subscription(id: &str) -> FoundSubscription {
        FoundSubscription {
            id: id.parse().unwrap(),
            name: None,
            tenant: None,
            cloud: None,
            enabled: true,
            is_default: false,
        }
    }

    fn more(pasted: &Pasted, field: Field, text: &str) -> bool {
        let secret = pasted.secret.as_ref().map(|found| found.source);
        Haul::of(pasted).is_more_than(field, secret, text, today())
    }

    #[test]
    fn one_subscription_is_a_value_and_several_are_a_choice() {
        let mut pasted = Pasted { subscriptions: vec![subscription(SUBSCRIPTION)], ..Pasted::default() };
        pasted.subscriptions_source = Some(Source::AzAccount);
        let haul = Haul::of(&pasted);
        assert_eq!((&*haul.values[0].text, haul.values[0].source), (SUBSCRIPTION, "az-account"));
        pasted.subscriptions.push(subscription(CLIENT));
        let haul = Haul::of(&pasted);
        assert_eq!((haul.values.len(), haul.subscriptions.len()), (0, 2));
        assert_eq!(haul.subscriptions_source, "az-account");
    }

    #[test]
    fn what_cannot_be_chosen_is_a_remark() {
        let candidate =
            |text: &str| crate::paste::Candidate { text: text.into(), source: Source::Json, line: 1 };
        let several = |field| Ambiguity { field, candidates: vec![candidate("a"), candidate("b")] };
        let pasted = Pasted {
            ambiguous: vec![several(None), several(Some(Field::Secret)), several(Some(Field::Client))],
            notes: vec![
                Note { kind: NoteKind::Nothing, line: None },
                Note { kind: NoteKind::ObjectId, line: Some(2) },
            ],
            ..Pasted::default()
        };
        let haul = Haul::of(&pasted);
        let notes: Vec<_> = haul.notes.iter().map(|(code, _)| *code).collect();
        assert_eq!(notes, ["object-id", "several-clouds", "several-secrets"]);
        assert_eq!(haul.ambiguous.len(), 1);
        assert_eq!(haul.ambiguous[0].0, Field::Client);
    }

    #[test]
    fn there_are_words_for_every_source_and_every_remark() {
        let texts = crate::text::Texts::english();
        for source in Source::ALL {
            assert!(texts.has(&["paste.from.", source.code()].concat()), "{source:?}");
        }
        let own = [
            "several-clouds",
            "several-secrets",
            "domain",
            "not-asked",
            "cloud-not-offered",
            "hand-back-without-secret",
        ];
        for code in NoteKind::SAMPLES.into_iter().map(NoteKind::code).chain(own) {
            assert!(texts.has(&["paste.note.", code].concat()), "{code}");
        }
    }

    #[test]
    fn a_plain_value_goes_into_its_field() {
        let client = Pasted { client: found(CLIENT.parse().unwrap(), Source::Labelled), ..Pasted::default() };
        assert!(!more(
            &client,
            Field::Client,
            "Application (client) ID : 8d2f6a90-7b1c-4e3d-a5f4-2c9b8e7d6f10"
        ));
        assert!(
            more(&client, Field::Client, "{\"id\": \"not it\", \"x\": 1}"),
            "the field would not find it"
        );
        assert!(more(&client, Field::Tenant, "Application (client) ID : …"), "it is another field's");
        assert!(!more(&Pasted::default(), Field::Client, "whatever"));
        let cloud = Pasted { cloud: found(Cloud::AzureUSGovernment, Source::Text), ..Pasted::default() };
        assert!(!more(&cloud, Field::Client, "AzureUSGovernment"), "a cloud alone is no value");
    }

    #[test]
    fn several_values_are_a_paste_from_azure() {
        let pasted = Pasted {
            tenant: found(Tenant::parse(TENANT).unwrap(), Source::JsonAuth),
            client: found(CLIENT.parse().unwrap(), Source::JsonAuth),
            ..Pasted::default()
        };
        for field in [Field::Tenant, Field::Client, Field::Secret, Field::Name] {
            assert!(more(&pasted, field, "{…}"), "{field:?}");
        }
        let list = Pasted {
            subscriptions: vec![subscription(SUBSCRIPTION), subscription(CLIENT)],
            ..Pasted::default()
        };
        assert!(more(&list, Field::Subscription, "[…]"));
    }

    #[test]
    fn a_lone_secret_in_a_wrong_field_is_that_fields_error() {
        let with = |source| Pasted {
            secret: found(ClientSecret::parse(SECRET).unwrap(), source),
            ..Pasted::default()
        };
        assert!(!more(&with(Source::Shape), Field::Client, SECRET));
        assert!(!more(&with(Source::Shape), Field::Secret, SECRET));
        let line = ["AZURE_CLIENT_SECRET=", SECRET].concat();
        assert!(more(&with(Source::Environment), Field::Client, &line));
        assert!(more(&with(Source::Environment), Field::Secret, &line), "its key is no part of it");
    }
}

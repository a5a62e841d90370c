use crate::azure::{
    ClientId, Cloud, Conflict, Date, DateErrorKind, Expiry, ExpiryDoubt, ExpiryErrorKind, Field, IdError,
    IdErrorKind, ManagementGroupId, SubscriptionId, Tenant, conflict, looks_like_secret,
};
use crate::profile::CredentialKind;

use super::{Answer, Complaint, ExtraAnswers, SecretVerdict, Target};

/// The longest connection name, in characters.
const NAME_LIMIT: usize = 100;

/// Everything that the admin has entered, but for the secret itself.
#[derive(Clone, Debug)]
pub struct Answers {
    /// The cloud that the subscription lives in.
    pub cloud: Cloud,
    /// How the platform is to sign in.
    pub kind: CredentialKind,
    /// Directory (tenant) ID, or a domain of the directory.
    pub tenant: Answer<Tenant>,
    /// Application (client) ID.
    pub client: Answer<ClientId>,
    /// Whether subscriptions are connected, or a management group.
    pub target: Target,
    /// Subscription ID: the first one, where several are connected.
    pub subscription: Answer<SubscriptionId>,
    /// The subscriptions after the first.
    pub(super) more: Vec<Answer<SubscriptionId>>,
    /// What tools call the subscriptions that were chosen from their lists. It is shown, and not sent.
    pub(super) names: Vec<(SubscriptionId, Box<str>)>,
    /// Management group ID.
    pub group: Answer<ManagementGroupId>,
    /// The day on which the secret expires.
    pub expiry: Answer<Expiry>,
    /// What the platform is to call the connection.
    pub name: Answer<Box<str>>,
    /// The platform's own fields.
    pub extras: ExtraAnswers,
    /// What is known of the secret in its field.
    pub secret: SecretVerdict,
    /// Whether the admin said “This really is the secret”.
    pub secret_insisted: bool,
    today: Date,
}

impl Answers {
    /// No answers yet, and a secret as the credential.
    pub fn new(cloud: Cloud, today: Date) -> Self {
        Self {
            cloud,
            kind: CredentialKind::Secret,
            tenant: Answer::default(),
            client: Answer::default(),
            target: Target::default(),
            subscription: Answer::default(),
            more: Vec::new(),
            names: Vec::new(),
            group: Answer::default(),
            expiry: Answer::default(),
            name: Answer::default(),
            extras: ExtraAnswers::default(),
            secret: SecretVerdict::Empty,
            secret_insisted: false,
            today,
        }
    }

    /// Takes what was typed into a field. The secret's text never comes here.
    pub fn type_in(&mut self, field: Field, text: &str) {
        self.secret.changed_beside(field);
        match field {
            Field::Tenant => self.tenant = Answer::new(text, id(field, Tenant::parse(text))),
            Field::Client => self.client = Answer::new(text, id(field, ClientId::parse(text))),
            Field::Subscription => self.subscription = subscription(text),
            Field::ManagementGroup => {
                self.group = Answer::new(text, id(field, ManagementGroupId::parse(text)))
            }
            Field::Expiry => self.expiry = Answer::new(text, expiry(text, self.today)),
            Field::Name => self.name = Answer::new(text, name(text)),
            Field::Secret => {}
        }
    }

    /// The text of a field.
    pub fn text(&self, field: Field) -> &str {
        match field {
            Field::Tenant => self.tenant.text(),
            Field::Client => self.client.text(),
            Field::Subscription => self.subscription.text(),
            Field::Expiry => self.expiry.text(),
            Field::Name => self.name.text(),
            Field::ManagementGroup => self.group.text(),
            Field::Secret => "",
        }
    }

    /// Whether nothing stands in a field.
    pub fn is_empty(&self, field: Field) -> bool {
        match field {
            Field::Tenant => self.tenant.is_empty(),
            Field::Client => self.client.is_empty(),
            Field::Subscription => self.subscriptions().all(Answer::is_empty),
            Field::Expiry => self.expiry.is_empty(),
            Field::Name => self.name.is_empty(),
            Field::Secret => self.secret == SecretVerdict::Empty,
            Field::ManagementGroup => self.group.is_empty(),
        }
    }

    /// Whether a field holds a value that can be used.
    pub fn is_good(&self, field: Field) -> bool {
        match field {
            Field::Tenant => self.tenant.value().is_some(),
            Field::Client => self.client.value().is_some(),
            Field::Subscription => {
                let good = |answer: &Answer<_>| answer.value().is_some();
                self.subscriptions().any(good) && self.subscriptions().all(|one| good(one) || one.is_empty())
            }
            Field::Expiry => self.expiry.value().is_some(),
            Field::Name => self.name.value().is_some(),
            Field::Secret => self.secret.is_usable(),
            Field::ManagementGroup => self.group.value().is_some(),
        }
    }

    /// What is wrong with a field by itself. An empty field is no fault here.
    pub fn complaint(&self, field: Field) -> Option<Complaint> {
        match field {
            Field::Tenant => self.tenant.complaint().cloned(),
            Field::Client => self.client.complaint().cloned(),
            Field::Subscription => self.subscription.complaint().cloned(),
            Field::Expiry => self.expiry.complaint().cloned(),
            Field::Name => self.name.complaint().cloned(),
            Field::Secret => match self.secret {
                SecretVerdict::Refused { code, .. } => Some(Complaint::new(field, code)),
                SecretVerdict::Repeats(other) => {
                    Some(Complaint::new(field, "same-id").with("other-field", other.id()))
                }
                _ => None,
            },
            Field::ManagementGroup => self.group.complaint().cloned(),
        }
    }

    /// A remark about a field that does not stop anybody.
    pub fn doubt(&self, field: Field) -> Option<Complaint> {
        match field {
            Field::Secret if self.secret == SecretVerdict::Unusual => {
                Some(Complaint::new(field, "unusual-shape"))
            }
            Field::Expiry => match self.expiry.value()?.doubt()? {
                ExpiryDoubt::Soon { days: 0 } => Some(Complaint::new(field, "today")),
                ExpiryDoubt::Soon { days: 1 } => Some(Complaint::new(field, "tomorrow")),
                ExpiryDoubt::Soon { days } => {
                    Some(Complaint::new(field, "soon").with("days", &days.to_string()))
                }
                doubt => Some(Complaint::new(field, doubt.code())),
            },
            _ => None,
        }
    }

    /// Two fields that cannot both be right.
    pub fn conflict(&self) -> Option<Conflict> {
        conflict::find(
            self.tenant.value(),
            self.client.value().copied(),
            &match self.target {
                Target::Subscriptions => self.subscription_ids(),
                Target::ManagementGroup => Vec::new(),
            },
        )
    }

    /// Days from today until the secret expires.
    pub fn days_left(&self) -> Option<i64> {
        Some(self.today.days_until(self.expiry.value()?.date()))
    }

    /// The day on which the answers are given.
    pub fn today(&self) -> Date {
        self.today
    }

    /// Shows each good answer in its canonical form.
    pub(super) fn tidy(&mut self) {
        self.tenant.tidy(|tenant| tenant.to_string().into());
        self.client.tidy(|client| client.to_string().into());
        self.tidy_subscriptions();
        self.group.tidy(|group| group.as_str().into());
        self.expiry.tidy(|expiry| expiry.date().to_string().into());
        self.name.tidy(Clone::clone);
    }
}

/// The answer that a text is to the question for a subscription.
pub(super) fn subscription(text: &str) -> Answer<SubscriptionId> {
    Answer::new(text, id(Field::Subscription, SubscriptionId::parse(text)))
}

fn id<T>(field: Field, parsed: Result<T, IdError>) -> Result<T, Option<Complaint>> {
    parsed.map_err(|error| {
        let complaint = Complaint::new(field, error.code());
        Some(match error.kind() {
            IdErrorKind::Empty => return None,
            IdErrorKind::KnownId(owner) => complaint.with("owner", owner),
            IdErrorKind::LookAlike { found, index, .. } | IdErrorKind::BadCharacter { found, index } => {
                complaint.with("char", found.encode_utf8(&mut [0; 4])).with("at", &(index + 1).to_string())
            }
            IdErrorKind::TooShort { digits } | IdErrorKind::TooLong { digits } => {
                complaint.with("digits", &digits.to_string())
            }
            IdErrorKind::OtherField(other) => complaint.with("other-field", other.id()),
            _ => complaint,
        })
    })
}

fn expiry(text: &str, today: Date) -> Result<Expiry, Option<Complaint>> {
    Expiry::parse(text, today).map_err(|error| match error.kind() {
        ExpiryErrorKind::Date(DateErrorKind::Empty) => None,
        _ if looks_like_secret(text.trim()) => Some(Complaint::new(Field::Expiry, "secret-like")),
        ExpiryErrorKind::Date(DateErrorKind::Ambiguous { day_first, month_first }) => Some(
            Complaint::new(Field::Expiry, error.code())
                .with("first", &day_first.to_string())
                .with("second", &month_first.to_string()),
        ),
        _ => Some(Complaint::new(Field::Expiry, error.code())),
    })
}

fn name(text: &str) -> Result<Box<str>, Option<Complaint>> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        Err(None)
    } else if looks_like_secret(trimmed) {
        Err(Some(Complaint::new(Field::Name, "secret-like")))
    } else if trimmed.chars().count() > NAME_LIMIT {
        Err(Some(Complaint::new(Field::Name, "too-long")))
    } else {
        Ok(trimmed.into())
    }
}

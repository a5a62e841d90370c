use crate::azure::{Cloud, Field};
use crate::wizard::SecretVerdict;

use super::{FoundSubscription, Unsaid};

/// What a pasted text held, as the wizard takes it: everything but the secret.
#[derive(Clone, Debug, Default)]
pub struct Haul {
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

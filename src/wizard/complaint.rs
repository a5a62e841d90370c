use crate::azure::Field;

/// What is wrong with a field: a code and the values its sentence names. The words come from the
/// language table, `error.<field>.<code>` or else `error.<code>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The field that it stands at.
    pub field: Field,
    /// Which of several subscriptions it is about, from 0; of any other field there is one.
    pub at: usize,
    /// A stable code, such as `placeholder`.
    pub code: Box<str>,
    /// Values for the sentence's placeholders.
    pub values: Vec<(&'static str, Box<str>)>,
    /// Whether the platform said so, not the wizard. Such a complaint goes when the field changes.
    pub from_host: bool,
}

impl Complaint {
    /// A complaint of the wizard's own, without further values.
    pub fn new(field: Field, code: &str) -> Self {
        Self { field, at: 0, code: code.into(), values: Vec::new(), from_host: false }
    }

    /// Says which of several subscriptions it is about, from 0.
    #[must_use]
    pub fn at(mut self, at: usize) -> Self {
        self.at = at;
        self
    }

    /// Adds a value for the sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.values.push((name, value.into()));
        self
    }

    /// Whether it is about a secret in a field that is none for it.
    pub fn is_secret_like(&self) -> bool {
        &*self.code == "secret-like"
    }

    /// Marks it as said by the platform.
    #[must_use]
    pub fn said_by_host(mut self) -> Self {
        self.from_host = true;
        self
    }
}

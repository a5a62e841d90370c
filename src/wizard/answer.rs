use super::Complaint;

/// One typed answer: the text as it stands in its field, and what it parsed to.
#[derive(Clone, Debug)]
pub struct Answer<T> {
    text: Box<str>,
    outcome: Result<T, Option<Complaint>>,
}

impl<T> Default for Answer<T> {
    fn default() -> Self {
        Self { text: "".into(), outcome: Err(None) }
    }
}

impl<T> Answer<T> {
    /// Keeps the text and what it means. `Err(None)` is an empty field. Text that looks like a
    /// secret is not kept: here it could reach a draft or a screen.
    pub(super) fn new(text: &str, outcome: Result<T, Option<Complaint>>) -> Self {
        let secret = matches!(&outcome, Err(Some(complaint)) if complaint.is_secret_like());
        Self { text: if secret { "" } else { text }.into(), outcome }
    }

    /// The text of the field.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The value, if the text is one.
    pub fn value(&self) -> Option<&T> {
        self.outcome.as_ref().ok()
    }

    /// What is wrong with the text; an empty field has no complaint of its own.
    pub fn complaint(&self) -> Option<&Complaint> {
        self.outcome.as_ref().err()?.as_ref()
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() || matches!(self.outcome, Err(None))
    }

    /// Replaces the text by the canonical form of the value it parsed to.
    pub(super) fn tidy(&mut self, canonical: impl FnOnce(&T) -> Box<str>) {
        if let Ok(value) = &self.outcome {
            self.text = canonical(value);
        }
    }
}

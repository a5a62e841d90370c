use crate::azure::{Cloud, Field};
use crate::wizard::{Step, Target};

use super::Candidate;

/// What came of a paste.
#[derive(Clone, Debug)]
pub struct Report {
    /// The step that it was pasted on.
    pub step: Step,
    /// The field that it was pasted into, where that was not the box.
    pub into: Option<Field>,
    /// What was filled in, in the order of the fields.
    pub filled: Vec<Filled>,
    /// The cloud that was chosen before and the one that the text is about, where they differ.
    pub cloud: Option<(Cloud, Cloud)>,
    /// What was connected before, where a paste changed that.
    pub target: Option<Target>,
    /// What the admin has to decide.
    pub questions: Vec<(Field, Decision)>,
    /// Remarks.
    pub notes: Vec<Unsaid>,
    /// Whether it was taken back.
    pub undone: bool,
    /// Whether the values come from somebody else.
    pub from_other: bool,
    /// Whether there was a secret in it, so that it is in the clipboard too.
    pub had_secret: bool,
    /// Whether the browser cleared the clipboard, once that was asked of it.
    pub cleared: Option<bool>,
    /// How many pastes there were: says to the status region that this is news.
    pub number: u32,
}

/// A remark: its code, and the values that its sentence names. The words are the view's.
pub type Unsaid = (&'static str, Vec<(&'static str, Box<str>)>);

/// A field that was filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// Which one.
    pub field: Field,
    /// The value; nothing for the secret.
    pub text: Box<str>,
    /// What stood there before.
    pub before: Box<str>,
    /// The code of where the value stood.
    pub source: &'static str,
    /// Whether it stood there already.
    pub same: bool,
}

/// What the admin has to decide about a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Another value stands there.
    Replace {
        /// What stands there.
        old: Box<str>,
        /// What was pasted.
        new: Candidate,
    },
    /// Another secret stands there. The pasted one was not kept anywhere.
    OtherSecret,
    /// The text has several values for it.
    Which {
        /// Them.
        candidates: Vec<Candidate>,
        /// The one that is marked.
        marked: Option<usize>,
    },
}

impl Report {
    /// Nothing yet.
    pub fn new(step: Step) -> Self {
        Self {
            step,
            into: None,
            filled: Vec::new(),
            cloud: None,
            target: None,
            questions: Vec::new(),
            notes: Vec::new(),
            undone: false,
            from_other: false,
            had_secret: false,
            cleared: None,
            number: 0,
        }
    }

    /// Whether nothing of use was found.
    pub fn is_empty(&self) -> bool {
        self.filled.is_empty() && self.cloud.is_none() && self.questions.is_empty() && !self.undone
    }

    /// Whether there is something to take back.
    pub fn can_undo(&self) -> bool {
        !self.undone && (self.cloud.is_some() || self.filled.iter().any(|filled| !filled.same))
    }

    /// The question about a field.
    pub fn question(&self, field: Field) -> Option<&Decision> {
        self.questions.iter().find(|(asked, _)| *asked == field).map(|(_, question)| question)
    }

    /// How many fields have another value already.
    pub fn replaceable(&self) -> usize {
        let replace = |(_, question): &&(Field, Decision)| matches!(question, Decision::Replace { .. });
        self.questions.iter().filter(replace).count()
    }

    pub(super) fn fill(&mut self, filled: Filled) {
        // Of two pastes into one field, what stood there at first comes back.
        let before = self.filled.iter().position(|other| other.field == filled.field);
        match before.and_then(|at| self.filled.get_mut(at)) {
            Some(other) => {
                let before = core::mem::take(&mut other.before);
                *other = Filled { before, ..filled };
            }
            None => self.filled.push(filled),
        }
        self.filled.sort_by_key(|filled| filled.field);
    }
}

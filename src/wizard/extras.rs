//! The platform's own questions, asked where the connection gets its name.

use crate::azure::looks_like_secret;
use crate::contract::{ExtraValue, Extras};
use crate::profile::{Extra, ExtraKind};

use super::{Answer, Complaint, Effect, Step, Task, Wizard};
use crate::azure::Field;

/// What was answered to the platform's own questions, by their names.
#[derive(Clone, Debug, Default)]
pub struct ExtraAnswers(Vec<(Box<str>, ExtraAnswer)>);

#[derive(Clone, Debug)]
enum ExtraAnswer {
    Text(Answer<Box<str>>),
    Chosen(Vec<Box<str>>),
}

/// What happens at the platform's own questions. The number is the question's place in the profile.
#[derive(Debug)]
pub enum ExtraMessage {
    /// A text changed.
    Typed(usize, Box<str>),
    /// The option at a place was chosen, or is no more.
    Chosen(usize, usize, bool),
    /// “No answer”.
    Cleared(usize),
}

/// What is wrong with an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtraComplaint {
    /// The question's place in the profile.
    pub at: usize,
    /// A stable code, such as `empty`.
    pub code: Box<str>,
    /// What the platform said, where it did.
    pub detail: Option<Box<str>>,
}

impl ExtraAnswers {
    fn get(&self, name: &str) -> Option<&ExtraAnswer> {
        self.0.iter().find(|(other, _)| &**other == name).map(|(_, answer)| answer)
    }

    fn set(&mut self, name: &str, answer: Option<ExtraAnswer>) {
        self.0.retain(|(other, _)| &**other != name);
        self.0.extend(answer.map(|answer| (name.into(), answer)));
    }

    /// The text that stands there.
    pub fn text(&self, name: &str) -> &str {
        match self.get(name) {
            Some(ExtraAnswer::Text(answer)) => answer.text(),
            _ => "",
        }
    }

    /// Whether an option is chosen.
    pub fn has(&self, name: &str, value: &str) -> bool {
        matches!(self.get(name), Some(ExtraAnswer::Chosen(chosen)) if chosen.iter().any(|one| &**one == value))
    }

    /// Whether nothing was answered.
    pub fn is_empty(&self, name: &str) -> bool {
        match self.get(name) {
            Some(ExtraAnswer::Text(answer)) => answer.is_empty(),
            Some(ExtraAnswer::Chosen(chosen)) => chosen.is_empty(),
            None => true,
        }
    }

    /// Takes what was typed. What looks like a secret is not kept.
    pub fn type_in(&mut self, name: &str, text: &str) {
        let trimmed = text.trim();
        let outcome = match trimmed {
            "" => Err(None),
            // The field is none of Azure's; only the code is looked at.
            _ if looks_like_secret(trimmed) => Err(Some(Complaint::new(Field::Name, "secret-like"))),
            _ => Ok(trimmed.into()),
        };
        self.set(name, Some(ExtraAnswer::Text(Answer::new(text, outcome))));
    }

    /// Takes or drops an option. Of a single choice the last one counts.
    pub fn choose(&mut self, extra: &Extra, value: &str, on: bool) {
        let many = extra.kind == ExtraKind::MultiSelect;
        // In the order of the profile, whatever the order of choosing.
        let chosen = extra.options.iter().map(|option| option.value.as_str());
        let chosen = chosen.filter(|one| if *one == value { on } else { many && self.has(&extra.name, one) });
        let chosen = chosen.map(Into::into).collect();
        self.set(&extra.name, Some(ExtraAnswer::Chosen(chosen)));
    }

    /// Takes what a connection has, as far as the profile still asks for it.
    pub fn take(&mut self, asked: &[Extra], extras: &Extras) {
        for extra in asked {
            match (extras.get(extra.name.as_str()), extra.kind) {
                (Some(ExtraValue::Text(text)), ExtraKind::Text) => self.type_in(&extra.name, text),
                (Some(ExtraValue::Text(value)), ExtraKind::Select) => self.choose(extra, value, true),
                (Some(ExtraValue::List(list)), ExtraKind::MultiSelect) => {
                    list.iter().for_each(|value| self.choose(extra, value, true));
                }
                _ => {}
            }
        }
    }

    /// The value of an answer as it is sent.
    pub fn value(&self, extra: &Extra) -> Option<ExtraValue> {
        match self.get(&extra.name)? {
            ExtraAnswer::Text(answer) => Some(ExtraValue::Text(answer.value()?.clone())),
            ExtraAnswer::Chosen(chosen) if extra.kind == ExtraKind::MultiSelect => {
                (!chosen.is_empty()).then(|| ExtraValue::List(chosen.clone()))
            }
            ExtraAnswer::Chosen(chosen) => Some(ExtraValue::Text(chosen.first()?.clone())),
        }
    }

    /// All values as they are sent. What was not answered is left out.
    pub fn values(&self, asked: &[Extra]) -> Extras {
        asked.iter().filter_map(|extra| Some((extra.name.as_str().into(), self.value(extra)?))).collect()
    }

    /// What is wrong with an answer by itself.
    pub fn wrong(&self, extra: &Extra) -> Option<&'static str> {
        match self.get(&extra.name) {
            Some(ExtraAnswer::Text(answer)) if answer.complaint().is_some() => Some("secret-like"),
            _ => (extra.required && self.is_empty(&extra.name)).then_some("empty"),
        }
    }
}

impl Wizard {
    /// Whether the platform's own questions stand on a step.
    pub fn asks_extras(&self, step: Step) -> bool {
        let asked = match self.care.is_open() {
            true => self.care.task() == Some(Task::Extras),
            false => self.fields(step).contains(&Field::Name),
        };
        asked && !self.profile.extras.is_empty()
    }

    /// What is wrong with the answer at a place, as far as it is to be shown by now.
    pub fn extra_complaint(&self, at: usize) -> Option<&ExtraComplaint> {
        self.extra_complaints.iter().find(|complaint| complaint.at == at)
    }

    /// What is wrong with the platform's own questions, where they stand on the current step.
    pub fn extra_complaints(&self) -> &[ExtraComplaint] {
        if self.asks_extras(self.step()) { &self.extra_complaints } else { &[] }
    }

    pub(super) fn at_the_extras(&mut self, message: ExtraMessage) -> Vec<Effect> {
        let profile = std::rc::Rc::clone(&self.profile);
        let (at, option) = match &message {
            ExtraMessage::Typed(at, _) | ExtraMessage::Cleared(at) => (*at, None),
            ExtraMessage::Chosen(at, option, _) => (*at, Some(*option)),
        };
        let Some(extra) = profile.extras.get(at) else { return Vec::new() };
        let value = option.and_then(|option| extra.options.get(option));
        match message {
            ExtraMessage::Typed(_, text) => self.answers.extras.type_in(&extra.name, &text),
            ExtraMessage::Chosen(.., on) => {
                let Some(value) = value else { return Vec::new() };
                self.answers.extras.choose(extra, &value.value, on);
            }
            ExtraMessage::Cleared(_) => self.answers.extras.set(&extra.name, None),
        }
        self.entered();
        let shown = self.extra_complaint(at).is_some();
        self.extra_complaints.retain(|complaint| complaint.at != at);
        // What was refused is looked at while it is mended; a secret is refused at once.
        if let Some(code) = self.answers.extras.wrong(extra).filter(|code| shown || *code == "secret-like") {
            self.extra_complaints.push(ExtraComplaint { at, code: code.into(), detail: None });
        }
        vec![Effect::SaveDraft]
    }

    /// Checks the answers, keeps what is wrong, and says whether anything is.
    pub(super) fn check_extras(&mut self) -> bool {
        let answers = &self.answers.extras;
        let wrong = self.profile.extras.iter().enumerate().filter_map(|(at, extra)| {
            // A secret that was typed here is gone: an optional field is as good as empty then.
            let code = answers.wrong(extra).filter(|code| extra.required || *code != "secret-like")?;
            Some(ExtraComplaint { at, code: code.into(), detail: None })
        });
        self.extra_complaints = wrong.collect();
        !self.extra_complaints.is_empty()
    }

    /// The platform refused an answer. Says whether it was one that is asked for.
    pub(super) fn refuse_extra(&mut self, name: &str, code: &str, detail: &str) -> bool {
        let Some(at) = self.profile.extras.iter().position(|extra| extra.name == name) else { return false };
        self.extra_complaints.retain(|complaint| complaint.at != at);
        let detail = (!detail.is_empty()).then(|| detail.into());
        self.extra_complaints.push(ExtraComplaint { at, code: code.into(), detail });
        self.extra_complaints.sort_by_key(|complaint| complaint.at);
        true
    }
}

#[cfg(test)]
mod tests;

//! Where a walk has been: which messages were told, which effects asked for, which screens shown.

use std::collections::BTreeMap;

use azure_connect::wizard::{CareState, Effect, Message, Phase, Wizard};

/// How often each thing was seen, by its group and name.
#[derive(Clone, Debug, Default)]
pub struct Seen(BTreeMap<(&'static str, String), u64>);

impl Seen {
    pub fn note(&mut self, group: &'static str, name: &str) {
        *self.0.entry((group, name.to_owned())).or_default() += 1;
    }

    pub fn message(&mut self, message: &Message) {
        let name = match message {
            Message::Care(inner) => ["Care ", &head(inner)].concat(),
            Message::Role(inner) => ["Role ", &head(inner)].concat(),
            Message::Script(inner) => ["Script ", &head(inner)].concat(),
            Message::Paste(inner) => ["Paste ", &head(inner)].concat(),
            Message::Subscriptions(inner) => ["Subscriptions ", &head(inner)].concat(),
            Message::Extra(inner) => ["Extra ", &head(inner)].concat(),
            message => head(message),
        };
        self.note("message", &name);
    }

    pub fn effect(&mut self, effect: &Effect) {
        match effect {
            Effect::Focus(focus) => self.note("focus", &head(focus)),
            Effect::Care(request) => self.note("effect", &["Care ", &head(request)].concat()),
            effect => self.note("effect", &head(effect)),
        }
    }

    pub fn screen(&mut self, wizard: &Wizard) {
        let care = wizard.care();
        if let Some(subject) = care.subject() {
            if let Some(task) = subject.task {
                self.note("task", task.id());
            }
            match &subject.state {
                CareState::Refused(refusal) => self.note("care", &["Refused ", refusal.code()].concat()),
                state => self.note("care", &head(state)),
            }
            if let Some(notice) = &subject.notice {
                self.note("notice", notice.id());
            }
            return;
        }
        if care.is_open() {
            return self.note("care", if care.is_unlisted() { "unlisted" } else { "list" });
        }
        let step = wizard.step();
        self.note("step", &[step.id(), " ", wizard.route().name()].concat());
        match wizard.phase() {
            Phase::Refused(refusal) => self.note("refused", refusal.code()),
            phase => self.note("phase", &head(phase)),
        }
    }

    /// What was seen least.
    pub fn rarest(&self) -> Vec<(u64, String)> {
        let mut all: Vec<_> =
            self.0.iter().map(|((group, name), count)| (*count, [group, " ", name].concat())).collect();
        all.sort();
        all.truncate(25);
        all
    }

    pub fn add(&mut self, other: &Self) {
        for (key, count) in &other.0 {
            *self.0.entry(key.clone()).or_default() += count;
        }
    }

    /// All names of a group that were seen.
    pub fn names(&self, group: &str) -> Vec<&str> {
        self.0.keys().filter(|(of, _)| *of == group).map(|(_, name)| name.as_str()).collect()
    }
}

/// The name of a variant.
pub fn head(value: &impl std::fmt::Debug) -> String {
    /// Takes the beginning and no more: a message can hold thousands of subscriptions.
    struct Beginning(String);
    impl std::fmt::Write for Beginning {
        fn write_str(&mut self, text: &str) -> std::fmt::Result {
            self.0.push_str(text);
            if self.0.len() > 40 { Err(std::fmt::Error) } else { Ok(()) }
        }
    }
    let mut beginning = Beginning(String::new());
    let _ = std::fmt::Write::write_fmt(&mut beginning, format_args!("{value:?}"));
    beginning.0.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned()
}

use yew::html::Scope;
use yew::prelude::*;

use crate::azure::Field;
use crate::exchange::Echo;
use crate::shell::arrivals::Arrivals;
use crate::shell::intl::Intl;
use crate::shell::{App, Msg};
use crate::support::FailedRequest;
use crate::text::Texts;
use crate::wizard::{Complaint, Message, PortalGuide, Wizard};

use super::element::{El, classed, el};

/// All that the views draw from.
pub struct Scene<'a> {
    /// The state.
    pub wizard: &'a Wizard,
    /// The words.
    pub texts: &'a Texts,
    /// What to do in the portal.
    pub guide: &'a PortalGuide,
    /// Where events go.
    pub link: &'a Scope<App>,
    /// The level of the widget's title, 1 to 5.
    pub level: u8,
    /// The secret's field, which the wizard never reads.
    pub secret: &'a NodeRef,
    /// Whether the secret is shown.
    pub secret_shown: bool,
    /// The box of *Paste from Azure*, which is never read from here either.
    pub paste_box: &'a NodeRef,
    /// The block that shows the script, which is filled from elsewhere.
    pub script: &'a NodeRef,
    /// Where the secret is read among the keys, which is filled from elsewhere too.
    pub key: &'a NodeRef,
    /// The dialog that chooses among many subscriptions.
    pub chooser: &'a NodeRef,
    /// The heading of the step, for the focus.
    pub heading: &'a NodeRef,
    /// The summary of problems, for the focus.
    pub problems: &'a NodeRef,
    /// The dialog that asks before leaving.
    pub dialog: &'a NodeRef,
    /// The dialog that asks before starting over.
    pub again: &'a NodeRef,
    /// The field of the role that is there.
    pub role_text: &'a NodeRef,
    /// What was said last to the status region.
    pub status: &'a AttrValue,
    /// How far the checks are, for screen readers.
    pub progress: &'a AttrValue,
    /// Seconds since the platform began to verify.
    pub elapsed: u32,
    /// When each check settled, and when the last answer came.
    pub arrivals: &'a Arrivals,
    /// The last request, if it failed.
    pub trouble: Option<&'a FailedRequest>,
    /// Masks the secret that was sent, as long as it is known.
    pub echo: Option<&'a Echo>,
    /// Whether the rest of the wasm is still on its way, so that only the first step can be drawn.
    pub early: bool,
    /// Whether one connection is to be opened as soon as the rest is here: until then nothing else is shown.
    pub opening: bool,
    /// How the language writes numbers, days and lists.
    pub intl: &'a Intl,
}

impl Scene<'_> {
    /// A sentence, with the platform's name filled in.
    #[inline(never)]
    pub fn say(&self, key: &str) -> String {
        self.fill(key, &[])
    }

    /// A sentence with values; the platform's name is always one of them.
    #[inline(never)]
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut all = Vec::with_capacity(values.len() + 1);
        all.extend_from_slice(values);
        all.push(("platform", self.wizard.profile().platform.name.as_str()));
        match if self.early { None } else { self.later_key(key) } {
            Some(own) => self.texts.fill(&own, &all),
            None => self.texts.fill(key, &all),
        }
    }

    /// A command with values, for what is connected.
    pub fn command(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.texts.command(self.later_key(key).as_deref().unwrap_or(key), values)
    }

    /// The key of a sentence's own form for several subscriptions (`many.…`) or a management group
    /// (`group.…`), where that is what is connected and the sentence has one.
    #[inline(never)]
    fn later_key(&self, key: &str) -> Option<String> {
        let target = self.wizard.target_words();
        let own = [target, ".", key].concat();
        (!target.is_empty() && self.texts.has(&own)).then_some(own)
    }

    /// A sentence under a key made of two parts.
    #[inline(never)]
    pub fn say_of(&self, group: &str, name: &str) -> String {
        self.say(&[group, ".", name].concat())
    }

    /// A sentence whose `{value}` is a piece of markup.
    pub fn around(&self, key: &str, node: Html) -> El {
        let sentence = self.say(key);
        match crate::text::split_once(&sentence, "{value}") {
            Some((before, after)) => el("span").text(before.to_owned()).child(node).text(after.to_owned()),
            None => el("span").text(sentence).child(node),
        }
    }

    /// The visible label of a field.
    #[inline(never)]
    pub fn label(&self, field: Field) -> String {
        self.say_of("field", field.id())
    }

    /// The words of a complaint (`group` `error`) or a doubt (`doubt`).
    #[inline(never)]
    pub fn complaint(&self, group: &str, complaint: &Complaint) -> String {
        let own = [group, ".", complaint.field.id(), ".", &complaint.code].concat();
        let common = [group, ".", &complaint.code].concat();
        let cause = ["explain.", &complaint.code, ".what"].concat();
        if complaint.from_host && self.texts.has(&cause) {
            // Azure's own verdict, as beside the failed check: what happened, and how to mend it.
            return [&self.say(&cause), " ", &*self.say(&["explain.", &complaint.code, ".fix"].concat())]
                .concat();
        }
        let key = [own, common].into_iter().find(|key| self.texts.has(key));
        let label = match complaint.at {
            0 => self.label(complaint.field),
            at => self.fill("subscriptions.label", &[("number", &(at + 1).to_string())]),
        };
        let mut values: Vec<(&str, &str)> = vec![("label", &label)];
        let other = complaint
            .values
            .iter()
            .find(|(name, _)| *name == "other-field")
            .map(|(_, id)| self.say_of("field", id));
        if let Some(other) = &other {
            values.push(("other", other));
        }
        let cloud = complaint.values.iter().find(|(name, _)| *name == "in-cloud");
        let cloud = cloud.map(|(_, name)| self.say_of("cloud", name)).unwrap_or_default();
        values.push(("cloud", &cloud));
        values.extend(complaint.values.iter().map(|(name, value)| (*name, &**value)));
        let fallback = if complaint.values.iter().any(|(name, _)| *name == "detail") {
            "error.host"
        } else {
            "error.refused"
        };
        let key = key.as_deref().unwrap_or(fallback);
        match complaint
            .values
            .iter()
            .find(|(name, _)| *name == "days")
            .and_then(|(_, days)| days.parse().ok())
        {
            Some(days) => self.count(key, days, &values),
            None => self.fill(key, &values),
        }
    }

    /// A sentence about so many of something, in the form that the language has for the number: `key.one` and
    /// such, where there is one. The number is the value `{count}`.
    #[inline(never)]
    pub fn count(&self, key: &str, count: usize, values: &[(&str, &str)]) -> String {
        let number = self.number(count);
        let mut all = Vec::with_capacity(values.len() + 1);
        all.push(("count", &*number));
        all.extend_from_slice(values);
        self.fill(&self.texts.form(key, &self.intl.category(count)), &all)
    }

    /// A whole number, grouped as the language does.
    pub fn number(&self, number: usize) -> String {
        self.intl.number(number)
    }

    /// Several things in a row, as the language puts them: “a, b, c”.
    pub fn list<T: AsRef<str>>(&self, items: &[T]) -> String {
        self.intl.list(items)
    }

    /// A day in words.
    pub fn date(&self, iso: &str) -> String {
        self.intl.long_date(iso)
    }

    /// A stretch of time.
    pub fn time(&self, seconds: u32) -> String {
        let (minutes, rest) = (self.number(seconds as usize / 60), self.number(seconds as usize % 60));
        if seconds < 60 {
            self.fill("clock.seconds", &[("seconds", &rest)])
        } else {
            self.fill("clock.minutes", &[("minutes", &minutes), ("seconds", &rest)])
        }
    }

    /// Sends what `message` makes to the state machine. A function, not a closure, so that all
    /// buttons share one callback type.
    #[inline(never)]
    pub fn on(&self, message: fn() -> Message) -> Callback<MouseEvent> {
        self.link.callback(move |_| Msg::Wizard(message()))
    }

    /// The same for a message about something.
    pub fn on_with<A: Copy + 'static>(&self, about: A, message: fn(A) -> Msg) -> Callback<MouseEvent> {
        self.link.callback(move |_| message(about))
    }

    /// A heading, `depth` levels below the widget's title.
    pub fn heading(&self, depth: u8, class: &'static str) -> El {
        classed(self.tag(depth), class)
    }

    /// A button with words.
    #[inline(never)]
    pub fn button(&self, class: &'static str, words: &str, callback: Callback<MouseEvent>) -> El {
        classed("button", class).attr("type", "button").on_click(callback).text(self.say(words))
    }

    /// A paragraph or other element with words.
    #[inline(never)]
    pub fn words(&self, tag: &'static str, class: &'static str, words: &str) -> El {
        classed(tag, class).text(self.say(words))
    }

    /// The tag of a heading `depth` levels below the widget's title.
    pub fn tag(&self, depth: u8) -> &'static str {
        match self.level.saturating_add(depth) {
            0 | 1 => "h1",
            2 => "h2",
            3 => "h3",
            4 => "h4",
            5 => "h5",
            _ => "h6",
        }
    }
}

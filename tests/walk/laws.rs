//! What must hold after every step.

use std::collections::BTreeMap;

use azure_connect::azure::Field;
use azure_connect::profile::ExtraKind;
use azure_connect::wizard::{Answers, Focus, Phase, Task, Wizard, WizardEvent};

use crate::page::{Late, Page};

/// A law that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    pub law: &'static str,
    pub words: String,
}

/// What the laws remember.
#[derive(Debug, Default)]
pub struct Laws {
    pub broken: Option<Broken>,
    /// What the browser has still to say of requests that were ended.
    pub late: Vec<(String, Late)>,
    /// How often the host page heard `ac-connected` in this step.
    connected: u32,
    /// The wizard's own values, while a screen about connections is open.
    own: Option<Values>,
}

impl Laws {
    pub fn hears(&mut self, event: &WizardEvent, detail: &str, steps: usize) -> Result<(), String> {
        serde_json::from_str::<serde_json::Value>(detail).map_err(|error| format!("{detail}: {error}"))?;
        match event {
            WizardEvent::Step { index, total, .. } if *total != steps || !(1..=*total).contains(index) => {
                Err(format!("{detail} of {steps} steps"))
            }
            WizardEvent::Connected { .. } => {
                self.connected += 1;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// A screen about connections opens over these values.
    pub fn opens(&mut self, own: Values) {
        self.own = Some(own);
    }

    pub fn reloaded(&mut self) {
        self.late.clear();
        self.own = None;
    }
}

/// What was entered, each value in the form in which it is sent, or as it was typed.
pub type Values = BTreeMap<String, String>;

/// The values of these answers.
pub fn values(wizard: &Wizard) -> Values {
    let answers = wizard.answers();
    let mut values = Values::new();
    let mut put = |name: &str, value: String| {
        if !value.is_empty() {
            values.insert(name.to_owned(), value);
        }
    };
    for field in Field::ALL {
        put(field.id(), canonical(answers, field));
    }
    put("target", answers.target.name().to_owned());
    put("cloud", answers.cloud.name().to_owned());
    put("kind", answers.kind.name().to_owned());
    for extra in &wizard.profile().extras {
        let value = match extra.kind {
            ExtraKind::Text => answers.extras.text(&extra.name).to_owned(),
            _ => extra
                .options
                .iter()
                .filter(|option| answers.extras.has(&extra.name, &option.value))
                .map(|option| option.value.as_str())
                .collect::<Vec<_>>()
                .join(","),
        };
        put(&extra.name, value.trim().to_owned());
    }
    values
}

fn canonical(answers: &Answers, field: Field) -> String {
    let text = answers.text(field).trim();
    let good = match field {
        Field::Tenant => answers.tenant.value().map(ToString::to_string),
        Field::Client => answers.client.value().map(ToString::to_string),
        Field::Expiry => answers.expiry.value().map(|expiry| expiry.date().to_string()),
        Field::Name => answers.name.value().map(ToString::to_string),
        Field::ManagementGroup => answers.group.value().map(|group| group.as_str().to_owned()),
        Field::Subscription => {
            let each = answers.subscriptions().filter(|answer| !answer.text().trim().is_empty());
            let each = each
                .map(|answer| answer.value().map_or(answer.text().trim().to_owned(), ToString::to_string));
            let mut once: Vec<String> = Vec::new();
            each.for_each(|text| {
                if !once.contains(&text) {
                    once.push(text)
                }
            });
            Some(once.join(" "))
        }
        Field::Secret => None,
    };
    good.unwrap_or_else(|| text.to_owned())
}

/// What a step finds, to compare what it leaves with.
pub struct Before {
    values: Values,
    secret: String,
    open: bool,
    done: bool,
    task: Option<(String, Task)>,
}

impl Before {
    pub fn of(page: &mut Page) -> Self {
        page.laws.connected = 0;
        Self {
            values: values(&page.wizard),
            secret: page.secret.clone(),
            open: page.wizard.care().is_open(),
            done: page.wizard.phase().is_done(),
            task: task(page),
        }
    }
}

fn task(page: &Page) -> Option<(String, Task)> {
    let subject = page.wizard.care().subject()?;
    Some((subject.id.as_str().to_owned(), subject.task?))
}

/// What a step may change of what was entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum May {
    /// Nothing.
    Keep,
    /// The secret goes, all else stays.
    DropSecret,
    /// Anything: the admin enters something.
    Edit,
}

/// Judges what a step has left.
pub fn judge(page: &mut Page, before: &Before, may: May) {
    if let Err((law, words)) = nothing_lost(page, before, may).and_then(|()| all_else(page)) {
        page.break_law(law, words);
    }
}

type Verdict = Result<(), (&'static str, String)>;

fn nothing_lost(page: &mut Page, before: &Before, may: May) -> Verdict {
    let lost = |what: &str, now: String| Err(("nothing lost", format!("{what}: {now}")));
    let now = values(&page.wizard);
    let open = page.wizard.care().is_open();
    let done = page.wizard.phase().is_done();
    let same_task = before.task.is_some() && before.task == task(page);
    match (before.open, open) {
        (false, true) => {
            page.laws.own = Some(before.values.clone());
        }
        (true, false) => {
            let own = page.laws.own.take().unwrap_or_default();
            if may != May::Edit && !before.done && own != now {
                return lost("on the way back", format!("{own:?} is {now:?}"));
            }
        }
        _ if may == May::Edit => {}
        (false, false) if before.values != now => {
            return lost("a field", format!("{:?} is {now:?}", before.values));
        }
        (true, true) if same_task && before.values != now => {
            return lost("a task's field", format!("{:?} is {now:?}", before.values));
        }
        _ => {}
    }
    let stays = if before.open { same_task } else { !open };
    if may == May::Keep && stays && !done && before.secret != page.secret {
        return lost("the secret", format!("{:?} is {:?}", before.secret, page.secret));
    }
    Ok(())
}

fn all_else(page: &Page) -> Verdict {
    let wizard = &page.wizard;
    if let Some(doubled) = &page.host.doubled {
        return Err(("one connection", doubled.clone()));
    }
    if let Some(body) = &page.host.malformed {
        return Err(("effects", format!("no body of the dialect: {body}")));
    }
    let (own, other) = page.polls();
    if own > 1 || other > 1 {
        return Err(("timers", format!("{own} and {other} questions under way: {:?}", page.flights)));
    }
    if own > 0 && !matches!(wizard.phase(), Phase::Watching(_)) {
        return Err(("timers", format!("somebody asks for a connection in {:?}", wizard.phase())));
    }
    if let Phase::Watching(watch) = wizard.phase()
        && !watch.paused
        && own == 0
    {
        return Err(("a way on", "it says that it asks, and nobody does".to_owned()));
    }
    if page.laws.connected > 1 || (page.laws.connected == 1 && !wizard.phase().is_done()) {
        return Err(("events", format!("connected {} times", page.laws.connected)));
    }
    let empty = !wizard.answers().secret.is_usable();
    if !wizard.care().is_open() && !empty && page.secret.trim().is_empty() && !wizard.phase().is_done() {
        return Err(("secret", "a secret is said to be there, and is not".to_owned()));
    }
    match page.focus.filter(|focus| !is_there(wizard, *focus)) {
        Some(focus) => Err(("focus", format!("{focus:?} on {:?}", wizard.step()))),
        None => Ok(()),
    }
}

/// No text of the state has the secret.
pub fn keeps_no_secret(page: &mut Page) {
    let secret = page.secret.trim().to_owned();
    let shape = azure_connect::azure::ClientSecret::parse(&secret).is_ok();
    if shape && secret.len() > 20 && format!("{:?}", page.wizard).contains(&secret) {
        page.break_law("secret", format!("the state holds {secret}"));
    }
}

/// Whether what is to have the focus is on the screen.
fn is_there(wizard: &Wizard, focus: Focus) -> bool {
    let step = wizard.step();
    let fields = wizard.fields(step);
    match focus {
        Focus::Heading => true,
        Focus::Problems => wizard.complaints().next().is_some() || !wizard.extra_complaints().is_empty(),
        Focus::Field(field) => fields.contains(&field),
        Focus::Subscription(at) => {
            let shown = at == 0 || (wizard.takes_many() && wizard.shown_subscriptions().contains(&at));
            wizard.asks_subscriptions(step) && at < wizard.answers().subscription_count() && shown
        }
        Focus::AddSubscription => wizard.can_add_subscription(),
        Focus::Extra(at) => wizard.asks_extras(step) && at < wizard.profile().extras.len(),
        Focus::Paste => !wizard.care().is_open() && wizard.takes_paste(step),
        Focus::Pasted => wizard.pasted().is_some() || wizard.choice().is_some(),
        Focus::Marked => {
            let rows = |choice: &azure_connect::wizard::Choice| {
                choice.chosen().is_none() || choice.rows().any(|(at, _)| Some(at) == choice.marked())
            };
            wizard.choice().is_some_and(rows)
        }
    }
}

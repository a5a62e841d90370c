//! One walk: steps by chance, each judged, and a way to the end from where they lead. What fails is walked again with
//! fewer steps.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};

use azure_connect::azure::Field;
use azure_connect::profile::{Operation, Profile};
use azure_connect::wizard::{CareState, Complaint, Message, Phase, Step};

use crate::admin::{Act, offered, strays};
use crate::flaw::Flaw;
use crate::laws::{Before, Broken, May, judge, keeps_no_secret, values};
use crate::page::Page;
use crate::profiles;
use crate::seen::Seen;
use crate::tape::Tape;
use crate::texts;
use crate::weather::Weather;

/// How many steps a co-operating admin and platform may take to the end.
const TO_THE_END: usize = 100;

/// What leads away from a screen that is seldom reached.
const LEAVING: [&str; 5] = ["Close", "Start over", "Connect another", "All connections", "cancel"];

/// What is offered seldom, and so is taken more often where it is.
const SELDOM: [&str; 28] = [
    "insist",
    "paste from Azure",
    "paste a list",
    "keep",
    "replace",
    "replace all",
    "add this one",
    "mark a candidate",
    "use the marked one",
    "keep the secret",
    "drop the secret",
    "go on with those that work",
    "open the chooser",
    "search",
    "pick",
    "pick all",
    "point",
    "choose",
    "move the mark",
    "anew",
    "compare the role",
    "repair the role",
    "begin",
    "repair",
    "more subscriptions",
    "take the offer",
    "Register a new app",
    "save",
];

/// What came of a walk.
#[derive(Debug)]
pub struct Outcome {
    pub steps: u64,
    pub seen: Seen,
    /// What broke, and the steps that led there.
    pub broken: Option<(Broken, Vec<String>)>,
}

/// Walks `steps`, each of which is a number from which all follows.
pub fn walk(seed: u64, steps: &[u64], flaw: Option<Flaw>) -> Outcome {
    let mut tape = Tape::new(seed);
    let profile = profiles::by_chance(&mut tape);
    let mut trail = vec![format!("profile {}", summary(&profile))];
    let mut count = 0;
    let page = Page::new(profile, tape, flaw);
    let mut walker = Walker { page, last: None, ending: false };
    for step in steps {
        walker.page.tape = Tape::new(*step);
        count += 1;
        walker.guarded(&mut trail, Walker::step);
        if walker.page.laws.broken.is_some() {
            break;
        }
    }
    keeps_no_secret(&mut walker.page);
    if walker.page.laws.broken.is_none() {
        walker.page.tape = Tape::new(seed);
        count += walker.end(&mut trail);
    }
    let broken = walker.page.laws.broken.take().map(|broken| (broken, trail));
    Outcome { steps: count, seen: walker.page.seen, broken }
}

fn summary(profile: &Profile) -> String {
    format!(
        "{:?} {:?} {:?} {:?} {:?}",
        profile.routes, profile.credential.kinds, profile.scope, profile.clouds, profile.endpoint.operations
    )
}

thread_local! {
    /// Where a step panicked, while one is run: the law says so.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
    static STEPPING: Cell<bool> = const { Cell::new(false) };
}

/// Panics of steps are findings and not printed; all others are.
pub fn hush() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| match STEPPING.get() {
        true => PLACE.set(info.location().map(ToString::to_string)),
        false => usual(info),
    }));
}

struct Walker {
    page: Page,
    last: Option<Act>,
    /// Whether all are kind by now.
    ending: bool,
}

impl Walker {
    /// One step, judged. A panic is a broken law like any other.
    fn guarded(&mut self, trail: &mut Vec<String>, step: fn(&mut Self, &mut Vec<String>) -> May) {
        let before = Before::of(&mut self.page);
        self.page.focus = None;
        STEPPING.set(true);
        let done = catch_unwind(AssertUnwindSafe(|| step(self, trail)));
        STEPPING.set(false);
        match done {
            Ok(may) => judge(&mut self.page, &before, may),
            Err(panic) => {
                let words = panic.downcast_ref::<String>().cloned();
                let words = words.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string));
                let place = PLACE.take().unwrap_or_default();
                self.page.break_law("no panic", format!("{place}: {}", words.unwrap_or_default()));
            }
        }
        self.page.seen.screen(&self.page.wizard);
        if self.page.laws.broken.is_none() && !self.has_a_way_on() {
            let words = format!("nothing to do in {:?}", self.page.wizard.phase());
            self.page.break_law("a way on", words);
        }
    }

    fn has_a_way_on(&self) -> bool {
        let wizard = &self.page.wizard;
        let waits = !self.page.flights.is_empty() || wizard.phase().is_done();
        waits || offered(&self.page).iter().any(|act| act.on)
    }

    fn run(&mut self, act: Act, trail: &mut Vec<String>) -> May {
        trail.push(act.name.clone());
        if act.may == May::Edit {
            self.page.edits.0 += 1;
        }
        if self.page.flaw == Some(Flaw::Panics) && act.name == "Stop" {
            panic!("on purpose");
        }
        (act.run)(&mut self.page);
        if self.page.flaw == Some(Flaw::FocusNowhere) && act.name == "Back" {
            self.page.focus = Some(azure_connect::wizard::Focus::Extra(99));
        }
        self.last = Some(act.clone());
        act.may
    }

    fn step(&mut self, trail: &mut Vec<String>) -> May {
        let page = &mut self.page;
        match page.tape.below(100) {
            0..=29 if !page.flights.is_empty() => {
                let at = page.tape.below(page.flights.len());
                trail.push(format!("answer to {}", page.flights[at].name()));
                page.deliver(at);
                May::Keep
            }
            30..=32 => {
                page.weather = *page.tape.one(&[
                    Weather::Mixed,
                    Weather::Mixed,
                    Weather::Kind,
                    Weather::Storm,
                    Weather::Offline,
                ]);
                trail.push(format!("weather {:?}", page.weather));
                May::Keep
            }
            33 | 34 => {
                page.signed_in = !page.signed_in;
                trail.push(format!("signed in {}", page.signed_in));
                May::Keep
            }
            35 | 36 => {
                let slept = *page.tape.one(&[100, 3_000, 60_000, 8 * 3_600_000, 30 * 3_600_000]);
                trail.push(format!("wakes after {slept} ms"));
                page.wake(slept);
                May::Keep
            }
            37 if page.tape.percent(40) => {
                trail.push("reload".to_owned());
                reload(page);
                May::Edit
            }
            38 | 39 => {
                trail.push("hung up".to_owned());
                page.deliver_late();
                May::Keep
            }
            40 => {
                trail.push("the host page or the browser will say no".to_owned());
                page.holds_back = page.tape.percent(60);
                page.cannot_seal = !page.holds_back && page.tape.percent(50);
                page.is_unsafe = !page.holds_back && !page.cannot_seal;
                May::Keep
            }
            41 | 42 if self.last.is_some() => {
                let mut act = self.last.clone().unwrap();
                act.name.insert_str(0, "again ");
                self.run(act, trail)
            }
            43 => {
                let strays = strays(page);
                let act = page.tape.one(&strays).clone();
                self.run(act, trail)
            }
            // Who types everything right gets further than chance does.
            44..=72 if !page.chooser_open => self.helpful(trail),
            73..=80 => {
                let acts = offered(page);
                let seldom: Vec<&Act> = acts.iter().filter(|act| SELDOM.contains(&&*act.name)).collect();
                match seldom.is_empty() {
                    true => self.helpful(trail),
                    false => {
                        let act = (*page.tape.one(&seldom)).clone();
                        self.run(act, trail)
                    }
                }
            }
            _ => {
                // One of each kind is as likely as another: a field has many texts, a button is one.
                let acts = offered(page);
                let mut names: Vec<&str> = acts.iter().map(|act| act.name.as_str()).collect();
                names.dedup();
                let mut name = (*page.tape.one(&names)).to_owned();
                // Who leaves sees little more.
                if LEAVING.contains(&&*name) && page.tape.percent(75) {
                    (*page.tape.one(&names)).clone_into(&mut name);
                }
                let acts: Vec<Act> = acts.into_iter().filter(|act| act.name == name).collect();
                let act = page.tape.one(&acts).clone();
                self.run(act, trail)
            }
        }
    }

    /// What an admin does who wants to get to the end.
    fn helpful(&mut self, trail: &mut Vec<String>) -> May {
        let page = &mut self.page;
        let at_a_task = page.wizard.care().task().is_some() && !self.ending && page.tape.percent(70);
        if (!page.wizard.care().is_open() || at_a_task) && !page.chooser_open {
            let step = page.wizard.step();
            let ending = self.ending;
            let wrong = |page: &Page, field: Field| {
                let answers = page.wizard.answers();
                let mut complaints = page.wizard.complaints();
                let complained =
                    page.wizard.complaint(field).is_some() || complaints.any(|it| it.field == field);
                let other = field == Field::Tenant && answers.text(field) != texts::of(field)[0];
                let left_out = page.wizard.is_optional(field) && answers.is_empty(field);
                complained || (ending && other) || !(answers.is_good(field) || left_out)
            };
            let wrong: Vec<_> =
                page.wizard.fields(step).into_iter().filter(|field| wrong(page, *field)).collect();
            // The directory was entered on another step.
            let elsewhere = |complaint: &Complaint| &*complaint.code == "other-directory";
            let elsewhere = page.wizard.complaints().any(elsewhere)
                || page.wizard.complaint(Field::Subscription).is_some_and(elsewhere);
            let home = page.wizard.itinerary().home_of(Step::App);
            let right = page.wizard.answers().text(Field::Tenant) == texts::of(Field::Tenant)[0];
            let can_go = page.wizard.was_visited(home) && !page.wizard.is_busy();
            if self.ending && elsewhere && home != step && can_go && !right {
                trail.push("goes to the directory".to_owned());
                page.tell(Message::GoTo(home));
                return May::Keep;
            }
            if !wrong.is_empty() {
                let field = *page.tape.one(&wrong);
                trail.push(format!("fills {field:?}"));
                page.edits.0 += 1;
                fill(page, field);
                return May::Edit;
            }
            let extras = page.wizard.profile().extras.clone();
            for (at, extra) in extras.iter().enumerate().filter(|_| page.wizard.asks_extras(step)) {
                if page.wizard.answers().extras.wrong(extra).is_some()
                    || page.wizard.extra_complaint(at).is_some()
                {
                    trail.push("answers a question".to_owned());
                    page.edits.0 += 1;
                    use azure_connect::wizard::ExtraMessage;
                    page.tell(Message::Extra(match extra.options.is_empty() {
                        true => ExtraMessage::Typed(at, "Ops".into()),
                        false => ExtraMessage::Chosen(at, 0, true),
                    }));
                    return May::Edit;
                }
            }
        }
        let order = [
            "cancel the chooser",
            "Connect another",
            "cancel",
            "stop",
            "All connections",
            "Copy all",
            "Open the connection",
            "Try again",
            "try again",
            "Connect",
            "Continue",
            "Check your answers",
            "pause",
            "Check again",
            "Stop",
        ];
        let caring = page.wizard.care().is_open() && !self.ending;
        let stuck = matches!(page.wizard.phase(), Phase::Refused(_)) && page.tape.percent(30);
        let acts = offered(page);
        let wanted = |name: &&str| acts.iter().find(|act| act.name == **name && (act.on || caring));
        let order: Vec<&str> = if caring {
            vec!["open one", "save", "begin", "try again", "list again", "check again", "stop"]
        } else if stuck {
            vec!["Check your answers", "Start over"]
        } else {
            order.to_vec()
        };
        let Some(act) = order.iter().find_map(wanted) else { return May::Keep };
        let same: Vec<_> = acts.iter().filter(|other| other.name == act.name).collect();
        let act = (*page.tape.one(&same)).clone();
        self.run(act, trail)
    }

    /// Connected; or on a page about one connection, where there is no list to go back to.
    fn is_at_the_end(&self) -> bool {
        let wizard = &self.page.wizard;
        let Some(subject) = wizard.care().subject() else {
            return wizard.phase().is_done() && !wizard.care().is_open();
        };
        let calm = matches!(subject.state, CareState::Idle) && subject.task.is_none();
        calm && subject.connection.is_some() && !wizard.offers(Operation::List)
    }

    /// From wherever this is, an admin and a platform who want to get there.
    fn end(&mut self, trail: &mut Vec<String>) -> u64 {
        trail.push("— from here on all are kind —".to_owned());
        self.ending = true;
        self.page.weather = Weather::Kind;
        self.page.signed_in = true;
        (self.page.holds_back, self.page.is_unsafe, self.page.cannot_seal) = (false, false, false);
        for step in 0..TO_THE_END {
            if self.is_at_the_end() {
                return step as u64;
            }
            self.guarded(trail, |walker, trail| {
                let page = &mut walker.page;
                page.host.be_kind();
                let next = (0..page.flights.len()).min_by_key(|at| page.flights[*at].due);
                match next {
                    Some(at) => {
                        trail.push(format!("answer to {}", page.flights[at].name()));
                        page.deliver(at);
                        May::Keep
                    }
                    None if !page.laws.late.is_empty() => {
                        page.deliver_late();
                        May::Keep
                    }
                    None => walker.helpful(trail),
                }
            });
            if self.page.laws.broken.is_some() {
                return step as u64;
            }
        }
        let words = format!(
            "no end after {TO_THE_END} steps: {:?}, {:?}",
            self.page.wizard.step(),
            self.page.wizard.phase()
        );
        self.page.break_law("a way on", words);
        TO_THE_END as u64
    }
}

fn fill(page: &mut Page, field: Field) {
    match field {
        Field::Secret => page.type_secret(texts::SECRET),
        Field::Subscription => {
            use azure_connect::wizard::SubscriptionMessage;
            while page.wizard.answers().subscription_count() > 1 {
                page.tell(Message::Subscriptions(SubscriptionMessage::Remove(1)));
            }
            let several = page.wizard.takes_many() && page.tape.percent(40);
            let text = if several { texts::TWO } else { texts::SUBSCRIPTION };
            page.tell(Message::Subscriptions(SubscriptionMessage::Typed(0, text.into())));
        }
        field => page.tell(Message::Typed(field, texts::of(field)[0].into())),
    }
}

/// What was good comes back with the draft.
fn reload(page: &mut Page) {
    let good = |page: &Page| {
        let answers = page.wizard.answers();
        let mut values = values(&page.wizard);
        for field in Field::ALL {
            let kept = answers.is_good(field) && field != Field::Secret;
            if !kept {
                values.remove(field.id());
            }
        }
        values
    };
    let caring = page.wizard.care().is_open();
    let before = good(page);
    page.reload();
    let after = good(page);
    let had = page.has_draft() && !caring && page.wizard.step() != Step::Route;
    let lost = before.iter().find(|(name, value)| after.get(*name) != Some(value));
    if let Some((name, value)) = lost.filter(|_| had) {
        page.break_law("nothing lost", format!("by a reload: {name} {value}, now {:?}", after.get(name)));
    }
}

/// The same walk with as few steps as break the same law.
pub fn shrink(seed: u64, steps: &[u64], flaw: Option<Flaw>, law: &str) -> Vec<u64> {
    let breaks = |steps: &[u64]| walk(seed, steps, flaw).broken.is_some_and(|(broken, _)| broken.law == law);
    let mut steps = steps.to_vec();
    let mut size = (steps.len() / 2).max(1);
    loop {
        let mut at = 0;
        let mut fewer = false;
        while at < steps.len() {
            let mut left = steps.clone();
            left.drain(at..(at + size).min(left.len()));
            if breaks(&left) {
                steps = left;
                fewer = true;
            } else {
                at += size;
            }
        }
        if size == 1 && !fewer {
            return steps;
        }
        if !fewer {
            size = (size / 2).max(1);
        }
    }
}

/// The numbers of a walk's steps.
pub fn steps(seed: u64, count: usize) -> Vec<u64> {
    let mut tape = Tape::new(seed ^ 0x5eed);
    (0..count).map(|_| tape.number()).collect()
}

/// What somebody needs to know of a walk that broke a law.
pub fn told(seed: u64, count: usize, flaw: Option<Flaw>, broken: &Broken) -> String {
    let steps = shrink(seed, &steps(seed, count), flaw, broken.law);
    let outcome = walk(seed, &steps, flaw);
    let (broken, trail) = outcome.broken.unwrap_or_else(|| (broken.clone(), Vec::new()));
    let mut trail = trail;
    trail.dedup();
    if let Some(from) = trail.iter().position(|line| line.starts_with('—'))
        && from + 20 < trail.len()
    {
        let end = trail.len() - 8;
        trail.splice(from + 9..end, ["…".to_owned()]);
    }
    format!("seed {seed}, law “{}”: {}\n  {}", broken.law, broken.words, trail.join("\n  "))
}

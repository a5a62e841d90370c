//! What a paste, and what the admin says to it, does to the wizard.

use std::collections::BTreeSet;

use crate::azure::{Cloud, Field, SubscriptionId, Tenant};
use crate::paste::FoundSubscription;
use crate::wizard::{Answer, Effect, Focus, SecretVerdict, Step, Target, Wizard};

use super::{Candidate, Choice, Decision, Filled, Haul, Motion, PasteAct, Report, SecretFind};

/// What stands between several subscriptions.
pub(in crate::wizard) const LIST: &str = ", ";

impl Wizard {
    /// What came of the last paste, as long as the step stays.
    pub fn pasted(&self) -> Option<&Report> {
        self.paste.report.as_ref()
    }

    /// The subscriptions that a paste left to choose from.
    pub fn choice(&self) -> Option<&Choice> {
        self.paste.choice.as_ref()
    }

    /// Whether a step has a place to paste: where it asks for values.
    pub fn takes_paste(&self, step: Step) -> bool {
        !self.fields(step).is_empty()
    }

    /// Whether a pasted secret may go into its field: nothing that could be sent stands there.
    pub fn takes_secret(&self) -> bool {
        self.asking_for(Field::Secret).is_some()
            && (!self.answers.secret.is_usable() || self.complaint(Field::Secret).is_some())
    }

    /// What is needed and not there yet, on all steps.
    pub fn missing(&self) -> Vec<Field> {
        let asked = self.itinerary().steps().iter().flat_map(|step| self.fields(*step));
        asked.filter(|field| !self.is_optional(*field) && !self.answers.is_good(*field)).collect()
    }

    /// Something was pasted.
    pub(in crate::wizard) fn take(&mut self, haul: Haul) -> Vec<Effect> {
        if self.is_busy() {
            return Vec::new();
        }
        self.paste.pastes += 1;
        let mut report = Report::new(self.step());
        report.number = self.paste.pastes;
        self.take_target(&mut report, &haul);
        report.notes = haul.notes;
        report.had_secret = haul.secret.is_some();
        report.from_other = self.script_language().is_some() && self.scripts.from_other();
        // A second run makes no second secret, so its line has none.
        if haul.is_hand_back && haul.secret.is_none() && self.takes_secret() {
            report.notes.push(("hand-back-without-secret", Vec::new()));
        }
        report.into = haul.into;
        if let Some(cloud) = haul.cloud {
            self.take_cloud(&mut report, cloud);
        }
        if let Some((find, source)) = haul.secret {
            self.take_secret_find(&mut report, find, source);
        }
        for value in haul.values {
            self.take_value(&mut report, value.field, Candidate { text: value.text, source: value.source });
        }
        for (field, candidates) in haul.ambiguous {
            if self.asking_for(field).is_none() {
                continue;
            }
            let here = self.canonical(field);
            // What the admin has decided already is no question any more.
            match candidates.iter().position(|candidate| candidate.text == here) {
                Some(at) => {
                    let candidate = candidates.into_iter().nth(at);
                    candidate.into_iter().for_each(|candidate| self.put_in(&mut report, field, candidate));
                }
                None => report.questions.push((field, Decision::Which { candidates, marked: None })),
            }
        }
        if !haul.subscriptions.is_empty() && self.asking_for(Field::Subscription).is_some() {
            self.offer_choice(&mut report, haul.subscriptions, haul.subscriptions_source, haul.is_hand_back);
        }
        report.questions.sort_by_key(|(field, _)| *field);
        self.note_givers(&report);
        self.paste.report = Some(report);
        vec![Effect::SaveDraft]
    }

    /// Whether the value of a field came from somebody else, and was not entered anew since.
    pub fn is_from_other(&self, field: Field) -> bool {
        self.paste.from_other.contains(&field)
    }

    /// Keeps in mind which values somebody else sent.
    fn note_givers(&mut self, report: &Report) {
        let new = report.filled.iter().filter(|filled| report.from_other && !filled.same);
        self.paste.from_other.extend(new.map(|filled| filled.field));
    }

    /// The admin's word on the outcome.
    pub(in crate::wizard) fn act_on_paste(&mut self, act: PasteAct) -> Vec<Effect> {
        match act {
            PasteAct::Undo => self.undo_paste(),
            PasteAct::Dismiss => {
                self.paste.report = None;
                vec![Effect::Focus(Focus::Paste)]
            }
            PasteAct::Keep(field) => self.with_report(|_, report| {
                report.questions.retain(|(asked, _)| *asked != field);
            }),
            PasteAct::Replace(field) => {
                self.with_report(|wizard, report| wizard.replace(report, Some(field)))
            }
            PasteAct::AddOther => self.with_report(|wizard, report| {
                let field = Field::Subscription;
                let Some(Decision::Replace { new, .. }) = report.question(field).cloned() else { return };
                report.questions.retain(|(asked, _)| *asked != field);
                let all = [&*wizard.canonical(field), &*new.text].join(", ");
                wizard.put_in(report, field, Candidate { text: all.into(), ..new });
            }),
            PasteAct::ReplaceAll => self.with_report(|wizard, report| wizard.replace(report, None)),
            PasteAct::Mark(field, at) => {
                let questions = self.paste.report.iter_mut().flat_map(|report| &mut report.questions);
                for (asked, question) in questions {
                    if let Decision::Which { candidates, marked } = question
                        && *asked == field
                        && at < candidates.len()
                    {
                        *marked = Some(at);
                    }
                }
                Vec::new()
            }
            PasteAct::UseMarked(field) => self.with_report(|wizard, report| {
                let Some(Decision::Which { candidates, marked: Some(at) }) = report.question(field) else {
                    return;
                };
                let Some(candidate) = candidates.get(*at).cloned() else { return };
                report.questions.retain(|(asked, _)| *asked != field);
                wizard.put_in(report, field, candidate);
            }),
            PasteAct::ClipboardCleared(done) => {
                if let Some(report) = &mut self.paste.report {
                    report.cleared = Some(done);
                }
                Vec::new()
            }
            PasteAct::DropSecret => {
                self.forget_secret();
                if let Some(report) = &mut self.paste.report {
                    report.questions.retain(|(asked, _)| *asked != Field::Secret);
                }
                vec![Effect::ClearSecret, Effect::Focus(Focus::Paste)]
            }
            PasteAct::OpenChoice => self.open_choice(true),
            PasteAct::CloseChoice => self.open_choice(false),
            PasteAct::Search(query) => self.choosing(|choice| choice.search(&query)),
            PasteAct::Rested(number) => self.choosing(|choice| {
                if choice.number() == number {
                    choice.rest();
                }
            }),
            PasteAct::More => self.choosing(Choice::more),
            PasteAct::Point(at) => self.choosing(|choice| choice.mark(at)),
            PasteAct::Pick(at, on) => self.choosing(|choice| choice.pick(at, on)),
            PasteAct::PickAll => self.choosing(Choice::pick_all),
            PasteAct::Move(motion) => {
                self.choosing(|choice| choice.step(motion));
                vec![Effect::Focus(Focus::Marked)]
            }
            PasteAct::Choose => self.choose(),
        }
    }

    /// Another step is shown: what the paste filled in has been read, what it asked is the fields' own again.
    /// The subscriptions stay, as they may be asked for later.
    pub(in crate::wizard) fn leave_paste(&mut self) {
        self.paste.report = None;
    }

    /// The secret was typed: it is no longer the pasted one, so “Undo” leaves it.
    pub(in crate::wizard) fn secret_left_paste(&mut self) {
        if let Some(report) = &mut self.paste.report {
            report.filled.retain(|filled| filled.field != Field::Secret);
            report.questions.retain(|(field, _)| *field != Field::Secret);
        }
    }

    fn with_report(&mut self, change: impl FnOnce(&mut Self, &mut Report)) -> Vec<Effect> {
        let Some(mut report) = self.paste.report.take() else { return Vec::new() };
        change(self, &mut report);
        self.note_givers(&report);
        self.paste.report = Some(report);
        vec![Effect::SaveDraft, Effect::Focus(Focus::Pasted)]
    }

    fn choosing(&mut self, change: impl FnOnce(&mut Choice)) -> Vec<Effect> {
        if let Some(choice) = &mut self.paste.choice {
            change(choice);
        }
        Vec::new()
    }

    fn take_cloud(&mut self, report: &mut Report, cloud: Cloud) {
        if cloud == self.answers.cloud {
            return;
        }
        if !self.profile.clouds.contains(&cloud) {
            report.notes.push(("cloud-not-offered", vec![("cloud", cloud.name().into())]));
            return;
        }
        report.cloud = Some((self.answers.cloud, cloud));
        self.fresh = true;
        self.answers.cloud = cloud;
    }

    fn take_secret_find(&mut self, report: &mut Report, find: SecretFind, source: &'static str) {
        if self.asking_for(Field::Secret).is_none() {
            report.notes.push(("not-asked", vec![("field", Field::Secret.id().into())]));
            return;
        }
        match find {
            SecretFind::Kept => report.questions.push((Field::Secret, Decision::OtherSecret)),
            SecretFind::Placed(verdict) => {
                self.answers.secret = verdict;
                self.answers.secret_insisted = false;
                self.changed(Field::Secret);
                report.fill(filled(Field::Secret, "", "", source, false));
            }
            SecretFind::Same => report.fill(filled(Field::Secret, "", "", source, true)),
        }
    }

    fn take_value(&mut self, report: &mut Report, field: Field, found: Candidate) {
        if self.asking_for(field).is_none() {
            report.notes.push(("not-asked", vec![("field", field.id().into()), ("value", found.text)]));
            return;
        }
        let here = self.canonical(field);
        if field == Field::Subscription && here.split(LIST).any(|id| *id == *found.text) {
            report.fill(filled(field, &found.text, &found.text, found.source, true));
            return;
        }
        let directory = |text: &str| Tenant::parse(text).ok();
        if field == Field::Tenant
            && matches!(directory(&found.text), Some(Tenant::Domain(_)))
            && matches!(directory(&here), Some(Tenant::Id(_)))
        {
            // It may be the same directory: a portal's address names it so, whatever stands here.
            report.notes.push(("domain", vec![("value", found.text)]));
            return;
        }
        if here.is_empty() || here == found.text || report.into == Some(field) {
            self.put_in(report, field, found);
        } else {
            report.questions.push((field, Decision::Replace { old: here, new: found }));
        }
    }

    /// Fills a field, and keeps what stood there.
    fn put_in(&mut self, report: &mut Report, field: Field, found: Candidate) {
        let before: Box<str> = match field {
            Field::Subscription => {
                let texts: Vec<_> = self.answers.subscriptions().map(Answer::text).collect();
                texts.join("\n").into()
            }
            _ => self.answers.text(field).into(),
        };
        let same = self.canonical(field) == found.text;
        if !same && field == Field::Subscription && found.text.contains(LIST) {
            self.put_subscriptions(found.text.split(LIST).map(Into::into).collect());
        } else if !same {
            self.type_in(field, &found.text);
        }
        report.fill(filled(field, &found.text, &before, found.source, same));
    }

    fn replace(&mut self, report: &mut Report, only: Option<Field>) {
        for (field, question) in core::mem::take(&mut report.questions) {
            match question {
                Decision::Replace { new, .. } if only.is_none_or(|only| only == field) => {
                    self.put_in(report, field, new);
                }
                question => report.questions.push((field, question)),
            }
        }
    }

    /// What stood there before comes back, where nobody has typed since.
    fn undo_paste(&mut self) -> Vec<Effect> {
        let Some(report) = &mut self.paste.report else { return Vec::new() };
        if report.undone {
            return Vec::new();
        }
        report.undone = true;
        report.questions.clear();
        report.notes.clear();
        let (filled, cloud, target) =
            (core::mem::take(&mut report.filled), report.cloud.take(), report.target.take());
        let mut effects = vec![Effect::SaveDraft, Effect::Focus(Focus::Pasted)];
        for filled in filled.into_iter().filter(|filled| !filled.same) {
            if filled.field == Field::Secret {
                self.answers.secret = SecretVerdict::Empty;
                self.changed(Field::Secret);
                effects.push(Effect::ClearSecret);
            } else if filled.field == Field::Subscription {
                let here = self.canonical(filled.field);
                if here == filled.text || here.split(LIST).next() == Some(&*filled.text) {
                    self.put_subscriptions(filled.before.split('\n').map(Into::into).collect());
                }
            } else if self.canonical(filled.field) == filled.text {
                self.type_in(filled.field, &filled.before);
            }
        }
        if let Some((before, now)) = cloud
            && self.answers.cloud == now
        {
            self.answers.cloud = before;
        }
        if let Some(before) = target {
            self.answers.target = before;
        }
        self.paste.choice = None;
        effects
    }

    /// Several subscriptions: one or some of them are to be chosen, unless that has been done. The line of a
    /// script names those that it was run for, so it leaves nothing to choose where several are taken.
    fn offer_choice(
        &mut self,
        report: &mut Report,
        list: Vec<FoundSubscription>,
        source: &'static str,
        decided: bool,
    ) {
        if self.takes_many() {
            let here = self.answers.subscription_ids();
            if decided {
                let ids = here.iter().copied().chain(list.iter().map(|one| one.id));
                let text = joined(ids);
                return self.put_in(report, Field::Subscription, Candidate { text, source });
            }
            self.paste.choice = Some(Choice::of_many(list, source, |one| here.contains(&one.id)));
            return;
        }
        let mut choice = Choice::new(list, source);
        let here = self.answers.subscription.value().copied();
        if let Some(at) = choice.list().iter().position(|one| Some(one.id) == here) {
            choice.mark(at);
            let text = self.canonical(Field::Subscription);
            report.fill(filled(Field::Subscription, &text, &text, source, true));
        }
        self.paste.choice = Some(choice);
    }

    fn open_choice(&mut self, open: bool) -> Vec<Effect> {
        let Some(choice) = &mut self.paste.choice else { return Vec::new() };
        if choice.is_open() == open {
            return Vec::new();
        }
        choice.open(open);
        vec![Effect::OpenChooser(open)]
    }

    /// The marked subscription is the one: it is what the admin says, so it replaces what stood there. Its
    /// directory is a finding, so it does not. Without a mark that is seen, the first match gets it.
    fn choose(&mut self) -> Vec<Effect> {
        let Some(choice) = self.paste.choice.as_mut().filter(|choice| choice.is_open()) else {
            return Vec::new();
        };
        // Somebody who picks nothing and presses Enter means the one that is marked.
        if choice.is_many()
            && choice.picked_count() == 0
            && choice.chosen().is_some()
            && let Some(at) = choice.marked()
        {
            choice.pick(at, true);
        }
        if choice.is_many() && choice.picked_count() > 0 {
            return self.choose_many();
        }
        let Some(chosen) = choice.chosen().cloned() else {
            choice.step(Motion::First);
            return vec![Effect::Focus(Focus::Marked)];
        };
        let source = choice.source();
        let mut effects = self.open_choice(false);
        let step = self.step();
        let mut report = self.paste.report.take().unwrap_or_else(|| Report::new(step));
        report.undone = false;
        report.questions.retain(|(field, _)| *field != Field::Subscription);
        let text = chosen.id.to_string().into();
        self.answers.name_subscription(chosen.id, chosen.name.as_deref().unwrap_or_default());
        self.put_in(&mut report, Field::Subscription, Candidate { text, source });
        self.note_givers(&report);
        if let Some(tenant) = chosen.tenant {
            let text = tenant.to_string().into();
            report.questions.retain(|(field, _)| *field != Field::Tenant);
            self.take_value(&mut report, Field::Tenant, Candidate { text, source });
        }
        if let Some(cloud) = chosen.cloud {
            self.take_cloud(&mut report, cloud);
        }
        self.paste.report = Some(report);
        effects.extend([Effect::SaveDraft, Effect::Focus(Focus::Pasted)]);
        effects
    }

    /// The picked subscriptions are those of the list that are connected. What was entered beside the list
    /// stays.
    fn choose_many(&mut self) -> Vec<Effect> {
        let Some(choice) = &self.paste.choice else { return Vec::new() };
        let source = choice.source();
        let listed: BTreeSet<_> = choice.list().iter().map(|one| one.id).collect();
        let picked: Vec<_> = choice.picked().cloned().collect();
        let chosen: BTreeSet<_> = picked.iter().map(|one| one.id).collect();
        let here = self.answers.subscription_ids();
        let stays = here.into_iter().filter(|id| !listed.contains(id) || chosen.contains(id));
        let mut ids: Vec<_> = stays.collect();
        let there: BTreeSet<_> = ids.iter().copied().collect();
        ids.extend(picked.iter().map(|one| one.id).filter(|id| !there.contains(id)));
        for one in &picked {
            self.answers.name_subscription(one.id, one.name.as_deref().unwrap_or_default());
        }
        let mut effects = self.open_choice(false);
        let step = self.step();
        let mut report = self.paste.report.take().unwrap_or_else(|| Report::new(step));
        report.undone = false;
        report.questions.retain(|(field, _)| *field != Field::Subscription);
        self.put_in(&mut report, Field::Subscription, Candidate { text: joined(ids.into_iter()), source });
        self.note_givers(&report);
        // Of several directories none is picked by guess: each subscription is told what is wrong with it.
        let tenants: BTreeSet<_> = picked.iter().map(|one| one.tenant).collect();
        if let (Some(Some(tenant)), 1) = (tenants.first(), tenants.len()) {
            let text = tenant.to_string().into();
            report.questions.retain(|(field, _)| *field != Field::Tenant);
            self.take_value(&mut report, Field::Tenant, Candidate { text, source });
        }
        if let Some(cloud) = picked.iter().find_map(|one| one.cloud) {
            self.take_cloud(&mut report, cloud);
        }
        self.paste.report = Some(report);
        effects.extend([Effect::SaveDraft, Effect::Focus(Focus::Pasted)]);
        effects
    }

    /// A text that has only the other of subscriptions and management group chooses it, while nothing is there.
    fn take_target(&mut self, report: &mut Report, haul: &Haul) {
        let has = |field| {
            haul.values.iter().any(|value| value.field == field)
                || haul.ambiguous.iter().any(|(other, _)| *other == field)
                || (field == Field::Subscription && !haul.subscriptions.is_empty())
        };
        let here = self.answers.target;
        let other = match here {
            Target::Subscriptions => Target::ManagementGroup,
            Target::ManagementGroup => Target::Subscriptions,
        };
        if self.has_targets()
            && has(other.field())
            && !has(here.field())
            && self.answers.is_empty(here.field())
        {
            report.target = Some(here);
            self.answers.target = other;
            self.changed(other.field());
        }
    }

    fn put_subscriptions(&mut self, texts: Vec<Box<str>>) {
        self.set_subscriptions(texts.into_iter());
        self.changed(Field::Subscription);
    }

    /// The text of a field as it will be sent, if it is good. Of several subscriptions all.
    fn canonical(&self, field: Field) -> Box<str> {
        if field == Field::Subscription && self.answers.subscription_count() > 1 {
            return joined(self.answers.subscription_ids().into_iter());
        }
        let mut answers = self.answers.clone();
        answers.tidy();
        answers.text(field).trim().into()
    }
}

/// Several subscriptions as one text.
fn joined(ids: impl Iterator<Item = SubscriptionId>) -> Box<str> {
    ids.map(|id| id.to_string()).collect::<Vec<_>>().join(LIST).into()
}

fn filled(field: Field, text: &str, before: &str, source: &'static str, same: bool) -> Filled {
    Filled { field, text: text.into(), before: before.into(), source, same }
}

//! The page around the wizard, as `src/shell/app` is: it carries out what the state machine asks for, with a clock, a
//! network and a field for the secret that are the walk's own.

use std::rc::Rc;

use azure_connect::azure::{ClientSecret, Cloud, Date, Field};
use azure_connect::contract::{Connection, Handover, IdempotencyKey};
use azure_connect::exchange::{
    Answer, Attempts, Failure, FailureKind, Hints, Limits, Next, Outcome, Pace, Parcel,
};
use azure_connect::profile::{CredentialKind, Operation as Can, Profile, SubscriptionRule};
use azure_connect::template::{Consigned, Secret, Template, Values};
use azure_connect::wizard::{
    CareMessage, CareRequest, CareState, Draft, Effect, Focus, Haul, Message, Operation, PasteAct, Phase,
    Question, Resolver, SecretFind, SecretVerdict, Wizard, WizardEvent,
};

use crate::flaw::Flaw;
use crate::host::{Asked, Host};
use crate::laws::{Broken, Laws, values};
use crate::seen::Seen;
use crate::tape::Tape;
use crate::weather::{Weather, attempt, settled};

/// Whose answers end when what is pulled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Main(u32),
    Care,
    LookUp,
    Federation,
    Certificate,
    Loose,
}

/// What is under way: a request, or a pause after which something is said.
#[derive(Clone, Debug)]
enum What {
    Submit,
    Poll,
    CareRead(String),
    CareChange(String),
    CareDelete(String),
    List,
    Federation(Cloud),
    Certificate,
    LookUp(Box<Question>),
    Paused,
    Rested(u32),
}

/// One thing that is under way.
#[derive(Clone, Debug)]
pub struct Flight {
    what: What,
    group: Group,
    asked: Asked,
    parcel: Option<Rc<Parcel>>,
    body: Rc<str>,
    edits: (u64, u64),
    attempts: Attempts,
    /// When it is sent, or ends.
    pub due: u64,
}

impl Flight {
    /// Whether it asks for a connection again and again.
    fn is_poll(&self) -> bool {
        matches!(self.what, What::Poll | What::CareRead(_))
    }

    pub fn name(&self) -> String {
        format!("{:?}", self.what)
    }
}

/// What one parcel holds, for the laws.
#[derive(Clone, Debug)]
struct Packed {
    parcel: Rc<Parcel>,
    body: Rc<str>,
    /// How often the admin had edited anything.
    edits: (u64, u64),
}

/// The page.
#[derive(Debug)]
pub struct Page {
    pub wizard: Wizard,
    profile: Rc<Profile>,
    template: Option<Template>,
    pub host: Host,
    pub weather: Weather,
    pub signed_in: bool,
    pub tape: Tape,
    pub seen: Seen,
    pub laws: Laws,
    pub flaw: Option<Flaw>,
    /// What stands in the secret's field.
    pub secret: String,
    /// Whether the host page says no to the next `ac-submit`.
    pub holds_back: bool,
    /// Whether the endpoint is none that a secret may go to.
    pub is_unsafe: bool,
    /// Whether the browser cannot encrypt the secret for a platform that wants that.
    pub cannot_seal: bool,
    pub chooser_open: bool,
    pub role_text: String,
    pub now: u64,
    pub flights: Vec<Flight>,
    /// How often the admin has edited anything, and which life of the page this is.
    pub edits: (u64, u64),
    packed: Option<Packed>,
    care_packed: Option<Packed>,
    keys: u64,
    round: u32,
    watching: bool,
    pace: Pace,
    retry_after: Option<u64>,
    due: Option<(u64, u64)>,
    gave_up: bool,
    care_due: Option<(u64, u64)>,
    care_gave_up: bool,
    draft: Option<(String, u64)>,
    pub focus: Option<Focus>,
    depth: u32,
}

impl Page {
    pub fn new(profile: Rc<Profile>, mut tape: Tape, flaw: Option<Flaw>) -> Self {
        let mut host = Host::default();
        host.strict = tape.percent(50);
        host.takes_none = profile.scope.subscriptions == SubscriptionRule::Optional;
        if !profile.endpoint.is_env() && tape.percent(50) {
            host.had_before(
                profile.clouds[0].name(),
                profile.scope.subscriptions != SubscriptionRule::One,
                &mut tape,
            );
        }
        let template =
            Template::new(&profile, PARAMS.map(|(key, value)| (key.into(), value.into()))).unwrap();
        host.template = template.is_some();
        let mut page = Self {
            wizard: Wizard::new(Rc::clone(&profile), today()),
            profile,
            template,
            host,
            weather: Weather::Mixed,
            signed_in: true,
            tape,
            seen: Seen::default(),
            laws: Laws::default(),
            flaw,
            secret: String::new(),
            holds_back: false,
            is_unsafe: false,
            cannot_seal: false,
            chooser_open: false,
            role_text: String::new(),
            now: 1_795_000_000_000,
            flights: Vec::new(),
            edits: (0, 0),
            packed: None,
            care_packed: None,
            keys: 0,
            round: 0,
            watching: false,
            pace: Pace::default(),
            retry_after: None,
            due: None,
            gave_up: false,
            care_due: None,
            care_gave_up: false,
            draft: None,
            focus: None,
            depth: 0,
        };
        page.begin();
        // The element's attribute `connection`, on a page about one.
        let one = page.host.kept.first().map(|kept| kept.id.clone()).filter(|_| page.tape.percent(70));
        if let Some(id) = one.filter(|_| !page.profile.endpoint.is_env()) {
            let id = azure_connect::contract::ConnectionId::parse(&id).unwrap();
            page.laws.opens(values(&page.wizard));
            page.tell(Message::Care(CareMessage::Open(id)));
        }
        page
    }

    /// A page begins, with the draft of its tab.
    pub fn begin(&mut self) {
        if let Some(template) = &self.template {
            self.wizard.limit_changes(template.changes());
        }
        let now = self.now;
        let draft = self.draft.as_ref().and_then(|(text, _)| Draft::from_json(text, now as f64));
        if let Some(draft) = draft {
            self.tell(Message::Restore(draft));
        }
        self.tell(Message::Begun);
        if self.profile.endpoint.has(Can::List) {
            self.look_back();
        }
    }

    /// The tab is loaded anew: all is lost but the draft.
    pub fn reload(&mut self) {
        self.flights.retain(|flight| matches!(flight.what, What::Submit) && self.tape.percent(50));
        // What was on its way may arrive at the platform all the same.
        for flight in core::mem::take(&mut self.flights) {
            let key = flight.parcel.as_ref().map(|parcel| parcel.key().to_string()).unwrap_or_default();
            self.host.does(&flight.asked, &key, &flight.body, flight.edits, &mut self.tape);
        }
        self.wizard = Wizard::new(Rc::clone(&self.profile), today());
        self.secret.clear();
        self.role_text.clear();
        self.chooser_open = false;
        (self.packed, self.care_packed) = (None, None);
        (self.due, self.care_due, self.watching, self.gave_up, self.care_gave_up) =
            (None, None, false, false, false);
        self.pace = Pace::default();
        self.edits.1 += 1;
        self.laws.reloaded();
        self.begin();
    }

    pub fn has_draft(&self) -> bool {
        self.draft.is_some()
    }

    pub fn break_law(&mut self, law: &'static str, words: String) {
        if self.laws.broken.is_none() {
            self.laws.broken = Some(Broken { law, words });
        }
    }

    /// Tells the wizard, and does what it asks for.
    pub fn tell(&mut self, message: Message) {
        self.seen.message(&message);
        self.depth += 1;
        if self.depth > 20 {
            self.break_law("ends", format!("messages without an end, such as {message:?}"));
            return;
        }
        let effects = self.wizard.update(message);
        self.obey(effects);
        self.depth -= 1;
    }

    fn obey(&mut self, effects: Vec<Effect>) {
        let submits = effects.iter().filter(|effect| matches!(effect, Effect::Submit { .. })).count();
        if submits > 1 || (submits == 1 && !matches!(self.wizard.phase(), Phase::Sending { .. })) {
            self.break_law("effects", format!("{submits} submissions in {:?}", self.wizard.phase()));
        }
        for effect in effects {
            self.seen.effect(&effect);
            match effect {
                Effect::Focus(focus) => self.focus = Some(focus),
                Effect::SaveDraft => self.save_draft(),
                Effect::ClearDraft => self.draft = None,
                Effect::Submit { operation, fresh } => self.submit(operation, fresh),
                Effect::Poll { id, now } => {
                    let watched = matches!(self.wizard.phase(), Phase::Watching(watch) if watch.id == id);
                    if !watched {
                        self.break_law("effects", format!("asks for {id:?}, which nobody watches"));
                    }
                    self.watching = true;
                    self.gave_up = false;
                    let wait = if now { 0 } else { self.pause() };
                    self.poll(id.as_str(), wait);
                }
                Effect::LookUp { question, pause } => self.look_up(question, pause),
                Effect::AskFederation(cloud) => {
                    self.flights.retain(|flight| flight.group != Group::Federation);
                    self.send(
                        What::Federation(cloud),
                        Group::Federation,
                        Asked::Federation,
                        None,
                        Limits::READ,
                        0,
                    );
                }
                Effect::AskCertificate => {
                    self.flights.retain(|flight| flight.group != Group::Certificate);
                    self.send(
                        What::Certificate,
                        Group::Certificate,
                        Asked::Certificate,
                        None,
                        Limits::READ,
                        0,
                    );
                }
                Effect::Care(request) => self.care(request),
                Effect::CancelCare => self.cancel_care(),
                Effect::CancelRequests => self.new_round(),
                Effect::ClearSecret => {
                    self.secret.clear();
                    if !matches!(self.wizard.phase(), Phase::Watching(_)) {
                        self.packed = self.packed.take().filter(|packed| !packed.parcel.has_secret());
                    }
                }
                Effect::ShowRole(text) => self.role_text = text.into(),
                Effect::OpenChooser(open) => self.chooser_open = open,
                Effect::HideSecret => {}
                Effect::Notify(event) => self.hear_event(&event),
            }
        }
        if !matches!(self.wizard.phase(), Phase::Watching(_)) && self.watching {
            self.new_round();
            self.watching = false;
        }
    }

    fn hear_event(&mut self, event: &WizardEvent) {
        if let WizardEvent::Status { .. } = event {
            self.pace.hurry();
        }
        self.seen.note("event", event.name());
        let detail = event.to_json();
        let outcome = self.laws.hears(event, &detail, self.wizard.itinerary().steps().len());
        if let Err(words) = outcome {
            self.break_law("events", words);
        }
    }

    fn save_draft(&mut self) {
        let text = self.wizard.draft().to_json(self.now as f64);
        let text = if self.flaw == Some(Flaw::SecretInDraft) { text + &self.secret } else { text };
        if self.secret.len() > 8
            && text.contains(self.secret.trim())
            && !is_shown(&self.wizard, self.secret.trim())
        {
            self.break_law("secret", format!("a draft has the secret: {text}"));
        }
        self.draft = Some((text, self.now));
    }

    // Requests.

    fn new_round(&mut self) {
        if self.flaw == Some(Flaw::HearsOld) {
            return;
        }
        self.round += 1;
        self.due = None;
        let lists = self.flights.iter().any(|flight| matches!(flight.what, What::List));
        let (ended, left) = core::mem::take(&mut self.flights)
            .into_iter()
            .partition::<Vec<_>, _>(|flight| matches!(flight.group, Group::Main(_)));
        self.flights = left;
        for flight in ended {
            // Whoever hangs up does not know what the other side heard.
            if matches!(flight.what, What::Submit) && flight.due <= self.now && self.tape.percent(50) {
                self.arrive(&flight);
            }
        }
        if lists {
            self.tell(Message::Care(CareMessage::ListEnded(false)));
        }
    }

    fn arrive(&mut self, flight: &Flight) {
        let key = flight.parcel.as_ref().map(|parcel| parcel.key().to_string()).unwrap_or_default();
        self.host.does(&flight.asked, &key, &flight.body, flight.edits, &mut self.tape);
    }

    fn send(
        &mut self,
        what: What,
        group: Group,
        asked: Asked,
        packed: Option<Packed>,
        limits: Limits,
        wait: u64,
    ) {
        let (parcel, body, edits) = match packed {
            Some(packed) => (Some(packed.parcel), packed.body, packed.edits),
            None => (None, "".into(), self.edits),
        };
        let due = self.now + wait;
        self.flights.push(Flight {
            what,
            group,
            asked,
            parcel,
            body,
            edits,
            attempts: Attempts::new(limits),
            due,
        });
    }

    fn submit(&mut self, operation: Operation, fresh: bool) {
        self.new_round();
        if core::mem::take(&mut self.holds_back) {
            return self.tell(Message::HeldBack);
        }
        if core::mem::take(&mut self.is_unsafe) {
            return self.tell(Message::Unsafe);
        }
        if core::mem::take(&mut self.cannot_seal) {
            return self.tell(Message::NotSealed);
        }
        let fresh = fresh || self.flaw == Some(Flaw::NewKeyOnRetry);
        if fresh || self.packed.is_none() {
            self.packed = self.pack(&operation);
        } else if let (Some(packed), Some(now)) = (self.packed.clone(), self.pack(&operation)) {
            // What goes out again is what is on the screen.
            if same_but_directory(&packed.body) != same_but_directory(&now.body) {
                self.break_law("shown", format!("sends {} where {} is shown", packed.body, now.body));
            }
        }
        let Some(packed) = self.packed.clone() else { return self.tell(Message::Unsafe) };
        self.judge_body(&packed.body);
        let asked = match operation {
            Operation::Create => Asked::Create,
            Operation::Replace(id) => Asked::Replace(id.as_str().into()),
        };
        self.send(What::Submit, Group::Main(self.round), asked, Some(packed), Limits::WRITE, 0);
    }

    /// Where the secret is not the credential, no body has it.
    fn judge_body(&mut self, body: &str) {
        let secret = self.secret.trim();
        let by_secret = self.wizard.kind() == CredentialKind::Secret;
        if !by_secret && secret.len() > 20 && body.contains(secret) && !is_shown(&self.wizard, secret) {
            self.break_law("secret", format!("a body has a secret that is not asked for: {body}"));
        }
    }

    fn new_key(&mut self) -> IdempotencyKey {
        self.keys += 1;
        let mut bytes = [7; 16];
        bytes[..8].copy_from_slice(&self.keys.to_le_bytes());
        IdempotencyKey::from_random(bytes)
    }

    fn pack(&mut self, operation: &Operation) -> Option<Packed> {
        let submission = self.wizard.submission()?;
        let key = self.new_key();
        let edits = self.edits;
        let template = self.template.as_ref();
        with_handover(&self.wizard, &self.secret, |handover, secret| {
            let body: Rc<str> = String::from_utf8(submission.body(handover).to_vec()).ok()?.into();
            let parcel = match template {
                None => Parcel::new(key, submission.body(handover), secret),
                Some(template) => {
                    let (makes, id) = match operation {
                        Operation::Create => (Consigned::Create, None),
                        Operation::Replace(id) => (Consigned::Replace, Some(id.as_str().into())),
                    };
                    let values = Values { id, ..Values::of(&submission, &handover) };
                    Parcel::consigned(key, template.consign(makes, values, Secret::of(&handover))?, secret)
                }
            };
            Some(Packed { parcel: parcel.into(), body, edits })
        })
    }

    fn poll(&mut self, id: &str, wait: u64) {
        self.due = Some((self.now, self.now + wait));
        let packed = self.packed.clone();
        self.send(What::Poll, Group::Main(self.round), Asked::Read(id.into()), packed, Limits::POLL, wait);
    }

    fn pause(&mut self) -> u64 {
        let hints = match self.wizard.phase() {
            Phase::Watching(watch) => {
                watch.connection.as_deref().map(|connection| Hints::of(connection, self.retry_after))
            }
            _ => None,
        };
        self.pace.answered(hints.unwrap_or_default())
    }

    fn look_back(&mut self) {
        self.send(What::List, Group::Main(self.round), Asked::List, None, Limits::READ, 0);
    }

    fn look_up(&mut self, question: Option<Box<Question>>, pause: bool) {
        self.flights.retain(|flight| flight.group != Group::LookUp);
        let Some(question) = question else { return };
        if pause {
            return self.send(What::Paused, Group::LookUp, Asked::List, None, Limits::POLL, 600);
        }
        let query = &question.query;
        let tenant = query.tenant.as_ref().map(ToString::to_string);
        let subscription = query.subscription.map(|id| id.to_string());
        if question.by == Resolver::Browser && subscription.is_some() {
            self.break_law("effects", format!("the browser is asked for a subscription: {question:?}"));
        }
        let asked = Asked::Lookup { tenant, subscription };
        self.send(What::LookUp(question), Group::LookUp, asked, None, Limits::POLL, 0);
    }

    // Connections that there are.

    fn cancel_care(&mut self) {
        self.care_due = None;
        if !self.wizard.care().is_open() {
            self.care_packed = None;
        }
        if self.flaw == Some(Flaw::KeepsAsking) {
            return;
        }
        let now = self.now;
        let (ended, left) = core::mem::take(&mut self.flights)
            .into_iter()
            .partition::<Vec<_>, _>(|flight| flight.group == Group::Care);
        self.flights = left;
        for flight in ended.into_iter().filter(|flight| flight.due <= now) {
            if !flight.is_poll() && self.tape.percent(50) {
                self.arrive(&flight);
            }
            // The browser's own word for what was hung up comes a moment later.
            let failure = Failure::silence(FailureKind::Stopped);
            match flight.what {
                What::CareChange(id) => self.laws.late.push((id, Late::Changed(failure))),
                What::CareDelete(id) => self.laws.late.push((id, Late::Removed(failure))),
                _ => {}
            }
        }
    }

    fn care(&mut self, request: CareRequest) {
        if request.announced().is_some() && core::mem::take(&mut self.holds_back) {
            return self.tell(Message::HeldBack);
        }
        match request {
            CareRequest::List => self.look_back(),
            CareRequest::Read { id, now } => {
                let wait = if now { 0 } else { self.care_pause() };
                self.care_read(id.as_str(), wait);
            }
            CareRequest::Update { id, etag, change, credential, fresh } => {
                if fresh || self.care_packed.is_none() {
                    self.care_packed = self.pack_change(&change, credential);
                } else if let (Some(packed), Some(now)) =
                    (self.care_packed.clone(), self.pack_change(&change, credential))
                    && packed.body != now.body
                {
                    self.break_law("shown", format!("sends {} where {} is shown", packed.body, now.body));
                }
                let Some(packed) = self.care_packed.clone() else { return self.tell(Message::Unsafe) };
                self.judge_body(&packed.body);
                let asked = Asked::Update(id.as_str().into(), etag.map(Into::into));
                self.send(
                    What::CareChange(id.as_str().into()),
                    Group::Care,
                    asked,
                    Some(packed),
                    Limits::WRITE,
                    0,
                );
            }
            CareRequest::Verify(id) => {
                let id: String = id.as_str().into();
                self.send(
                    What::CareChange(id.clone()),
                    Group::Care,
                    Asked::Verify(id),
                    None,
                    Limits::READ,
                    0,
                );
            }
            CareRequest::Delete(id) => {
                let id: String = id.as_str().into();
                self.send(
                    What::CareDelete(id.clone()),
                    Group::Care,
                    Asked::Delete(id),
                    None,
                    Limits::WRITE,
                    0,
                );
            }
        }
    }

    fn pack_change(&mut self, change: &azure_connect::contract::Change, credential: bool) -> Option<Packed> {
        let key = self.new_key();
        let edits = self.edits;
        if !credential {
            let body = change.body(None);
            let text: Rc<str> = String::from_utf8(body.to_vec()).ok()?.into();
            return Some(Packed { parcel: Parcel::new(key, body, None).into(), body: text, edits });
        }
        with_handover(&self.wizard, &self.secret, |handover, secret| {
            let body: Rc<str> = String::from_utf8(change.body(Some(handover)).to_vec()).ok()?.into();
            Some(Packed { parcel: Parcel::new(key, change.body(Some(handover)), secret).into(), body, edits })
        })
    }

    fn care_read(&mut self, id: &str, wait: u64) {
        self.care_due = Some((self.now, self.now + wait));
        self.care_gave_up = false;
        let packed = self.care_packed.clone();
        self.send(What::CareRead(id.into()), Group::Care, Asked::Read(id.into()), packed, Limits::POLL, wait);
    }

    fn care_pause(&mut self) -> u64 {
        let connection = self.wizard.care().subject().and_then(|subject| subject.connection.as_deref());
        let hints = connection.map(|connection| Hints::of(connection, self.retry_after));
        self.pace.answered(hints.unwrap_or_default())
    }

    /// The browser's word for something that was hung up.
    pub fn deliver_late(&mut self) {
        if self.laws.late.is_empty() {
            return;
        }
        let (id, late) = self.laws.late.remove(0);
        let id = azure_connect::contract::ConnectionId::parse(&id).unwrap();
        let message = match late {
            Late::Changed(failure) => CareMessage::Changed(id, Box::new(Err(failure))),
            Late::Removed(failure) => CareMessage::Removed(id, Err(Box::new(failure))),
        };
        self.tell(Message::Care(message));
    }

    // The world.

    /// The next thing that is under way comes to its end, or to its next attempt.
    pub fn deliver(&mut self, at: usize) {
        let mut flight = self.flights.remove(at);
        self.seen.note("flight", &crate::seen::head(&flight.what));
        self.seen.note("weather", &crate::seen::head(&self.weather));
        self.now = self.now.max(flight.due);
        match &flight.what {
            What::Paused => return self.tell(Message::Paused),
            What::Rested(number) => return self.tell(Message::Paste(PasteAct::Rested(*number))),
            _ => {}
        }
        let key = flight.parcel.as_ref().map(|parcel| parcel.key().to_string()).unwrap_or_default();
        let parcel = flight.parcel.clone();
        let mask = |text: String| parcel.as_ref().map_or(text.clone(), |parcel| parcel.echo().mask(text));
        let sent = (&flight.asked, &*key, &*flight.body);
        let attempt = attempt(
            &mut self.host,
            sent,
            flight.edits,
            (self.weather, self.signed_in),
            &mask,
            &mut self.tape,
        );
        let settled = settled(attempt);
        if let Err(failure) = &settled
            && !(self.host.template && matches!(flight.what, What::Submit))
        {
            let random = self.tape.below(1_000) as f64 / 1_000.0;
            if let Next::Wait(ms) = flight.attempts.heard(failure.heard(), 500, random) {
                flight.due = self.now + ms;
                self.flights.push(flight);
                self.tell(Message::Retrying);
                // While the platform is down, all attempts come to the same.
                let down = matches!(self.weather, Weather::Storm | Weather::Offline) && self.tape.percent(80);
                if down {
                    self.deliver(self.flights.len() - 1);
                }
                return;
            }
        }
        self.conclude(flight, settled);
    }

    fn conclude(&mut self, flight: Flight, settled: Result<Answer, Failure>) {
        let id = |text: &str| azure_connect::contract::ConnectionId::parse(text).unwrap();
        match flight.what {
            What::Submit => {
                if flight.group != Group::Main(self.round) {
                    return;
                }
                let mut outcome: Outcome<Connection> = settled.and_then(Answer::read);
                if let Err(failure) = &outcome
                    && self.host.template
                    && failure.is_ambiguous()
                {
                    outcome = Err(failure.clone().unsure());
                }
                match &outcome {
                    Ok(reply) => self.host.told(reply.value.id.as_str()),
                    Err(failure) => {
                        if let FailureKind::AlreadyConnected { id: Some(id) } = failure.kind() {
                            self.host.told(id.as_str());
                        }
                    }
                }
                self.hear(&outcome);
                self.tell(Message::Sent(Box::new(outcome)));
                if self.flaw == Some(Flaw::ForgetsOnError) && matches!(self.wizard.phase(), Phase::Refused(_))
                {
                    self.tell(Message::Typed(Field::Client, "".into()));
                }
            }
            What::Poll if flight.group == Group::Main(self.round) => {
                self.polled(settled.and_then(Answer::read))
            }
            What::Poll => {}
            What::CareRead(of) => self.care_was_read(&of, settled.and_then(Answer::read)),
            What::CareChange(of) => {
                let outcome: Outcome<Connection> = settled.and_then(Answer::read);
                if outcome.is_ok() {
                    self.pace.hurry();
                }
                self.hear(&outcome);
                self.tell(Message::Care(CareMessage::Changed(id(&of), Box::new(outcome))));
            }
            What::CareDelete(of) => {
                let outcome = match settled {
                    Ok(answer) => answer.read_nothing().map(|_| ()),
                    Err(failure) if *failure.kind() == FailureKind::NotFound => Ok(()),
                    Err(failure) => Err(failure),
                };
                self.tell(Message::Care(CareMessage::Removed(id(&of), outcome.map_err(Box::new))));
            }
            What::List => {
                let list: Outcome<azure_connect::contract::ConnectionList> = settled.and_then(Answer::read);
                let whole = list.is_ok();
                if let Ok(page) = list {
                    self.tell(Message::Listed(page.value.items));
                }
                self.tell(Message::Care(CareMessage::ListEnded(whole)));
            }
            What::Federation(cloud) => {
                self.tell(Message::Federated(cloud, Box::new(settled.and_then(Answer::read))));
            }
            What::Certificate => self.tell(Message::Certified(Box::new(settled.and_then(Answer::read)))),
            What::LookUp(question) => {
                let lookup: Outcome<azure_connect::contract::Lookup> = settled.and_then(Answer::read);
                let lookup = lookup.map(|reply| reply.value).unwrap_or_default();
                self.tell(Message::LookedUp(Box::new((*question, lookup))));
            }
            What::Paused | What::Rested(_) => {}
        }
    }

    fn hear(&mut self, outcome: &Outcome<Connection>) {
        if let Ok(reply) = outcome {
            self.retry_after = reply.retry_after_ms;
        }
    }

    fn polled(&mut self, outcome: Outcome<Connection>) {
        self.hear(&outcome);
        let missed = outcome.as_ref().err().map(Failure::retry_after_ms);
        self.tell(Message::Polled(Box::new(outcome)));
        if let (Some(retry_after), Phase::Watching(watch)) = (missed, self.wizard.phase()) {
            let (id, paused) = (watch.id.clone(), watch.paused);
            match self.pace.missed(retry_after) {
                _ if paused => {}
                Some(wait) => self.poll(id.as_str(), wait),
                None => {
                    self.gave_up = true;
                    self.tell(Message::Pause(true));
                }
            }
        }
    }

    fn care_was_read(&mut self, of: &str, outcome: Outcome<Connection>) {
        self.hear(&outcome);
        let missed = outcome.as_ref().err().map(Failure::retry_after_ms);
        let id = azure_connect::contract::ConnectionId::parse(of).unwrap();
        self.tell(Message::Care(CareMessage::Read(id, Box::new(outcome))));
        let watching =
            self.wizard.care().subject().filter(|subject| subject.trouble && subject.is_verifying());
        let Some((id, paused)) = watching.map(|subject| (subject.id.clone(), subject.paused)) else { return };
        if let Some(retry_after) = missed.filter(|_| !paused) {
            match self.pace.missed(retry_after) {
                Some(wait) => self.care_read(id.as_str(), wait),
                None => {
                    self.care_gave_up = true;
                    self.tell(Message::Care(CareMessage::Pause(true)));
                }
            }
        }
    }

    /// Somebody is there again.
    pub fn wake(&mut self, slept: u64) {
        self.now += slept;
        let now = self.now;
        let wanted = |paused: bool, gave_up: bool, due: Option<(u64, u64)>, missed: bool| {
            if paused {
                gave_up
            } else {
                due.is_some_and(|(from, at)| now >= at + 1_500 || (missed && now >= from + 2_000))
            }
        };
        let subject = self.wizard.care().subject();
        let subject =
            subject.filter(|subject| subject.is_verifying() && matches!(subject.state, CareState::Idle));
        let subject = subject.map(|subject| (subject.paused, subject.trouble));
        let watch = match self.wizard.phase() {
            Phase::Watching(watch) => Some((watch.paused, watch.trouble)),
            _ => None,
        };
        if let Some((paused, missed)) = watch
            && wanted(paused, self.gave_up, self.due, missed)
        {
            self.pace.hurry();
            self.tell(Message::CheckAgain);
        }
        if let Some((paused, missed)) = subject
            && wanted(paused, self.care_gave_up, self.care_due, missed)
        {
            self.pace.hurry();
            let again = if paused { CareMessage::Pause(false) } else { CareMessage::Reload };
            self.tell(Message::Care(again));
        }
    }

    // What the admin does with fields of the page's own.

    pub fn type_secret(&mut self, text: &str) {
        text.clone_into(&mut self.secret);
        let insisted = self.wizard.answers().secret_insisted;
        let verdict = SecretVerdict::beside(text, insisted, self.wizard.answers());
        self.tell(Message::SecretTyped(verdict));
    }

    pub fn insist(&mut self, insisted: bool) {
        let verdict = SecretVerdict::beside(&self.secret, insisted, self.wizard.answers());
        self.tell(Message::SecretInsisted(insisted, verdict));
    }

    pub fn paste(&mut self, into: Option<Field>, text: &str) {
        let mut pasted = azure_connect::paste::read(text, today());
        let mut haul = Haul::of(&pasted);
        haul.into = into;
        if let Some(found) = pasted.secret.take() {
            let exposed = found.value.expose().to_owned();
            let find = if self.secret.trim() == exposed {
                SecretFind::Same
            } else if into == Some(Field::Secret) || self.wizard.takes_secret() {
                self.secret.clone_from(&exposed);
                SecretFind::Placed(SecretVerdict::beside(&exposed, false, self.wizard.answers()))
            } else {
                SecretFind::Kept
            };
            haul.secret = Some((find, found.source.code()));
        }
        self.tell(Message::Pasted(Box::new(haul)));
    }

    pub fn search(&mut self, query: &str) {
        self.tell(Message::Paste(PasteAct::Search(query.into())));
        let Some(number) = self.wizard.choice().map(|choice| choice.number()) else { return };
        self.send(What::Rested(number), Group::Loose, Asked::List, None, Limits::POLL, 250);
    }

    /// How many questions about one connection are under way, for the wizard's own and for the one looked at.
    pub fn polls(&self) -> (usize, usize) {
        let of = |group: fn(&Group) -> bool| {
            self.flights.iter().filter(|flight| flight.is_poll() && group(&flight.group)).count()
        };
        (of(|group| matches!(group, Group::Main(_))), of(|group| *group == Group::Care))
    }
}

/// What came of something that was hung up.
#[derive(Clone, Debug)]
pub enum Late {
    Changed(Failure),
    Removed(Failure),
}

const PARAMS: [(&str, &str); 4] = [
    ("accountId", "a-1"),
    ("spaceId", "s-1"),
    ("serverUrl", "https://harbor.example"),
    ("spaceSlug", "harbor"),
];

pub fn today() -> Date {
    Date::new(2026, 11, 21).unwrap()
}

fn with_handover<T>(
    wizard: &Wizard,
    text: &str,
    make: impl FnOnce(Handover<'_>, Option<&str>) -> Option<T>,
) -> Option<T> {
    match wizard.kind() {
        CredentialKind::Secret => {}
        CredentialKind::Federated => return make(Handover::Federated, None),
        CredentialKind::Certificate => {
            let thumbprint = wizard.certificate()?.thumbprint().to_string();
            return make(Handover::Certificate { thumbprint: &thumbprint }, None);
        }
    }
    let insisted = wizard.answers().secret_insisted;
    let secret = if insisted { ClientSecret::insist(text) } else { ClientSecret::parse(text) }.ok()?;
    let expires_on = wizard.answers().expiry.value().map(|expiry| expiry.date());
    make(Handover::Secret { value: &secret, expires_on }, Some(secret.expose()))
}

/// An ID that stands in a field is no secret, whatever was typed into the secret's field.
fn is_shown(wizard: &Wizard, text: &str) -> bool {
    format!("{:?}", wizard.answers()).to_lowercase().contains(&text.to_lowercase())
}

/// A body with the directory's id and its domain told as one: which of both is sent is the same to the platform.
fn same_but_directory(body: &str) -> serde_json::Value {
    let mut body: serde_json::Value = serde_json::from_str(body).unwrap_or_default();
    if body["tenantId"] == crate::host::DOMAIN
        || body["tenantId"] == crate::host::TENANT
        || body["tenantId"] == crate::host::OTHER_TENANT
    {
        body["tenantId"] = "directory".into();
    }
    body
}

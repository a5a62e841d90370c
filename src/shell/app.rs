use std::rc::Rc;

use web_sys::HtmlElement;
use yew::prelude::*;

use crate::azure::Field;
use crate::contract::{CheckState, Connection, ConnectionId};
use crate::exchange::{Pace, Parcel};
use crate::profile::{Operation, Profile};
use crate::support::FailedRequest;
use crate::text::{Texts, direction};
use crate::wizard::{
    CareMessage, Effect, ExitReason, Focus, Message, Phase, PortalGuide, Wizard, WizardEvent,
};

use super::arrivals::Arrivals;
use super::draft_store::DraftStore;
use super::http::{self, Client, Stop};
use super::intl::Intl;
use super::paste_box::PasteBox;
use super::script_block::ScriptBlock;
use super::secret_field::SecretField;
use super::view::{Scene, extra_id, stage, subscription_id};
use super::{Msg, Options, clipboard, clock, rest};

mod care;
mod certificate;
mod federation;
mod keys;
mod lookup;
mod paste;
mod requests;
mod role;
mod script;
mod seal;
mod support;
mod wake;

pub use seal::Sealed;

/// How long “Copied …” stays, in milliseconds.
const TOAST_MS: u64 = 4_000;

/// What the wizard is made of.
#[derive(Clone, Debug, Properties)]
pub struct AppProps {
    /// The platform's profile.
    pub profile: Rc<Profile>,
    /// The element's options.
    pub options: Rc<Options>,
}

/// They are given once, at the mount.
impl PartialEq for AppProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.profile, &other.profile) && Rc::ptr_eq(&self.options, &other.options)
    }
}

/// The wizard in the browser: it carries out what the state machine asks for.
#[derive(Debug)]
pub struct App {
    wizard: Wizard,
    texts: Texts,
    intl: Intl,
    guide: PortalGuide,
    client: Option<Client>,
    /// For whom secrets are sealed, where the profile says so.
    seal: Option<Rc<seal::Seal>>,
    drafts: DraftStore,
    secret: SecretField,
    secret_shown: bool,
    paste_box: PasteBox,
    /// The block that shows the script.
    script: ScriptBlock,
    /// Where the secret is read among the keys. Yew knows it as an empty element.
    key: NodeRef,
    /// The dialog that chooses among many subscriptions.
    chooser: NodeRef,
    heading: NodeRef,
    problems: NodeRef,
    dialog: NodeRef,
    again: NodeRef,
    /// The field of the role that is there. Its text is nowhere else.
    role_text: NodeRef,
    focus: Option<Focus>,
    status: AttrValue,
    status_number: u32,
    progress: AttrValue,
    stop: Stop,
    /// Ends the look-up under way.
    lookup: Stop,
    /// Ends asking what a federated credential has to say.
    federation: Stop,
    /// Ends asking for the platform's certificate.
    certificate: Stop,
    /// Ends what is under way about a connection that there is.
    care_stop: Stop,
    /// A change of one, kept while a retry could still need it.
    care_parcel: Option<Rc<Parcel>>,
    /// When the next question about it is due.
    care_due: Option<wake::Due>,
    /// Whether the asking ended because nobody answered.
    care_gave_up: bool,
    round: u32,
    /// The submission under way, kept while a retry could still need it.
    parcel: Option<Rc<Parcel>>,
    pace: Pace,
    watching_since: Option<f64>,
    /// When the next question about the connection is due.
    due: Option<wake::Due>,
    /// Whether the asking ended because nobody answered.
    gave_up: bool,
    /// Wakes a page that slept.
    wake: Option<wake::Wake>,
    /// Method and address of the submission under way.
    asked: (&'static str, String),
    /// The last request, if it failed.
    trouble: Option<FailedRequest>,
    /// Whether the clock of this round runs.
    ticking: bool,
    arrivals: Arrivals,
    /// What the last answer said about when to ask again, in milliseconds.
    retry_after: Option<u64>,
    /// What happened before the rest of the wasm, and of the words, arrived. Nothing, once they are there.
    early: Option<Vec<Msg>>,
    /// Whether the words of later screens are to come.
    wordless: bool,
}

impl Component for App {
    type Message = Msg;
    type Properties = AppProps;

    fn create(ctx: &Context<Self>) -> Self {
        let AppProps { profile, options } = ctx.props();
        let texts = in_words_of(Texts::of_first_screen(), &options.locale, options.texts.as_deref(), profile);
        let url = options.endpoint.as_deref().unwrap_or(profile.endpoint.url.as_str());
        let mut app = Self {
            wizard: Wizard::new(Rc::clone(profile), clock::today()),
            texts,
            intl: Intl::new(&options.locale),
            guide: PortalGuide::default(),
            client: None,
            seal: None,
            drafts: DraftStore::new(options.draft, url, &options.draft_key),
            secret: SecretField::default(),
            secret_shown: false,
            paste_box: PasteBox::default(),
            script: ScriptBlock::default(),
            key: NodeRef::default(),
            chooser: NodeRef::default(),
            heading: NodeRef::default(),
            problems: NodeRef::default(),
            dialog: NodeRef::default(),
            again: NodeRef::default(),
            role_text: NodeRef::default(),
            focus: None,
            status: AttrValue::default(),
            status_number: 0,
            progress: AttrValue::default(),
            stop: Stop::new(),
            lookup: Stop::new(),
            federation: Stop::new(),
            certificate: Stop::new(),
            care_stop: Stop::new(),
            care_parcel: None,
            care_due: None,
            care_gave_up: false,
            round: 0,
            parcel: None,
            pace: Pace::default(),
            watching_since: None,
            due: None,
            gave_up: false,
            wake: None,
            asked: ("", String::new()),
            trouble: None,
            ticking: false,
            arrivals: Arrivals::default(),
            retry_after: None,
            early: (!rest::wait_for(ctx.link()) || options.texts_follow).then(Vec::new),
            wordless: options.texts_follow,
        };
        if app.early.is_none() {
            app.begin(ctx, None);
        }
        app
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match (&mut self.early, msg) {
            (None, msg) => self.handle(ctx, msg),
            (Some(_), Msg::RestArrived) if self.wordless => false,
            (Some(_), msg @ (Msg::RestArrived | Msg::Speak(..))) => {
                let early = self.early.take().unwrap_or_default();
                self.begin(
                    ctx,
                    if let Msg::Speak(locale, texts) = msg { Some((locale, texts)) } else { None },
                );
                for msg in early {
                    self.handle(ctx, msg);
                }
                true
            }
            (Some(early), msg) => {
                early.push(msg);
                false
            }
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        stage(&Scene {
            wizard: &self.wizard,
            texts: &self.texts,
            guide: &self.guide,
            link: ctx.link(),
            level: ctx.props().options.heading_level,
            secret: self.secret.node(),
            secret_shown: self.secret_shown,
            paste_box: self.paste_box.node(),
            script: self.script.node(),
            key: &self.key,
            chooser: &self.chooser,
            heading: &self.heading,
            problems: &self.problems,
            dialog: &self.dialog,
            again: &self.again,
            role_text: &self.role_text,
            status: &self.status,
            progress: &self.progress,
            arrivals: &self.arrivals,
            trouble: self.trouble.as_ref(),
            echo: self.parcel.as_deref().map(Parcel::echo),
            early: self.early.is_some(),
            opening: self.early.is_some() && ctx.props().options.connection.is_some(),
            intl: &self.intl,
            elapsed: self.elapsed(),
        })
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if let Some(focus) = self.focus.take() {
            self.move_focus(focus);
        }
        self.secret.keep_from_managers();
        if self.early.is_none() {
            self.show_script();
            self.show_key();
        }
        if first {
            emit(ctx, &WizardEvent::Ready {});
            emit(ctx, &self.wizard.step_event());
        }
    }

    fn destroy(&mut self, _ctx: &Context<Self>) {
        self.stop.pull();
        self.lookup.pull();
        self.federation.pull();
        self.certificate.pull();
        self.care_stop.pull();
        // Before the rest of the wasm is there, nothing listens, and what would end it is not there either.
        if self.wake.is_some() {
            self.unlisten();
        }
        self.secret.clear();
    }
}

impl App {
    /// Whether something was typed that a new start would lose.
    pub fn has_unsaved(&self) -> bool {
        self.wizard.has_unsaved()
    }

    /// Takes in what happened.
    #[inline(never)]
    fn handle(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Wizard(message) => self.tell(ctx, message),
            Msg::Answered(round, message) if round == self.round => {
                if let Message::Sent(outcome) = &message {
                    self.sent(outcome);
                }
                self.tell(ctx, message);
            }
            Msg::CareRead(id, outcome) => self.care_was_read(ctx, id, outcome),
            Msg::CareChanged(id, outcome) => self.care_changed(ctx, id, outcome),
            Msg::Polled(round, outcome) if round == self.round => self.polled(ctx, *outcome),
            Msg::Sealed(stop, what, parcel) => self.sealed(ctx, &stop, what, parcel),
            Msg::Answered(..) | Msg::Polled(..) | Msg::RestArrived => return false,
            Msg::SecretTyped => {
                let verdict =
                    self.secret.verdict(self.wizard.answers().secret_insisted, self.wizard.answers());
                self.tell(ctx, Message::SecretTyped(verdict));
            }
            Msg::InsistSecret(insisted) => {
                let verdict = self.secret.verdict(insisted, self.wizard.answers());
                self.tell(ctx, Message::SecretInsisted(insisted, verdict));
            }
            Msg::ToggleSecret => {
                self.secret_shown = !self.secret_shown;
                let key = if self.secret_shown { "secret.shown" } else { "secret.hidden" };
                self.say(ctx, self.texts.get(key).to_owned());
            }
            Msg::Copy(name, text) => self.copy(ctx, name, text),
            Msg::Say(text) => self.say(ctx, text),
            Msg::Hush(number) => {
                if number != self.status_number {
                    return false;
                }
                self.status = AttrValue::default();
            }
            Msg::DownloadRole(form) => self.download_role(ctx, form),
            Msg::DownloadCertificate => self.download_certificate(ctx),
            Msg::CopyRole => self.copy_role(ctx),
            Msg::DownloadReminder => self.download_reminder(ctx),
            Msg::CopyScript => self.copy_script(ctx),
            Msg::SelectScript => self.select_script(ctx),
            Msg::DownloadScript => self.download_script(ctx),
            Msg::CopyForOther => self.copy_for_other(ctx),
            Msg::SaveForOther(text) => self.save_for_other(ctx, &text),
            Msg::ClearClipboard => self.clear_clipboard(ctx),
            Msg::CopyKey(field) => self.copy_key(ctx, field),
            Msg::CopyKeys => self.copy_keys(ctx),
            Msg::DownloadKeys => self.download_keys(ctx),
            Msg::ForgetKeys => self.forget_keys(ctx),
            Msg::KeysCopied(said, whole) => {
                if whole {
                    self.tell(ctx, Message::KeysTaken);
                }
                self.say(ctx, said);
            }
            Msg::RoleTyped => return self.role_typed(ctx),
            Msg::CompareRole => self.compare_role(ctx),
            Msg::RepairRole => self.repair_role(ctx),
            Msg::ForgetRole => self.forget_role(ctx),
            Msg::RoleFile(file) => self.role_file(ctx, file),
            Msg::RoleFileRead(bytes) => self.role_file_read(ctx, bytes),
            Msg::FocusOn(focus) => self.focus = Some(focus),
            Msg::FocusHeading => self.focus = Some(Focus::Heading),
            Msg::Close => self.close(ctx),
            Msg::AskStartOver => open_dialog(&self.again, true),
            Msg::CancelStartOver => open_dialog(&self.again, false),
            Msg::StartOver => {
                open_dialog(&self.again, false);
                self.tell(ctx, Message::StartOver);
            }
            Msg::CloseDialog => open_dialog(&self.dialog, false),
            Msg::Leave => {
                open_dialog(&self.dialog, false);
                self.tell(ctx, Message::Exit(ExitReason::Closed));
            }
            Msg::BoxTyped(whole) => self.take_box(ctx, whole),
            Msg::PastedInto(field, pasted) => self.pasted(ctx, field, *pasted),
            Msg::Search(query) => self.search(ctx, query),
            Msg::SaveSupport(text) => self.save_support(ctx, &text),
            Msg::Awake => return self.awake(ctx),
            Msg::Tick(round) if round == self.round => self.report_progress(),
            Msg::Tick(_) => return false,
            Msg::Speak(locale, texts) => {
                self.speak(ctx, &locale, Some(&texts));
                self.report_progress();
            }
        }
        true
    }

    /// The client, then values of the host page, then the draft of this tab, which is the admin's own.
    #[inline(never)]
    fn begin(&mut self, ctx: &Context<Self>, words: Option<(String, String)>) {
        let AppProps { profile, options } = ctx.props();
        self.guide = PortalGuide::shipped();
        match words {
            Some((locale, texts)) => self.speak(ctx, &locale, Some(&texts)),
            None => self.speak(ctx, &options.locale, options.texts.as_deref()),
        }
        // Where there is no endpoint, there is none for the attribute to replace.
        if !profile.endpoint.is_env() {
            let url = options.endpoint.as_deref().unwrap_or(profile.endpoint.url.as_str());
            self.client = requests::client(url, profile, options, ctx.link());
            self.speak_template(ctx);
            self.learn_to_seal(ctx);
        }
        self.listen(ctx);
        for (id, text) in &ctx.props().options.values {
            if let Some(field) = Field::from_id(id) {
                let effects = self.wizard.update(Message::Typed(field, text.as_str().into()));
                // They are the page's words, not yet the admin's: no draft is made of them.
                let look_up = |effect: &Effect| matches!(effect, Effect::LookUp { .. });
                self.carry_out(ctx, effects.into_iter().filter(look_up).collect());
            }
        }
        // Whoever is sent to one connection has not come for the draft of another.
        let connection = options.connection.as_deref().and_then(|id| ConnectionId::parse(id).ok());
        if options.connection.is_some() && connection.is_none() {
            web_sys::console::error_1(&"azure-connect: the attribute connection is no id".into());
        }
        if let Some(draft) = self.drafts.load().filter(|_| connection.is_none()) {
            let effects = self.wizard.update(Message::Restore(draft));
            self.carry_out(ctx, effects);
        }
        self.tell(ctx, Message::Begun);
        if profile.endpoint.has(Operation::List) {
            self.look_back(ctx);
        }
        if let Some(id) = connection {
            self.tell(ctx, Message::Care(CareMessage::Open(id)));
        }
        self.lint_role();
    }

    /// Lays a language over English, and the platform's own words over both. All views are drawn from it.
    fn speak(&mut self, ctx: &Context<Self>, locale: &str, texts: Option<&str>) {
        self.texts = in_words_of(Texts::english(), locale, texts, &ctx.props().profile);
        self.intl = Intl::new(locale);
    }

    fn tell(&mut self, ctx: &Context<Self>, message: Message) {
        let effects = self.wizard.update(message);
        self.carry_out(ctx, effects);
    }

    fn carry_out(&mut self, ctx: &Context<Self>, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Focus(focus) => self.focus = Some(focus),
                Effect::SaveDraft => self.drafts.save(&self.wizard.draft()),
                Effect::ClearDraft => self.drafts.clear(),
                Effect::Submit { operation, fresh } => self.submit(ctx, operation, fresh),
                Effect::Poll { id, now } => self.poll(ctx, id, now),
                Effect::LookUp { question, pause } => self.look_up(ctx, question, pause),
                Effect::AskFederation(cloud) => self.ask_federation(ctx, cloud),
                Effect::AskCertificate => self.ask_certificate(ctx),
                Effect::Care(request) => self.care(ctx, request),
                Effect::CancelCare => self.cancel_care(),
                Effect::CancelRequests => self.new_round(),
                Effect::ClearSecret => {
                    self.secret.clear();
                    // The next one begins hidden.
                    self.secret_shown = false;
                    // While it is being verified, answers can still quote the secret; and what holds none is the same
                    // submission when it is sent again.
                    if !matches!(self.wizard.phase(), Phase::Watching(_)) {
                        self.parcel = self.parcel.take().filter(|parcel| !parcel.has_secret());
                    }
                }
                Effect::ShowRole(text) => self.show_role(&text),
                Effect::OpenChooser(open) => open_dialog(&self.chooser, open),
                Effect::HideSecret => self.secret_shown = false,
                Effect::Notify(event) => {
                    if let WizardEvent::Status { .. } = event {
                        self.pace.hurry();
                    }
                    emit(ctx, &event);
                }
            }
        }
        self.report_progress();
    }

    /// Tells screen readers how far the checks are, when that changes and not every second.
    fn report_progress(&mut self) {
        if !matches!(self.wizard.phase(), Phase::Watching(_)) && self.watching_since.is_some() {
            self.new_round();
            self.watching_since = None;
        }
        let connection = match self.wizard.phase() {
            Phase::Watching(watch) => watch.connection.as_deref(),
            Phase::Failed(connection) | Phase::Done(connection) => Some(&**connection),
            _ => None,
        };
        let subject = self.wizard.care().subject().filter(|subject| subject.is_verifying());
        let connection = subject.and_then(|subject| subject.connection.as_deref()).or(connection);
        let text = connection.map(|connection| self.progress_of(connection));
        self.progress = text.unwrap_or_default().into();
    }

    /// How far the checks are. While they are waited for, a new minute is news as well.
    fn progress_of(&self, connection: &Connection) -> String {
        let (done, total) = super::view::passed(connection);
        let (done_, total) = (self.intl.number(done), self.intl.number(total));
        let mut text = self.count("checks.note", done, &[("done", &done_), ("total", &total)]);
        let mut add = |sentence: &str| text = [&text, ". ", sentence].concat();
        let count = |state| connection.checks.iter().filter(|check| check.state == state).count();
        match count(CheckState::Fail) {
            0 => {}
            failed => add(&self.count("checks.failed", failed, &[])),
        }
        if count(CheckState::Waiting) > 0 {
            add(self.texts.get("state.waiting"));
        }
        match self.elapsed() / 60 {
            0 => {}
            _ if !matches!(self.wizard.phase(), Phase::Watching(_)) => {}
            minutes => {
                let minutes = minutes as usize;
                add(&self.count("clock.still", minutes, &[("minutes", &self.intl.number(minutes))]));
            }
        }
        text
    }

    /// A sentence about so many of something, as [`Scene::count`] has them.
    fn count(&self, key: &str, count: usize, values: &[(&str, &str)]) -> String {
        let number = self.intl.number(count);
        let values = [&[("count", &*number)], values].concat();
        self.texts.fill(&self.texts.form(key, &self.intl.category(count)), &values)
    }

    /// Seconds since the platform began to verify.
    fn elapsed(&self) -> u32 {
        self.watching_since.map_or(0, |since| ((clock::now_ms() - since).max(0.0) / 1000.0) as u32)
    }

    fn copy(&self, ctx: &Context<Self>, name: &str, text: AttrValue) {
        let what = self.texts.get(name).to_owned();
        let copied = self.texts.fill("copy.done", &[("what", &what)]);
        let failed = self.texts.get("copy.failed").to_owned();
        ctx.link().send_future(async move {
            Msg::Say(if clipboard::copy(&text).await.is_ok() { copied } else { failed })
        });
    }

    fn say(&mut self, ctx: &Context<Self>, text: String) {
        self.status = text.into();
        self.status_number += 1;
        let number = self.status_number;
        ctx.link().send_future(async move {
            http::sleep(TOAST_MS).await;
            Msg::Hush(number)
        });
    }

    fn close(&mut self, ctx: &Context<Self>) {
        if self.wizard.has_unsaved() {
            open_dialog(&self.dialog, true);
        } else {
            self.tell(ctx, Message::Exit(ExitReason::Closed));
        }
    }

    #[inline(never)]
    fn move_focus(&self, focus: Focus) {
        let target: Option<HtmlElement> = match focus {
            Focus::Heading => self.heading.cast(),
            Focus::Problems => self.problems.cast(),
            Focus::Field(field) => self.by_id(field.id()),
            Focus::Subscription(at) => self.by_id(&subscription_id(at)),
            Focus::AddSubscription => self.by_id("add-subscription"),
            Focus::Extra(at) => self.by_id(&extra_id(at)),
            Focus::Paste => self.paste_box.node().cast(),
            Focus::Pasted => self.by_id("pasted"),
            Focus::Marked => self.by_id("marked"),
        };
        if let Some(target) = target {
            let _ = target.focus();
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            target.scroll_into_view_with_scroll_into_view_options(&options);
        }
    }

    /// An element by its id. Ids are the shadow root's own, so two wizards on a page do not meet.
    fn by_id(&self, id: &str) -> Option<HtmlElement> {
        use wasm_bindgen::JsCast;
        let heading: HtmlElement = self.heading.cast()?;
        let root: web_sys::ShadowRoot = heading.get_root_node().dyn_into().ok()?;
        root.get_element_by_id(id)?.dyn_into().ok()
    }
}

/// English with a language over it, and the platform's own words over both. A table that is none leaves English.
fn in_words_of(mut english: Texts, locale: &str, texts: Option<&str>, profile: &Profile) -> Texts {
    english.isolate_values(direction(locale) == "rtl");
    if let Some(texts) = texts {
        let _ = english.lay(texts);
    }
    english.overlay(profile.text.iter().map(|(key, text)| (key.as_str(), text.as_str())));
    english
}

fn open_dialog(dialog: &NodeRef, open: bool) {
    let Some(dialog) = dialog.cast::<web_sys::HtmlDialogElement>() else { return };
    if open {
        // Fails only where it is open already.
        let _ = dialog.show_modal();
    } else {
        dialog.close();
    }
}

/// Tells the host page. Answers whether it lets things go on.
fn emit(ctx: &Context<App>, event: &WizardEvent) -> bool {
    (ctx.props().options.emit)(event)
}

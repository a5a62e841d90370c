use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Function;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::{Context, NodeRef};

use crate::component::wizard::Msg;
use crate::component::{ProfileSource, Wizard, WizardError, WizardProps, events};
use crate::profile::{Profile, ProfileError};
use crate::shell::http::{self, Hooks};
use crate::shell::{self, Mounted, Options};
use crate::text::spoken_locale;
use crate::wizard::{ExitReason, WizardEvent};

use super::alarm::Alarm;
use super::hooks;
use super::place::Place;

/// The wizard on the page, and what it was started with.
#[derive(Debug)]
pub(in crate::component) struct Site {
    /// The props of the last render: what is called is looked up there.
    latest: Rc<RefCell<WizardProps>>,
    place: Option<Place>,
    /// The props of this start.
    asked: Option<WizardProps>,
    /// Which start this is.
    turn: u32,
    mounted: Option<Mounted>,
    /// The step that is left when the app takes the wizard away; none once it was left otherwise.
    step: Rc<Cell<Option<&'static str>>>,
    alarm: Option<Alarm>,
    /// The focus was asked for before there was anything to give it to.
    focus_wanted: bool,
}

impl Site {
    pub fn new(ctx: &Context<Wizard>) -> Self {
        Self {
            latest: Rc::new(RefCell::new(ctx.props().clone())),
            place: None,
            asked: None,
            turn: 0,
            mounted: None,
            step: Rc::default(),
            alarm: None,
            focus_wanted: false,
        }
    }

    /// The app's element is there. Answers whether it has a shadow root now.
    pub fn attach(&mut self, ctx: &Context<Wizard>, host: &NodeRef) -> bool {
        let place = host.cast::<Element>().and_then(|host| Place::new(&host).ok());
        let Some(place) = place else {
            ctx.props().on_error.emit(WizardError::Browser);
            return false;
        };
        self.alarm = Some(self.alarm(&place));
        self.place = Some(place);
        self.start(ctx);
        true
    }

    pub fn changed(&mut self, ctx: &Context<Wizard>, old: &WizardProps) {
        let props = ctx.props();
        *self.latest.borrow_mut() = props.clone();
        if let Some(mounted) = self.mounted.as_ref().filter(|_| old.theme != props.theme) {
            // A page that changes its theme means now, whatever is typed.
            mounted.set_theme(props.theme);
        }
        if let Some((mounted, place)) = self.mounted.as_ref().zip(self.place.as_ref())
            && (old.language != props.language || old.locale != props.locale)
        {
            let texts = props.language.as_ref().map_or("{}", |language| &language.texts);
            mounted.speak(&locale(props, place), texts);
        }
        let differs = self.asked.as_ref().is_some_and(|asked| !asked.starts_like(props));
        // A later change would cost the admin what is typed, so it waits for the next start.
        if differs && !self.mounted.as_ref().is_some_and(Mounted::has_unsaved) {
            self.start(ctx);
        }
    }

    pub fn fetched(&mut self, ctx: &Context<Wizard>, turn: u32, answer: Result<String, String>) {
        if turn != self.turn {
            return;
        }
        match answer {
            Ok(json) => self.parse(ctx, &json),
            Err(detail) => self.fail(ctx, WizardError::Load(detail.into())),
        }
    }

    pub fn refused(&mut self, ctx: &Context<Wizard>, turn: u32, error: ProfileError) {
        if turn == self.turn {
            self.fail(ctx, WizardError::Profile(error));
        }
    }

    pub fn focus(&mut self) {
        match &self.mounted {
            Some(mounted) => mounted.focus(),
            None => self.focus_wanted = true,
        }
    }

    pub fn reset(&mut self, ctx: &Context<Wizard>) {
        match &self.mounted {
            Some(mounted) => mounted.reset(),
            None => self.start(ctx),
        }
    }

    /// The app takes the component away.
    pub fn leave(&mut self) {
        self.stop();
        self.alarm = None;
        if let Some(step) = self.step.take() {
            let props = self.latest.borrow().clone();
            events::tell(&props, &WizardEvent::Exit { reason: ExitReason::Host, step });
        }
    }

    fn start(&mut self, ctx: &Context<Wizard>) {
        self.stop();
        let Some(place) = &self.place else { return };
        self.asked = Some(ctx.props().clone());
        if place.show_waiting().is_err() {
            return self.fail(ctx, WizardError::Browser);
        }
        match &ctx.props().profile {
            ProfileSource::Parsed(profile) => self.mount(ctx, Rc::clone(profile)),
            ProfileSource::Json(json) => self.parse(ctx, json),
            ProfileSource::Url(url) => {
                let (url, link, turn) = (url.clone(), ctx.link().clone(), self.turn);
                spawn_local(async move {
                    let answer = http::read_text(&url).await;
                    link.send_message(Msg::Fetched(turn, answer));
                });
            }
        }
    }

    fn parse(&mut self, ctx: &Context<Wizard>, json: &str) {
        match Profile::parse(json) {
            Ok(profile) => self.mount(ctx, Rc::new(profile)),
            Err(error) => self.fail(ctx, WizardError::Profile(error)),
        }
    }

    fn mount(&mut self, ctx: &Context<Wizard>, profile: Rc<Profile>) {
        let Some(place) = &self.place else { return };
        // Here it is one wasm, with all styles in it.
        shell::rest_arrived();
        place.clear();
        match shell::mount(place.root(), profile, self.options(ctx, place)) {
            Ok(mounted) => {
                if std::mem::take(&mut self.focus_wanted) {
                    mounted.focus();
                }
                self.mounted = Some(mounted);
            }
            Err(_) => self.fail(ctx, WizardError::Browser),
        }
    }

    fn stop(&mut self) {
        self.turn += 1;
        if let Some(mounted) = self.mounted.take() {
            mounted.destroy();
        }
    }

    fn fail(&mut self, ctx: &Context<Wizard>, error: WizardError) {
        self.stop();
        self.step.set(None);
        if let Some(place) = &self.place {
            // A browser that refuses even that leaves the page as it is.
            let _ = place.show_fallback(
                ctx.props().language.as_ref(),
                &error.detail(),
                again(ctx, &error).as_ref(),
            );
        }
        ctx.props().on_error.emit(error);
    }

    fn alarm(&self, place: &Place) -> Alarm {
        let (place, latest) = (place.clone(), Rc::clone(&self.latest));
        Alarm::set(Rc::new(move || {
            let error = WizardError::Panic;
            let props = latest.try_borrow();
            let language = props.as_ref().ok().and_then(|props| props.language.as_ref());
            let _ = place.show_fallback(language, &error.detail(), None);
            let told = props.map(|props| props.on_error.clone());
            if let Ok(on_error) = told {
                on_error.emit(error);
            }
        }))
    }

    fn options(&self, ctx: &Context<Wizard>, place: &Place) -> Options {
        let props = ctx.props();
        let text = |text: &Option<yew::AttrValue>| text.as_deref().map(str::to_owned);
        let latest = || Rc::clone(&self.latest);
        let headers = props.headers.as_ref().map(|_| {
            let latest = latest();
            hooks::headers(move || latest.borrow().headers.clone())
        });
        let transport = props.transport.as_ref().map(|_| {
            let latest = latest();
            hooks::transport(move || latest.borrow().transport.clone())
        });
        let (link, turn) = (ctx.link().clone(), self.turn);
        let (told, step) = (latest(), Rc::clone(&self.step));
        Options {
            endpoint: text(&props.endpoint),
            connection: text(&props.connection).filter(|id| !id.is_empty()),
            locale: locale(props, place),
            texts: props.language.as_ref().map(|language| language.texts.to_string()),
            texts_follow: false,
            theme: props.theme,
            heading_level: props.heading_level.clamp(1, 5),
            allow_origins: props.allow_origins.to_string(),
            draft: props.draft,
            draft_key: props.draft_key.to_string(),
            values: props.values.iter().map(|(field, text)| (field.id().into(), text.to_string())).collect(),
            params: props.params.iter().map(|(name, text)| (name.to_string(), text.to_string())).collect(),
            hooks: Hooks { headers, transport },
            refused: Some(Rc::new(move |error| link.send_message(Msg::Refused(turn, error.clone())))),
            emit: Rc::new(move |event| {
                match event {
                    WizardEvent::Step { step: shown, .. } => step.set(Some(shown)),
                    WizardEvent::Exit { .. } => step.set(None),
                    _ => {}
                }
                // The callback may render the app again, with new props.
                let props = told.borrow().clone();
                events::tell(&props, event)
            }),
        }
    }
}

/// The tag of what is spoken: with the region that is wanted, where that is of the same language.
fn locale(props: &WizardProps, place: &Place) -> String {
    let wanted = props.locale.as_ref().map(ToString::to_string).or_else(|| place.language());
    let words = props.language.as_ref().map_or("en", |language| &language.tag);
    spoken_locale(words, wanted.as_deref()).to_owned()
}

/// What “Try again” does. A profile that is refused stays what it is.
fn again(ctx: &Context<Wizard>, error: &WizardError) -> Option<Function> {
    if matches!(error, WizardError::Profile(_)) {
        return None;
    }
    let link = ctx.link().clone();
    let reset = Closure::<dyn Fn()>::new(move || link.send_message(Msg::Reset));
    Some(reset.into_js_value().unchecked_into())
}

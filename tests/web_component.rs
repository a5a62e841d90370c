//! The Yew component in an app of somebody's own.
#![cfg(target_arch = "wasm32")]
// The lints do not see that wasm-bindgen's tests are tests.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::cell::RefCell;
use std::rc::Rc;

use azure_connect::azure::Field;
use azure_connect::shell::http::sleep;
use azure_connect::wizard::{ColorScheme, ExitReason, Step};
use azure_connect::{
    ProfileSource, RequestHeaders, SubmitEvent, Transport, TransportRequest, TransportResponse, Wizard,
    WizardError, WizardHandle, WizardProps,
};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, Event, EventInit, HtmlElement, HtmlInputElement, ShadowRoot};
use yew::prelude::*;

wasm_bindgen_test_configure!(run_in_browser);

const PROFILE: &str = r#"{"platform":{"name":"Harbor"},"routes":["existing"],
    "endpoint":{"url":"/api/azure/connections","operations":["create","read"]}}"#;
/// Made up.
const SECRET: &str = "9aF8Q~x_Yz.3-kLmNoPqRsTuVwXyZ0123456~abc";

/// An app around wizards: a counter, and whatever props its test sets.
#[derive(Clone, Default, PartialEq, Properties)]
struct HostProps {
    wizards: Vec<WizardProps>,
}

struct Host {
    clicks: u32,
}

impl Component for Host {
    type Message = ();
    type Properties = HostProps;

    fn create(_: &Context<Self>) -> Self {
        Self { clicks: 0 }
    }

    fn update(&mut self, _: &Context<Self>, (): ()) -> bool {
        self.clicks += 1;
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let wizards = ctx.props().wizards.iter().enumerate();
        html! {
            <section>
                <button onclick={ctx.link().callback(|_| ())}>{ self.clicks }</button>
                <div>{ for wizards.map(|(key, props)| html! { <Wizard {key} ..props.clone() /> }) }</div>
            </section>
        }
    }
}

/// A page with the app on it, and what its wizards told.
struct Page {
    root: Element,
    app: Option<yew::AppHandle<Host>>,
}

impl Page {
    fn open(wizards: Vec<WizardProps>) -> Self {
        let document = web_sys::window().unwrap().document().unwrap();
        let root = document.create_element("div").unwrap();
        document.body().unwrap().append_child(&root).unwrap();
        let props = HostProps { wizards };
        let app = yew::Renderer::<Host>::with_root_and_props(root.clone(), props).render();
        Self { root, app: Some(app) }
    }

    fn update(&mut self, wizards: Vec<WizardProps>) {
        self.app.as_mut().unwrap().update(HostProps { wizards });
    }

    fn shadow(&self, at: u32) -> Option<ShadowRoot> {
        let hosts = self.root.query_selector_all(".azure-connect").unwrap();
        hosts.item(at)?.unchecked_into::<Element>().shadow_root()
    }

    /// An element in the wizard, as soon as it is there.
    async fn find<T: JsCast>(&self, at: u32, selector: &str) -> T {
        for _ in 0..200 {
            let found = self.shadow(at).and_then(|root| root.query_selector(selector).unwrap());
            if let Some(found) = found {
                return found.unchecked_into();
            }
            sleep(10).await;
        }
        panic!("no {selector}");
    }

    async fn type_in(&self, at: u32, id: &str, text: &str) {
        let field: HtmlInputElement = self.find(at, &["#", id].concat()).await;
        field.set_value(text);
        let init = EventInit::new();
        init.set_bubbles(true);
        init.set_composed(true);
        field.dispatch_event(&Event::new_with_event_init_dict("input", &init).unwrap()).unwrap();
        sleep(0).await;
    }

    async fn press(&self, at: u32, label: &str) {
        for _ in 0..200 {
            let buttons = self.shadow(at).unwrap().query_selector_all("button").unwrap();
            let buttons =
                (0..buttons.length()).filter_map(|at| buttons.item(at)?.dyn_into::<HtmlElement>().ok());
            let shows = |button: &HtmlElement| button.offset_width() > 0 && !button.has_attribute("disabled");
            let named = |button: &HtmlElement| button.text_content().is_some_and(|text| text.trim() == label);
            if let Some(button) = buttons.into_iter().find(|button| shows(button) && named(button)) {
                button.click();
                sleep(0).await;
                return;
            }
            sleep(10).await;
        }
        panic!("no button {label}");
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        if let Some(app) = self.app.take() {
            app.destroy();
        }
        self.root.remove();
    }
}

#[derive(Clone, Default)]
struct Heard(Rc<RefCell<Vec<String>>>);

impl Heard {
    fn note<T: std::fmt::Debug + 'static>(&self) -> Callback<T> {
        let heard = Rc::clone(&self.0);
        Callback::from(move |detail: T| heard.borrow_mut().push(format!("{detail:?}")))
    }

    fn has(&self, start: &str) -> bool {
        self.0.borrow().iter().any(|heard| heard.starts_with(start))
    }

    async fn wait_for(&self, start: &str) {
        for _ in 0..300 {
            if self.has(start) {
                return;
            }
            sleep(10).await;
        }
        panic!("no {start} in {:?}", self.0.borrow());
    }
}

fn props(heard: &Heard) -> WizardProps {
    WizardProps {
        draft: false,
        on_ready: heard.note(),
        on_step: heard.note(),
        on_created: heard.note(),
        on_status: heard.note(),
        on_connected: heard.note(),
        on_failed: heard.note(),
        on_exit: heard.note(),
        on_error: heard.note(),
        ..WizardProps::new(PROFILE)
    }
}

/// A platform that accepts all.
fn platform(sent: &Rc<RefCell<Vec<TransportRequest>>>) -> Transport {
    let sent = Rc::clone(sent);
    Transport::new(move |request| {
        let answer = match &*request.operation {
            "create" => TransportResponse::json(
                201,
                r#"{"id":"c1","status":"connected","checks":[{"id":"token","state":"pass"}]}"#,
            ),
            _ => TransportResponse::problem(404, r#"{"type":"urn:x:not-found","title":"No","status":404}"#),
        };
        sent.borrow_mut().push(request);
        async { Ok(answer) }
    })
}

async fn fill(page: &Page, at: u32) {
    for (id, text) in [
        ("tenantId", "b7d5a0c2-4f61-4a3e-9c18-2e6f70d1a934"),
        ("clientId", "3c9e1f84-72ab-4d05-8e6b-5a10c7f2d3b9"),
        ("clientSecret", SECRET),
        ("expiresOn", "2099-01-31"),
        ("subscriptionId", "e4a1c6d8-0b93-47f2-b5de-9f8071c2a6e3"),
    ] {
        page.type_in(at, id, text).await;
    }
}

#[wasm_bindgen_test]
async fn it_connects_through_the_apps_own_transport_and_headers() {
    let (heard, sent) = (Heard::default(), Rc::default());
    let page = Page::open(vec![WizardProps {
        transport: Some(platform(&sent)),
        headers: Some(RequestHeaders::new(|| async { vec![("X-CSRF-Token".into(), "t1".into())] })),
        ..props(&heard)
    }]);
    heard.wait_for("()").await;
    fill(&page, 0).await;
    page.press(0, "Continue").await;
    heard.wait_for("StepEvent { step: Connect").await;
    page.press(0, "Connect subscription").await;
    heard.wait_for("ConnectedEvent {").await;
    let sent = sent.borrow();
    let create = sent.iter().find(|request| request.operation == "create").unwrap();
    assert_eq!((&*create.method, create.url.ends_with("/api/azure/connections")), ("POST", true));
    assert!(
        create.headers.iter().any(|(name, value)| name.eq_ignore_ascii_case("x-csrf-token") && value == "t1")
    );
    assert!(String::from_utf8_lossy(create.body.as_ref().unwrap()).contains(SECRET));
    let told = heard.0.borrow().concat();
    assert!(
        !told.contains(SECRET) && told.contains("CreatedEvent { id: Rc(\"c1\"), status: Connected }"),
        "{told}"
    );
}

#[wasm_bindgen_test]
async fn a_submission_that_the_app_prevents_is_not_sent() {
    let (heard, sent) = (Heard::default(), Rc::default());
    let page = Page::open(vec![WizardProps {
        transport: Some(platform(&sent)),
        on_submit: Callback::from(|event: SubmitEvent| event.prevent()),
        ..props(&heard)
    }]);
    fill(&page, 0).await;
    page.press(0, "Continue").await;
    page.press(0, "Connect subscription").await;
    sleep(100).await;
    assert!(!sent.borrow().iter().any(|request| request.operation == "create"));
    assert!(!heard.has("CreatedEvent"));
}

#[wasm_bindgen_test]
async fn two_on_a_page_and_the_app_around_them_hear_only_their_own() {
    let (first, second) = (Heard::default(), Heard::default());
    let page = Page::open(vec![props(&first), props(&second)]);
    first.wait_for("()").await;
    second.wait_for("()").await;
    page.type_in(0, "tenantId", "b7d5a0c2-4f61-4a3e-9c18-2e6f70d1a934").await;
    let other: HtmlInputElement = page.find(1, "#tenantId").await;
    assert_eq!(other.value(), "");
    page.press(0, "Continue").await;
    sleep(50).await;
    let button: HtmlElement = page.root.query_selector("button").unwrap().unwrap().unchecked_into();
    assert_eq!(button.text_content().as_deref(), Some("0"), "a click in the wizard is not one of the app");
    button.click();
    sleep(20).await;
    assert_eq!(button.text_content().as_deref(), Some("1"));
    // The wizard was not rendered anew with the app.
    let field: HtmlInputElement = page.find(0, "#tenantId").await;
    assert_eq!(field.value(), "b7d5a0c2-4f61-4a3e-9c18-2e6f70d1a934");
}

#[wasm_bindgen_test]
async fn all_of_the_style_is_there_with_the_first_step() {
    let heard = Heard::default();
    let page = Page::open(vec![props(&heard)]);
    heard.wait_for("()").await;
    let sheets = page.shadow(0).unwrap().adopted_style_sheets();
    let sheets: js_sys::Array = wasm_bindgen::JsValue::from(sheets).unchecked_into();
    assert_eq!(sheets.length(), 2);
    for sheet in sheets.iter() {
        assert!(sheet.unchecked_into::<web_sys::CssStyleSheet>().css_rules().unwrap().length() > 5);
    }
}

#[wasm_bindgen_test]
async fn new_options_start_it_anew_until_something_is_typed_and_the_theme_counts_at_once() {
    let heard = Heard::default();
    let with = |change: fn(&mut WizardProps)| {
        let mut props = props(&heard);
        change(&mut props);
        vec![props]
    };
    let ready = || heard.0.borrow().iter().filter(|heard| *heard == "()").count();
    let mut page = Page::open(with(|_| {}));
    heard.wait_for("()").await;
    // The same options with new closures are the same.
    page.update(with(|_| {}));
    sleep(100).await;
    assert_eq!(ready(), 1);
    page.update(with(|props| props.values = vec![(Field::Name, "Production".into())]));
    sleep(200).await;
    assert_eq!(ready(), 2);
    page.type_in(0, "tenantId", "b7d5a0c2-4f61-4a3e-9c18-2e6f70d1a934").await;
    page.update(with(|props| {
        props.theme = ColorScheme::Dark;
        props.heading_level = 4;
    }));
    sleep(100).await;
    assert_eq!(ready(), 2);
    let frame: Element = page.find(0, ".ac").await;
    assert_eq!(frame.get_attribute("data-theme").as_deref(), Some("dark"));
    let field: HtmlInputElement = page.find(0, "#tenantId").await;
    assert_eq!(field.value(), "b7d5a0c2-4f61-4a3e-9c18-2e6f70d1a934");
}

#[wasm_bindgen_test]
async fn a_profile_that_is_refused_or_missing_shows_the_fallback_and_can_be_tried_again() {
    let heard = Heard::default();
    let handle = WizardHandle::default();
    let with = |profile: ProfileSource| {
        let children = html! { <p slot="fallback">{ "The manual steps" }</p> };
        vec![WizardProps { profile, children, handle: handle.clone(), ..props(&heard) }]
    };
    let mut page = Page::open(with(r#"{"platform":{}}"#.into()));
    heard.wait_for("Profile(ProfileError { kind: Missing, path: \"platform.name\"").await;
    let slot: web_sys::HtmlSlotElement = page.find(0, "slot[name=fallback]").await;
    sleep(50).await;
    assert_eq!(slot.assigned_nodes().length(), 1, "the app's own");
    // What a profile says of its requests is read later than the rest.
    heard.0.borrow_mut().clear();
    let template = r#"{"platform":{"name":"Harbor"},"endpoint":{"url":"/api","dialect":"template","requests":{
        "create":{"method":"POST","path":"","body":"${secretClient}","answer":{"id":"/id"}}}}}"#;
    page.update(with(template.into()));
    heard.wait_for("Profile(").await;
    heard.0.borrow_mut().clear();
    page.update(with("/no-such-profile.json".into()));
    heard.wait_for("Load(").await;
    heard.0.borrow_mut().clear();
    let again: HtmlElement = page.find(0, "[part=retry]").await;
    again.click();
    heard.wait_for("Load(").await;
    assert!(!heard.has("()"));
    page.update(with(PROFILE.into()));
    heard.wait_for("()").await;
    handle.focus();
    sleep(50).await;
    let focused = page.shadow(0).unwrap().active_element().unwrap();
    assert_eq!(focused.tag_name(), "H3");
}

#[wasm_bindgen_test]
async fn it_leaves_with_the_app_and_says_so() {
    let heard = Heard::default();
    let mut page = Page::open(vec![props(&heard)]);
    heard.wait_for("StepEvent").await;
    let root = page.shadow(0).unwrap();
    assert!(root.query_selector(".ac").unwrap().is_some());
    page.update(Vec::new());
    heard.wait_for("ExitEvent { reason: Host").await;
    sleep(50).await;
    assert!(root.query_selector(".ac").unwrap().is_none());
    // What the details are made of can be matched.
    let _ = (ExitReason::Host, Step::Route, WizardError::Browser.kind());
}

//! `azure-connect` gets a cloud admin through connecting an Azure subscription to a SaaS platform.
//!
#![cfg_attr(
    any(target_arch = "wasm32", feature = "ssr"),
    doc = "
In an app of your own it is one component, [`Wizard`], which is told by [props](WizardProps) and tells by callbacks:

```
use azure_connect::{ConnectedEvent, Wizard};
use yew::prelude::*;

#[component]
fn Onboarding() -> Html {
    let on_connected = |event: ConnectedEvent| { /* the connection `event.id` works */ };
    html! { <Wizard profile=\"/azure-profile.json\" {on_connected} /> }
}
```
"
)]
//!
//! # A map of the crate
//!
//! Who writes the platform's side in Rust begins at [`contract`]; who writes scripts and roles without any page, at
//! [`script`] and [`azure::role`]. Everything that can be known without a browser is plain Rust, tested natively:
//!
//! | module | what it holds |
//! |---|---|
//! | [`azure`] | what Azure knows: tenants, applications, secrets, scopes, clouds, roles, portal blades |
//! | [`profile`] | what a platform says of itself, in one JSON object |
//! | [`contract`] | what is said between the wizard and the platform's endpoint |
//! | [`exchange`] | how it is said: where a secret may go, when to retry, how often to ask |
//! | [`template`] | endpoints of other dialects: requests and answers as data of the profile |
//! | [`paste`] | what Azure and its tools print, taken apart |
//! | [`wizard`] | the flow: routes, steps, answers, messages, effects |
//! | [`support`] | what support needs to know, as one text without a secret |
//! | [`script`] | the whole job in one text to paste into a shell |
//! | [`json`] | a small reader and writer, the only ones in the wasm |
//! | [`text`] | the words, by language, as data |
//!
//! `shell`, which exists only in the browser build, maps the wizard's state to markup and
//! events to messages; `component` is the Yew component around it. Arrows point one way: `component` knows `shell`,
//! `shell` knows all of the above, none of them knows `shell`.
//!
//! # Features
//!
//! | feature | what it is for |
//! |---|---|
//! | `ssr` | the component's placeholder on a server; in the browser it needs no feature |
//! | `schema` | the JSON schema of the profile, for tools |
//! | `element` | the binary of the custom element, which npm has; not for apps |
//!
//! Natively the crate brings no Yew unless `ssr` asks for it, so a host pays for the types only.

#[forbid(unsafe_code)]
pub mod azure;
#[forbid(unsafe_code)]
pub mod contract;
#[forbid(unsafe_code)]
pub mod exchange;
#[forbid(unsafe_code)]
pub mod json;
#[forbid(unsafe_code)]
pub mod paste;
#[forbid(unsafe_code)]
pub mod profile;
#[forbid(unsafe_code)]
pub mod script;
#[forbid(unsafe_code)]
pub mod support;
#[forbid(unsafe_code)]
pub mod template;
#[forbid(unsafe_code)]
pub mod text;
#[forbid(unsafe_code)]
pub mod wizard;

#[cfg(any(target_arch = "wasm32", feature = "ssr"))]
#[forbid(unsafe_code)]
pub mod component;
#[cfg(target_arch = "wasm32")]
pub mod shell;

#[cfg(any(target_arch = "wasm32", feature = "ssr"))]
#[doc(inline)]
pub use component::{
    ConnectedEvent, CreatedEvent, ExitEvent, ExpiringEvent, FailedEvent, Language, NoAnswer, ProfileSource,
    RemovedEvent, RequestBody, RequestHeaders, StatusEvent, StepEvent, SubmitEvent, Transport,
    TransportRequest, TransportResponse, UpdatedEvent, Wizard, WizardError, WizardHandle, WizardProps,
    languages,
};

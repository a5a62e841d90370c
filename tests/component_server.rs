//! What a server renders for the wizard: a placeholder, from which the browser goes on.
#![cfg(not(target_arch = "wasm32"))]

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use azure_connect::Wizard;
use yew::LocalServerRenderer;
use yew::prelude::*;

#[component]
fn Page() -> Html {
    html! {
        <main>
            <Wizard profile="/azure-profile.json" connection="c1" on_connected={|_| {}}>
                <p slot="fallback">{ "The manual steps" }</p>
            </Wizard>
        </main>
    }
}

fn rendered(hydratable: bool) -> String {
    let mut rendering = pin!(LocalServerRenderer::<Page>::new().hydratable(hydratable).render());
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(html) = rendering.as_mut().poll(&mut context) {
            return html;
        }
    }
}

#[test]
fn a_placeholder_stands_where_the_wizard_will_and_shows_nothing_that_is_for_its_slots() {
    assert_eq!(
        rendered(false),
        "<main><div aria-busy=\"true\" class=\"azure-connect\"><span aria-hidden=\"true\">…</span></div></main>"
    );
}

#[test]
fn it_can_be_hydrated() {
    let html = rendered(true);
    assert!(html.contains("<!--<[component_server::Page]>-->"), "{html}");
    assert!(html.contains("azure_connect::component::wizard::Wizard"), "{html}");
}

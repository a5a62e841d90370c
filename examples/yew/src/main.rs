//! A page of a fictional platform on which a cloud admin connects Azure.

mod platform;

use azure_connect::{ConnectedEvent, Wizard};
use yew::prelude::*;

/// What the platform says of itself. A URL would do as well: `profile="/azure-profile.json"`.
const PROFILE: &str = include_str!("../azure-profile.json");

#[component]
fn App() -> Html {
    let connection = use_state(|| None::<AttrValue>);
    let on_connected = {
        let connection = connection.clone();
        move |event: ConnectedEvent| connection.set(Some(event.id))
    };
    // With an endpoint of your own, leave `transport` out: the wizard sends to the profile's URL.
    let transport = use_memo((), |()| platform::transport());

    html! {
        <>
            <p class="notice">
                { "This page plays the platform itself: nothing is sent anywhere, and Azure is not asked." }
            </p>
            <Wizard profile={PROFILE} {on_connected} transport={(*transport).clone()}>
                <p slot="fallback">{ "This form could not be loaded. The manual steps are in our handbook." }</p>
            </Wizard>
            <p role="status">
                if let Some(id) = &*connection {
                    { format!("Connected as {id}. Your virtual machines will show in a minute.") }
                }
            </p>
        </>
    }
}

fn main() {
    yew::Renderer::<App>::new().render();
}

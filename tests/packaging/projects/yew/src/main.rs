//! An app that has the wizard twice: the crate's component, and the npm package's element, which is a Yew
//! program of its own inside this one.

use azure_connect::{StepEvent, Wizard};
use yew::prelude::*;

#[component]
fn App() -> Html {
    let ready = use_state(|| false);
    let step = use_state(|| "none");
    let clicks = use_state(|| 0);
    let on_ready = {
        let ready = ready.clone();
        move |()| ready.set(true)
    };
    let on_step = {
        let step = step.clone();
        move |event: StepEvent| step.set(event.step.id())
    };
    let on_click = {
        let clicks = clicks.clone();
        Callback::from(move |_: MouseEvent| clicks.set(*clicks + 1))
    };

    html! {
        <main>
            <Wizard profile="/azure-profile.json" draft_key="crate" {on_ready} {on_step} />
            <p>{ if *ready { "Ready" } else { "Loading" } }{ ", step: " }{ *step }</p>
            <azure-connect profile="/azure-profile.json" draft-key="npm"></azure-connect>
            <ul>
                for machine in 1..=20 {
                    <li key={machine}><button onclick={&on_click}>{ "Machine " }{ machine }</button></li>
                }
            </ul>
            <p>{ "Clicks: " }{ *clicks }</p>
        </main>
    }
}

fn main() {
    yew::Renderer::<App>::new().render();
}

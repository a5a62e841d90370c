//! The first step and the fields of “I have the values”, written as a Yew tutorial would.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

include!(concat!(env!("OUT_DIR"), "/words.rs"));

const ROUTES: [(&str, &str, &str); 5] = [
    ("cloud-shell", say!("route.cloud-shell"), say!("route.cloud-shell.hint")),
    ("portal", say!("route.portal"), say!("route.portal.hint")),
    ("powershell", say!("route.powershell"), say!("route.powershell.hint")),
    ("terraform", say!("route.terraform"), say!("route.terraform.hint")),
    ("existing", say!("route.existing"), say!("route.existing.hint")),
];
const CLOUDS: [(&str, &str); 3] = [
    ("AzureCloud", say!("cloud.AzureCloud")),
    ("AzureUSGovernment", say!("cloud.AzureUSGovernment")),
    ("AzureChinaCloud", say!("cloud.AzureChinaCloud")),
];
const BRANCHES: [(&str, &str); 3] = [
    (say!("need.cannot-register"), say!("need.cannot-register.answer")),
    (say!("need.no-secrets"), say!("need.no-secrets.answer")),
    (say!("need.cannot-assign"), say!("need.cannot-assign.answer")),
];
/// Id, label, hint, whether it must be a GUID.
const FIELDS: [(&str, &str, &str, bool); 6] = [
    ("clientId", say!("clientId"), say!("clientId.hint"), true),
    ("tenantId", say!("tenantId"), say!("tenantId.hint"), true),
    ("clientSecret", say!("clientSecret"), say!("clientSecret.hint"), false),
    ("expiresOn", say!("expiresOn"), say!("expiresOn.hint"), false),
    ("subscriptionId", say!("subscriptionId"), say!("subscriptionId.hint"), true),
    ("name", say!("name"), say!("name.hint"), false),
];

fn is_guid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

#[component]
fn Page() -> Html {
    let going = use_state(|| false);
    let on_continue = Callback::from({
        let going = going.clone();
        move |_: MouseEvent| going.set(true)
    });
    let on_back = Callback::from({
        let going = going.clone();
        move |_: MouseEvent| going.set(false)
    });
    html! {
        <div class="step">
            <h2>{ say!("title") }</h2>
            <ol class="steps">
                <li>{ say!("steps.route") }</li><li>{ say!("steps.values") }</li><li>{ say!("steps.connect") }</li>
            </ol>
            if *going { <Values {on_back} /> } else { <Route {on_continue} /> }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct RouteProps {
    on_continue: Callback<MouseEvent>,
}

#[component]
fn Route(props: &RouteProps) -> Html {
    let route = use_state(|| "cloud-shell");
    let cloud = use_state(|| "AzureCloud".to_owned());
    let choose_cloud = Callback::from({
        let cloud = cloud.clone();
        move |event: Event| cloud.set(event.target_unchecked_into::<HtmlSelectElement>().value())
    });
    html! {
        <div>
            <h3>{ say!("steps.route") }</h3>
            <p>{ say!("lead.route") }</p>
            <fieldset>
                <legend>{ say!("route.legend") }</legend>
                { for ROUTES.iter().map(|&(id, name, hint)| {
                    let chosen = Callback::from({
                        let route = route.clone();
                        move |_: Event| route.set(id)
                    });
                    html! {
                        <label key={id} class={classes!("choice", (*route == id).then_some("on"))}>
                            <input type="radio" name="route" id={id} checked={*route == id} onchange={chosen} />
                            <span>
                                <b>{ name }</b>
                                if id == "cloud-shell" { <i>{ say!("route.recommended") }</i> }
                                <small>{ hint }</small>
                            </span>
                        </label>
                    }
                }) }
            </fieldset>
            <label for="cloud">{ say!("cloud") }</label>
            <small>{ say!("cloud.hint") }</small>
            <select id="cloud" onchange={choose_cloud}>
                { for CLOUDS.iter().map(|&(id, name)| html! {
                    <option key={id} value={id} selected={*cloud == id}>{ name }</option>
                }) }
            </select>
            <h4>{ say!("need.title") }</h4>
            <ul><li>{ say!("need.register") }</li><li>{ say!("need.assign") }</li></ul>
            { for BRANCHES.iter().map(|&(question, answer)| html! {
                <details key={question}><summary>{ question }</summary><p>{ answer }</p></details>
            }) }
            <p class="foot">
                <button id="continue" onclick={props.on_continue.clone()}>{ say!("continue") }</button>
                <button>{ say!("close") }</button>
            </p>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct ValuesProps {
    on_back: Callback<MouseEvent>,
}

#[component]
fn Values(props: &ValuesProps) -> Html {
    let values = use_state(|| [const { String::new() }; FIELDS.len()]);
    html! {
        <div>
            <h3>{ say!("steps.values") }</h3>
            <p>{ say!("lead.values") }</p>
            { for FIELDS.iter().enumerate().map(|(at, &(id, label, hint, guid))| {
                let value = values[at].clone();
                let typed = Callback::from({
                    let values = values.clone();
                    move |event: InputEvent| {
                        let mut changed = (*values).clone();
                        changed[at] = event.target_unchecked_into::<HtmlInputElement>().value();
                        values.set(changed);
                    }
                });
                let verdict = match (guid, value.is_empty()) {
                    (true, false) if is_guid(&value) => say!("good").to_owned(),
                    (true, false) => say!("wrong").replace("{label}", label),
                    _ => String::new(),
                };
                let kind = if id == "clientSecret" { "password" } else { "text" };
                html! {
                    <div key={id} class="field">
                        <label for={id}>{ label }</label>
                        <small>{ hint }</small>
                        <input {id} type={kind} {value} oninput={typed} autocomplete="off" spellcheck="false" />
                        <p class="verdict">{ verdict }</p>
                    </div>
                }
            }) }
            <p class="foot">
                <button>{ say!("continue") }</button>
                <button onclick={props.on_back.clone()}>{ say!("back") }</button>
            </p>
        </div>
    }
}

fn main() {
    yew::Renderer::<Page>::new().render();
}

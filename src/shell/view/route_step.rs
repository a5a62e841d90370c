use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::azure::Cloud;
use crate::profile::{Role, Route};
use crate::shell::app::Msg;
use crate::wizard::Message;

use super::Scene;
use super::icon::{Icon, icon};

/// The key of a route in the language tables.
pub fn route_key(route: Route) -> &'static str {
    match route {
        Route::CloudShell => "route.cloud-shell",
        Route::Portal => "route.portal",
        Route::PowerShell => "route.powershell",
        Route::Terraform => "route.terraform",
        Route::Existing => "route.existing",
    }
}

/// The first screen: what is needed, which route, which cloud.
pub fn route_step(scene: &Scene<'_>) -> Html {
    html! {
        <div class="columns">
            <section>
                <fieldset>
                    <legend class="legend">{scene.say("route.legend")}</legend>
                    <div class="choices">
                        { for scene.wizard.routes().map(|route| choice(scene, route)) }
                    </div>
                </fieldset>
                {clouds(scene)}
            </section>
            {needs(scene)}
        </div>
    }
}

fn choice(scene: &Scene<'_>, route: Route) -> Html {
    let key = route_key(route);
    let on = scene.wizard.route() == route;
    html! {
        <label key={key} class="choice" data-on={on.to_string()}>
            <input type="radio" name="route" checked={on} onchange={scene.on(move || Message::ChooseRoute(route))} />
            <span>
                <span class="name">{scene.say(key)}</span>
                <span class="hint">{scene.say_of(key, "hint")}</span>
            </span>
        </label>
    }
}

fn clouds(scene: &Scene<'_>) -> Html {
    let offered = &scene.wizard.profile().clouds;
    let chosen = scene.wizard.answers().cloud;
    let onchange = scene.link.batch_callback(|event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        Cloud::parse(&select.value()).ok().map(|cloud| Msg::Wizard(Message::ChooseCloud(cloud)))
    });
    html! {
        <div class="field section" hidden={offered.len() < 2}>
            <label for="cloud">{scene.say("field.cloud")}</label>
            <p class="hint" id="cloud-hint">{scene.say("field.cloud.hint")}</p>
            <div class="control">
                <select id="cloud" part="input" aria-describedby="cloud-hint" {onchange}>
                    { for offered.iter().map(|cloud| {
                        let name = cloud.name();
                        html! { <option key={name} value={name} selected={*cloud == chosen}>{scene.say_of("cloud", name)}</option> }
                    }) }
                </select>
            </div>
        </div>
    }
}

fn needs(scene: &Scene<'_>) -> Html {
    let role = scene.wizard.profile().role.as_ref();
    let assign = if matches!(role, Some(Role::Custom(_))) { "need.assign" } else { "need.assign-only" };
    let branches = ["need.cannot-register", "need.no-secrets", "need.cannot-assign"];
    html! {
        <section class="bring">
            <@{scene.tag(2)} class="part-title">{scene.say("need.title")}</@>
            <ul class="needs">
                <li>{icon(Icon::Check)}<span>{scene.say("need.register")}</span></li>
                <li hidden={role.is_none()}>{icon(Icon::Check)}<span>{scene.say(assign)}</span></li>
            </ul>
            <div class="branches">
                { for branches.into_iter().map(|key| html! {
                    <details key={key}><summary>{scene.say(key)}</summary><p>{scene.say_of(key, "answer")}</p></details>
                }) }
            </div>
        </section>
    }
}

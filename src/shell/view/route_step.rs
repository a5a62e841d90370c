use web_sys::HtmlSelectElement;
use yew::{Event, TargetCast};

use crate::azure::Cloud;
use crate::profile::{CredentialKind, Role, Route};
use crate::shell::Msg;
use crate::wizard::Message;

use super::Scene;
use super::element::{El, classed, el};
use super::field::on_change;
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
pub fn route_step(scene: &Scene<'_>) -> El {
    let routes = classed("div", "choices").children(scene.wizard.routes().map(|route| choice(scene, route)));
    let group = el("fieldset").child(scene.words("legend", "legend", "route.legend")).child(routes);
    classed("div", "columns").child(el("section").child(group).child(clouds(scene))).child(needs(scene))
}

fn choice(scene: &Scene<'_>, route: Route) -> El {
    let key = route_key(route);
    let on = scene.wizard.route() == route;
    let bare = route == Route::Existing && !scene.wizard.is_by_secret();
    let hint = if bare { "hint-bare" } else { "hint" };
    let radio = el("input").attr("type", "radio").attr("name", "route").checked(on);
    let chosen = scene.link.callback(move |_: Event| Msg::Wizard(Message::ChooseRoute(route)));
    let best = scene.words("span", "tag", "route.recommended").hidden(route != Route::CloudShell);
    let words = el("span")
        .child(classed("span", "name").text(scene.say(key)).child(best))
        .child(classed("span", "hint").text(scene.say_of(key, hint)));
    classed("label", "choice")
        .key(key)
        .attr("data-on", if on { "true" } else { "false" })
        .child(on_change(radio, chosen))
        .child(words)
}

fn clouds(scene: &Scene<'_>) -> El {
    let offered = &scene.wizard.profile().clouds;
    let chosen = scene.wizard.answers().cloud;
    let changed = scene.link.batch_callback(|event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        Cloud::parse(&select.value()).ok().map(|cloud| Msg::Wizard(Message::ChooseCloud(cloud)))
    });
    let options = offered.iter().map(|cloud| {
        let name = cloud.name();
        let option = el("option").key(name).attr("value", name).flag("selected", *cloud == chosen);
        option.text(scene.say_of("cloud", name))
    });
    let select =
        el("select").attr("id", "cloud").attr("part", "input").attr("aria-describedby", "cloud-hint");
    let select = on_change(select.children(options), changed);
    classed("div", "field section")
        .hidden(offered.len() < 2)
        .child(el("label").attr("for", "cloud").text(scene.say("field.cloud")))
        .child(scene.words("p", "hint", "field.cloud.hint").attr("id", "cloud-hint"))
        .child(classed("div", "control").child(select))
}

fn needs(scene: &Scene<'_>) -> El {
    let role = scene.wizard.profile().role.as_ref();
    let assign = if matches!(role, Some(Role::Custom(_))) { "need.assign" } else { "need.assign-only" };
    let need = |key| el("li").child(icon(Icon::Check)).child(el("span").text(scene.say(key)));
    let list = classed("ul", "needs").child(need("need.register")).child(need(assign).hidden(role.is_none()));
    let bare = scene.wizard.kinds().any(|kind| kind != CredentialKind::Secret);
    let scripted = scene.wizard.routes().any(Route::is_scripted);
    let branches = ["need.cannot-register", "need.no-secrets", "need.cannot-assign"].map(|key| {
        // A way on that is offered here is better than an exception that somebody has to grant.
        let way = match key {
            "need.no-secrets" if bare => "bare",
            "need.cannot-register" | "need.cannot-assign" if scripted => "script",
            _ => "answer",
        };
        let answer = el("p").text(scene.say_of(key, way));
        el("details").key(key).child(el("summary").text(scene.say(key))).child(answer)
    });
    classed("section", "bring")
        .child(scene.heading(2, "part-title").text(scene.say("need.title")))
        .child(list)
        .child(classed("div", "branches").children(branches))
}

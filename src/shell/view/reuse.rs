use crate::azure::Field;
use crate::profile::Route;
use crate::shell::Msg;
use crate::wizard::{KnownApp, Message, Step};

use super::Scene;
use super::element::{El, classed, el};
use super::role_step::fact;

/// The most names that are shown of one app's connections.
const NAMES: usize = 3;

/// Where this directory was connected before: the apps that can be used again, or that one is.
pub fn reuse_offer(scene: &Scene<'_>, step: Step) -> El {
    let wizard = scene.wizard;
    let offered = wizard.offers_reuse(step);
    let used = offered && wizard.reused().is_some();
    let apps = if offered && !used { wizard.known_apps() } else { &[] };
    let title = if apps.len() > 1 { "reuse.title.many" } else { "reuse.title" };
    let list = apps.iter().enumerate().map(|(at, known)| app(scene, at, known));
    let offer = el("div")
        .hidden(!offered || used)
        .child(scene.heading(2, "name").text(scene.say(title)))
        .child(scene.words("p", "hint", "reuse.text"))
        .child(classed("ul", "apps").children(list));
    let instead = if wizard.route() == Route::Existing { "reuse.new.values" } else { "reuse.new" };
    let taken = el("div")
        .hidden(!used)
        .child(scene.heading(2, "name").text(scene.say("reuse.used")))
        .child(scene.words("p", "hint", "reuse.used.text"))
        .child(scene.button("link", instead, scene.on(|| Message::RegisterNew)));
    classed("div", "reuse").attr("part", "reuse").hidden(!offered).child(offer).child(taken)
}

fn app(scene: &Scene<'_>, at: usize, known: &KnownApp) -> El {
    let id = |id: String| classed("dd", "mono").attr("dir", "ltr").text(id);
    let client = known.client.to_string();
    let facts = classed("dl", "facts")
        .child(fact(scene.say("reuse.connections"), el("dd").attr("dir", "auto").text(names(scene, known))))
        .child(fact(scene.label(Field::Client), id(client.clone())))
        .child(fact(scene.label(Field::Tenant), id(known.tenant.to_string())));
    let chosen = scene.wizard.answers().cloud;
    let several = scene.wizard.known_apps().iter().any(|app| app.cloud != chosen);
    let facts = facts.child(
        fact(scene.say("field.cloud"), el("dd").text(scene.say_of("cloud", known.cloud.name())))
            .hidden(!several),
    );
    let label = scene.fill("reuse.use.label", &[("client", &client)]);
    let button = classed("button", "button small")
        .attr("type", "button")
        .set("aria-label", label)
        .on_click(scene.on_with(at, |at| Msg::Wizard(Message::Reuse(at))))
        .text(scene.say("reuse.use"));
    el("li").key(&[&known.tenant.to_string(), " ", &*client].concat()).child(facts).child(button)
}

/// What its connections are called: the first few, and how many more there are.
fn names(scene: &Scene<'_>, known: &KnownApp) -> String {
    let named = known.connections.iter().filter_map(|connection| connection.name.as_ref());
    let mut names: Vec<String> = named.take(NAMES).map(|name| ["“", name.as_str(), "”"].concat()).collect();
    let rest = known.connections.len() - names.len();
    if rest > 0 {
        let key = if names.is_empty() { "reuse.unnamed" } else { "reuse.more" };
        names.push(scene.count(key, rest, &[]));
    }
    scene.list(&names)
}

use crate::azure::{Blade, Field};
use crate::shell::Msg;
use crate::wizard::{Insight, Message, Offer, Step};

use super::Scene;
use super::acts::outward;
use super::element::{El, classed};

/// What is known of a good value: more than that it looks right, once somebody was asked.
pub fn insight(scene: &Scene<'_>, field: Field) -> String {
    let tenant = scene.wizard.answers().tenant.text();
    match scene.wizard.insight(field) {
        Some(Insight::Asking) => scene.fill("field.good.asking", &[("tenant", tenant)]),
        Some(Insight::Directory(id)) => {
            scene.fill("field.good.directory", &[("tenant", tenant), ("id", &id.to_string())])
        }
        Some(Insight::SameDirectory) => scene.say("field.good.same-directory"),
        None => {
            let domain = scene.wizard.answers().tenant.value().is_some_and(|tenant| tenant.id().is_none());
            scene.say(if field == Field::Tenant && domain { "field.good.domain" } else { "field.good" })
        }
    }
}

/// What the look-ups brought for a step's fields, said to those who do not see it arrive.
pub fn tidings(scene: &Scene<'_>, step: Step) -> El {
    let wizard = scene.wizard;
    let mut said = String::new();
    for field in wizard.fields(step) {
        let found = match (wizard.found_wrong(field), wizard.found_doubtful(field), wizard.insight(field)) {
            (Some(complaint), ..) => scene.complaint("error", complaint),
            (_, Some(doubt), _) => scene.complaint("doubt", &doubt),
            (.., Some(Insight::Directory(_) | Insight::SameDirectory)) => insight(scene, field),
            _ => continue,
        };
        said.push_str(&found);
        said.push(' ');
    }
    classed("p", "said").key("said").attr("role", "status").text(said)
}

/// What can be done about a value at one click.
pub fn offer(scene: &Scene<'_>, field: Field) -> El {
    let wizard = scene.wizard;
    let offer = wizard.offer(field);
    let words = match offer {
        Some(Offer::Directory(_)) => scene.say("offer.directory"),
        Some(Offer::Cloud(cloud)) => {
            scene.fill("offer.cloud", &[("cloud", &scene.say_of("cloud", cloud.name()))])
        }
        None => String::new(),
    };
    let take = scene.on_with(field, |field| Msg::Wizard(Message::TakeOffer(field)));
    let button = classed("button", "button small")
        .attr("type", "button")
        .on_click(take)
        .hidden(offer.is_none())
        .text(words);
    let elsewhere = wizard.needs_own_subscriptions(field);
    let url = if elsewhere { wizard.blade_url(Blade::Subscriptions) } else { String::new() };
    let link = outward(scene, "link", url, scene.say("offer.subscriptions")).hidden(!elsewhere);
    classed("div", "offer").hidden(offer.is_none() && !elsewhere).child(button).child(link)
}

use std::rc::Rc;

use web_sys::{Event, HtmlInputElement, InputEvent};
use yew::{Callback, TargetCast};

use crate::azure::{Field, SubscriptionId};
use crate::shell::{App, Msg};
use crate::wizard::{Answer, Insight, Message, SubscriptionMessage, Target};

use super::Scene;
use super::element::{El, classed, el};
use super::field::{Spot, bare_input, frame_of, on_change, on_input};
use super::icon::{Icon, icon};
use super::lookup::offer;

/// The id of the field of a subscription, by its place.
pub fn subscription_id(at: usize) -> String {
    match at {
        0 => Field::Subscription.id().to_owned(),
        at => [Field::Subscription.id(), "-", &(at + 1).to_string()].concat(),
    }
}

fn message(message: SubscriptionMessage) -> Msg {
    Msg::Wizard(Message::Subscriptions(message))
}

/// Subscriptions or a management group, where the platform takes either.
pub fn target_choice(scene: &Scene<'_>) -> El {
    let choices = Target::ALL.into_iter().map(|target| {
        let name = target.name();
        let on = scene.wizard.answers().target == target;
        let chosen = scene.link.callback(move |_: Event| Msg::Wizard(Message::ChooseTarget(target)));
        let radio = el("input").attr("type", "radio").attr("name", "target").checked(on);
        let words = match (target, scene.wizard.takes_many()) {
            (Target::Subscriptions, true) => "target.subscriptions.many",
            (Target::Subscriptions, false) => "target.subscriptions",
            (Target::ManagementGroup, _) => "target.group",
        };
        classed("label", "choice small")
            .key(name)
            .attr("data-on", if on { "true" } else { "false" })
            .child(on_change(radio, chosen))
            .child(scene.words("span", "name", words))
    });
    el("fieldset")
        .key("target")
        .attr("part", "target")
        .hidden(!scene.wizard.has_targets())
        .child(scene.words("legend", "legend", "target.legend"))
        .child(classed("div", "choices").children(choices))
}

/// The field of one subscription.
pub fn subscription_field(scene: &Scene<'_>, at: usize) -> El {
    let wizard = scene.wizard;
    let answers = wizard.answers();
    let answer = answers.subscription_at(at);
    let id = answer.and_then(Answer::value).copied();
    let wrong = wizard.subscription_complaint(at).map(|complaint| scene.complaint("error", complaint));
    let number = (at + 1).to_string();
    let many = wizard.takes_many();
    let spot = Spot {
        id: subscription_id(at),
        label: match at {
            0 => scene.label(Field::Subscription),
            _ => scene.fill("subscriptions.label", &[("number", &number)]),
        },
        hint: match at {
            0 if many => scene.say("subscriptions.hint"),
            0 => scene.say("field.subscriptionId.hint"),
            _ => String::new(),
        },
        doubt: wizard.subscription_doubt(at).map(|doubt| scene.complaint("doubt", &doubt)),
        good: id.filter(|_| wrong.is_none()).map(|id| verdict(scene, at, id)),
        optional: at == 0 && wizard.is_optional(Field::Subscription),
        wrong,
    };
    let typed = scene.link.callback(move |event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        message(SubscriptionMessage::Typed(at, input.value().into()))
    });
    let link = scene.link.clone();
    let pasting = Callback::from(move |event: Event| App::paste_subscriptions(&link, at, many, &event));
    let input = el("input").listen(Rc::new(yew::html::onpaste::Wrapper::new(pasting)));
    let input = bare_input(&spot, input)
        .attr("class", "mono")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("dir", "ltr")
        .value(answer.map(Answer::text).unwrap_or_default());
    let remove = classed("button", "remove")
        .attr("type", "button")
        .on_click(scene.on_with(at, |at| message(SubscriptionMessage::Remove(at))))
        .child(icon(Icon::Cross))
        .set("aria-label", scene.fill("subscriptions.remove.label", &[("number", &number)]))
        .hidden(answers.subscription_count() == 1);
    let control = classed("div", "control").child(on_input(input, typed)).child(remove);
    let offer = if at == 0 { offer(scene, Field::Subscription) } else { el("div").hidden(true) };
    frame_of(scene, spot, control, offer)
}

/// What is said of a good one: its name, where a list told that, and what was found.
fn verdict(scene: &Scene<'_>, at: usize, id: SubscriptionId) -> String {
    let found = match scene.wizard.subscription_insight(at) {
        Some(Insight::SameDirectory) => "field.good.same-directory",
        _ => "field.good",
    };
    let found = scene.say(found);
    match scene.wizard.answers().subscription_name(id) {
        Some(name) => [name, " · ", &*found].concat(),
        None => found,
    }
}

/// The subscriptions after the first, and the way to one more.
pub fn more_subscriptions(scene: &Scene<'_>) -> El {
    let wizard = scene.wizard;
    let count = wizard.answers().subscription_count();
    let shown = wizard.shown_subscriptions();
    let rows = shown.iter().map(|at| subscription_field(scene, *at));
    let left = count.saturating_sub(shown.len() + 1);
    let left_words = scene.count("subscriptions.left", left, &[]);
    let more = scene.button(
        "link",
        "subscriptions.more",
        scene.link.callback(|_| message(SubscriptionMessage::More)),
    );
    let add = scene
        .button(
            "button small",
            "subscriptions.add",
            scene.link.callback(|_| message(SubscriptionMessage::Add)),
        )
        .attr("id", "add-subscription");
    let total = scene.count("subscriptions.total", count, &[]);
    classed("div", "more")
        .key("more")
        .hidden(!wizard.takes_many())
        .child(classed("div", "fields").hidden(shown.is_empty()).children(rows))
        .child(classed("p", "left").hidden(left == 0).child(el("span").text(left_words)).child(more))
        .child(add.hidden(!wizard.can_add_subscription()))
        .child(classed("p", "said").attr("role", "status").text(if count > 1 {
            total
        } else {
            String::new()
        }))
}

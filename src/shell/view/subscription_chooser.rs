use std::rc::Rc;

use web_sys::{Event, HtmlElement, HtmlInputElement, InputEvent, KeyboardEvent};

use crate::paste::FoundSubscription;
use crate::shell::Msg;
use crate::wizard::{Choice, Message, Motion, PasteAct};

use super::Scene;
use super::element::{El, classed, el};
use super::field::{on_change, on_input};
use super::icon::{Icon, icon};

/// The dialog that chooses one of many subscriptions: a search and a list that stay quick with thousands.
pub fn subscription_chooser(scene: &Scene<'_>) -> El {
    let dialog = classed("dialog", "chooser").bind(scene.chooser).attr("aria-labelledby", "chooser-title");
    let choice = scene.wizard.choice();
    let closed = scene.link.callback(|_: Event| act(PasteAct::CloseChoice));
    let open = choice.filter(|choice| choice.is_open());
    let many = open.is_some_and(Choice::is_many);
    let title = if many { "chooser.title.many" } else { "chooser.title" };
    let title = scene.heading(1, "name").attr("id", "chooser-title").text(scene.say(title));
    let count = open.map(|choice| count(scene, choice)).unwrap_or_default();
    let picked = open.map_or(0, Choice::picked_count);
    let nothing = open.is_none_or(|choice| if many { picked == 0 } else { choice.chosen().is_none() });
    let words = match picked {
        _ if !many => scene.say("chooser.use"),
        0 => scene.say("chooser.use.none"),
        _ => scene.count("chooser.use", picked, &[]),
    };
    let use_it = classed("button", "button primary")
        .attr("type", "button")
        .on_click(scene.on(|| Message::Paste(PasteAct::Choose)))
        .text(words)
        .flag("disabled", nothing);
    let can = open.and_then(Choice::pickable).filter(|can| many && *can > 1);
    let all = classed("button", "link all")
        .attr("type", "button")
        .on_click(scene.on(|| Message::Paste(PasteAct::PickAll)))
        .text(scene.count("chooser.pick-all", can.unwrap_or_default(), &[]))
        .hidden(can.is_none());
    let cancel = scene.button("button", "action.cancel", scene.on(|| Message::Paste(PasteAct::CloseChoice)));
    let left = open.map_or(0, Choice::left);
    let more =
        scene.button("link", "chooser.more", scene.on(|| Message::Paste(PasteAct::More))).hidden(left == 0);
    let rows = open.into_iter().flat_map(|choice| {
        // By place, not by id: a keystroke then changes texts and makes no elements.
        choice.rows().enumerate().map(move |(place, (at, one))| row(scene, choice, place, at, one))
    });
    // One listener for all rows: a listener of its own is a good part of what a row costs.
    let marked = scene.link.batch_callback(|event: Event| {
        let input: HtmlInputElement = yew::TargetCast::target_dyn_into(&event)?;
        let at = input.get_attribute("data-at")?.parse().ok()?;
        let many = input.type_() == "checkbox";
        Some(act(if many { PasteAct::Pick(at, input.checked()) } else { PasteAct::Point(at) }))
    });
    let group = classed("div", "rows")
        .attr("role", if many { "group" } else { "radiogroup" })
        .attr("aria-labelledby", "chooser-title")
        .children(rows);
    let list = classed("div", "subs").child(on_change(group, marked)).child(more);
    dialog
        .listen(Rc::new(yew::html::onclose::Wrapper::new(closed)))
        .listen(Rc::new(yew::html::onkeydown::Wrapper::new(keys(scene))))
        .child(title)
        .child(search(scene, open))
        .child(classed("div", "count").child(el("p").attr("role", "status").text(count)).child(all))
        .child(list)
        .child(classed("div", "buttons").child(use_it).child(cancel))
}

fn act(act: PasteAct) -> Msg {
    Msg::Wizard(Message::Paste(act))
}

fn search(scene: &Scene<'_>, open: Option<&Choice>) -> El {
    let typed = scene.link.callback(|event: InputEvent| {
        let input: HtmlInputElement = yew::TargetCast::target_unchecked_into(&event);
        Msg::Search(input.value().into())
    });
    let input = el("input")
        .attr("id", "chooser-search")
        .attr("type", "text")
        .attr("class", "words")
        .attr("autocomplete", "off")
        .attr("autocapitalize", "none")
        .attr("autocorrect", "off")
        .attr("spellcheck", "false")
        .attr("dir", "auto")
        .flag("autofocus", true)
        .value(open.map(Choice::query).unwrap_or_default());
    classed("div", "find")
        .child(el("label").attr("for", "chooser-search").text(scene.say("chooser.search")))
        .child(classed("div", "control").child(icon(Icon::Search)).child(on_input(input, typed)))
}

fn count(scene: &Scene<'_>, choice: &Choice) -> String {
    let (said, total) = (choice.said(), choice.list().len());
    let key = match said {
        0 => "chooser.none",
        _ if said == total => "chooser.all",
        _ => "chooser.count",
    };
    scene.count(key, said, &[("total", &scene.number(total))])
}

fn row(scene: &Scene<'_>, choice: &Choice, place: usize, at: usize, one: &FoundSubscription) -> El {
    let marked = choice.marked() == Some(at);
    let many = choice.is_many();
    let on = if many { choice.is_picked(at) } else { marked };
    let radio = el("input")
        .attr("type", if many { "checkbox" } else { "radio" })
        .attr("name", "subscription")
        .set("id", if marked { "marked".to_owned() } else { ["sub-", &place.to_string()].concat() })
        .set("data-at", at.to_string())
        .flag("disabled", !one.enabled)
        .checked(on);
    let id = one.id.to_string();
    let name = one.name.as_deref().filter(|name| !name.is_empty());
    let tag = match (one.enabled, one.is_default) {
        (false, _) => scene.say("chooser.disabled"),
        (true, true) => scene.say("chooser.default"),
        _ => String::new(),
    };
    let tag = classed("span", "tag").hidden(tag.is_empty()).text(tag);
    let tenant = one.tenant.filter(|_| choice.has_several_tenants());
    let tenant = tenant.map(|tenant| scene.fill("chooser.tenant", &[("tenant", &tenant.to_string())]));
    let what = classed("span", "what")
        .child(classed("span", "called").attr("dir", "auto").text(name.unwrap_or(&id).to_owned()))
        .child(tag)
        .child(classed("span", "mono").attr("dir", "ltr").text(id.clone()))
        .child(classed("span", "soft").hidden(tenant.is_none()).text(tenant.unwrap_or_default()));
    classed("label", "sub")
        .key(&place.to_string())
        .attr("data-on", if on { "true" } else { "false" })
        .child(radio)
        .child(what)
}

/// Arrows, Home, End, Page Up and Down move the mark, Enter chooses; Escape is the dialog's own.
fn keys(scene: &Scene<'_>) -> yew::Callback<KeyboardEvent> {
    scene.link.batch_callback(|event: KeyboardEvent| {
        let target: HtmlElement = yew::TargetCast::target_dyn_into(&event)?;
        let searching = target.id() == "chooser-search";
        if target.tag_name() == "BUTTON" || event.is_composing() || event.ctrl_key() || event.alt_key() {
            return None;
        }
        let wanted = match event.key().as_str() {
            "ArrowDown" => PasteAct::Move(Motion::Next),
            "ArrowUp" => PasteAct::Move(Motion::Previous),
            "PageDown" => PasteAct::Move(Motion::PageDown),
            "PageUp" => PasteAct::Move(Motion::PageUp),
            // In the search they move the caret.
            "Home" if !searching => PasteAct::Move(Motion::First),
            "End" if !searching => PasteAct::Move(Motion::Last),
            "Enter" => PasteAct::Choose,
            _ => return None,
        };
        event.prevent_default();
        Some(act(wanted))
    })
}

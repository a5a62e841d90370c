use std::rc::Rc;

use web_sys::{Event, InputEvent, KeyboardEvent};
use yew::prelude::*;

use crate::azure::Field;
use crate::script::Language;
use crate::shell::{App, Msg};
use crate::wizard::Step;

use super::Scene;
use super::element::{El, classed, el};
use super::field::{on_change, on_input};
use super::icon::{Icon, icon};
use super::pasted::{announcement, pasted};

/// *Paste from Azure*: the box, and what came of it. It is on the step that is shown, and once.
pub fn paste_panel(scene: &Scene<'_>, step: Step) -> El {
    let panel = classed("div", "from-azure").attr("part", "paste");
    if step != scene.wizard.step() || !scene.wizard.takes_paste(step) {
        return panel.hidden(true);
    }
    let label = el("label").attr("for", "paste").text(scene.say("paste.label"));
    let hint = match scene.wizard.script_language() {
        Some(Language::Terraform) => "paste.hint.output",
        Some(_) => "paste.hint.line",
        None => "paste.hint",
    };
    let hint = scene.words("p", "hint", hint).attr("id", "paste-hint");
    let control = classed("div", "paste-box").child(icon(Icon::Paste)).child(paste_box(scene));
    panel
        .child(classed("div", "name").child(label))
        .child(hint)
        .child(control)
        .child(classed("p", "said").attr("role", "status").text(announcement(scene)))
        .child(pasted(scene))
        .child(classed("p", "or").child(el("span").text(scene.say("paste.or"))))
}

/// The box. It is uncontrolled, nothing corrects or keeps what is in it, and it empties itself.
fn paste_box(scene: &Scene<'_>) -> El {
    let whole = scene.link.callback(|_: Event| Msg::BoxTyped(true));
    let typed = scene.link.callback(|_: InputEvent| Msg::BoxTyped(false));
    // Enter ends what somebody typed; with Shift it is a line of it.
    let entered = scene.link.batch_callback(|event: KeyboardEvent| {
        let ends = event.key() == "Enter" && !event.shift_key() && !event.is_composing();
        ends.then(|| {
            event.prevent_default();
            Msg::BoxTyped(true)
        })
    });
    let area = on_paste(scene, el("textarea"), None)
        .attr("id", "paste")
        .attr("part", "paste-input")
        .attr("rows", "1")
        .set("placeholder", scene.say("paste.placeholder"))
        .attr("aria-describedby", "paste-hint")
        .attr("autocomplete", "off")
        .attr("autocapitalize", "none")
        .attr("autocorrect", "off")
        .attr("spellcheck", "false")
        .attr("translate", "no")
        .attr("data-gramm", "false")
        .attr("data-1p-ignore", "")
        .attr("data-lpignore", "true")
        .attr("data-bwignore", "")
        .attr("data-form-type", "other")
        .bind(scene.paste_box)
        .listen(Rc::new(yew::html::onkeydown::Wrapper::new(entered)));
    on_change(on_input(area, typed), whole)
}

/// Listens to what is pasted: into the box, or into a single field.
pub fn on_paste(scene: &Scene<'_>, input: El, field: Option<Field>) -> El {
    let link = scene.link.clone();
    let pasting = Callback::from(move |event: Event| App::paste_into(&link, field, &event));
    input.listen(Rc::new(yew::html::onpaste::Wrapper::new(pasting)))
}

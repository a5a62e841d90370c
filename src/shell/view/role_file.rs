use web_sys::HtmlSelectElement;
use yew::{AttrValue, Event, TargetCast};

use crate::azure::role::Form;
use crate::shell::Msg;
use crate::wizard::{Message, RoleMessage, RoleToHand};

use super::Scene;
use super::element::{El, classed, el};
use super::field::on_change;
use super::icon::{Icon, icon};

/// The key of what a form's file is called in sentences.
pub fn role_file_name(form: Form) -> String {
    ["role.file.", form.as_str()].concat()
}

/// The role in the form that the admin's tool reads: chosen, downloaded, copied, read.
pub fn role_file(scene: &Scene<'_>, hand: Option<&RoleToHand>) -> El {
    let form = scene.wizard.desk().form();
    let text = hand.and_then(|hand| hand.text.clone().ok());
    let unfit = hand.and_then(|hand| hand.text.as_ref().err()).map(|error| error.code());
    let what = scene.say(&role_file_name(form));
    let download = classed("button", "button primary")
        .attr("type", "button")
        .on_click(scene.on_with(form, Msg::DownloadRole))
        .text(scene.fill("download.label", &[("what", &what)]));
    let copy = classed("button", "button")
        .attr("type", "button")
        .on_click(scene.on_with((), |()| Msg::CopyRole))
        .child(icon(Icon::Copy))
        .child(el("span").text(scene.fill("copy.label", &[("what", &what)])));
    let code = classed("pre", "code")
        .attr("part", "code")
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr("dir", "ltr")
        .set("aria-label", what)
        .shared_text(text.clone().map_or_else(AttrValue::default, AttrValue::Rc));
    let unfit_words = unfit.map(|code| scene.say_of("role.unfit", code)).unwrap_or_default();
    let file = el("div")
        .hidden(text.is_none())
        .child(classed("div", "buttons").child(download).child(copy))
        .child(usage(scene, form))
        .child(code);
    el("div")
        .hidden(hand.is_none())
        .child(forms(scene, form))
        .child(classed("div", "remark").hidden(unfit.is_none()).child(el("p").text(unfit_words)))
        .child(file)
}

fn forms(scene: &Scene<'_>, chosen: Form) -> El {
    let options = Form::ALL.into_iter().map(|form| {
        let name = form.as_str();
        let option = el("option").key(name).attr("value", name).flag("selected", form == chosen);
        option.text(scene.say_of("role.form", name))
    });
    let changed = scene.link.batch_callback(|event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        Form::parse(&select.value()).map(|form| Msg::Wizard(Message::Role(RoleMessage::Form(form))))
    });
    let select = el("select").attr("id", "role-form").attr("part", "input");
    classed("div", "field section")
        .child(el("label").attr("for", "role-form").text(scene.say("role.form")))
        .child(classed("div", "control").child(on_change(select.children(options), changed)))
}

/// One line on how the file is used, and the command. They are texts of the language table.
fn usage(scene: &Scene<'_>, form: Form) -> El {
    let wizard = scene.wizard;
    let group = if wizard.extends_role() { "role.again" } else { "role.use" };
    let key = [group, ".", form.as_str(), ".command"].concat();
    let words = wizard.role_words();
    let words: Vec<_> = words.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let command = if scene.texts.has(&key) { scene.command(&key, &words) } else { String::new() };
    let line = classed("pre", "code command")
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr("dir", "ltr")
        .set("aria-label", scene.say("role.command"));
    classed("div", "usage")
        .child(classed("p", "soft").text(scene.say_of(group, form.as_str())))
        .child(line.hidden(command.is_empty()).text(command))
}

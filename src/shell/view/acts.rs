use yew::prelude::*;

use crate::shell::Msg;
use crate::wizard::Step;

use super::Scene;
use super::blade_map::blade_maps;
use super::element::{El, classed, el};
use super::icon::{Icon, icon};

/// A value to copy, with its button.
pub fn copy_value(scene: &Scene<'_>, name: &'static str, value: &str) -> El {
    let shown = classed("span", "mono").attr("dir", "ltr").text(value.to_owned());
    classed("span", "value").child(shown).child(copy_button(scene, name, value))
}

/// A button that copies; its name says what.
pub fn copy_button(scene: &Scene<'_>, name: &'static str, value: &str) -> El {
    let what = scene.say(name);
    let text: AttrValue = value.to_owned().into();
    classed("button", "copy")
        .attr("type", "button")
        .set("aria-label", scene.fill("copy.label", &[("what", &what)]))
        .on_click(scene.link.callback(move |_| Msg::Copy(name, text.clone())))
        .child(icon(Icon::Copy))
        .child(el("span").text(scene.say("copy.short")))
}

/// A link that leaves this page; it says so.
pub fn outward(scene: &Scene<'_>, class: &'static str, href: String, text: String) -> El {
    let said = classed("span", "said").text([" (", &scene.say("new-tab"), ")"].concat());
    classed("a", class)
        .attr("part", "link")
        .set("href", href)
        .attr("target", "_blank")
        .attr("rel", "noopener noreferrer")
        .child(el("span").text(text).child(said))
        .child(icon(Icon::Outward))
}

/// The left column: what to do in Azure on a step.
pub fn acts(scene: &Scene<'_>, step: Step) -> El {
    let wizard = scene.wizard;
    let column = classed("section", "do");
    let Some(part) = scene.guide.part(wizard.part(step)) else { return column };
    let profile = wizard.profile();
    let url = wizard.blade_url_of(part.blade, wizard.portal_subscription(step));
    let days = profile.credential.secret_lifetime_days.to_string();
    let act = part.acts(profile).map(|act| {
        let content = match act.copy {
            _ if act.open => open(scene, &act.text, url.clone(), &part.path),
            Some(copy) => {
                let value = wizard.to_copy(copy);
                scene.around(&act.text, copy_value(scene, copy.key(), &value).into())
            }
            None => el("span").text(scene.fill(&act.text, &[("days", &days)])),
        };
        el("li").key(&act.text).child(content)
    });
    let title = classed("p", "name").child(icon(Icon::Warning)).text(scene.say("acts.watch-out"));
    let traps = part.traps.iter().map(|trap| el("p").key(trap).text(scene.say(trap)));
    column
        .child(scene.heading(2, "part-title").text(scene.say("acts.title")))
        .child(classed("ol", "acts").children(act))
        .child(classed("div", "traps").child(title).child(el("div").children(traps)))
        .child(blade_maps(scene, part))
}

/// The link to the page, with the click path for the day on which Microsoft moves it.
fn open(scene: &Scene<'_>, text: &str, url: String, path: &str) -> El {
    let path = [&scene.say("acts.path"), ": ", &*scene.say(path)].concat();
    el("div").child(outward(scene, "open", url, scene.say(text))).child(classed("p", "path").text(path))
}

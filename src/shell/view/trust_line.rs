use super::Scene;
use super::acts::copy_button;
use super::element::{El, classed, el};

/// One value of what Azure is to trust, under its label, with its button.
pub fn trust_line(
    scene: &Scene<'_>,
    group: &'static str,
    name: &'static str,
    copy: &'static str,
    value: &str,
) -> El {
    let hint = [group, ".", name, ".hint"].concat();
    let hinted = scene.texts.has(&hint);
    let described = [name, "-hint"].concat();
    let shown = classed("output", "mono").attr("id", name).attr("dir", "ltr").text(value.to_owned());
    let shown = if hinted { shown.set("aria-describedby", described.clone()) } else { shown };
    classed("div", "trust-line")
        .child(el("label").attr("for", name).text(scene.say_of(group, name)))
        .child(classed("p", "hint").set("id", described).hidden(!hinted).text(if hinted {
            scene.say(&hint)
        } else {
            String::new()
        }))
        .child(classed("div", "value").child(shown).child(copy_button(scene, copy, value)))
}

/// How asking the platform stands. One region that stays, so that what comes of it is said.
pub fn news(scene: &Scene<'_>, asking: &'static str, is_asking: bool, failed: Option<&'static str>) -> El {
    classed("div", "trust-news")
        .attr("role", "status")
        .child(scene.words("p", "note", asking).hidden(!is_asking))
        .child(
            classed("p", "wrong-text")
                .hidden(failed.is_none())
                .text(failed.map(|key| scene.say(key)).unwrap_or_default()),
        )
}

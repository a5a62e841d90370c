use web_sys::HtmlInputElement;
use yew::{Event, InputEvent, TargetCast};

use crate::azure::role::{Change, LintFinding};
use crate::shell::Msg;
use crate::wizard::{ExistingRole, ReadRole, Unreadable};

use super::Scene;
use super::element::{El, classed, el};
use super::field::{on_change, on_input};
use super::icon::{Icon, icon};

/// How many operations are listed of a difference; the file has them all.
const LISTED: usize = 50;

/// How many mends are told one by one.
const MENDS: usize = 3;

/// “The role is there already”: shown by the admin in any form, compared, and extended.
pub fn role_existing(scene: &Scene<'_>) -> El {
    let existing = scene.wizard.desk().existing();
    let wrong = complaint(scene, existing);
    let mendable = matches!(existing, ExistingRole::Unreadable(Unreadable { mendable: true, .. }));
    let role = existing.role();
    let buttons = classed("div", "buttons")
        .child(scene.button("button small", "existing.compare", scene.on_with((), |()| Msg::CompareRole)))
        .child(
            scene
                .button("button small", "existing.repair", scene.on_with((), |()| Msg::RepairRole))
                .hidden(!mendable),
        )
        .child(
            scene
                .button("button small", "existing.clear", scene.on_with((), |()| Msg::ForgetRole))
                .hidden(!scene.wizard.desk().holds_text()),
        );
    let body = el("div")
        .child(scene.words("p", "hint", "existing.hint"))
        .child(text_field(scene, wrong.as_deref()))
        .child(file_field(scene))
        .child(buttons)
        .child(el("div").attr("role", "status").child(classed("ul", "told").children(told(scene, role))))
        .child(result(scene, role));
    el("details").child(el("summary").text(scene.say("existing.title"))).child(body)
}

/// The field is uncontrolled: what is in it may be megabytes, and may be no role at all.
fn text_field(scene: &Scene<'_>, wrong: Option<&str>) -> El {
    let described = if wrong.is_some() { "role-text-hint role-text-error" } else { "role-text-hint" };
    let text = classed("textarea", "mono")
        .attr("id", "role-text")
        .attr("part", "input")
        .attr("rows", "6")
        .attr("dir", "ltr")
        .attr("spellcheck", "false")
        .attr("autocomplete", "off")
        .attr("autocapitalize", "none")
        .attr("aria-invalid", if wrong.is_some() { "true" } else { "false" })
        .attr("aria-describedby", described)
        .bind(scene.role_text);
    let said = classed("p", "wrong-text")
        .attr("id", "role-text-error")
        .hidden(wrong.is_none())
        .child(icon(Icon::Warning))
        .child(el("span").text(wrong.unwrap_or_default().to_owned()));
    classed("div", "field")
        .attr("data-state", if wrong.is_some() { "bad" } else { "open" })
        .child(el("label").attr("for", "role-text").text(scene.say("existing.text")))
        .child(scene.words("p", "hint", "existing.text.hint").attr("id", "role-text-hint"))
        .child(said)
        .child(
            classed("div", "control")
                .child(on_input(text, scene.link.callback(|_: InputEvent| Msg::RoleTyped))),
        )
}

/// Files can be chosen, and dropped on it.
fn file_field(scene: &Scene<'_>) -> El {
    let chosen = scene.link.batch_callback(|event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        let file = input.files().and_then(|files| files.get(0));
        // So that the same file can be chosen again once it was mended.
        input.set_value("");
        file.map(Msg::RoleFile)
    });
    let input = el("input")
        .attr("id", "role-upload")
        .attr("part", "input")
        .attr("type", "file")
        .attr("accept", ".json,.txt,.jsonc,application/json,text/plain");
    classed("div", "field")
        .child(el("label").attr("for", "role-upload").text(scene.say("existing.file")))
        .child(classed("div", "control").child(on_change(input, chosen)))
}

/// What is wrong with the text, if something is.
fn complaint(scene: &Scene<'_>, existing: &ExistingRole) -> Option<String> {
    let error = match existing {
        ExistingRole::None | ExistingRole::Read(_) => return None,
        ExistingRole::SecretLike => return Some(scene.say("existing.error.secret-like")),
        ExistingRole::TooLarge => return Some(scene.say("existing.error.too-large")),
        ExistingRole::NoFile => return Some(scene.say("existing.error.no-file")),
        ExistingRole::Unreadable(error) => error,
    };
    if let Some((line, column)) = error.at {
        let (line, column) = (line.to_string(), column.to_string());
        let what = match error.open {
            Some((sign, line, column)) => {
                let (line, column) = (line.to_string(), column.to_string());
                let sign = sign.encode_utf8(&mut [0; 4]).to_owned();
                scene.fill("json.end-open", &[("sign", &sign), ("line", &line), ("column", &column)])
            }
            None if error.place.is_empty() => scene.say_of("json", error.code),
            None => [&error.place, ": ", &*scene.say_of("role-file", error.code)].concat(),
        };
        let values = [("line", line.as_str()), ("column", column.as_str()), ("what", what.as_str())];
        let mut text = scene.fill("existing.error.syntax", &values);
        if error.mendable {
            text.push(' ');
            text.push_str(&scene.say("existing.error.mendable"));
        }
        return Some(text);
    }
    let name = scene.wizard.custom_role().map(|role| role.name.as_str()).unwrap_or_default();
    let count = error.roles.to_string();
    let own = ["existing.error.", error.code].concat();
    let values = [("name", name), ("count", count.as_str())];
    if scene.texts.has(&own) {
        return Some(scene.fill(&own, &values));
    }
    Some(scene.fill("existing.error.role", &[("what", &scene.say_of("role-file", error.code))]))
}

/// What the role is, and what it lacks: a sentence a line.
fn told(scene: &Scene<'_>, role: Option<&ReadRole>) -> Vec<El> {
    let sentences = role.map(|role| sentences(scene, role)).unwrap_or_default();
    let lines = sentences.into_iter().filter(|sentence| !sentence.is_empty()).enumerate();
    lines.map(|(at, sentence)| el("li").key(&at.to_string()).text(sentence)).collect()
}

fn sentences(scene: &Scene<'_>, role: &ReadRole) -> [String; 6] {
    let shape = scene.say_of("existing.shape", role.file.shape.code());
    let own = &role.file.role.name;
    let name = if own.is_empty() {
        String::new()
    } else {
        [&scene.fill("existing.name", &[("name", own)]), " "].concat()
    };
    let mended = mended(scene, role);
    let here = scene.wizard.answers().scopes().iter().all(|scope| role.covers(scope));
    let scopes = match (role.scopes().count(), here) {
        (0, _) => scene.say("existing.scopes.none"),
        (count, true) => counted(scene, "existing.scopes.in", count),
        (count, false) => counted(scene, "existing.scopes.out", count),
    };
    let lacks = counted(scene, "existing.missing", role.missing.len());
    let extra = if role.extra.is_empty() {
        String::new()
    } else {
        counted(scene, "existing.extra", role.extra.len())
    };
    let end = scene.say(if scene.wizard.role_is_enough() { "existing.enough" } else { "existing.extend" });
    [[name, shape].concat(), mended, lacks, extra, scopes, end]
}

/// In how many places the text was mended, and in which first.
fn mended(scene: &Scene<'_>, role: &ReadRole) -> String {
    if role.mended == 0 {
        return String::new();
    }
    let mut text = counted(scene, "existing.mended", role.mended);
    for mend in role.mends.iter().take(MENDS) {
        let line = mend.line.to_string();
        let what = scene.say_of("json", mend.kind.code());
        text.push(' ');
        text.push_str(&scene.fill("existing.mend", &[("line", &line), ("what", &what)]));
    }
    text
}

/// A sentence for none, one or several.
fn counted(scene: &Scene<'_>, key: &str, count: usize) -> String {
    match count {
        0 => scene.say_of(key, "none"),
        _ => scene.count(key, count, &[]),
    }
}

/// The difference, operation by operation.
fn result(scene: &Scene<'_>, role: Option<&ReadRole>) -> El {
    let (missing, extra) = role.map_or((&[][..], &[][..]), |role| (&role.missing, &role.extra));
    classed("div", "result")
        .hidden(missing.is_empty() && extra.is_empty())
        .child(changes(scene, "existing.list.missing", "+", missing))
        .child(changes(scene, "existing.list.extra", "=", extra))
}

fn changes(scene: &Scene<'_>, title: &str, sign: &'static str, changes: &[Change]) -> El {
    let lines = changes.iter().take(LISTED).enumerate().map(|(at, change)| {
        let sign = classed("span", "sign").attr("aria-hidden", "true").text(sign.to_owned());
        el("li").key(&at.to_string()).child(sign).child(el("span").text(change.operation.clone()))
    });
    let more = changes.len().saturating_sub(LISTED);
    let rest = scene.count("role.scopes.more", more, &[]);
    el("div")
        .hidden(changes.is_empty())
        .child(classed("p", "provider").text(scene.say(title)))
        .child(classed("ul", "missing-list").attr("dir", "ltr").children(lines))
        .child(classed("p", "soft").hidden(more == 0).text(rest))
}

/// What Azure would refuse in the file, place by place.
pub fn faults(scene: &Scene<'_>, faults: &[LintFinding]) -> El {
    let lines = faults.iter().take(LISTED).enumerate().map(|(at, finding)| {
        let values = finding.values();
        let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let what = scene.fill(&["lint.", finding.kind.code()].concat(), &values);
        let place = classed("span", "mono").attr("dir", "ltr").text(finding.place.clone());
        el("li").key(&at.to_string()).child(place).child(el("span").text([": ", &*what].concat()))
    });
    let words = if scene.wizard.read_role_file().is_some() { "existing.refused" } else { "role.refused" };
    classed("div", "remark bad")
        .hidden(faults.is_empty())
        .child(scene.words("p", "", words))
        .child(classed("ul", "missing-list").children(lines))
}

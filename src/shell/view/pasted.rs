use web_sys::Event;

use crate::azure::Field;
use crate::shell::Msg;
use crate::wizard::{Candidate, Choice, Decision, Filled, Message, PasteAct, Report, Target};

use super::Scene;
use super::element::{El, classed, el};
use super::field::on_change;
use super::icon::{Icon, icon};

/// What came of a paste: what was filled in and from where, what is to be decided, what is missing, and the
/// way back.
pub fn pasted(scene: &Scene<'_>) -> El {
    let wizard = scene.wizard;
    let step = wizard.step();
    let choice = wizard.choice();
    // A list of subscriptions waits for the step that asks for one.
    let group = wizard.answers().target == Target::ManagementGroup;
    let choice = choice.filter(|_| !group).filter(|_| {
        wizard.pasted().is_some_and(|report| !report.undone)
            || wizard.fields(step).contains(&Field::Subscription)
    });
    let panel = classed("section", "pasted").attr("part", "paste-result").attr("aria-labelledby", "pasted");
    let none = Report::new(step);
    let report = wizard.pasted().unwrap_or(&none);
    let there = wizard.pasted().is_some();
    let nothing = there && report.is_empty() && choice.is_none();
    let sign = if nothing || !report.questions.is_empty() { Icon::Warning } else { Icon::Check };
    let state = match () {
        () if nothing => "nothing",
        () if !report.questions.is_empty() => "asks",
        () => "good",
    };
    let title = scene.heading(2, "name").attr("id", "pasted").attr("tabindex", "-1").text(title(
        scene,
        report,
        choice.is_some(),
    ));
    let undo = classed("button", "link")
        .attr("type", "button")
        .set("aria-label", scene.say("paste.undo.label"))
        .on_click(scene.on(|| Message::Paste(PasteAct::Undo)))
        .hidden(!report.can_undo())
        .text(scene.say("paste.undo"));
    let dismiss = classed("button", "shut")
        .attr("type", "button")
        .set("aria-label", scene.say("paste.dismiss"))
        .on_click(scene.on(|| Message::Paste(PasteAct::Dismiss)))
        .hidden(!there)
        .child(icon(Icon::Cross));
    let head = classed("div", "pasted-head").child(icon(sign)).child(title).child(undo).child(dismiss);
    let here = wizard.fields(step);
    let (mine, others): (Vec<_>, Vec<_>) =
        report.filled.iter().partition(|filled| here.contains(&filled.field));
    let others: Vec<_> = others.into_iter().filter(|filled| !filled.same).collect();
    panel
        .attr("data-state", state)
        .hidden(!there && choice.is_none())
        .child(head)
        .child(list(scene, &mine))
        .child(cloud(scene, report))
        .child(
            el("div")
                .hidden(others.is_empty())
                .child(scene.words("p", "also", "paste.also"))
                .child(list(scene, &others)),
        )
        .child(subscriptions(scene, choice))
        .child(questions(scene, report))
        .child(clipboard(scene, report))
        .child(notes(scene, report))
        .child(missing(scene, there && !nothing && !report.undone))
        .child(what_it_takes(scene, nothing))
}

/// The outcome in a sentence, for those who do not see it appear. Every paste says something new, even if it
/// is the same.
pub fn announcement(scene: &Scene<'_>) -> String {
    let Some(report) = scene.wizard.pasted() else { return String::new() };
    if let Some(done) = report.cleared {
        return scene.say(cleared_key(done));
    }
    let mut said = title(scene, report, scene.wizard.choice().is_some());
    let mut add = |text: &str| {
        said.push(' ');
        said.push_str(text);
    };
    if report.is_empty() && scene.wizard.choice().is_none() {
        add(&scene.say("paste.nothing.text"));
    }
    let labels: Vec<String> = report.filled.iter().map(|filled| scene.label(filled.field)).collect();
    if !labels.is_empty() {
        add(&[&scene.list(&labels), "."].concat());
    }
    for (field, _) in &report.questions {
        add(&scene.fill("paste.decide", &[("label", &scene.label(*field))]));
    }
    if !report.is_empty() && !report.undone {
        add(&missing_text(scene));
    }
    if report.number % 2 == 1 {
        said.push('\u{a0}');
    }
    said
}

fn title(scene: &Scene<'_>, report: &Report, choice: bool) -> String {
    let new = report.filled.iter().filter(|filled| !filled.same).count();
    let key = match new {
        _ if report.undone => "paste.undone",
        0 if report.is_empty() && !choice => "paste.nothing",
        0 if !report.questions.is_empty() => "paste.asks",
        0 if choice && report.filled.is_empty() => "paste.list",
        0 if report.cloud.is_some() => "paste.cloud-only",
        0 => "paste.same",
        _ => return scene.count("paste.filled", new, &[]),
    };
    scene.say(key)
}

fn list(scene: &Scene<'_>, filled: &[&Filled]) -> El {
    let lines = filled.iter().map(|filled| {
        let value = if filled.field == Field::Secret {
            el("span").text(scene.say("secret.provided"))
        } else {
            let count = filled.text.split(", ").count();
            match filled.field == Field::Subscription && count > 1 {
                true => el("span").text(scene.count("subscriptions.total", count, &[])),
                false => classed("span", "mono").attr("dir", "ltr").text(filled.text.to_string()),
            }
        };
        let from = if filled.same { scene.say("paste.same-here") } else { source(scene, filled.source) };
        el("div")
            .key(filled.field.id())
            .child(el("dt").text(scene.label(filled.field)))
            .child(el("dd").child(value).child(classed("span", "from").text(from)))
    });
    classed("dl", "filled").hidden(filled.is_empty()).children(lines)
}

/// Where a value stood, in words.
fn source(scene: &Scene<'_>, code: &str) -> String {
    let key = ["paste.from.", code].concat();
    if scene.texts.has(&key) { scene.say(&key) } else { String::new() }
}

fn cloud(scene: &Scene<'_>, report: &Report) -> El {
    let text = report.cloud.map(|(before, now)| {
        let name = |cloud: crate::azure::Cloud| scene.say_of("cloud", cloud.name());
        scene.fill("paste.cloud", &[("before", &name(before)), ("now", &name(now))])
    });
    classed("p", "aside").hidden(text.is_none()).text(text.unwrap_or_default())
}

fn subscriptions(scene: &Scene<'_>, choice: Option<&Choice>) -> El {
    let count = choice.map_or(0, |choice| choice.list().len());
    let here = scene.wizard.answers().subscription.value().copied();
    let chosen = choice.and_then(|choice| choice.list().iter().find(|one| Some(one.id) == here));
    let name = chosen.map(|one| one.name.clone().unwrap_or_else(|| one.id.to_string()));
    let many = choice.is_some_and(Choice::is_many);
    let connected = scene.wizard.answers().subscription_ids();
    let taken = choice.filter(|choice| choice.is_many() && !connected.is_empty());
    let connected: std::collections::BTreeSet<_> = connected.into_iter().collect();
    let taken =
        taken.map_or(0, |choice| choice.list().iter().filter(|one| connected.contains(&one.id)).count());
    let name = name.filter(|_| !many || taken == 1).or_else(|| {
        let first = choice.filter(|_| taken == 1)?.list().iter().find(|one| connected.contains(&one.id))?;
        Some(first.name.clone().unwrap_or_else(|| first.id.to_string()))
    });
    let words = match &name {
        None if taken > 1 => scene.count("paste.chosen", taken, &[("total", &scene.number(count))]),
        Some(name) => scene.fill("paste.chosen", &[("name", name)]),
        None => scene.count("paste", count, &[]),
    };
    let button = match (many, name.is_some() || taken > 0) {
        (true, true) => "paste.choose-again",
        (true, false) => "paste.choose.many",
        (false, true) => "paste.choose-other",
        (false, false) => "paste.choose",
    };
    let class = if name.is_some() || taken > 0 { "button small" } else { "button small primary" };
    classed("div", "ask")
        .hidden(choice.is_none())
        .child(el("p").attr("dir", "auto").text(words))
        .child(scene.button(class, button, scene.on(|| Message::Paste(PasteAct::OpenChoice))))
}

/// What came of clearing the clipboard.
fn cleared_key(done: bool) -> &'static str {
    if done { "paste.clipboard.cleared" } else { "paste.clipboard.refused" }
}

/// The secret came through the clipboard, and is there still.
fn clipboard(scene: &Scene<'_>, report: &Report) -> El {
    let key = report.cleared.map_or("paste.clipboard", cleared_key);
    let clear = scene.link.callback(|_| Msg::ClearClipboard);
    let button = scene.button("button small", "paste.clipboard.clear", clear);
    classed("div", "ask")
        .hidden(!report.had_secret)
        .child(el("p").text(scene.say(key)))
        .child(button.hidden(report.cleared == Some(true)))
}

fn questions(scene: &Scene<'_>, report: &Report) -> El {
    let all = classed("div", "ask").hidden(report.replaceable() < 2).child(el("div").child(scene.button(
        "button small",
        "paste.replace-all",
        scene.on(|| Message::Paste(PasteAct::ReplaceAll)),
    )));
    let each = report.questions.iter().map(|(field, question)| {
        let asked = match question {
            Decision::Replace { old, new } => replace(scene, *field, old, new),
            Decision::OtherSecret => other_secret(scene),
            Decision::Which { candidates, marked } => which(scene, *field, candidates, *marked),
        };
        asked.key(field.id())
    });
    classed("div", "asks")
        .hidden(report.questions.is_empty())
        .child(classed("div", "asks").children(each))
        .child(all)
}

/// Keep what stands there, or take what was pasted.
fn replace(scene: &Scene<'_>, field: Field, old: &str, new: &Candidate) -> El {
    let label = scene.label(field);
    let line = |key: &str, text: &str, from: String| {
        let value = classed("span", "mono").attr("dir", "auto").text(text.to_owned());
        let from = classed("span", "from").hidden(from.is_empty()).text(from);
        el("div").child(el("dt").text(scene.say(key))).child(el("dd").child(value).child(from))
    };
    let values = classed("dl", "filled").child(line("paste.old", old, String::new())).child(line(
        "paste.new",
        &new.text,
        source(scene, new.source),
    ));
    let keep = scene
        .button(
            "button small",
            "paste.keep",
            scene.on_with(field, |field| Msg::Wizard(Message::Paste(PasteAct::Keep(field)))),
        )
        .set("aria-label", scene.fill("paste.keep.label", &[("label", &label)]));
    let take = scene
        .button(
            "button small",
            "paste.replace",
            scene.on_with(field, |field| Msg::Wizard(Message::Paste(PasteAct::Replace(field)))),
        )
        .set("aria-label", scene.fill("paste.replace.label", &[("label", &label)]));
    let more = scene
        .button("button small", "subscriptions.add-this", scene.on(|| Message::Paste(PasteAct::AddOther)))
        .hidden(field != Field::Subscription || !scene.wizard.can_add_subscription());
    two_values(scene, &label)
        .child(values)
        .child(classed("div", "buttons").child(more).child(keep).child(take))
}

/// Another secret is there already, and two are kept nowhere.
fn other_secret(scene: &Scene<'_>) -> El {
    let keep = scene.on(|| Message::Paste(PasteAct::Keep(Field::Secret)));
    let drop = scene.on(|| Message::Paste(PasteAct::DropSecret));
    let buttons = classed("div", "buttons")
        .child(scene.button("button small", "paste.keep", keep))
        .child(scene.button("button small", "paste.drop-secret", drop));
    let label = scene.label(Field::Secret);
    two_values(scene, &label).child(scene.words("p", "hint", "paste.other-secret")).child(buttons)
}

/// The question about a field that has another value. It is named by the whole sentence: the label alone is
/// the field's name.
fn two_values(scene: &Scene<'_>, label: &str) -> El {
    let title = scene.fill("paste.replace.title", &[("label", label)]);
    classed("div", "ask")
        .attr("role", "group")
        .set("aria-label", title.clone())
        .child(classed("p", "name").text(title))
}

/// Several values for one field: the admin knows which.
fn which(scene: &Scene<'_>, field: Field, candidates: &[Candidate], marked: Option<usize>) -> El {
    let label = scene.label(field);
    let rows = candidates.iter().enumerate().map(|(at, candidate)| {
        let mark =
            scene.link.callback(move |_: Event| Msg::Wizard(Message::Paste(PasteAct::Mark(field, at))));
        let radio = el("input")
            .attr("type", "radio")
            .set("name", ["which-", field.id()].concat())
            .checked(marked == Some(at));
        let value = classed("span", "mono").attr("dir", "ltr").text(candidate.text.to_string());
        let from = classed("span", "from").text(source(scene, candidate.source));
        classed("label", "candidate")
            .key(&candidate.text)
            .child(on_change(radio, mark))
            .child(el("span").child(value).child(from))
    });
    let used = scene.on_with(field, |field| Msg::Wizard(Message::Paste(PasteAct::UseMarked(field))));
    let button = scene
        .button("button small", "paste.use", used)
        .flag("disabled", marked.is_none())
        .set("aria-label", scene.fill("paste.use.label", &[("label", &label)]));
    let title = scene.fill("paste.which", &[("label", &label)]);
    classed("div", "ask")
        .attr("role", "radiogroup")
        .set("aria-label", title.clone())
        .child(classed("p", "name").text(title))
        .child(classed("div", "candidates").children(rows))
        .child(button)
}

fn notes(scene: &Scene<'_>, report: &Report) -> El {
    let lines = report.notes.iter().enumerate().filter_map(|(at, (code, values))| {
        let key = ["paste.note.", code].concat();
        if !scene.texts.has(&key) {
            return None;
        }
        let field = values.iter().find(|(name, _)| *name == "field").map(|(_, id)| scene.say_of("field", id));
        let cloud = values.iter().find(|(name, _)| *name == "cloud").map(|(_, id)| scene.say_of("cloud", id));
        let mut all: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, &**value)).collect();
        all.retain(|(name, _)| !matches!(*name, "field" | "cloud"));
        all.extend(field.as_deref().map(|label| ("label", label)));
        all.extend(cloud.as_deref().map(|cloud| ("cloud", cloud)));
        Some(classed("li", "aside").key(&at.to_string()).text(scene.fill(&key, &all)))
    });
    el("ul").hidden(report.notes.is_empty()).children(lines)
}

fn missing(scene: &Scene<'_>, there: bool) -> El {
    classed("p", "missing-note").hidden(!there).text(missing_text(scene))
}

fn missing_text(scene: &Scene<'_>) -> String {
    let labels: Vec<String> = scene.wizard.missing().into_iter().map(|field| scene.label(field)).collect();
    if labels.is_empty() {
        scene.say("paste.complete")
    } else {
        scene.fill("paste.missing", &[("labels", &scene.list(&labels))])
    }
}

/// What can be pasted, for somebody whose text held nothing.
fn what_it_takes(scene: &Scene<'_>, shown: bool) -> El {
    const KINDS: [&str; 5] = ["az", "portal", "powershell", "files", "line"];
    let kinds = KINDS.into_iter().map(|kind| el("li").key(kind).text(scene.say_of("paste.takes", kind)));
    classed("div", "takes")
        .hidden(!shown)
        .child(scene.words("p", "hint", "paste.nothing.text"))
        .child(el("ul").children(kinds))
}

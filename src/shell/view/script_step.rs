use yew::Event;

use crate::profile::Route;
use crate::script::Language;
use crate::shell::Msg;
use crate::wizard::{CertificateState, FederationState, Message, NoScript, ReadyScript, ScriptMessage};

use super::Scene;
use super::acts::{copy_value, outward};
use super::element::{El, classed, el};
use super::field::on_change;
use super::icon::{Icon, icon};
use super::script_options::{for_other, options};

/// The media type of a script as a file.
pub fn script_type(language: Language) -> &'static str {
    match language {
        Language::Bash => "application/x-sh",
        Language::PowerShell | Language::Terraform => "text/plain",
    }
}

/// The left column where a script does the work: what it does, how it is run, its text.
pub fn script_step(scene: &Scene<'_>) -> El {
    let wizard = scene.wizard;
    let column = classed("section", "do").attr("part", "script");
    let Some(language) = wizard.script_language() else { return column.hidden(true) };
    let made = wizard.script();
    let script = made.as_deref().ok();
    let none = made.as_ref().err().copied();
    let name = classed("p", "file-name")
        .attr("dir", "ltr")
        .text(script.map(|script| script.file_name.to_owned()).unwrap_or_default());
    let body = el("div")
        .hidden(script.is_none())
        .child(plan(scene, script))
        .child(acts(scene, language, script))
        .child(classed("div", "script-text").child(name).child(block(scene)));
    column
        .child(scene.heading(2, "part-title").text(scene.say("acts.title")))
        .child(shells(scene))
        .child(missing(scene, none))
        .child(body)
        .child(classed("div", "branches").child(options(scene, language)).child(for_other(scene)))
}

/// A script beside what is done to a connection: its shell, its text, what to do with it.
pub fn script_box(scene: &Scene<'_>) -> El {
    let made = scene.wizard.script();
    let none = made.as_ref().err().copied();
    let script = made.as_deref().ok();
    let open = scene.wizard.answers().cloud.cloud_shell();
    let link = outward(scene, "open", open.unwrap_or_default().to_owned(), scene.say("script.act.open"));
    let body = el("div")
        .hidden(script.is_none())
        .child(plan(scene, script))
        .child(classed("div", "buttons take").child(copy(scene, false)).child(download(scene, false)))
        .child(el("div").hidden(open.is_none()).child(link))
        .child(classed("div", "script-text").child(block(scene)));
    classed("div", "script-box").child(shells(scene)).child(missing(scene, none)).child(body)
}

/// The text, which is put in from elsewhere.
fn block(scene: &Scene<'_>) -> El {
    classed("pre", "code script")
        .attr("part", "code")
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr("dir", "ltr")
        .attr("translate", "no")
        .set("aria-label", scene.say("copy.script"))
        .bind(scene.script)
}

/// Which shell Cloud Shell is to run.
fn shells(scene: &Scene<'_>) -> El {
    let chosen = scene.wizard.script_desk().shell();
    let shells = [Language::Bash, Language::PowerShell].map(|shell| {
        let on = shell == chosen;
        let choose =
            scene.link.callback(move |_: Event| Msg::Wizard(Message::Script(ScriptMessage::Shell(shell))));
        let radio = el("input").attr("type", "radio").attr("name", "shell").checked(on);
        classed("label", "shell")
            .key(shell.name())
            .attr("data-on", if on { "true" } else { "false" })
            .child(on_change(radio, choose))
            .child(el("span").text(scene.say_of("script.shell", shell.name())))
    });
    classed("fieldset", "shells")
        .hidden(scene.wizard.route() != Route::CloudShell && !scene.wizard.care().is_open())
        .child(scene.words("legend", "legend", "script.shell"))
        .child(classed("div", "shells-row").children(shells))
}

/// Why there is no script now.
fn missing(scene: &Scene<'_>, none: Option<NoScript>) -> El {
    let wizard = scene.wizard;
    let certificate = wizard.is_by_certificate();
    let failed = match certificate {
        true => matches!(wizard.certificate_state(), CertificateState::Failed { .. }),
        false => matches!(wizard.federation_state(), FederationState::Failed { .. }),
    };
    let failed = failed && none == Some(NoScript::NoTrust);
    let words = none.map(|none| scene.say_of("script.none", none.code())).unwrap_or_default();
    let ask =
        if certificate { scene.on(|| Message::AskCertificate) } else { scene.on(|| Message::AskFederation) };
    let again = scene.button("button small", "action.try-again", ask);
    classed("div", "remark")
        .hidden(none.is_none())
        .child(el("p").attr("role", "status").text(words))
        .child(again.hidden(!failed))
}

/// What the script does, in plain words.
fn plan(scene: &Scene<'_>, script: Option<&ReadyScript>) -> El {
    let names = script.map(|script| script.plan.as_slice()).unwrap_or_default();
    let lines = names.iter().map(|name| el("li").key(name).text(plan_line(scene, name)));
    classed("div", "plan")
        .child(scene.heading(3, "name").text(scene.say("script.does")))
        .child(el("ul").children(lines))
}

fn plan_line(scene: &Scene<'_>, name: &str) -> String {
    scene
        .texts
        .fill(&["script.does.", name].concat(), &super::script_options::plan_values(scene.wizard).pairs())
}

/// How it is run: each route has its own few acts.
fn acts(scene: &Scene<'_>, language: Language, script: Option<&ReadyScript>) -> El {
    let wizard = scene.wizard;
    let asks = script.is_some_and(|script| script.plan.contains(&"ask"));
    let back = script.is_some_and(|script| script.plan.contains(&"line"));
    let file = language == Language::Terraform;
    let take = classed("div", "buttons").child(copy(scene, !file)).child(download(scene, file));
    let say = |key: &str| el("li").key(key).child(el("span").text(scene.say(key)));
    let command = |key: &'static str, command: &'static str| {
        el("li").key(key).child(el("p").text(scene.say(key))).child(copy_value(
            scene,
            "copy.command",
            command,
        ))
    };
    let list = classed("ol", "acts");
    if file {
        return list
            .child(el("li").key("take").child(el("p").text(scene.say("script.act.save"))).child(take))
            .child(command("script.act.apply", "terraform init && terraform apply"))
            .child(command("script.act.output", "terraform output -json"))
            .child(say("script.act.paste-output"));
    }
    let cloud_shell = wizard.answers().cloud.cloud_shell().filter(|_| wizard.route() == Route::CloudShell);
    let open = match cloud_shell {
        Some(url) => el("div")
            .child(outward(scene, "open", url.to_owned(), scene.say("script.act.open")))
            .child(classed("p", "path").text(scene.say_of("script.act.open", language.name()))),
        None => el("span").text(scene.say("script.act.prompt")),
    };
    list.child(el("li").key("take").child(take.attr("class", "buttons take")))
        .child(el("li").key("open").child(open))
        .child(say(if asks { "script.act.paste-asks" } else { "script.act.paste" }))
        .child(say(if back { "script.act.line" } else { "script.act.read" }))
}

fn copy(scene: &Scene<'_>, first: bool) -> El {
    let words = scene.fill("copy.label", &[("what", &scene.say("copy.script"))]);
    classed("button", if first { "button primary" } else { "button" })
        .attr("type", "button")
        .on_click(scene.link.callback(|_| Msg::CopyScript))
        .child(icon(Icon::Copy))
        .child(el("span").text(words))
}

fn download(scene: &Scene<'_>, first: bool) -> El {
    let words = scene.fill("download.label", &[("what", &scene.say("copy.script"))]);
    classed("button", if first { "button primary" } else { "button" })
        .attr("type", "button")
        .on_click(scene.link.callback(|_| Msg::DownloadScript))
        .text(words)
}

use web_sys::{Event, HtmlInputElement};
use yew::{AttrValue, TargetCast};

use crate::script::Language;
use crate::shell::Msg;
use crate::text::Texts;
use crate::wizard::{Message, ReadyScript, ScriptMessage, Wizard};

use super::Scene;
use super::acts::copy_value;
use super::element::{El, classed, el};
use super::field::on_change;

/// What else the script can do. Terraform has commands of its own for that.
pub fn options(scene: &Scene<'_>, language: Language) -> El {
    let desk = scene.wizard.script_desk();
    let native = language == Language::Terraform;
    let new_secret = option(scene, "new-secret", desk.new_secret(), ScriptMessage::NewSecret)
        .hidden(!scene.wizard.is_by_secret());
    let checks = classed("div", "options")
        .hidden(native)
        .child(option(scene, "dry-run", desk.dry_run(), ScriptMessage::DryRun))
        .child(new_secret.hidden(desk.tear_down()))
        .child(option(scene, "tear-down", desk.tear_down(), ScriptMessage::TearDown));
    let command = |key: &'static str, command: &'static str| {
        el("div").child(el("p").text(scene.say(key))).child(copy_value(scene, "copy.command", command))
    };
    let commands = classed("div", "options")
        .hidden(!native)
        .child(command("script.option.dry-run", "terraform plan"))
        .child(
            command(
                "script.option.new-secret",
                "terraform apply -replace='azuread_application_password.secret[0]'",
            )
            .hidden(!scene.wizard.is_by_secret()),
        )
        .child(command("script.option.tear-down", "terraform destroy"));
    el("details")
        .child(el("summary").text(scene.say("script.options")))
        .child(el("div").child(checks).child(commands))
}

/// For whoever may not run it: the script goes to somebody who may.
pub fn for_other(scene: &Scene<'_>) -> El {
    let on = scene.wizard.script_desk().from_other();
    let what = scene.say("copy.script-for-other");
    let copy = classed("button", "button small")
        .attr("type", "button")
        .on_click(scene.link.callback(|_| Msg::CopyForOther))
        .text(scene.fill("copy.label", &[("what", &what)]));
    let body = classed("div", "options")
        .child(scene.words("p", "soft", "script.other.text"))
        .child(el("div").child(copy))
        .child(option(scene, "from-other", on, ScriptMessage::FromOther));
    el("details").child(el("summary").text(scene.say("script.other"))).child(body)
}

/// A box to tick, with a hint.
fn option(scene: &Scene<'_>, name: &'static str, on: bool, message: fn(bool) -> ScriptMessage) -> El {
    let id = ["script-", name].concat();
    let hint = [&*id, "-hint"].concat();
    let ticked = scene.link.callback(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        Msg::Wizard(Message::Script(message(input.checked())))
    });
    let tick = el("input")
        .set("id", id.clone())
        .attr("type", "checkbox")
        .set("aria-describedby", hint.clone())
        .checked(on);
    let key = ["script.option.", name].concat();
    let words = el("div")
        .child(el("label").set("for", id).text(scene.say(&key)))
        .child(classed("p", "hint").set("id", hint).text(scene.say_of(&key, "hint")));
    classed("div", "option").child(on_change(tick, ticked)).child(words)
}

/// What the sentences of a plan name.
pub struct PlanValues {
    app: String,
    days: String,
    role: String,
    platform: String,
}

impl PlanValues {
    /// As the texts take them.
    pub fn pairs(&self) -> [(&'static str, &str); 4] {
        [("app", &self.app), ("days", &self.days), ("role", &self.role), ("platform", &self.platform)]
    }
}

/// The values of this platform.
pub fn plan_values(wizard: &Wizard) -> PlanValues {
    let profile = wizard.profile();
    PlanValues {
        app: profile.app.name.clone(),
        days: profile.credential.secret_lifetime_days.to_string(),
        role: profile.role.as_ref().map(|role| role.name().to_owned()).unwrap_or_default(),
        platform: profile.platform.name.clone(),
    }
}

/// A script with a few words in front of it, as comments: whoever gets it may paste it whole.
pub fn handed_over(wizard: &Wizard, texts: &Texts, script: &ReadyScript) -> AttrValue {
    let values = plan_values(wizard);
    let mut text = String::new();
    let mut line = |words: &str| {
        // No shell may find anything in a comment that it would expand.
        for part in ["# ", words.replace(['!', '\n', '\r'], " ").trim_end(), "\n"] {
            text.push_str(part);
        }
    };
    let group = ["script.handed.", script.language.name()].concat();
    for key in ["script.handed", &*group] {
        texts.fill(key, &values.pairs()).split('\n').for_each(&mut line);
    }
    for name in &script.plan {
        line(&["- ", &*texts.fill(&["script.does.", name].concat(), &values.pairs())].concat());
    }
    text.push('\n');
    text.push_str(&script.text);
    AttrValue::from(text)
}

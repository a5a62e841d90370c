//! Scripts of the wizard, without a browser.

use super::*;
use crate::azure::{Date, Field};
use crate::profile::Profile;
use crate::wizard::{Message, Step};

const TENANT: &str = "5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61";
const CLIENT: &str = "8d2f6a90-7b1c-4e3d-a5f4-2c9b8e7d6f10";
const SUBSCRIPTION: &str = "c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5";

fn wizard() -> Wizard {
    let text = r#"{"platform":{"name":"Harbor"},"clouds":["AzureCloud","AzureChinaCloud"],
        "role":{"custom":{"name":"Harbor role","actions":["Microsoft.Compute/disks/read"]}},
        "endpoint":{"url":"/api"}}"#;
    Wizard::new(Rc::new(Profile::parse(text).unwrap()), Date::new(2026, 11, 21).unwrap())
}

fn typed(wizard: &mut Wizard, field: Field, text: &str) {
    wizard.update(Message::Typed(field, text.into()));
}

fn say(wizard: &mut Wizard, message: ScriptMessage) {
    wizard.update(Message::Script(message));
}

fn written(wizard: &Wizard, language: Language, change: impl FnOnce(&mut Job<'_>)) -> String {
    let mut job = Job {
        profile: wizard.profile(),
        cloud: Cloud::AzureCloud,
        tenant: None,
        scopes: Vec::new(),
        trust: Trust::Secret,
        task: Task::Connect { new_secret: false },
        dry_run: false,
    };
    change(&mut job);
    job.write(language).unwrap().text
}

#[test]
fn a_script_takes_one_step() {
    let mut wizard = wizard();
    for route in [Route::CloudShell, Route::PowerShell, Route::Terraform] {
        wizard.update(Message::ChooseRoute(route));
        assert_eq!(wizard.route(), route);
        assert_eq!(wizard.itinerary().steps(), [Step::Route, Step::Credential, Step::Connect]);
        let asked = wizard.fields(Step::Credential);
        assert_eq!(
            asked,
            [Field::Client, Field::Tenant, Field::Secret, Field::Expiry, Field::Subscription, Field::Name]
        );
    }
}

#[test]
fn each_route_has_its_language() {
    let mut wizard = wizard();
    let language = |wizard: &Wizard| wizard.script().map(|script| script.language);
    assert_eq!(language(&wizard), Ok(Language::Bash));
    say(&mut wizard, ScriptMessage::Shell(Language::PowerShell));
    assert_eq!(language(&wizard), Ok(Language::PowerShell));
    say(&mut wizard, ScriptMessage::Shell(Language::Terraform));
    assert_eq!(language(&wizard), Ok(Language::PowerShell), "no shell is called Terraform");
    wizard.update(Message::ChooseRoute(Route::Terraform));
    assert_eq!(language(&wizard), Ok(Language::Terraform));
    wizard.update(Message::ChooseRoute(Route::Existing));
    assert_eq!(language(&wizard), Err(NoScript::OtherRoute));
}

#[test]
fn the_script_is_made_of_what_is_known() {
    let mut wizard = wizard();
    let first = wizard.script().unwrap();
    assert_eq!(*first.text, written(&wizard, Language::Bash, |_| ()));
    assert!(Rc::ptr_eq(&first, &wizard.script().unwrap()), "it is made once");
    typed(&mut wizard, Field::Name, "Production");
    assert!(Rc::ptr_eq(&first, &wizard.script().unwrap()), "a name changes nothing");
    typed(&mut wizard, Field::Tenant, TENANT);
    typed(&mut wizard, Field::Subscription, SUBSCRIPTION);
    let second = wizard.script().unwrap();
    assert_eq!(
        *second.text,
        written(&wizard, Language::Bash, |job| {
            job.tenant = TENANT.parse().ok();
            job.scopes = vec![Scope::Subscription(SUBSCRIPTION.parse().unwrap())];
        })
    );
    assert!(first.plan.contains(&"ask") && !second.plan.contains(&"ask"));
}

#[test]
fn the_options_change_it() {
    let mut wizard = wizard();
    say(&mut wizard, ScriptMessage::DryRun(true));
    assert_eq!(*wizard.script().unwrap().text, written(&wizard, Language::Bash, |job| job.dry_run = true));
    say(&mut wizard, ScriptMessage::DryRun(false));
    say(&mut wizard, ScriptMessage::NewSecret(true));
    let task = Task::Connect { new_secret: true };
    assert_eq!(*wizard.script().unwrap().text, written(&wizard, Language::Bash, |job| job.task = task));
    wizard.update(Message::ChooseRoute(Route::Terraform));
    assert_eq!(*wizard.script().unwrap().text, written(&wizard, Language::Terraform, |_| ()));
}

#[test]
fn taking_back_needs_the_app_and_the_scope() {
    let mut wizard = wizard();
    say(&mut wizard, ScriptMessage::TearDown(true));
    assert_eq!(wizard.script(), Err(NoScript::NoTarget));
    typed(&mut wizard, Field::Client, CLIENT);
    assert_eq!(wizard.script(), Err(NoScript::NoTarget));
    typed(&mut wizard, Field::Subscription, SUBSCRIPTION);
    let script = wizard.script().unwrap();
    assert_eq!(script.file_name, "azure-connect-teardown.sh");
    assert!(script.plan.contains(&"delete"));
}

#[test]
fn nothing_that_was_entered_goes_to_somebody_else() {
    let mut wizard = wizard();
    let fields = [(Field::Tenant, TENANT), (Field::Client, CLIENT), (Field::Subscription, SUBSCRIPTION)];
    for (field, text) in fields {
        typed(&mut wizard, field, text);
    }
    say(&mut wizard, ScriptMessage::TearDown(true));
    let script = wizard.script_for_other().unwrap();
    assert_eq!(*script.text, written(&wizard, Language::Bash, |_| ()));
    for (_, text) in fields {
        assert!(!script.text.contains(text));
    }
}

#[test]
fn a_cloud_without_cloud_shell_has_the_next_route() {
    let mut wizard = wizard();
    assert_eq!(wizard.route(), Route::CloudShell);
    wizard.update(Message::ChooseCloud(Cloud::AzureChinaCloud));
    assert_eq!(wizard.route(), Route::Portal);
    assert!(wizard.routes().all(|route| route != Route::CloudShell));
    wizard.update(Message::ChooseRoute(Route::CloudShell));
    assert_eq!(wizard.route(), Route::Portal, "it is not to be had");
    wizard.update(Message::ChooseCloud(Cloud::AzureCloud));
    assert_eq!(wizard.route(), Route::CloudShell, "it was what the admin wanted");
    wizard.update(Message::ChooseCloud(Cloud::AzureChinaCloud));
    wizard.update(Message::ChooseRoute(Route::Terraform));
    wizard.update(Message::ChooseCloud(Cloud::AzureCloud));
    assert_eq!(wizard.route(), Route::Terraform);
}

#[test]
fn a_profile_that_offers_cloud_shell_only_still_leads_on_elsewhere() {
    let text = r#"{"platform":{"name":"H"},"routes":["cloud-shell"],"clouds":["AzureChinaCloud"],
        "endpoint":{"url":"/api"}}"#;
    let wizard = Wizard::new(Rc::new(Profile::parse(text).unwrap()), Date::new(2026, 11, 21).unwrap());
    assert_eq!((wizard.route(), wizard.step()), (Route::Existing, Step::Credential));
}

#[test]
fn a_draft_keeps_the_route_in_its_cloud() {
    let text =
        r#"{"platform":{"name":"H"},"clouds":["AzureChinaCloud","AzureCloud"],"endpoint":{"url":"/api"}}"#;
    let profile = Rc::new(Profile::parse(text).unwrap());
    let today = Date::new(2026, 11, 21).unwrap();
    let mut first = Wizard::new(Rc::clone(&profile), today);
    first.update(Message::ChooseCloud(Cloud::AzureCloud));
    first.update(Message::ChooseRoute(Route::CloudShell));
    first.update(Message::Continue);
    assert_eq!(first.step(), Step::Credential);
    let mut second = Wizard::new(profile, today);
    second.update(Message::Restore(first.draft()));
    assert_eq!((second.route(), second.step()), (Route::CloudShell, Step::Credential));
}

//! The command that turns a role file of any shape into another one: what it prints, says and returns.

// The helpers build test data: a panic there is a failed test.
#![allow(clippy::unwrap_used)]
use std::process::{Command, Output};

use azure_connect::azure::role::{self, Form};

#[path = "../examples/role.rs"]
#[allow(dead_code)] // its `main`
mod example;

const OTHER: &str = "/subscriptions/1f0e2d3c-4b5a-4968-8776-a5b4c3d2e1f0";

fn fixture(name: &str) -> String {
    [env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/roles/", name].concat()
}

/// The exit code, what is printed and the lines that are said.
fn run(arguments: &[&str]) -> (u8, String, Vec<String>) {
    let arguments = arguments.iter().map(|&argument| argument.to_owned());
    let outcome = example::run(arguments, &mut "[\"*/read\"]".as_bytes());
    (outcome.code, outcome.rendering, outcome.said.lines().map(str::to_owned).collect())
}

/// What is said of a fixture that can be read.
fn said(name: &str, more: &[&str]) -> Vec<String> {
    let (code, printed, said) = run(&[&[fixture(name).as_str(), "--as", "cli"], more].concat());
    assert_eq!(code, 0, "{name}: {said:?}");
    assert!(role::read(&printed).is_ok(), "{name}: {printed}");
    said
}

/// The one line that is said of a fixture that cannot be read.
fn refusal(name: &str, more: &[&str]) -> String {
    let (code, printed, said) = run(&[&[fixture(name).as_str(), "--as", "cli"], more].concat());
    assert_eq!((code, printed.as_str(), said.len()), (1, "", 1), "{name}: {said:?}");
    said[0].clone()
}

#[test]
fn what_vendors_publish() {
    let no_scope = "error: assignableScopes: no scope; this file needs one";
    assert_eq!(said("portal-no-scope.json", &[]), [no_scope]);
    assert_eq!(
        said("portal-root-scope.json", &[]),
        ["error: assignableScopes[0]: the root scope, which no custom role can have", no_scope]
    );
    assert_eq!(
        said("portal-scope-no-guid.json", &[]),
        [
            "warning: isCustom: belongs to no role and is left out",
            "error: assignableScopes[0]: not the path of a subscription, resource group or management group",
            no_scope
        ]
    );
    assert_eq!(
        said("flat-placeholders.json", &[]),
        [
            "error: name: a placeholder that nobody replaced",
            "error: assignableScopes[0]: a placeholder that nobody replaced",
            no_scope
        ]
    );
    assert_eq!(said("flat-two-wildcards.json", &[]), ["error: actions[12]: two wildcards"]);
    assert_eq!(said("is-custom-text.json", &[]), ["warning: isCustom: a text where true belongs"]);
    assert_eq!(
        said("powershell16.json", &[]),
        ["warning: condition: a condition, which is not carried over"]
    );
    assert_eq!(said("az-list-one.json", &[]), [""; 0]);
}

#[test]
fn a_trailing_comma_is_mended_when_asked_for() {
    let at = "9:60: a comma before a closing bracket";
    assert_eq!(refusal("flat-trailing-comma.json", &[]), format!("error: {at} (--repair mends it)"));
    assert_eq!(said("flat-trailing-comma.json", &["--repair"]), [format!("warning: {at}")]);
}

#[test]
fn what_is_nearly_json() {
    assert_eq!(
        said("comments.json", &["--repair"]),
        [
            "warning: 1:1: a comment, which JSON does not have",
            "warning: 3:30: a comment, which JSON does not have",
            "warning: 6:35: a comma before a closing bracket",
            "warning: 6:37: a comment, which JSON does not have",
            "warning: 7:5: a comment, which JSON does not have",
            "warning: 9:78: a comma before a closing bracket",
        ]
    );
    for name in ["curly-quotes.json", "python.txt", "code-fence.md", "az-list-in-terminal.txt"] {
        let said = said(name, &["--repair"]);
        assert!(
            !said.is_empty() && said.iter().all(|line| line.starts_with("warning: ")),
            "{name}: {said:?}"
        );
        assert!(refusal(name, &[]).ends_with(" (--repair mends it)"), "{name}");
    }
    let (_, printed, _) = run(&[&fixture("curly-quotes.json"), "--as", "portal", "--repair"]);
    assert_eq!(role::read(&printed).unwrap().role.name, "Northwind \u{201e}disks\u{201c} role");
    for repair in [&[][..], &["--repair"]] {
        assert_eq!(
            refusal("truncated.json", repair),
            "error: 5:26: the text ends too early: the \" at 5:5 is still open"
        );
    }
}

#[test]
fn encodings() {
    for name in ["utf16-le-with-mark.json", "utf16-be.json", "utf8-with-mark.json"] {
        assert_eq!(said(name, &[]), [""; 0], "{name}");
        let (_, printed, _) = run(&[&fixture(name), "--as", "rest"]);
        assert_eq!(role::read(&printed).unwrap().role.name, "Plattenpr\u{fc}fer");
    }
    assert_eq!(
        said("latin1.json", &[]),
        ["warning: 2:21: a letter that could not be read: this is not all UTF-8"]
    );
}

#[test]
fn what_is_no_single_role() {
    assert_eq!(
        refusal("az-list-two.json", &[]),
        "error: 1:1: several roles: Northwind disks, Northwind vaults"
    );
    assert_eq!(
        refusal("both-shapes.json", &[]),
        "error: 1:52: permissions: there are other operations outside of it: each tool would read another role"
    );
    assert_eq!(refusal("wrong-type.json", &[]), "error: 1:71: actions[1]: not a text");
    assert!(refusal("no-such-file.json", &[]).contains("no-such-file.json: "));
}

#[test]
fn a_template_is_filled_in_as_far_as_it_goes() {
    assert_eq!(
        said("arm-template.json", &[]),
        [
            "error: assignableScopes[0]: an expression that only a deployment can fill in",
            "error: assignableScopes: no scope; this file needs one",
        ]
    );
    let (_, printed, said) = run(&[&fixture("arm-template.json"), "--as", "portal", "--scope", OTHER]);
    let role = role::read(&printed).unwrap().role;
    assert_eq!((role.name.as_str(), role.description.as_str()), ("Northwind disks", "[in brackets]"));
    assert_eq!(role.permissions[0].actions, ["Microsoft.Compute/disks/*"]);
    assert_eq!((role.assignable_scopes, said), (vec![OTHER.to_owned()], Vec::new()));
}

#[test]
fn own_scopes_take_the_place_of_the_file_s() {
    let group = "/providers/Microsoft.Management/managementGroups/platform";
    let scopes = ["--scope", OTHER, &format!("--scope={group}")];
    assert_eq!(said("portal-root-scope.json", &scopes), [""; 0]);
    let (_, printed, _) = run(&[&[&fixture("portal-root-scope.json"), "--as", "arm"], &scopes[..]].concat());
    assert_eq!(role::read(&printed).unwrap().role.assignable_scopes, [OTHER, group]);
    // Without, those that are good stay, and what is in parts is lint.
    let (_, printed, _) = run(&[&fixture("az-list-one.json"), "--as", "powershell16"]);
    let scopes = role::read(&printed).unwrap().role.assignable_scopes;
    assert_eq!(scopes, ["/subscriptions/c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5"]);
    for (name, shape) in [("docs-page.json", "bare-permissions"), ("actions.json", "bare-actions")] {
        let text = std::fs::read_to_string(fixture(name)).unwrap();
        assert_eq!(role::read(&text).unwrap().shape.code(), shape);
        let said = said(name, &["--scope", OTHER]);
        assert_eq!(said, ["error: name: nothing is written here"], "{name}");
    }
}

#[test]
fn every_form_can_be_asked_for() {
    for form in Form::ALL {
        let (code, printed, said) = run(&[&fixture("az-list-one.json"), "--as", form.as_str()]);
        assert_eq!((code, said), (0, Vec::new()), "{form:?}");
        assert!(printed.contains("Northwind disks") && printed.ends_with('\n'), "{form:?}");
        if form.is_json() {
            assert_eq!(role::read(&printed).unwrap().lint(), [], "{form:?}");
        }
    }
    let (code, printed, _) = run(&["--as", "cli", "-"]);
    assert_eq!((code, printed.contains("*/read")), (0, true));
}

#[test]
fn wrong_arguments_are_told_how_it_goes() {
    let file = fixture("actions.json");
    let file = file.as_str();
    for arguments in [
        &[][..],
        &[file],
        &["--as", "cli"],
        &[file, "--as"],
        &[file, "--as", "json"],
        &[file, "--as", "cli", "--scope", "/"],
        &[file, "--as", "cli", "--force"],
        &[file, file, "--as", "cli"],
    ] {
        let (code, printed, said) = run(arguments);
        assert_eq!((code, printed.as_str()), (2, ""), "{arguments:?}");
        assert!(said[0].starts_with("error: ") && said[1].starts_with("usage: "), "{said:?}");
    }
    let (code, printed, said) = run(&["--help"]);
    assert_eq!((code, said.len()), (0, 0));
    assert!(printed.starts_with("usage: "));
}

#[test]
fn every_fault_has_a_sentence() {
    let texts = azure_connect::text::Texts::english();
    let ours = "end unexpected trailing-comma comment single-quote smart-quote invisible markup open-string bad-string too-deep \
        text-before text-after code-fence extra-comma missing-comma bare-key word escape control lossy end-open";
    for code in ours.split(' ').filter(|code| !code.is_empty()) {
        assert!(texts.has(&format!("json.{code}")), "{code}");
    }
    for text in ["{}", "{\"resources\":[]}", "{\"Actions\":7}", "{\"Actions\":[7]}", "{\"Permissions\":[7]}"]
    {
        let arguments = ["-", "--as", "cli"].map(str::to_owned);
        let outcome = example::run(arguments.into_iter(), &mut text.as_bytes());
        assert!(outcome.code == 1 && !outcome.said.contains("role-file."), "{}", outcome.said);
    }
}

#[test]
fn as_a_process() {
    let run = |arguments: &[&str]| -> Output {
        // Built beside the tests, unless only this test was asked for.
        let test = std::env::current_exe().unwrap();
        let built = test
            .parent()
            .unwrap()
            .with_file_name("examples")
            .join("role")
            .with_extension(std::env::consts::EXE_EXTENSION);
        let mut command = if built.is_file() {
            Command::new(built)
        } else {
            let mut cargo = Command::new(env!("CARGO"));
            cargo.args(["run", "-q", "-p", "azure-connect", "--example", "role", "--"]);
            cargo
        };
        command.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments).output().unwrap()
    };
    let output = run(&[&fixture("flat-two-wildcards.json"), "--as", "portal"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "error: actions[12]: two wildcards\n");
    assert!(role::read(&String::from_utf8(output.stdout).unwrap()).is_ok());
    assert_eq!(run(&[&fixture("truncated.json"), "--as", "portal"]).status.code(), Some(1));
    assert_eq!(run(&[]).status.code(), Some(2));
}

//! The bash script, pasted into an interactive shell on a terminal, with a stand-in for az
//! (`tests/fixtures/script/az`) that writes down every word it is called with.
// The helpers below build test data: a panic there is a failed test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![cfg(target_os = "linux")]

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use azure_connect::azure::{Certificate, Cloud};
use azure_connect::profile::Profile;
use azure_connect::script::{Job, Language, Task, Trust};
use proptest::prelude::*;

const SCOPE: &str = "/subscriptions/c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5";
const PROMPT: &str = "READY> ";

/// A fresh folder: what az was told, and whatever somebody makes who should not.
struct Place(PathBuf);

impl Place {
    fn new() -> Self {
        static NUMBER: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("script-{}-{number}", std::process::id()));
        fs::create_dir_all(path.join("log")).unwrap();
        fs::create_dir_all(path.join("home")).unwrap();
        Self(path)
    }

    fn log(&self) -> PathBuf {
        self.0.join("log")
    }

    /// The words of every call, in order.
    fn calls(&self) -> Vec<Vec<String>> {
        let mut names: Vec<_> =
            fs::read_dir(self.log()).unwrap().map(|entry| entry.unwrap().path()).collect();
        names.sort();
        let calls = names.iter().filter(|path| file_name(path).starts_with("call."));
        calls
            .map(|path| {
                let text = String::from_utf8(fs::read(path).unwrap()).unwrap();
                text.split_terminator('\0').map(str::to_owned).collect()
            })
            .collect()
    }

    /// The words of the one call that begins with these.
    fn call(&self, start: &str) -> Vec<String> {
        let found: Vec<_> =
            self.calls().into_iter().filter(|words| words.join(" ").starts_with(start)).collect();
        assert_eq!(found.len(), 1, "{start}: {:?}", self.calls());
        found.into_iter().next().unwrap()
    }

    /// The last file that a call named with `@`.
    fn file(&self) -> serde_json::Value {
        let mut names: Vec<_> =
            fs::read_dir(self.log()).unwrap().map(|entry| entry.unwrap().path()).collect();
        names.retain(|path| file_name(path).starts_with("file."));
        names.sort();
        serde_json::from_slice(&fs::read(names.last().expect("a file was handed over")).unwrap()).unwrap()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

fn after<'a>(words: &'a [String], option: &str) -> &'a str {
    let at = words.iter().position(|word| word == option).unwrap_or_else(|| panic!("{option} in {words:?}"));
    &words[at + 1]
}

/// An interactive bash on a terminal of its own (`script` of util-linux makes it).
struct Terminal {
    child: std::process::Child,
    input: std::process::ChildStdin,
    output: Receiver<Vec<u8>>,
    seen: String,
}

impl Terminal {
    fn open(place: &Place, environment: &[(&str, &str)]) -> Self {
        let stand_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/script");
        let mut command = Command::new("script");
        command.args(["-qec", "bash --norc --noprofile -i", "/dev/null"]);
        command.env_clear().env("PATH", format!("{}:/usr/bin:/bin", stand_in.display()));
        command.env("HOME", place.0.join("home")).env("TERM", "dumb").env("PS1", PROMPT);
        command.env("AZ_LOG", place.log()).env("AZURE_CONNECT_PAUSE", "0");
        command.env("HISTFILE", "").envs(environment.iter().copied()).current_dir(place.0.join("home"));
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (send, output) = channel();
        let mut from = child.stdout.take().unwrap();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = from.read(&mut bytes) {
                if send.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let input = child.stdin.take().unwrap();
        let mut terminal = Self { child, input, output, seen: String::new() };
        terminal.wait_for(PROMPT);
        terminal
    }

    /// What is shown from now on until these words, which are taken.
    fn wait_for(&mut self, words: &str) -> String {
        let end = Instant::now() + Duration::from_secs(10);
        loop {
            if let Some(at) = self.seen.find(words) {
                let rest = self.seen.split_off(at + words.len());
                return std::mem::replace(&mut self.seen, rest);
            }
            match self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.seen.push_str(&String::from_utf8_lossy(&bytes)),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    panic!("{words:?} never came after:\n{}", self.seen)
                }
            }
        }
    }

    fn paste(&mut self, text: &str) {
        self.input.write_all(text.as_bytes()).unwrap();
        self.input.flush().unwrap();
    }

    /// Pastes a script, answers its questions in order, and gives all that was shown after the paste.
    fn run(&mut self, script: &str, answers: &[(&str, &str)]) -> String {
        self.paste(script);
        // The shell shows each line as it reads it: the script has run when the next prompt is there.
        self.wait_for("> AZURE_CONNECT");
        let mut shown = String::new();
        for (question, answer) in answers {
            shown += &self.wait_for(question);
            self.paste(&format!("{answer}\n"));
        }
        shown += &self.wait_for(PROMPT);
        shown
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn profile(name: &str, role: &str, description: &str) -> Profile {
    let json = serde_json::json!({
        "platform": { "name": name },
        "app": { "redirectUri": "https://example.com/it's?a=$b&c=(d)" },
        "role": { "custom": {
            "name": role, "description": description,
            "actions": ["Microsoft.Compute/virtualMachines/*", "*/read"],
            "notActions": ["Microsoft.Compute/virtualMachines/delete"],
        } },
        "endpoint": { "url": "/api" },
    });
    Profile::parse(&json.to_string()).unwrap()
}

fn job(profile: &Profile) -> Job<'_> {
    Job {
        profile,
        cloud: Cloud::AzureCloud,
        tenant: None,
        scopes: vec![SCOPE.parse().unwrap()],
        trust: Trust::Secret,
        task: Task::Connect { new_secret: false },
        dry_run: false,
    }
}

fn text(job: &Job<'_>) -> String {
    job.write(Language::Bash).unwrap().text
}

/// The line to hand back, checked against its own sum.
fn hand_back(shown: &str) -> String {
    let line = shown.lines().find(|line| line.starts_with("azc1 ")).expect(shown).trim_end();
    let (body, sum) = line.split_once(" #").unwrap();
    assert_eq!(sum, format!("{:08x}", azure_connect::text::crc32(body.as_bytes())));
    body.to_owned()
}

#[test]
fn one_paste_does_the_whole_job() {
    let place = Place::new();
    let profile = profile("Harbor Demo", "Harbor Operator", "For tests");
    let shown = Terminal::open(&place, &[]).run(&text(&job(&profile)), &[]);
    let line = hand_back(&shown);
    assert!(line.starts_with(
        "azc1 t=7b0c1d2e-3f40-4516-9a7b-8c9d0e1f2a3b c=5f3c2b1a-0d9e-4c8b-a7f6-e5d4c3b2a190 e="
    ));
    assert!(line.ends_with(" k=-b38Q~it.is_a~made-up.secret-of.tests1234"), "{line}");
    let reset = place.call("ad app credential reset");
    assert!(reset.contains(&"--append".to_owned()));
    let assignment = place.call("role assignment create");
    assert_eq!(after(&assignment, "--assignee-object-id"), "bbbbbbbb-1111-4222-8333-444444444444");
    assert_eq!(after(&assignment, "--assignee-principal-type"), "ServicePrincipal");
    assert_eq!(after(&assignment, "--scope"), SCOPE);
    assert_eq!(
        place.file(),
        serde_json::json!({
            "name": "Harbor Operator", "description": "For tests", "assignableScopes": [SCOPE],
            "permissions": [{
                "actions": ["Microsoft.Compute/virtualMachines/*", "*/read"],
                "notActions": ["Microsoft.Compute/virtualMachines/delete"],
                "dataActions": [], "notDataActions": [],
            }],
        })
    );
}

#[test]
fn the_admins_shell_goes_on_after_a_failure() {
    let profile = profile("Harbor Demo", "Harbor Operator", "For tests");
    for (fault, words) in [
        ("signed-out", "az login"),
        ("register", "You may not register apps in this directory."),
        ("policy", "Your directory does not allow client secrets."),
        ("role", "You may not create roles on"),
    ] {
        let place = Place::new();
        let mut terminal = Terminal::open(&place, &[("AZ_FAIL", fault)]);
        let shown = terminal.run(&text(&job(&profile)), &[]);
        assert!(shown.contains("Not finished: ") && shown.contains(words), "{fault}: {shown}");
        assert!(!shown.contains("azc1 "), "{shown}");
        if matches!(fault, "policy" | "role") {
            assert!(shown.contains("az ad app delete --id 5f3c2b1a-0d9e-4c8b-a7f6-e5d4c3b2a190"), "{shown}");
        }
        terminal.paste("echo still-$((40 + 2))\n");
        terminal.wait_for("still-42");
    }
}

#[test]
fn who_lacks_a_right_hears_it_before_anything_is_made() {
    let profile = profile("Harbor Demo", "Harbor Operator", "For tests");
    for (rights, words) in [
        ("*/read -", "You may not assign roles on"),
        ("* - Microsoft.Authorization/*/Write", "You may not assign roles on"),
        ("Microsoft.Authorization/roleAssignments/* -", "You may not create roles on"),
    ] {
        let place = Place::new();
        let shown = Terminal::open(&place, &[("AZ_RIGHTS", rights)]).run(&text(&job(&profile)), &[]);
        assert!(shown.contains(words) && shown.contains("Nothing was changed."), "{rights}: {shown}");
        assert!(place.calls().iter().all(|words| words[0] != "ad"), "{rights}");
    }
}

#[test]
fn what_was_changed_on_its_way_does_not_run() {
    let profile = profile("Harbor Demo", "Harbor Operator", "For tests");
    let whole = text(&job(&profile));
    let wrapped: String = whole
        .lines()
        .enumerate()
        .flat_map(|(at, line)| {
            // The command itself is short; a terminal or a chat folds the long lines of the body.
            let cut = if at > 1 && line.len() > 80 { 80 } else { line.len() };
            [line[..cut].to_owned(), line[cut..].to_owned()]
        })
        .filter(|line| !line.is_empty())
        .map(|line| line + "\n")
        .collect();
    for broken in [wrapped, whole.replacen("Harbor Operator", "Harbor 0perator", 1)] {
        assert_ne!(broken, whole);
        let place = Place::new();
        let shown = Terminal::open(&place, &[]).run(&broken, &[]);
        assert!(shown.contains("The script changed on its way here."), "{shown}");
        assert_eq!(place.calls(), Vec::<Vec<String>>::new());
    }
}

#[test]
fn line_ends_of_other_systems_do_no_harm() {
    let profile = profile("Harbor Demo", "Harbor Operator", "For tests");
    let place = Place::new();
    let crlf = text(&job(&profile)).replace('\n', "\r\n");
    hand_back(&Terminal::open(&place, &[]).run(&crlf, &[]));
    // The same as a file that Windows has saved.
    let place = Place::new();
    let file = place.0.join("script.sh");
    fs::write(&file, crlf).unwrap();
    let stand_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/script");
    let output = Command::new("bash")
        .arg(&file)
        .env("PATH", format!("{}:/usr/bin:/bin", stand_in.display()))
        .env("AZ_LOG", place.log())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    hand_back(&String::from_utf8(output.stdout).unwrap());
}

#[test]
fn a_second_run_changes_nothing_and_has_no_secret() {
    let profile = profile("Harbor Demo", "Harbor Operator", "For tests");
    let place = Place::new();
    let mut terminal = Terminal::open(&place, &[]);
    terminal.run(&text(&job(&profile)), &[]);
    let role = "/x/providers/Microsoft.Authorization/roleDefinitions/dddddddd-1111-4222-8333-444444444444\n\
                dddddddd-1111-4222-8333-444444444444\n/subscriptions/C3A9E4D7-60B2-4F18-8C75-D1E0F2A3B4C5\n\
                */read microsoft.compute/virtualmachines/*\nMicrosoft.Compute/virtualMachines/delete\n\n\n";
    fs::write(place.log().join("role"), role).unwrap();
    let before = place.calls().len();
    let shown = terminal.run(&text(&job(&profile)), &[]);
    assert!(shown.contains("nothing was changed") && shown.contains("has no secret in it"), "{shown}");
    assert!(!hand_back(&shown).contains(" k="), "{shown}");
    for words in &place.calls()[before..] {
        assert!(
            !words.iter().any(|word| matches!(word.as_str(), "create" | "reset" | "put" | "post")),
            "{words:?}"
        );
    }
    // Asked for a new secret, it adds one and names the old one.
    let task = Task::Connect { new_secret: true };
    let shown = terminal.run(&text(&Job { task, ..job(&profile) }), &[]);
    assert!(hand_back(&shown).contains(" k=-b38Q~"), "{shown}");
    assert!(shown.contains("--key-id=cccccccc-1111-4222-8333-444444444444"), "{shown}");
}

#[test]
fn a_dry_run_only_looks() {
    let profile = profile("Harbor Demo", "Harbor Operator", "For tests");
    let place = Place::new();
    let shown = Terminal::open(&place, &[]).run(&text(&Job { dry_run: true, ..job(&profile) }), &[]);
    assert!(shown.contains("would register the app Harbor Demo"), "{shown}");
    assert!(shown.contains("would assign Harbor Operator"), "{shown}");
    assert!(!shown.contains("azc1 "), "{shown}");
    for words in place.calls() {
        assert!(
            !words.iter().any(|word| matches!(word.as_str(), "create" | "reset" | "put" | "post")),
            "{words:?}"
        );
    }
}

#[test]
fn somebody_elses_app_of_the_same_name_is_asked_about() {
    let profile = profile("Harbor Demo", "Harbor Operator", "For tests");
    let theirs = "99999999-0d9e-4c8b-a7f6-e5d4c3b2a190\tx\tfalse\n";
    let place = Place::new();
    fs::write(place.log().join("app"), theirs).unwrap();
    let mut terminal = Terminal::open(&place, &[]);
    let shown = terminal.run(&text(&job(&profile)), &[("[y/n] ", ""), ("[y/n] ", "n")]);
    assert!(shown.contains("99999999-0d9e-4c8b-a7f6-e5d4c3b2a190"), "{shown}");
    assert!(shown.contains("You chose not to"), "{shown}");
    assert!(!place.calls().iter().any(|words| words.contains(&"post".to_owned())));
    let shown = terminal.run(&text(&job(&profile)), &[("[y/n] ", "y")]);
    assert!(hand_back(&shown).contains("c=5f3c2b1a-"), "{shown}");
}

#[test]
fn without_a_scope_it_asks_and_hands_the_choice_back() {
    let profile = profile("Harbor Demo", "Harbor Operator", "For tests");
    let place = Place::new();
    let scopes = Vec::new();
    let mut terminal = Terminal::open(&place, &[]);
    let shown = terminal.run(
        &text(&Job { scopes, ..job(&profile) }),
        &[("Number: ", "3"), ("Number: ", "1 2"), ("Number: ", "2")],
    );
    assert!(hand_back(&shown).contains(" s=11b5f2a0-7c3d-4e8f-9a60-5b4c3d2e1f00 "), "{shown}");
}

#[test]
fn trust_in_the_platforms_tokens_makes_no_secret() {
    let profile = profile("Harbor Demo", "Harbor Operator", "For tests");
    let place = Place::new();
    let trust = Trust::Federated {
        issuer: "https://id.example.com/it's".into(),
        subject: "account:4d1c$HOME`id`".into(),
        audience: "api://AzureADTokenExchange".into(),
    };
    let mut terminal = Terminal::open(&place, &[]);
    let federated = Job { trust, ..job(&profile) };
    let shown = terminal.run(&text(&federated), &[]);
    let line = hand_back(&shown);
    assert!(!line.contains(" k=") && !line.contains(" e="), "{line}");
    let create = place.call("ad app federated-credential create");
    let body: serde_json::Value = serde_json::from_str(after(&create, "--parameters")).unwrap();
    assert_eq!(
        body,
        serde_json::json!({
            "name": "azure-connect-harbor-demo", "issuer": "https://id.example.com/it's",
            "subject": "account:4d1c$HOME`id`", "audiences": ["api://AzureADTokenExchange"],
        })
    );
    let list = "ad app federated-credential list";
    let before = place.calls().iter().filter(|words| words.join(" ").starts_with(list)).count();
    let shown = terminal.run(&text(&federated), &[]);
    assert_eq!(hand_back(&shown), line);
    let after_second = place.calls().iter().filter(|words| words.join(" ").starts_with(list)).count();
    assert_eq!((before, after_second), (0, 1), "a new app has none, an old one is asked");
}

fn certificate() -> Trust {
    let pem = include_str!("fixtures/certificate/harbor.pem");
    let thumbprint = "1F6A4FB2F83A387DDA11526A38B90D65CF777E7D";
    Trust::Certificate(Box::new(Certificate::parse(pem, thumbprint).unwrap()))
}

#[test]
fn a_certificate_comes_beside_what_the_app_has_and_makes_no_secret() {
    let profile = profile("Harbor Demo", "Harbor Operator", "For tests");
    let place = Place::new();
    let mut terminal = Terminal::open(&place, &[]);
    let job = Job { trust: certificate(), ..job(&profile) };
    let shown = terminal.run(&text(&job), &[]);
    let line = hand_back(&shown);
    assert!(!line.contains(" k=") && !line.contains(" e="), "{line}");
    let reset = place.call("ad app credential reset");
    let Trust::Certificate(certificate) = certificate() else { panic!() };
    assert_eq!(after(&reset, "--cert"), certificate.base64());
    // Without it az would keep it for a year only.
    assert_eq!(after(&reset, "--end-date"), "2028-11-20T15:26:45Z");
    assert!(reset.contains(&"--append".to_owned()), "az deletes the others without it: {reset:?}");
    let list = "ad app credential list";
    let lists = || place.calls().into_iter().filter(|words| words.join(" ").starts_with(list)).count();
    assert_eq!(lists(), 1, "a new app has none, so it is only asked for the id of the new one");
    let shown = terminal.run(&text(&job), &[]);
    assert_eq!(hand_back(&shown), line);
    assert!(shown.contains("already there: 1F6A4FB2F83A387DDA11526A38B90D65CF777E7D"), "{shown}");
    place.call("ad app credential reset");
    assert_eq!(lists(), 2);
    let query = place.calls().into_iter().rfind(|words| words.join(" ").starts_with(list)).unwrap();
    let query = after(&query, "--query");
    for known in ["'1F6A4FB2F83A387DDA11526A38B90D65CF777E7D'", "'H2pPsvg6OH3aEVJqOLkNZc93fn0='"] {
        assert!(query.contains(known), "{query}");
    }
}

#[test]
fn what_goes_wrong_after_a_certificate_names_the_way_back() {
    let profile = profile("Harbor Demo", "Harbor Operator", "For tests");
    let place = Place::new();
    let mut terminal = Terminal::open(&place, &[("AZ_FAIL", "role")]);
    let shown = terminal.run(&text(&Job { trust: certificate(), ..job(&profile) }), &[]);
    let back = "az ad app credential delete --id 5f3c2b1a-0d9e-4c8b-a7f6-e5d4c3b2a190 --cert --key-id eeeeeeee-1111-4222-8333-444444444444";
    assert!(shown.contains(back), "{shown}");
    let place = Place::new();
    let mut terminal = Terminal::open(&place, &[("AZ_FAIL", "policy")]);
    let shown = terminal.run(&text(&Job { trust: certificate(), ..job(&profile) }), &[]);
    assert!(shown.contains("Your directory does not allow this certificate."), "{shown}");
}

/// Names that mean something to a shell, to JSON, to OData or to JMESPath.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("$(touch made)"),
        Just("`touch made`"),
        Just("'"),
        Just("\""),
        Just("\\"),
        Just("!!"),
        Just("!1"),
        Just("$HOME"),
        Just("${IFS}"),
        Just(";touch made;"),
        Just("| touch made"),
        Just("-n"),
        Just("*"),
        Just("~"),
        Just("%s"),
        Just("\\n"),
        Just("AZURE_CONNECT"),
        Just("é"),
        Just("日本"),
        Just("🌊"),
        Just("\u{200f}"),
        Just("]"),
        Just("{}"),
        Just("#"),
        Just("&"),
        Just("<<X"),
        Just("@file"),
        Just("a"),
        Just(" "),
        Just("x y"),
    ];
    prop::collection::vec(piece, 1..8)
        .prop_map(|pieces| pieces.concat().trim().to_owned())
        .prop_filter("not blank", |text| !text.is_empty())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_value_arrives_byte_for_byte_and_nothing_else_runs(
        name in hostile(), role in hostile(), lines in prop::collection::vec(hostile(), 1..3),
    ) {
        let description = lines.join("\n");
        let profile = profile(&name, &role, &description);
        let place = Place::new();
        let shown = Terminal::open(&place, &[]).run(&text(&job(&profile)), &[]);
        hand_back(&shown);
        let post = place.call("rest --method post");
        let body: serde_json::Value = serde_json::from_str(after(&post, "--body")).unwrap();
        prop_assert_eq!(body["displayName"].as_str(), Some(&*name));
        prop_assert_eq!(body["web"]["redirectUris"][0].as_str(), Some("https://example.com/it's?a=$b&c=(d)"));
        let list = place.call("ad app list");
        prop_assert_eq!(after(&list, "--filter"), format!("displayName eq '{}'", name.replace('\'', "''")));
        let jmes = name.replace('\\', "\\\\").replace('\'', "\\'");
        let test = format!("displayName=='{jmes}'");
        prop_assert!(after(&list, "--query").contains(&test));
        let secret = format!("--display-name={name}");
        prop_assert!(place.call("ad app credential reset").contains(&secret));
        let file = place.file();
        prop_assert_eq!(file["name"].as_str(), Some(&*role));
        prop_assert_eq!(file["description"].as_str(), Some(&*description));
        let made = fs::read_dir(place.0.join("home")).unwrap().count();
        prop_assert_eq!(made, 0, "something ran in the shell");
    }
}

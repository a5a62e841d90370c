//! One fixture for each thing that Azure or a tool of the field prints, with what is to be found in it beside it:
//! `NAME` and `NAME.found.json`. A new one is written by `PASTE_FIXTURES=write cargo test --test paste`, and then
//! read by whoever added it.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use azure_connect::azure::Date;
use azure_connect::paste::{self, NoteKind, Pasted, Source};
use azure_connect::text::{Texts, decode};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

const TENANT: &str = "5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61";
const CLIENT: &str = "8d2f6a90-7b1c-4e3d-a5f4-2c9b8e7d6f10";
const SUBSCRIPTION: &str = "c3a9e4d7-60b2-4f18-8c75-d1e0f2a3b4c5";
// Made up, of today's shape.
const SECRET: &str = "ab.8Q~MadeUpForTheseTests_Shape_01234567";

fn today() -> Date {
    "2026-11-21".parse().unwrap()
}

fn read(text: &str) -> Pasted {
    paste::read(text, today())
}

/// All of it, with sources and lines.
fn shown(pasted: &Pasted) -> Value {
    let mut all = Map::new();
    let mut put = |key: &str, value: Option<(String, Source, usize)>| {
        if let Some((value, source, line)) = value {
            all.insert(key.into(), json!([value, source.code(), line]));
        }
    };
    put("cloud", pasted.cloud.map(|found| (found.value.to_string(), found.source, found.line)));
    put("tenantId", pasted.tenant.as_ref().map(|found| (found.value.to_string(), found.source, found.line)));
    put("clientId", pasted.client.map(|found| (found.value.to_string(), found.source, found.line)));
    put(
        "clientSecret",
        pasted.secret.as_ref().map(|found| (found.value.expose().to_owned(), found.source, found.line)),
    );
    put("expiresOn", pasted.expiry.map(|found| (found.value.to_string(), found.source, found.line)));
    for group in &pasted.management_groups {
        let list = all.entry("managementGroups").or_insert_with(|| json!([]));
        list.as_array_mut().unwrap().push(json!([group.value, group.source.code(), group.line]));
    }
    for found in &pasted.subscriptions {
        let list = all.entry("subscriptions").or_insert_with(|| json!([]));
        let one = json!({
            "id": found.id, "name": found.name, "tenant": found.tenant, "cloud": found.cloud,
            "enabled": found.enabled, "default": found.is_default,
        });
        let Value::Object(mut one) = one else { unreachable!() };
        one.retain(|_, value| !value.is_null());
        list.as_array_mut().unwrap().push(Value::Object(one));
    }
    if let Some(source) = pasted.subscriptions_source {
        all.insert("subscriptionsSource".into(), source.code().into());
    }
    if pasted.is_hand_back {
        all.insert("handBack".into(), true.into());
    }
    for ambiguity in &pasted.ambiguous {
        let candidates = ambiguity.candidates.iter();
        let candidates: Value =
            candidates.map(|one| json!([one.text, one.source.code(), one.line])).collect();
        let list = all.entry("ambiguous").or_insert_with(|| json!({}));
        list.as_object_mut().unwrap().insert(ambiguity.key().into(), candidates);
    }
    let missing: Vec<_> = pasted.missing.iter().map(|field| field.id()).collect();
    all.insert("missing".into(), json!(missing));
    if !pasted.notes.is_empty() {
        let notes = pasted.notes.iter().map(|note| {
            let details = note.details().into_iter().map(|(name, value)| format!(" {name}={value}"));
            Value::String([note.code().to_owned()].into_iter().chain(details).collect())
        });
        all.insert("notes".into(), notes.collect());
    }
    Value::Object(all)
}

fn fixtures() -> &'static [(String, String)] {
    static FIXTURES: OnceLock<Vec<(String, String)>> = OnceLock::new();
    FIXTURES.get_or_init(load)
}

fn load() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/paste");
    let files = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = files.filter(|name| !name.ends_with(".found.json")).collect();
    names.sort();
    names.into_iter().map(|name| (decode(&fs::read(folder.join(&name)).unwrap()).text, name)).collect()
}

#[test]
fn every_source_is_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/paste");
    let mut wrong = Vec::new();
    let mut sources = BTreeSet::new();
    let fixtures = fixtures();
    assert!(fixtures.len() > 50);
    for (text, name) in fixtures {
        let found = shown(&read(text));
        let path = folder.join(format!("{name}.found.json"));
        if std::env::var("PASTE_FIXTURES").is_ok_and(|word| word == "write") && !path.exists() {
            fs::write(&path, serde_json::to_string_pretty(&found).unwrap() + "\n").unwrap();
        }
        let expected: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        if found != expected {
            wrong.push(format!("{name}:\n{found:#}\nin place of\n{expected:#}"));
        }
        let printed = expected.to_string();
        sources.extend(
            Source::ALL.into_iter().filter(|source| printed.contains(&format!("\"{}\"", source.code()))),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    let all: BTreeSet<_> = Source::ALL.into_iter().collect();
    assert_eq!(all.difference(&sources).collect::<Vec<_>>(), Vec::<&Source>::new(), "without a fixture");
}

#[test]
fn every_note_and_source_has_its_words() {
    let english = Texts::english();
    for kind in NoteKind::SAMPLES.into_iter().chain([NoteKind::Expired(today())]) {
        let note = paste::Note { kind, line: Some(1) };
        let details = note.details();
        let values: Vec<_> = details.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let key = format!("paste.note.{}", note.code());
        assert!(english.has(&key), "{key}");
        let sentence = english.fill(&key, &values).replace("{label}", "");
        assert!(!sentence.contains('{'), "{sentence}");
    }
    for source in Source::ALL {
        assert!(english.has(&format!("paste.from.{}", source.code())), "{source:?}");
    }
}

/// What surrounds a value on a screen does not change it.
#[test]
fn dress_makes_no_difference() {
    for (text, name) in fixtures() {
        let text = &text.replace('\r', "");
        let plain = shown(&read(text));
        for dressed in [text.replace('\n', "\r\n"), format!("\u{feff}{text}"), format!("{text}\n\n")] {
            assert_eq!(shown(&read(&dressed)), plain, "{name}");
        }
    }
}

#[test]
fn no_secret_leaves_by_another_door() {
    for (text, name) in fixtures() {
        let pasted = read(text);
        let debug = format!("{pasted:?}");
        for part in [&SECRET[..24], "AnotherOneThatIsMadeUp", "Urc:x-M63", "MadeUpForThese"] {
            assert!(!debug.contains(part), "{name}: {debug}");
        }
    }
}

#[test]
fn what_is_only_nearly_text_is_read() {
    // UTF-16 that a program took for Latin-1, as it comes from a clipboard.
    let zeros: String = format!("AZURE_TENANT_ID={TENANT}\r\n").chars().flat_map(|c| [c, '\0']).collect();
    let pasted = read(&zeros);
    assert_eq!(pasted.tenant.unwrap().value.to_string(), TENANT);
    assert_eq!(pasted.notes[0].kind, NoteKind::Utf16);
    // More than is read.
    let long = format!("AZURE_TENANT_ID={TENANT}\n{}\nAZURE_CLIENT_ID={CLIENT}\n", "é".repeat(5_000_000));
    let pasted = read(&long);
    assert_eq!(pasted.tenant.unwrap().value.to_string(), TENANT);
    assert!(pasted.client.is_none());
    assert_eq!(pasted.notes[0].kind, NoteKind::TooLong { megabytes: 8 });
}

/// As many lines of a list as somebody with ten thousand subscriptions has.
fn account_list(count: u32) -> String {
    let account = |n: u32| {
        format!(
            "  {{\n    \"cloudName\": \"AzureCloud\",\n    \"homeTenantId\": \"{TENANT}\",\n    \"id\": \
             \"{n:08x}-60b2-4f18-8c75-d1e0f2a3b4c5\",\n    \"isDefault\": false,\n    \"managedByTenants\": [],\n    \
             \"name\": \"Subscription {n}\",\n    \"state\": \"Enabled\",\n    \"tenantId\": \"{TENANT}\",\n    \
             \"user\": {{\n      \"name\": \"admin@contoso.com\",\n      \"type\": \"user\"\n    }}\n  }}"
        )
    };
    let accounts: Vec<_> = (1..=count).map(account).collect();
    format!("[\n{}\n]\n", accounts.join(",\n"))
}

#[test]
fn ten_thousand_subscriptions_are_kept_in_their_order() {
    let pasted = read(&account_list(10_000));
    assert_eq!(pasted.subscriptions.len(), 10_000);
    assert_eq!(pasted.subscriptions[41].name.as_deref(), Some("Subscription 42"));
    assert_eq!(pasted.subscriptions_source, Some(Source::AzAccount));
    assert!(pasted.ambiguous.is_empty() && pasted.notes.is_empty());
}

/// The time that this thread has been running: what other programs do on the machine is not in it, where the
/// system says so.
fn running() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    let said = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = said.split(' ').next().and_then(|first| first.parse().ok());
    nanoseconds.map_or_else(|| START.get_or_init(Instant::now).elapsed(), Duration::from_nanos)
}

fn time(text: &str) -> Duration {
    let once = || {
        let start = running();
        std::hint::black_box(read(text));
        running() - start
    };
    once().min(once())
}

/// Four times the text in no more than ten times the time.
#[test]
fn time_is_linear() {
    type Make = fn(usize) -> String;
    let makers: [(&str, Make); 20] = [
        ("accounts", |n| account_list((n / 400) as u32)),
        ("lines of one account", |n| account_list((n / 400) as u32).replace('\n', "")),
        ("brackets", |n| "[".repeat(n)),
        ("brackets that lead", |n| "{\"".repeat(n / 2)),
        ("objects not ended", |n| "{\"a\":1,\n".repeat(n / 8)),
        ("objects broken", |n| "{\"a\" 1}\n".repeat(n / 8)),
        ("strings not ended", |n| "{\"a\n".repeat(n / 4)),
        ("hand-backs", |n| "azc1 ".repeat(n / 5)),
        ("hand-backs without head", |n| format!("t={TENANT} c=1\n\n").repeat(n / 44)),
        ("signs", |n| format!("azc1 {}", "#".repeat(n))),
        ("sums", |n| "azc1 t=1 #00000000\n".repeat(n / 19)),
        ("tags", |n| format!("</p>{}", "<p <!-- <script>".repeat(n / 16))),
        ("entities", |n| format!("</p>{}", "&amp".repeat(n / 4))),
        ("assignments", |n| "a=b ".repeat(n / 4)),
        ("one long label", |n| "tenant:".repeat(n / 7)),
        ("spaces", |n| format!("{{{}", " ".repeat(n))),
        ("addresses", |n| "https://login.microsoftonline.com/x ".repeat(n / 36)),
        ("ids", |n| (0..n / 40).map(|n| format!("client {n:08x}-60b2-4f18-8c75-d1e0f2a3b4c5\n")).collect()),
        ("ids of a line", |n| (0..n / 40).map(|n| format!("/{n:08x}-60b2-4f18-8c75-d1e0f2a3b4c5")).collect()),
        ("table", |n| format!("Name  SubscriptionId\n----  ----\n{}", "abc   def\n".repeat(n / 10))),
    ];
    for (name, make) in makers {
        let n = 30_000;
        let (short, long) = (time(&make(n)), time(&make(4 * n)));
        assert!(long < short * 10 + Duration::from_millis(30), "{name}: {short:?}, then {long:?}");
    }
}

proptest! {
    #[test]
    fn never_panics(text in ".{0,200}") {
        read(&text);
    }

    /// Pieces of what is pasted, torn and put together anew.
    #[test]
    fn never_panics_on_what_is_nearly_right(parts in proptest::collection::vec(0_usize..24, 0..24)) {
        let pieces = [
            "{", "}", "[", "]", "\"", "'", ":", "=", ",", "\n", "\r", "\t", " ", "#", "azc1 ", "\"id\"", "\u{200f}",
            "<p>", "</td>", "&#x20;", "\u{1b}[1m", TENANT, SECRET, "https://portal.azure.com/#@",
        ];
        let text: String = parts.into_iter().map(|part| pieces[part]).collect();
        let pasted = read(&text);
        let debug = format!("{pasted:?}");
        prop_assert!(!debug.contains(&SECRET[6..]));
    }

    /// Cut anywhere, nothing is made up: what is found is what was there.
    #[test]
    fn cut_anywhere(at in 0_usize..2000, which in 0_usize..100) {
        let fixtures = fixtures();
        let (text, _) = &fixtures[which % fixtures.len()];
        let end = (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap();
        let pasted = read(&text[..end]);
        if let Some(secret) = &pasted.secret {
            let unwrapped: String = text.split(['\n', '>']).collect();
            prop_assert!(unwrapped.contains(secret.value.expose()));
        }
    }

    /// Prompts, warnings and indents around it change nothing.
    #[test]
    fn surroundings_change_nothing(before in 0_usize..6, after in 0_usize..4, indent in 0_usize..6) {
        let before = [
            "", "me@host:~$ az ad sp create-for-rbac\n", "PS C:\\> \n", "WARNING: The output includes credentials.\n",
            "```json\n", "Hello,\n\nhere are the values you asked for:\n",
        ][before];
        let after = ["", "\n```", "\nme@host:~$ ", "\n\nBest regards\n"][after];
        let indent = " ".repeat(indent);
        let text = format!(
            "{before}{indent}{{\n{indent}\"appId\": \"{CLIENT}\",\n{indent}\"password\": \"{SECRET}\",\n{indent}\
             \"tenant\": \"{TENANT}\"\n{indent}}}{after}"
        );
        let pasted = read(&text);
        prop_assert_eq!(pasted.client.unwrap().value.to_string(), CLIENT);
        prop_assert_eq!(pasted.tenant.unwrap().value.to_string(), TENANT);
        let secret = pasted.secret.unwrap().value;
        prop_assert_eq!(secret.expose(), SECRET);
        prop_assert!(pasted.notes.is_empty());
        let lines = format!(
            "{before}{indent}ARM_CLIENT_ID={CLIENT}\n{indent}ARM_TENANT_ID={TENANT}\n{indent}ARM_SUBSCRIPTION_ID=\
             {SUBSCRIPTION}{after}"
        );
        let pasted = read(&lines);
        prop_assert_eq!(pasted.client.unwrap().value.to_string(), CLIENT);
        prop_assert_eq!(pasted.tenant.unwrap().value.to_string(), TENANT);
        prop_assert_eq!(pasted.subscriptions[0].id.to_string(), SUBSCRIPTION);
    }
}

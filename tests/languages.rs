//! The language tables: each says everything that English says, and nothing else.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use azure_connect::text::Texts;
use serde_json::{Map, Value};

const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

type Table = Vec<(String, String)>;

fn directory() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/texts")
}

fn read(name: &str) -> Value {
    let text = fs::read_to_string(directory().join(name)).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn table(tag: &str) -> Table {
    // A map of `serde_json` forgets the order and drops doubles, so the lines are read one by one.
    let text = fs::read_to_string(directory().join(format!("{tag}.json"))).unwrap();
    assert!(Texts::parse(&text).is_ok(), "{tag}: the widget cannot read it");
    let lines = text.lines().map(str::trim).filter(|line| line.starts_with('"'));
    let entries = lines.map(|line| format!("{{{}}}", line.strip_suffix(',').unwrap_or(line)));
    let read = |line: String| -> Map<String, Value> {
        serde_json::from_str(&line)
            .unwrap_or_else(|error| panic!("{tag}: one sentence, one line: {line}: {error}"))
    };
    entries.flat_map(read).map(|(key, text)| (key, text.as_str().unwrap().to_owned())).collect()
}

/// The tags of all tables beside English.
fn tags() -> Vec<String> {
    let names =
        fs::read_dir(directory()).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut tags: Vec<String> = names
        .filter_map(|name| name.strip_suffix(".json").map(str::to_owned))
        .filter(|tag| matches!(tag.split('-').next().unwrap().len(), 2 | 3) && tag != "en")
        .collect();
    tags.sort();
    assert!(!tags.is_empty());
    tags
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|part| part.split_once('}').map(|(name, _)| name)).collect()
}

/// The sentence that a plural form is a form of.
fn base(key: &str) -> Option<&str> {
    key.rsplit_once('.').filter(|(_, form)| FORMS.contains(form)).map(|(base, _)| base)
}

/// Whether a sentence is none, but what is typed into a shell.
fn is_command(key: &str) -> bool {
    let key = key.strip_prefix("group.").unwrap_or(key);
    key.ends_with(".command") && (key.starts_with("role.use.") || key.starts_with("role.again."))
}

fn map(table: &Table) -> BTreeMap<&str, &str> {
    table.iter().map(|(key, text)| (key.as_str(), text.as_str())).collect()
}

#[test]
fn every_language_has_every_sentence_in_the_same_order() {
    let english = table("en");
    let known = map(&english);
    for tag in tags() {
        let own = table(&tag);
        let keys: BTreeSet<_> = own.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys.len(), own.len(), "{tag}: a key twice");
        let missing: Vec<_> = known.keys().filter(|key| !keys.contains(*key)).collect();
        assert!(missing.is_empty(), "{tag}: not translated: {missing:?}");
        // A language may have more forms of what is counted.
        let form = |key: &str, form: &str| known.contains_key(&*format!("{key}.{form}"));
        let counted = |key: &str| {
            base(key)
                .is_some_and(|base| known.contains_key(base) || FORMS.iter().any(|known| form(base, known)))
        };
        let strange: Vec<_> = keys.iter().filter(|key| !known.contains_key(*key) && !counted(key)).collect();
        assert!(strange.is_empty(), "{tag}: English has no such sentence: {strange:?}");
        let order = own.iter().map(|(key, _)| key).filter(|key| known.contains_key(key.as_str()));
        let moved = order.zip(&english).find(|(key, (expected, _))| *key != expected);
        assert!(moved.is_none(), "{tag}: not in the order of en.json: {moved:?}");
    }
}

#[test]
fn placeholders_are_those_of_english() {
    let english = table("en");
    let known = map(&english);
    for tag in tags() {
        for (key, text) in table(&tag) {
            let forms = |key: &str| known.get(key).map(|text| placeholders(text)).unwrap_or_default();
            let given: BTreeSet<_> = match base(&key) {
                // The number is given to every form, whether English says it there or not.
                Some(base) => FORMS
                    .iter()
                    .flat_map(|form| forms(&format!("{base}.{form}")))
                    .chain(forms(base))
                    .chain(["count", "total"])
                    .collect(),
                None => forms(&key),
            };
            let used = placeholders(&text);
            let unknown: Vec<_> = used.difference(&given).collect();
            assert!(unknown.is_empty(), "{tag}: {key} has {unknown:?}");
            if base(&key).is_none() {
                let lost: Vec<_> = given.difference(&used).collect();
                assert!(lost.is_empty(), "{tag}: {key} lacks {lost:?}");
            }
            assert_eq!(text.matches('{').count(), text.matches('}').count(), "{tag}: {key}: {text}");
        }
    }
}

#[test]
fn sentences_are_whole_and_clean() {
    let english = table("en");
    let known = map(&english);
    for tag in tags() {
        for (key, text) in table(&tag) {
            let english = known.get(key.as_str()).copied().unwrap_or_default();
            assert!(!text.trim().is_empty() || english.is_empty(), "{tag}: {key} is empty");
            let edges = |text: &str| (text.starts_with(' '), text.ends_with(' '));
            assert!(
                edges(&text) == edges(english) || english.is_empty(),
                "{tag}: {key} begins or ends with a space"
            );
            for sign in ["<", ">", "&amp;", "&quot;", "TODO", "FIXME", "  ", "**"] {
                assert!(!text.contains(sign) || english.contains(sign), "{tag}: {key} has “{sign}”: {text}");
            }
            let breaks = |text: &str| text.matches('\n').count();
            assert!(
                breaks(&text) == breaks(english) || base(&key).is_some(),
                "{tag}: {key} has other lines: {text}"
            );
        }
    }
}

#[test]
fn what_is_left_in_english_is_so_on_purpose() {
    let english = table("en");
    let known = map(&english);
    let listed = read("same.json");
    let list = |name: &str| -> BTreeSet<String> {
        let entries = listed.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
        entries.iter().map(|key| key.as_str().unwrap().to_owned()).collect()
    };
    let everywhere = list("*");
    for tag in tags() {
        let own = list(&tag);
        let on_purpose = |key: &str| is_command(key) || everywhere.contains(key) || own.contains(key);
        let table = table(&tag);
        let same = |key: &str, text: &str| known.get(key) == Some(&text);
        let left: Vec<_> = table
            .iter()
            .filter(|(key, text)| same(key, text) && !on_purpose(key))
            .map(|(key, _)| key)
            .collect();
        assert!(
            left.is_empty(),
            "{tag}: English was left in {left:#?}. Where that is right, add the key to data/texts/same.json"
        );
        let stale: Vec<_> = own
            .iter()
            .filter(|key| !table.iter().any(|(own, text)| own == *key && same(own, text)))
            .collect();
        assert!(stale.is_empty(), "{tag}: in same.json, but translated by now: {stale:?}");
        // Commands are typed as they are.
        let changed: Vec<_> = table
            .iter()
            .filter(|(key, text)| is_command(key) && !same(key, text))
            .map(|(key, _)| key)
            .collect();
        assert!(changed.is_empty(), "{tag}: commands that nobody can run: {changed:?}");
    }
}

#[test]
fn forms_of_a_number_are_there_for_several_and_for_groups_too() {
    for tag in tags() {
        let table = table(&tag);
        let texts = map(&table);
        for key in texts.keys() {
            let Some((base, form)) = base(key).zip(key.rsplit('.').next()) else { continue };
            // For these the sentence about one subscription would be taken: `Scene::count`.
            for target in ["many", "group"] {
                let has = |form: &str| texts.contains_key(&*format!("{target}.{base}{form}"));
                let lacks = form != "one" && !has(&format!(".{form}")) && (has(".many") || has(".one"));
                assert!(!lacks, "{tag}: {key} is there, and {target}.{key} is not");
            }
        }
    }
}

#[test]
fn one_says_its_number_where_it_also_stands_for_none() {
    // CLDR: in French, zero is singular.
    for tag in ["fr"].iter().filter(|tag| tags().iter().any(|there| there == *tag)) {
        for (key, text) in table(tag) {
            let digit = key.ends_with(".one") && text.chars().any(|letter| letter == '1');
            assert!(!digit, "{tag}: {key} says 1 in place of {{count}}");
        }
    }
}

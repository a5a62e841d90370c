use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::json::{Node, parse};

/// The repaired text and the mends, each as `line:column code`.
fn repaired(text: &str) -> (String, Vec<String>) {
    let repaired = repair(text).unwrap();
    assert!(parse(&repaired.text).is_ok(), "{text:?} became {:?}", repaired.text);
    assert_eq!(repaired.count, repaired.mends.len());
    let mends = repaired.mends.iter();
    (
        repaired.text.clone(),
        mends.map(|mend| format!("{}:{} {}", mend.line, mend.column, mend.kind.code())).collect(),
    )
}

/// What each of these becomes, and what is said of it.
fn check(cases: &[(&str, &str, &[&str])]) {
    for (text, json, mends) in cases {
        assert_eq!(
            repaired(text),
            ((*json).to_owned(), mends.iter().map(|&m| m.to_owned()).collect()),
            "{text:?}"
        );
    }
}

fn refused(text: &str) -> (String, Option<(char, usize, usize)>) {
    let error = repair(text).unwrap_err();
    (
        format!("{}:{} {}", error.line(), error.column(), error.code()),
        error.open().map(|open| (open.sign, open.line, open.column)),
    )
}

#[test]
fn json_goes_through() {
    for text in
        ["{}", "[1, 2.5e-3,\r\n\ttrue ] \n", "\"a {\\\"b\\\": [\"", "null", "-0", "{\"a\":{\"b\":[[]]}}"]
    {
        assert_eq!(repaired(text), (text.to_owned(), Vec::new()));
    }
}

#[test]
fn commas() {
    check(&[
        ("[1,]", "[1]", &["1:3 trailing-comma"]),
        ("{\"a\": 1 , // b\n }", "{\"a\": 1  \n }", &["1:9 trailing-comma", "1:11 comment"]),
        ("[[1,],]", "[[1]]", &["1:4 trailing-comma", "1:6 trailing-comma"]),
        (
            "[,1,,2,,]",
            "[1,2]",
            &["1:2 extra-comma", "1:5 extra-comma", "1:7 trailing-comma", "1:8 extra-comma"],
        ),
        ("[\"é\"\n \"b\"]", "[\"é\",\n \"b\"]", &["1:5 missing-comma"]),
        ("{\"a\":{}// x\n\"b\":1}", "{\"a\":{},\n\"b\":1}", &["1:8 comment", "1:8 missing-comma"]),
    ]);
}

#[test]
fn comments() {
    check(&[
        ("// a role\n{} # end", "{} ", &["1:1 comment", "2:4 comment"]),
        ("/* one\n * two */ [1/**/,2]", "[1 ,2]", &["1:1 comment", "2:13 comment"]),
        ("[\"http://a/*\", \"#\"]", "[\"http://a/*\", \"#\"]", &[]),
    ]);
}

#[test]
fn quotes() {
    check(&[
        ("{'it\\'s': 'a \"b\"'}", "{\"it's\": \"a \\\"b\\\"\"}", &["1:2 single-quote", "1:11 single-quote"]),
        ("['don't']", "[\"don't\"]", &["1:2 single-quote"]),
        (
            "{\u{201c}a\u{201d}: \u{201e}say \u{201c}hi\u{201d} now\u{201c}}",
            "{\"a\": \"say \u{201c}hi\u{201d} now\"}",
            &["1:2 smart-quote", "1:7 smart-quote"],
        ),
        ("[\u{201c}a\", \u{2018}b\u{2019}]", "[\"a\", \"b\"]", &["1:2 smart-quote", "1:7 smart-quote"]),
        ("[\"\u{201c}a\u{201d}, 'b'\"]", "[\"\u{201c}a\u{201d}, 'b'\"]", &[]),
        ("[\u{201c}a\\\u{201d}b\u{201d}]", "[\"a\\\"b\"]", &["1:2 smart-quote"]),
    ]);
}

#[test]
fn words_keys_and_escapes() {
    check(&[
        (
            "{'a': True, 'b': None}",
            "{\"a\": true, \"b\": null}",
            &["1:2 single-quote", "1:7 word", "1:13 single-quote", "1:18 word"],
        ),
        ("{isCustom: true}", "{\"isCustom\": true}", &["1:2 bare-key"]),
        ("[\"A.B/\\*/read\"]", "[\"A.B/*/read\"]", &["1:7 escape"]),
        ("['\\x41\\u00e9']", "[\"\\u0041\\u00e9\"]", &["1:2 single-quote", "1:3 escape"]),
        ("[\"a\tb\u{1}\"]", "[\"a\\tb\\u0001\"]", &["1:4 control", "1:6 control"]),
    ]);
}

#[test]
fn what_nobody_sees() {
    check(&[
        ("\u{feff}{}", "{}", &[]),
        ("{\u{a0}\u{a0}\"a\u{a0}\"\u{200b}:1}", "{ \"a\u{a0}\" :1}", &["1:2 invisible", "1:8 invisible"]),
        ("\u{202b}{}\u{202c}", "{} ", &["1:1 invisible", "1:4 invisible"]),
    ]);
}

#[test]
fn what_stands_around() {
    let before = &["1:1 text-before"][..];
    check(&[
        ("```json\n{}\n```\n", "{}\n", &["1:1 code-fence", "3:1 code-fence"]),
        (
            "[root@vm ~]# az role\n[{\"a\":1}]\n[root@vm ~]# ",
            "[{\"a\":1}]\n",
            &["1:1 text-before", "3:1 text-after"],
        ),
        ("PS C:\\> az role definition list --query \"[].{n:name}\"\n[\"a\"]", "[\"a\"]", before),
        ("WARNING: [x] and {y}\n{\"a\":1}", "{\"a\":1}", before),
        (
            "az role definition create --role-definition '{\"a\": 1}'",
            "{\"a\": 1}",
            &["1:1 text-before", "1:54 text-after"],
        ),
        ("{\"a\":1},\n", "{\"a\":1}", &["1:8 text-after"]),
        ("{\"a\":1};", "{\"a\":1}", &["1:8 text-after"]),
        ("cat <<EOF\n{\n \"a\":1}\nEOF\n", "{\n \"a\":1}\n", &["1:1 text-before", "4:1 text-after"]),
    ]);
}

#[test]
fn what_was_cut_off() {
    for (text, place, open) in [
        ("", "1:1 end", None),
        ("{\n \"a\": [\n  \"b\",", "3:7 end", Some(('[', 2, 7))),
        ("{\"a\": \"b", "1:9 end", Some(('"', 1, 7))),
        ("{\"a\"", "1:5 end", Some(('{', 1, 1))),
        ("[tru", "1:5 end", Some(('[', 1, 1))),
        ("[1, /* x", "1:9 end", Some(('/', 1, 5))),
        ("[\"\\u12", "1:7 end", Some(('"', 1, 2))),
        ("[\"\\ud83d", "1:9 end", Some(('"', 1, 2))),
        ("$ cat\n{\"a\":", "2:6 end", Some(('{', 2, 1))),
    ] {
        assert_eq!(refused(text), (place.to_owned(), open), "{text:?}");
    }
}

#[test]
fn what_cannot_be_mended() {
    for (text, place) in [
        ("hello", "1:1 unexpected"),
        ("<html>", "1:1 markup"),
        ("<pre>{&quot;a&quot;: 1}</pre>", "1:1 markup"),
        ("{&quot;a&quot;: 1}", "1:2 markup"),
        ("{} {}", "1:4 unexpected"),
        ("{\"a\":1},\n{\"a\":2}", "2:1 unexpected"),
        ("[1 2]", "1:4 unexpected"),
        ("[\"a\" \"b\"]", "1:6 unexpected"),
        ("{\"a\":}", "1:6 unexpected"),
        ("{\"a\",\"b\"}", "1:5 unexpected"),
        ("[1, maybe]", "1:5 unexpected"),
        ("[\"a\", 01]", "1:7 unexpected"),
        ("[{\"a\":1]", "1:8 unexpected"),
        ("[\"a\",\n \"b\n]", "2:2 open-string"),
        ("[1, \"C:\\dir\"]", "1:8 bad-string"),
        ("[1, \"\\ud800\"]", "1:6 bad-string"),
        ("{\"a\": x, \n{\"b\":1}\n}", "1:7 unexpected"),
    ] {
        assert_eq!(refused(text).0, place, "{text:?}");
    }
    let nested = |depth: usize| ["[".repeat(depth), "]".repeat(depth)].concat();
    assert!(repair(&nested(127)).is_ok());
    assert_eq!(repair(&nested(128)).unwrap_err().kind(), SyntaxErrorKind::TooDeep);
}

#[test]
fn a_thousand_mends_are_listed() {
    let repaired = repair(&["[", &"1,,".repeat(3000), "]"].concat()).unwrap();
    assert_eq!((repaired.mends.len(), repaired.count), (1000, 3001));
}

/// Steps that a text takes, by its length.
fn effort(text: &str) -> f64 {
    let mut mender = Mender::new(text);
    mender.document().ok();
    mender.steps as f64 / text.len() as f64
}

#[test]
fn effort_grows_with_the_text_and_no_faster() {
    for piece in [
        "[",
        "{",
        "[\"",
        "{\"",
        "[\"[",
        "{'",
        "' ",
        "['a' ",
        "[\u{201c} ",
        "\"",
        "\u{201c}\" ",
        "/*",
        "[/*",
        "//",
        "#",
        "[\n",
        "\n[x",
        "[ ",
        "{\u{a0}",
        ",",
        "[,",
        "[1,",
        "[1\n",
        "[]",
        "{}",
        "[{},",
        "[] ,",
        "[\"\\u",
        "\"[\"",
        "{a",
        "{a:",
        "'\n[\"",
    ] {
        let small = effort(&piece.repeat(500));
        let large = effort(&piece.repeat(50_000));
        assert!(large < 8.0 && large < small * 1.5 + 0.5, "{piece:?}: {small} {large}");
        let inside = effort(&["[", &piece.repeat(50_000)].concat());
        assert!(inside < 8.0, "{piece:?} in a list: {inside}");
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[ -~\u{a0}\u{201c}\u{2019}]{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::btree_map(any::<String>(), inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Writes a value as people do, with what is mended strewn in.
fn sloppy(value: &Value, noise: &mut impl FnMut() -> u8, out: &mut String) {
    blank(noise, out);
    match value {
        Value::String(text) => quoted(text, noise, out),
        Value::Bool(flag) if noise().is_multiple_of(2) => out.push_str(if *flag { "True" } else { "False" }),
        Value::Null if noise().is_multiple_of(2) => out.push_str("None"),
        Value::Array(list) => {
            out.push('[');
            for (at, item) in list.iter().enumerate() {
                separator(at, noise, out);
                sloppy(item, noise, out);
            }
            end(list.len(), noise, out);
            out.push(']');
        }
        Value::Object(map) => {
            out.push('{');
            for (at, (key, value)) in map.iter().enumerate() {
                separator(at, noise, out);
                blank(noise, out);
                quoted(key, noise, out);
                blank(noise, out);
                out.push(':');
                sloppy(value, noise, out);
            }
            end(map.len(), noise, out);
            out.push('}');
        }
        plain => out.push_str(&plain.to_string()),
    }
    blank(noise, out);
}

fn quoted(text: &str, noise: &mut impl FnMut() -> u8, out: &mut String) {
    let json = serde_json::to_string(text).unwrap();
    let inner = &json[1..json.len() - 1];
    let plain = !text.contains(['"', '\'']) && !text.contains(stray_quote);
    match noise() % 4 {
        0 => out.push_str(&["'", &inner.replace('\'', "\\'"), "'"].concat()),
        1 if plain => out.push_str(&["\u{201c}", inner, "\u{201d}"].concat()),
        2 if plain => out.push_str(&["\u{2018}", inner, "\u{2019}"].concat()),
        _ => out.push_str(&json),
    }
}

fn stray_quote(c: char) -> bool {
    crate::json::stray::is_smart_double(c) || crate::json::stray::is_smart_single(c)
}

fn separator(at: usize, noise: &mut impl FnMut() -> u8, out: &mut String) {
    match noise() % 8 {
        _ if at == 0 => {}
        0 => out.push_str(",,"),
        1 => out.push('\n'),
        _ => out.push(','),
    }
}

fn end(length: usize, noise: &mut impl FnMut() -> u8, out: &mut String) {
    if length > 0 && noise().is_multiple_of(2) {
        out.push(',');
    }
    blank(noise, out);
}

fn blank(noise: &mut impl FnMut() -> u8, out: &mut String) {
    out.push_str(match noise() % 10 {
        0 => " // note, \"x\": [1]\n",
        1 => "/* { */",
        2 => "\u{a0}\u{200b}",
        3 => "\r\n\t",
        4 => "# it's\n",
        5 => "\u{feff} ",
        _ => "",
    });
}

/// The tree as JSON has it; of an object's members the order counts as well.
fn tree(text: &str) -> Node {
    parse(text).unwrap()
}

proptest! {
    #[test]
    fn json_is_unchanged(value in any_value(), pretty in any::<bool>()) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
        prop_assert_eq!(repair(&text).unwrap(), Repaired { text, mends: Vec::new(), count: 0 });
    }

    #[test]
    fn what_is_strewn_in_changes_nothing(value in any_value(), noise in proptest::collection::vec(any::<u8>(), 1..64)) {
        let value = if value.is_string() { Value::Array(vec![value]) } else { value };
        let mut at = 0;
        let mut next = || { at += 1; noise[at % noise.len()].wrapping_add((at / noise.len()) as u8) };
        let mut text = String::new();
        sloppy(&value, &mut next, &mut text);
        let repaired = repair(&text);
        prop_assert!(repaired.is_ok(), "{text:?}: {repaired:?}");
        prop_assert_eq!(tree(&repaired.unwrap().text), tree(&value.to_string()), "{:?}", text);
    }

    #[test]
    fn a_cut_is_seen(value in any_value(), cut in any::<prop::sample::Index>()) {
        let text = Value::Array(vec![value]).to_string();
        let at = (0..=cut.index(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
        let error = repair(&text[..at]).unwrap_err();
        prop_assert_eq!(error.kind(), SyntaxErrorKind::End);
    }

    #[test]
    fn whatever_comes_out_is_json(text in any::<String>()) {
        if let Ok(repaired) = repair(&text) {
            prop_assert!(parse(&repaired.text).is_ok(), "{:?}", repaired.text);
        }
    }

    #[test]
    fn of_what_looks_like_json_too(text in "[\\[\\]{},:\"'0-9nu\\\\ .e\\-\n/*#`\u{201c}\u{a0}abA]{0,32}") {
        let repaired = repair(&text);
        if let Ok(repaired) = &repaired {
            prop_assert!(parse(&repaired.text).is_ok(), "{text:?} {:?}", repaired.text);
        }
        if let Ok(node) = parse(&text) {
            prop_assert_eq!(tree(&repaired.unwrap().text), node);
        }
    }
}

use proptest::prelude::*;
use serde_json::Value;

use super::*;

fn kind(text: &str) -> SyntaxErrorKind {
    parse(text).unwrap_err().kind()
}

#[test]
fn every_kind_of_value_is_read() {
    let node =
        parse(" {\"a\": [null, true , false,\"\\u00e9\\n\\ud83d\\ude00/\\/\"], \"\":{}, \"a\":-12}\r\n\t");
    let list = vec![Node::Null, Node::Flag(true), Node::Flag(false), Node::Text("é\n😀//".into())];
    let entries = vec![
        ("a".into(), Node::List(list)),
        (String::new(), Node::Object(Vec::new())),
        ("a".into(), Node::Number(Some(-12))),
    ];
    assert_eq!(node, Ok(Node::Object(entries)));
}

#[test]
fn numbers_are_whole_or_fractions() {
    for (text, number) in [
        ("0", Some(0)),
        ("-0", Some(0)),
        ("-0.0e5", Some(0)),
        ("180", Some(180)),
        ("180.000", Some(180)),
        ("1.8e2", Some(180)),
        ("18000E-2", Some(180)),
        ("1.8e+1", Some(18)),
        ("1.85e1", None),
        ("0.1", None),
        ("1e-400", None),
        ("9223372036854775807", Some(i64::MAX)),
        ("9223372036854775808", Some(i64::MAX)),
        ("-1e999999999999999999999999", Some(-i64::MAX)),
        ("123456789012345678901234567890.5", None),
    ] {
        assert_eq!(parse(text), Ok(Node::Number(number)), "{text}");
    }
}

#[test]
fn what_is_not_json_is_refused() {
    for text in [
        "", " ", "[", "[1", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "\"a", "\"\\", "\"\\u12", "-", "1.", "1e",
        "tru",
    ] {
        assert_eq!(kind(text), SyntaxErrorKind::End, "{text}");
    }
    for text in [
        "[,1]",
        "{,}",
        "[1,,]",
        "{a:1}",
        "[1 2]",
        "01",
        "+1",
        ".5",
        "1.e3",
        "--1",
        "NaN",
        "nul ",
        "truE",
        "{} {}",
        "1 1",
        "/ x",
        "{\"a\" 1}",
        "{1:1}",
        "]",
    ] {
        assert_eq!(kind(text), SyntaxErrorKind::Unexpected, "{text}");
    }
    for text in ["\"\n\"", "[\"a\r\n]"] {
        assert_eq!(kind(text), SyntaxErrorKind::OpenString, "{text:?}");
    }
    for text in [
        "\"\u{0}\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\ud800\"",
        "\"\\ud800\\u0041\"",
        "\"\\udc00\"",
        "\"\\ud800x\"",
    ] {
        assert_eq!(kind(text), SyntaxErrorKind::BadString, "{text:?}");
    }
}

#[test]
fn depth_is_bounded() {
    let nested = |depth: usize| ["[".repeat(depth), "]".repeat(depth)].concat();
    assert!(parse(&nested(127)).is_ok());
    assert_eq!(kind(&nested(128)), SyntaxErrorKind::TooDeep);
    assert_eq!(kind(&"{\"a\":".repeat(1_000_000)), SyntaxErrorKind::TooDeep);
}

#[test]
fn the_usual_faults_have_names() {
    for (text, place, code) in [
        ("[1,]", (1, 3), "trailing-comma"),
        ("{\"a\":1 ,\r\n\t}", (1, 8), "trailing-comma"),
        ("[1, // one\n2]", (1, 5), "comment"),
        ("/* x */1", (1, 1), "comment"),
        ("# x\n1", (1, 1), "comment"),
        ("{'a':1}", (1, 2), "single-quote"),
        ("[\n\u{201c}a\u{201d}]", (2, 1), "smart-quote"),
        ("[\u{2018}a\u{2019}]", (1, 2), "smart-quote"),
        ("\u{feff}1", (1, 1), "invisible"),
        ("[1,\u{a0}2]", (1, 4), "invisible"),
        (" \n<pre>{}</pre>", (2, 1), "markup"),
        ("{&quot;a&quot;:1}", (1, 2), "markup"),
        ("{\"a\": <name>}", (1, 7), "unexpected"),
        ("[&]", (1, 2), "unexpected"),
    ] {
        let error = parse(text).unwrap_err();
        assert_eq!(((error.line(), error.column()), error.code()), (place, code), "{text}");
    }
}

#[test]
fn says_where_it_stopped() {
    let error = parse("{\n  \"é\": [1, 2,]\n}").unwrap_err();
    assert_eq!((error.line(), error.column(), error.code()), (2, 13, "trailing-comma"));
    let error = parse("[\n").unwrap_err();
    assert_eq!((error.line(), error.column(), error.code()), (2, 1, "end"));
}

#[test]
fn a_table_has_strings_only() {
    assert_eq!(parse_table(r#"{"a":"b"}"#), Ok(vec![("a".to_owned(), "b".to_owned())]));
    for text in [r#"{"a":1}"#, r#"{"a":{}}"#, r#"["a"]"#, r#""a""#, "1"] {
        assert!(parse_table(text).is_err(), "{text}");
    }
}

/// The same as an independent reader makes of it, or a refusal where that refuses.
fn agrees(text: &str) -> Result<(), TestCaseError> {
    match (parse(text), serde_json::from_str::<Value>(text)) {
        (Ok(node), Ok(value)) => prop_assert!(same(node.clone(), &value), "{node:?} {value:?}"),
        (Err(_), Err(_)) => {}
        // Numbers beyond 64 bits of floating point are refused there and the largest one here.
        (Ok(_), Err(error)) if error.to_string().starts_with("number out of range") => {}
        (ours, theirs) => prop_assert!(false, "{text:?}: {ours:?} {theirs:?}"),
    }
    Ok(())
}

fn same(node: Node, value: &Value) -> bool {
    match (node, value) {
        (Node::Null, Value::Null) => true,
        (Node::Flag(a), Value::Bool(b)) => a == *b,
        (Node::Number(a), Value::Number(b)) => match (a, b.as_i64(), b.as_f64()) {
            (Some(a), Some(b), _) => a == b.max(-i64::MAX),
            // A conversion stops at the ends of the integers as the reader does.
            (Some(a), None, Some(b)) => (a as f64 - (b as i64) as f64).abs() <= b.abs() * 1e-15,
            // A fraction so near to a whole number that a double cannot tell, or below all doubles.
            (None, None, Some(b)) => b.fract() != 0.0 || b == 0.0 || b.abs() > 1e14,
            _ => false,
        },
        (Node::Text(a), Value::String(b)) => a == *b,
        (Node::List(a), Value::Array(b)) => {
            a.len() == b.len() && a.into_iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Node::Object(a), Value::Object(b)) => {
            let mut members = Node::Object(a).members().unwrap();
            b.iter().all(|(key, value)| same(members.take(key), value))
        }
        _ => false,
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::btree_map(any::<String>(), inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn documents_are_read_as_another_reader_reads_them(value in any_value(), pretty in any::<bool>()) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
        agrees(&text.unwrap())?;
    }

    #[test]
    fn broken_documents_too(value in any_value(), cut in any::<prop::sample::Index>(), with in "[\\[\\]{},:\"0-9a-fu\\\\ .e+-]{0,3}") {
        let mut text = serde_json::to_string(&value).unwrap();
        let at = (0..=cut.index(text.len() + 1)).rev().find(|at| text.is_char_boundary(*at)).unwrap();
        text.insert_str(at, &with);
        agrees(&text)?;
        text.truncate(at + with.len());
        agrees(&text)?;
    }

    #[test]
    fn what_looks_like_json_too(text in "[\\[\\]{},:\"0-9dDuU\\\\ .eE+\\-\nntrue]{0,24}") {
        agrees(&text)?;
    }
}

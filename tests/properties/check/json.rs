//! JSON: what we read is what everybody else reads, and what we write comes back.

use azure_connect::json::{self, Node, Writer};
use serde_json::Value;

pub fn check(text: &str) {
    match (json::parse(text), serde_json::from_str::<Value>(text)) {
        (Ok(node), Ok(value)) => {
            assert!(same(&node, &value, has_long_number(text)), "{node:?} {value:?}");
            rewritten(&node);
        }
        // Numbers beyond 64 bits of floating point are refused there and the largest one here.
        (Ok(node), Err(error)) => {
            assert!(error.to_string().starts_with("number out of range"), "{error}");
            rewritten(&node);
        }
        (Err(error), theirs) => {
            assert!(theirs.is_err(), "{error:?}");
            let line = text.split('\n').nth(error.line() - 1);
            let columns = 1..=line.map_or(0, |line| line.chars().count() + 1);
            assert!(columns.contains(&error.column()), "{error:?} of {columns:?}");
        }
    }
    if let Ok(table) = json::parse_table(text) {
        assert!(json::parse(text).is_ok());
        let mut written = Vec::new();
        let mut writer = Writer::new(&mut written);
        writer.open_object();
        table.iter().for_each(|(key, value)| writer.member(key, value));
        writer.close_object();
        let written = String::from_utf8(written);
        assert_eq!(written.map(|text| json::parse_table(&text)), Ok(Ok(table)));
    }
}

/// Whether there is a number of more digits than a double can tell apart.
fn has_long_number(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit() && c != '.').any(|number| number.len() > 15)
}

fn same(node: &Node, value: &Value, long: bool) -> bool {
    match (node, value) {
        (Node::Null, Value::Null) => true,
        (Node::Flag(a), Value::Bool(b)) => a == b,
        (Node::Number(a), Value::Number(b)) => match (a, b.as_i64(), b.as_f64()) {
            (Some(a), Some(b), _) => *a == b.max(-i64::MAX),
            // A conversion stops at the ends of the integers as the reader does.
            (Some(a), None, Some(b)) => (*a as f64 - (b as i64) as f64).abs() <= b.abs() * 1e-15,
            // A fraction so near to a whole number that a double cannot tell, or below all doubles.
            (None, None, Some(b)) => b.fract() != 0.0 || b == 0.0 || long,
            _ => false,
        },
        (Node::Text(a), Value::String(b)) => a == b,
        (Node::List(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b, long))
        }
        // Of members with the same key the last one counts there; here each is kept.
        (Node::Object(a), Value::Object(b)) => {
            b.iter().all(|(key, value)| {
                a.iter().rev().find(|(k, _)| k == key).is_some_and(|(_, a)| same(a, value, long))
            }) && a.iter().all(|(key, _)| b.contains_key(key))
        }
        _ => false,
    }
}

/// Both ways of writing a value are read as that value, and the counter counts the bytes of the plain one.
fn rewritten(node: &Node) {
    let (mut plain, mut pretty) = (Vec::new(), Vec::new());
    let mut counter = Writer::counter();
    write(node, &mut Writer::new(&mut plain));
    write(node, &mut Writer::pretty(&mut pretty));
    write(node, &mut counter);
    assert_eq!(counter.count(), plain.len());
    for written in [plain, pretty] {
        let again = String::from_utf8(written).map(|text| json::parse(&text));
        assert_eq!(again, Ok(Ok(writable(node))));
    }
}

fn write(node: &Node, to: &mut Writer<'_>) {
    match node {
        Node::Null => to.text("null"),
        Node::Flag(flag) => to.flag(*flag),
        Node::Number(number) => to.number(unsigned(*number)),
        Node::Text(text) => to.text(text),
        Node::List(list) => {
            to.open_list();
            list.iter().for_each(|item| write(item, to));
            to.close_list();
        }
        Node::Object(members) => {
            to.open_object();
            for (key, value) in members {
                write(value, to.key(key));
            }
            to.close_object();
        }
    }
}

/// The writer has neither `null` nor numbers below zero: nothing that is written has them.
fn writable(node: &Node) -> Node {
    match node {
        Node::Null => Node::Text("null".to_owned()),
        Node::Number(number) => Node::Number(i64::try_from(unsigned(*number)).ok()),
        Node::List(list) => Node::List(list.iter().map(writable).collect()),
        Node::Object(members) => {
            Node::Object(members.iter().map(|(key, value)| (key.clone(), writable(value))).collect())
        }
        Node::Flag(_) | Node::Text(_) => node.clone(),
    }
}

fn unsigned(number: Option<i64>) -> u64 {
    number.unwrap_or_default().unsigned_abs()
}

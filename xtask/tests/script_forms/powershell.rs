//! Az PowerShell, by a grammar of PowerShell.

use azure_connect::script::{Job, Language, Task};
use azure_connect::text::crc32;
use proptest::prelude::*;
use tree_sitter::{Node, Parser, Tree};

use super::{CLIENT, GROUP, SCOPE, built_in, by_certificate, certificate, federated, hostile, job, profile};

fn tree(text: &str) -> Tree {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_powershell::LANGUAGE.into()).unwrap();
    let tree = parser.parse(text, None).unwrap();
    if let Some(node) = error(tree.root_node()) {
        let line = text.lines().nth(node.start_position().row).unwrap_or_default();
        let found: String = text[node.byte_range()].chars().take(200).collect();
        panic!("{:?} in {line:?}: {found}", node.start_position());
    }
    tree
}

/// The first thing that the grammar does not take.
fn error(node: Node<'_>) -> Option<Node<'_>> {
    let mut cursor = node.walk();
    let children: Vec<_> = node.children(&mut cursor).collect();
    let inner = children.into_iter().find_map(error);
    inner.or((node.is_error() || node.is_missing()).then_some(node))
}

fn text(job: &Job<'_>) -> String {
    job.write(Language::PowerShell).unwrap().text
}

/// What stands in the here-string: the script itself. The outer text is checked on the way.
fn body(text: &str) -> String {
    assert!(text.is_ascii(), "a file without a mark is read as something else than UTF-8");
    tree(text);
    let (_, rest) = text.split_once("@'\n").unwrap();
    let (body, _) = rest.split_once("\n'@").unwrap();
    assert!(text.contains(&format!("'{:08x}'", crc32(body.as_bytes()))), "its own sum");
    assert!(body.lines().all(|line| !line.trim().is_empty()), "an empty line would be dropped on arrival");
    body.to_owned()
}

/// A value as PowerShell reads it: quoted pieces and characters by number, added up
/// (about_Quoting_Rules; `CharTraits.IsSingleQuote`).
fn decoded(source: &str) -> String {
    let source = source.trim();
    let source = source.strip_prefix('(').and_then(|s| s.strip_suffix(')')).unwrap_or(source);
    let mut value = String::new();
    let mut rest = source;
    while !rest.is_empty() {
        if let Some(inner) = rest.strip_prefix('\'') {
            let mut chars = inner.char_indices().peekable();
            let end = loop {
                match chars.next().unwrap() {
                    (at, '\'') if chars.peek().is_some_and(|(_, c)| *c == '\'') => {
                        value.push('\'');
                        chars.next();
                        let _ = at;
                    }
                    (at, '\'') => break at,
                    (_, c) => value.push(c),
                }
            };
            rest = &inner[end + 1..];
        } else if let Some(inner) = rest.strip_prefix("[char]::ConvertFromUtf32(") {
            let (number, after) = inner.split_once(')').unwrap();
            value.push(char::from_u32(number.parse().unwrap()).unwrap());
            rest = after;
        } else {
            rest = rest.strip_prefix('+').unwrap_or_else(|| panic!("{rest} in {source}"));
        }
    }
    value
}

/// The value that a variable is set to, one line further down than the grammar can be asked.
fn value(body: &str, name: &str) -> String {
    let tree = tree(body);
    let mut found = Vec::new();
    let mut open = vec![tree.root_node()];
    while let Some(node) = open.pop() {
        if node.kind() == "assignment_expression" {
            let source = &body[node.byte_range()];
            if let Some(rest) = source.strip_prefix(&format!("${name} = ")) {
                found.push(rest.to_owned());
            }
        }
        let mut cursor = node.walk();
        open.extend(node.children(&mut cursor));
    }
    assert_eq!(found.len(), 1, "{name}: {found:?}");
    decoded(&found[0])
}

#[test]
fn every_variant_is_powershell() {
    let (custom, plain) = (profile("Harbor Demo", "Harbor Operator", "For tests"), built_in());
    for profile in [&custom, &plain] {
        let base = job(profile);
        let scopes = vec![SCOPE.parse().unwrap(), GROUP.parse().unwrap()];
        for job in [
            base.clone(),
            Job { dry_run: true, ..base.clone() },
            Job { scopes: Vec::new(), ..base.clone() },
            Job { scopes: scopes.clone(), ..base.clone() },
            Job { trust: federated(), ..base.clone() },
            Job { trust: by_certificate(), ..base.clone() },
            Job { task: Task::Connect { new_secret: true }, ..base.clone() },
            Job { task: Task::TearDown { client: CLIENT.parse().unwrap() }, ..base.clone() },
            Job { task: Task::TearDown { client: CLIENT.parse().unwrap() }, dry_run: true, scopes, ..base },
        ] {
            tree(&body(&text(&job)));
        }
    }
}

#[test]
fn the_trust_arrives_as_it_is() {
    let profile = profile("Harbor Demo", "Harbor Operator", "For tests");
    let body = body(&text(&Job { trust: federated(), ..job(&profile) }));
    assert_eq!(value(&body, "issuer"), "https://id.example.com/it's");
    assert_eq!(value(&body, "subject"), "account:$HOME`id`\"${x}");
    let trust: serde_json::Value = serde_json::from_str(&value(&body, "trustBody")).unwrap();
    assert_eq!(trust["subject"], "account:$HOME`id`\"${x}");
    assert_eq!(trust["audiences"][0], "api://AzureADTokenExchange");
}

#[test]
fn the_certificate_arrives_as_it_is() {
    let profile = profile("Harbor Demo", "Harbor Operator", "For tests");
    let body = body(&text(&Job { trust: by_certificate(), ..job(&profile) }));
    assert_eq!(value(&body, "credential"), "certificate");
    assert_eq!(value(&body, "certificate"), certificate().base64());
    assert_eq!(value(&body, "thumbprint"), "1F6A4FB2F83A387DDA11526A38B90D65CF777E7D");
    assert_eq!(value(&body, "thumbprintBase64"), "H2pPsvg6OH3aEVJqOLkNZc93fn0=");
    assert_eq!(value(&body, "certificateFrom"), "2026-11-21T15:26:45Z");
    assert_eq!(value(&body, "certificateUntil"), "2028-11-20T15:26:45Z");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_value_is_one_literal(
        name in hostile(), role in hostile(), lines in prop::collection::vec(hostile(), 1..3),
    ) {
        let description = lines.join("\n");
        let profile = profile(&name, &role, &description);
        let body = body(&text(&job(&profile)));
        prop_assert_eq!(value(&body, "platform"), name.clone());
        prop_assert_eq!(value(&body, "app"), name.clone());
        prop_assert_eq!(value(&body, "roleName"), role);
        prop_assert_eq!(value(&body, "roleDescription"), description);
        let app: serde_json::Value = serde_json::from_str(&value(&body, "appBody")).unwrap();
        prop_assert_eq!(app["displayName"].as_str(), Some(&*name));
    }
}

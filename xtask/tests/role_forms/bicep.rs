//! The Bicep form, by a grammar of Bicep.

use azure_connect::azure::role::{Form, Permission, Role};
use proptest::prelude::*;
use tree_sitter::{Node, Parser, Tree};

use super::{GROUP, config, lists, plain, role};

/// What a string stands for, read as the compiler's `Lexer.TryGetStringValue` does (Azure/bicep @04d2428).
fn decoded(source: &str) -> String {
    let inner = source.strip_prefix('\'').unwrap().strip_suffix('\'').unwrap();
    let mut value = String::new();
    let mut rest = inner.chars().peekable();
    while let Some(c) = rest.next() {
        assert!(!matches!(c, '\'' | '\n' | '\r' | '\u{ffff}'), "{c:?} as it is in {inner}");
        assert!(c != '$' || rest.peek() != Some(&'{'), "interpolated: {inner}");
        if c != '\\' {
            value.push(c);
            continue;
        }
        value.push(match rest.next().unwrap() {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            c @ ('\\' | '\'' | '$') => c,
            'u' => {
                assert_eq!(rest.next(), Some('{'));
                let digits: String = rest.by_ref().take_while(|&c| c != '}').collect();
                u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32).unwrap()
            }
            other => unreachable!("\\{other} in {inner}"),
        });
    }
    value
}

struct File {
    text: String,
    tree: Tree,
}

fn parsed(role: &Role) -> File {
    let text = role.render_as_is(Form::Bicep).unwrap();
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_bicep::LANGUAGE.into()).unwrap();
    let tree = parser.parse(&text, None).unwrap();
    File { text, tree }
}

fn children(node: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).collect()
}

impl File {
    fn source(&self, node: Node<'_>) -> &str {
        &self.text[node.byte_range()]
    }

    /// The one statement of this kind, of two in all.
    fn statement(&self, kind: &str) -> Node<'_> {
        let statements = children(self.tree.root_node());
        assert_eq!(statements.len(), 2, "{}", self.text);
        statements.into_iter().find(|node| node.kind() == kind).unwrap()
    }

    /// The members of an object, in order.
    fn members<'t>(&self, object: Node<'t>) -> Vec<(&str, Node<'t>)> {
        assert_eq!(object.kind(), "object", "{}", self.text);
        let member = |property: Node<'t>| {
            let [key, value] = children(property)[..] else { unreachable!("{}", self.source(property)) };
            (self.source(key), value)
        };
        children(object).into_iter().map(member).collect()
    }

    /// A string that is one: nothing is interpolated in it.
    fn string(&self, node: Node<'_>) -> String {
        assert_eq!(node.kind(), "string", "{}", self.source(node));
        assert!(children(node).iter().all(|part| part.kind() != "interpolation"), "{}", self.source(node));
        decoded(self.source(node))
    }

    fn strings(&self, array: Node<'_>) -> Vec<String> {
        assert_eq!(array.kind(), "array", "{}", self.source(array));
        children(array).into_iter().map(|item| self.string(item)).collect()
    }

    /// The expression of the resource's name, and its properties.
    fn resource(&self) -> (Node<'_>, Vec<(&str, Node<'_>)>) {
        let resource = children(self.statement("resource_declaration"));
        let [symbol, kind, object] = resource[..] else { unreachable!("{}", self.text) };
        assert_eq!(self.source(symbol), "role");
        assert_eq!(self.string(kind), "Microsoft.Authorization/roleDefinitions@2022-04-01");
        let members = self.members(object);
        let [("name", name), ("properties", properties)] = members[..] else { unreachable!("{members:?}") };
        (name, self.members(properties))
    }
}

/// The grammar looks for comments inside strings too, which the compiler does not (Azure/bicep,
/// Bicep.Core/Parsing/Lexer.cs): what begins one there is kept from it.
fn without_comments(text: &str) -> String {
    text.replace('#', "").replace("//", "/").replace("//", "/").replace("/*", "*/")
}

fn tame(role: Role) -> Role {
    let all = |list: Vec<String>| list.iter().map(|text| without_comments(text)).collect();
    let permission = |one: Permission| Permission {
        actions: all(one.actions),
        not_actions: all(one.not_actions),
        data_actions: all(one.data_actions),
        not_data_actions: all(one.not_data_actions),
    };
    Role {
        name: without_comments(&role.name),
        description: without_comments(&role.description),
        version: None,
        permissions: role.permissions.into_iter().map(permission).collect(),
        assignable_scopes: all(role.assignable_scopes),
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_value_comes_back(role in role().prop_map(tame)) {
        let file = parsed(&role);
        prop_assert!(!file.tree.root_node().has_error(), "{}", file.text);
        let (name, members) = file.resource();
        let [
            ("roleName", role_name),
            ("description", description),
            ("type", kind),
            ("permissions", permissions),
            ("assignableScopes", scopes),
        ] = members[..] else { unreachable!("{members:?}") };
        prop_assert_eq!(file.string(role_name), role.name.clone());
        prop_assert_eq!(file.string(description), role.description.clone());
        prop_assert_eq!(file.string(kind), "CustomRole");
        if role.assignable_scopes.is_empty() {
            // The grammar takes a call in a list for two items, a name and something in brackets.
            let source: String = file.source(scopes).split_whitespace().collect();
            prop_assert_eq!(source, "[subscription().id]");
        } else {
            prop_assert_eq!(file.strings(scopes), role.assignable_scopes.clone());
        }
        let permissions = children(permissions);
        prop_assert_eq!(permissions.len(), role.permissions.len());
        for (object, permission) in permissions.into_iter().zip(&role.permissions) {
            let members = file.members(object);
            let keys: Vec<&str> = members.iter().map(|(key, _)| *key).collect();
            prop_assert_eq!(keys, ["actions", "notActions", "dataActions", "notDataActions"]);
            let values: Vec<Vec<String>> = members.iter().map(|(_, list)| file.strings(*list)).collect();
            prop_assert_eq!(values, lists(permission));
        }
        // The name of the resource is `guid(place, name)`.
        prop_assert_eq!(name.kind(), "call_expression");
        prop_assert_eq!(file.source(name.child_by_field_name("function").unwrap()), "guid");
        let arguments = children(name.child_by_field_name("arguments").unwrap());
        prop_assert_eq!(arguments.len(), 2);
        prop_assert_eq!(file.source(arguments[0]), "subscription().id");
        prop_assert_eq!(file.string(arguments[1]), role.name.clone());
    }
}

proptest! {
    #![proptest_config(config())]

    /// Without the grammar, for what it takes for comments: no string is longer than its line.
    #[test]
    fn name_and_description_come_back_from_their_lines(role in role()) {
        let text = role.render_as_is(Form::Bicep).unwrap();
        let value = |start: &str| {
            let mut lines = text.split('\n').filter_map(|line| line.strip_prefix(start));
            (lines.next().map(decoded), lines.next())
        };
        prop_assert_eq!(value("    roleName: "), (Some(role.name.clone()), None));
        prop_assert_eq!(value("    description: "), (Some(role.description.clone()), None));
    }
}

#[test]
fn a_management_group_is_deployed_to_as_one() {
    let file = parsed(&Role { assignable_scopes: vec![GROUP.into()], ..plain() });
    let scope = children(file.statement("target_scope_assignment"));
    assert_eq!(file.string(scope[0]), "managementGroup");
    let (name, _) = file.resource();
    assert!(file.source(name).starts_with("guid(managementGroup().id, "));
}

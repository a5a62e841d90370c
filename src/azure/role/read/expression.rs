//! The expressions of ARM templates, as far as the template itself answers them.

use std::collections::BTreeMap;

use super::fields;
use crate::json::Node;

/// How often a value may lead to another one.
const LONGEST_CHAIN: usize = 8;

/// What a template says of its parameters and variables, by their names in lower case.
#[derive(Default)]
pub(super) struct Values {
    parameters: BTreeMap<String, Node>,
    variables: BTreeMap<String, Node>,
}

impl Values {
    /// Takes the default values of the parameters, and the variables.
    pub(super) fn new(parameters: Option<Node>, variables: Option<Node>) -> Values {
        let entries = |node| if let Some(Node::Object(entries)) = node { entries } else { Vec::new() };
        let mut values = Values::default();
        for (name, node) in entries(parameters) {
            if let Node::Object(parameter) = node
                && let Some(default) = fields::get(&parameter, "defaultValue")
            {
                values.parameters.insert(name.to_ascii_lowercase(), default.clone());
            }
        }
        for (name, node) in entries(variables) {
            values.variables.insert(name.to_ascii_lowercase(), node);
        }
        values
    }

    /// What an expression stands for, where it is a parameter with a default value or a variable, and at most so
    /// many bytes, which are taken off: a template could else have a long value copied very often.
    pub(super) fn resolve(&self, expression: &str, budget: &mut usize) -> Option<Node> {
        let mut node = self.look_up(expression)?;
        for _ in 0..LONGEST_CHAIN {
            match node {
                Node::Text(text) if is_expression(text) => node = self.look_up(text)?,
                node => {
                    *budget = budget.checked_sub(weight(node))?;
                    return Some(node.clone());
                }
            }
        }
        None
    }

    fn look_up(&self, expression: &str) -> Option<&Node> {
        let inner = expression.strip_prefix('[')?.strip_suffix(']')?.trim();
        let (function, argument) = inner.strip_suffix(')')?.split_once('(')?;
        let name = argument.trim().strip_prefix('\'')?.strip_suffix('\'')?.to_ascii_lowercase();
        match function.trim() {
            word if word.eq_ignore_ascii_case("parameters") => self.parameters.get(&name),
            word if word.eq_ignore_ascii_case("variables") => self.variables.get(&name),
            _ => None,
        }
    }
}

/// About how much a value weighs, in bytes. Members of objects are not looked at: no role is made of them.
fn weight(node: &Node) -> usize {
    match node {
        Node::Text(text) => text.len() + 1,
        Node::List(list) => list.iter().map(weight).sum::<usize>() + 1,
        _ => 1,
    }
}

/// Whether a text of a template is an expression rather than itself.
pub(super) fn is_expression(text: &str) -> bool {
    text.starts_with('[') && text.ends_with(']') && !text.starts_with("[[")
}

/// Whether a text is an expression that came along from a template: a function is called in it.
pub(super) fn is_call(text: &str) -> bool {
    let name = |c: char| c.is_ascii_alphanumeric() || c == '.';
    is_expression(text)
        && text
            .get(1..)
            .and_then(|rest| rest.split_once('('))
            .is_some_and(|(function, _)| !function.is_empty() && function.chars().all(name))
}

/// A text of a template that is no expression, as it is meant: what begins with `[[` and ends with `]` begins with `[`.
pub(super) fn literal(mut text: String) -> String {
    if text.starts_with("[[") && text.ends_with(']') {
        text.remove(0);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_CHAIN, Values, is_call, literal, weight};
    use crate::json::{Node, parse};

    fn values(parameters: &str, variables: &str) -> Values {
        Values::new(Some(parse(parameters).unwrap()), Some(parse(variables).unwrap()))
    }

    fn resolved(values: &Values, expression: &str) -> Option<Node> {
        values.resolve(expression, &mut 1000)
    }

    #[test]
    fn two_functions_are_answered_by_the_template() {
        let values = values(r#"{"A": {"defaultValue": "one"}, "b": {"type": "string"}}"#, r#"{"a": "two"}"#);
        let text = |text: &str| Some(Node::Text(text.into()));
        assert_eq!(resolved(&values, "[parameters('a')]"), text("one"));
        assert_eq!(resolved(&values, "[ Variables ( 'A' ) ]"), text("two"));
        for expression in
            ["[other('a')]", "[parameters('b')]", "[parameters(a)]", "parameters('a')", "[parameters 'a']"]
        {
            assert_eq!(resolved(&values, expression), None, "{expression}");
        }
    }

    #[test]
    fn a_value_leads_to_another_a_few_times() {
        let chain = |length: usize| {
            let members: Vec<String> =
                (0..length).map(|n| format!(r#""v{n}": "[variables('v{}')]""#, n + 1)).collect();
            values("{}", &format!(r#"{{{}, "v{length}": "end"}}"#, members.join(", ")))
        };
        assert_eq!(resolved(&chain(LONGEST_CHAIN - 1), "[variables('v0')]"), Some(Node::Text("end".into())));
        assert_eq!(resolved(&chain(LONGEST_CHAIN), "[variables('v0')]"), None);
    }

    #[test]
    fn what_is_copied_is_weighed() {
        for (text, expected) in
            [(r#""abc""#, 4), ("1", 1), (r#"["abc", ["d"], 1]"#, 9), ("[]", 1), (r#"{"a": "bcd"}"#, 1)]
        {
            assert_eq!(weight(&parse(text).unwrap()), expected, "{text}");
        }
        let values = values("{}", r#"{"a": ["abc"]}"#);
        let mut budget = 12;
        let left = [(); 3].map(|()| (values.resolve("[variables('a')]", &mut budget).is_some(), budget));
        assert_eq!(left, [(true, 7), (true, 2), (false, 2)]);
    }

    #[test]
    fn a_call_has_a_function() {
        for text in ["[f(1)]", "[a.b2()]"] {
            assert!(is_call(text), "{text}");
        }
        for text in ["[(1)]", "[a b(1)]", "[a]", "f(1)", "[[f(1)]", "[f(1)"] {
            assert!(!is_call(text), "{text}");
        }
    }

    #[test]
    fn a_doubled_bracket_is_meant_once_where_another_closes_it() {
        for (text, meant) in [("[[a]", "[a]"), ("[[a", "[[a"), ("[a]", "[a]"), ("a]", "a]"), ("", "")] {
            assert_eq!(literal(text.to_owned()), meant, "{text}");
        }
    }
}

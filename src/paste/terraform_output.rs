//! `terraform output -json`: `{name: {"sensitive": …, "type": …, "value": …}}`.

use super::Source;
use super::json::{Entries, Walk, get, has};
use crate::json::Node;

pub(super) fn read(entries: &Entries, walk: &mut Walk<'_, '_>) -> bool {
    let output = |node: &Node| match node {
        Node::Object(inner) => has(inner, "value") && (has(inner, "type") || has(inner, "sensitive")),
        _ => false,
    };
    if entries.is_empty() || !entries.iter().all(|(_, node)| output(node)) {
        return false;
    }
    for (name, node) in entries {
        if let Node::Object(inner) = node
            && let Some(value) = get(inner, "value")
        {
            match value {
                // An output may be an object of them all.
                Node::Object(inner) => {
                    inner.iter().for_each(|(name, node)| walk.member(name, node, Source::TerraformOutput));
                }
                value => walk.member(name, value, Source::TerraformOutput),
            }
        }
    }
    true
}

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

#[cfg(test)]
mod tests {
    use crate::paste::sample::{paste, tenant};

    #[test]
    fn every_member_is_an_output_or_none_is() {
        for (text, source) in [
            (
                r#"{"tenant_id": {"sensitive": false, "type": "string", "value": "@tenant"}}"#,
                "terraform-output",
            ),
            (r#"{"tenant_id": {"type": "string", "value": "@tenant"}}"#, "terraform-output"),
            (r#"{"tenant_id": {"sensitive": true, "value": "@tenant"}}"#, "terraform-output"),
            (r#"{"all": {"type": ["object", {}], "value": {"tenant_id": "@tenant"}}}"#, "terraform-output"),
            (r#"{"tenantId": "@tenant", "x": {"type": "string", "value": "y"}}"#, "json"),
            (r#"{"x": {"value": "y"}, "y": {"value": {"tenantId": "@tenant"}}}"#, "json"),
            (r#"{"x": {"type": "y", "tenantId": "@tenant"}}"#, "json"),
        ] {
            assert_eq!(tenant(&paste(text)).map(|found| found.1), Some(source), "{text}");
        }
        assert_eq!(paste("[{}]").notes[0].code(), "nothing");
    }
}

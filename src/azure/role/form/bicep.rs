//! A template in Bicep.

use super::arm::{API_VERSION, TYPE, at_group, place};
use super::invisible::{hex, invisible};
use super::list::{CAMEL, lists};
use crate::azure::role::Role;

/// The template, indented as `bicep format` does.
pub(super) fn write(role: &Role, scopes: &[String]) -> String {
    let at_group = at_group(scopes);
    let place = place(at_group);
    let mut out = String::from("targetScope = '");
    out.push_str(if at_group { "managementGroup" } else { "subscription" });
    for part in ["'\n\nresource role '", TYPE, "@", API_VERSION, "' = {\n  name: guid(", place, ", "] {
        out.push_str(part);
    }
    text(&mut out, &role.name);
    out.push_str(")\n  properties: {\n    roleName: ");
    text(&mut out, &role.name);
    out.push_str("\n    description: ");
    text(&mut out, &role.description);
    out.push_str("\n    type: 'CustomRole'\n    permissions: [\n");
    for permission in &role.permissions {
        out.push_str("      {\n");
        for (key, list) in CAMEL.iter().zip(lists(permission)) {
            texts(&mut out, "        ", key, list);
        }
        out.push_str("      }\n");
    }
    out.push_str("    ]\n");
    if scopes.is_empty() {
        for part in ["    assignableScopes: [\n      ", place, "\n    ]\n"] {
            out.push_str(part);
        }
    } else {
        texts(&mut out, "    ", "assignableScopes", scopes);
    }
    out.push_str("  }\n}\n");
    out
}

fn texts(out: &mut String, indent: &str, key: &str, list: &[String]) {
    out.push_str(indent);
    out.push_str(key);
    out.push_str(": [");
    for entry in list {
        for part in ["\n", indent, "  "] {
            out.push_str(part);
        }
        text(out, entry);
    }
    if !list.is_empty() {
        out.push('\n');
        out.push_str(indent);
    }
    out.push_str("]\n");
}

/// A string of one line, in which only quotes, backslashes and `${` mean something. What cannot be seen is
/// written as its number, so that who reads the file reads what is deployed.
fn text(out: &mut String, text: &str) {
    out.push('\'');
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\'' => out.push_str("\\'"),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '$' if rest.peek() == Some(&'{') => out.push_str("\\$"),
            c if invisible(c) => {
                out.push_str("\\u{");
                hex(out, c, 1);
                out.push('}');
            }
            c => out.push(c),
        }
    }
    out.push('\'');
}

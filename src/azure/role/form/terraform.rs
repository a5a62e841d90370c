//! A resource for Terraform.

use super::invisible::{hex, invisible};
use super::list::lists;
use crate::azure::role::Role;

const KEYS: [&str; 4] = ["actions", "not_actions", "data_actions", "not_data_actions"];

/// The resource, as `terraform fmt` leaves it. An empty description is left out: the provider refuses it
/// (hashicorp/terraform-provider-azurerm @00cfc9a, role_definition_resource.go).
pub(super) fn write(role: &Role, scopes: &[String]) -> String {
    const CURRENT: &str = "data.azurerm_subscription.current.id";
    let mut out = String::new();
    if scopes.is_empty() {
        out.push_str("data \"azurerm_subscription\" \"current\" {}\n\n");
    }
    out.push_str("resource \"azurerm_role_definition\" \"role\" {\n");
    let named = !role.description.is_empty();
    // Signs of equality stand below each other.
    out.push_str(if named { "  name        = " } else { "  name  = " });
    text(&mut out, &role.name);
    out.push_str(if named { "\n  scope       = " } else { "\n  scope = " });
    match scopes.first() {
        Some(scope) => text(&mut out, scope),
        None => out.push_str(CURRENT),
    }
    if named {
        out.push_str("\n  description = ");
        text(&mut out, &role.description);
    }
    out.push_str("\n\n");
    for permission in &role.permissions {
        out.push_str("  permissions {\n");
        for (key, list) in KEYS.iter().zip(lists(permission)).filter(|(_, list)| !list.is_empty()) {
            texts(&mut out, "    ", key, list);
        }
        out.push_str("  }\n\n");
    }
    if scopes.is_empty() {
        out.push_str("  assignable_scopes = [");
        out.push_str(CURRENT);
        out.push_str("]\n");
    } else {
        texts(&mut out, "  ", "assignable_scopes", scopes);
    }
    out.push_str("}\n");
    out
}

fn texts(out: &mut String, indent: &str, key: &str, list: &[String]) {
    out.push_str(indent);
    out.push_str(key);
    out.push_str(" = [\n");
    for entry in list {
        out.push_str(indent);
        out.push_str("  ");
        text(out, entry);
        out.push_str(",\n");
    }
    out.push_str(indent);
    out.push_str("]\n");
}

/// A quoted template in which nothing is interpolated. `$${` and `%%{` mean the signs themselves; where
/// more of these signs stand in front, readers differ in how they pair them, so those are written as their
/// numbers.
pub(crate) fn text(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let signs = rest.bytes().take_while(|b| matches!(b, b'$' | b'%')).count();
        if signs > 0 {
            let (run, after) = rest.split_at(signs);
            rest = after;
            match (after.starts_with('{'), signs) {
                (false, _) => out.push_str(run),
                (true, 1) => [run, run].into_iter().for_each(|sign| out.push_str(sign)),
                (true, _) => run.chars().for_each(|sign| number(out, sign)),
            }
            continue;
        }
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if invisible(c) => number(out, c),
            c => out.push(c),
        }
    }
    out.push('"');
}

fn number(out: &mut String, c: char) {
    let wide = u32::from(c) > 0xffff;
    out.push_str(if wide { "\\U" } else { "\\u" });
    hex(out, c, if wide { 8 } else { 4 });
}

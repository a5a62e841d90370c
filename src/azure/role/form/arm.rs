//! A template for Azure Resource Manager.

use std::borrow::Cow;

use super::list::{CAMEL, lists};
use crate::azure::role::Role;
use crate::json::Writer;

/// The type and version of the resource, as Bicep writes them.
pub(super) const TYPE: &str = "Microsoft.Authorization/roleDefinitions";
pub(super) const API_VERSION: &str = "2022-04-01";

const SUBSCRIPTION: &str =
    "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#";
const GROUP: &str =
    "https://schema.management.azure.com/schemas/2019-08-01/managementGroupDeploymentTemplate.json#";

/// Whether one of the scopes is a management group: then the template is deployed there.
pub(super) fn at_group(scopes: &[String]) -> bool {
    const GROUPS: &str = "/providers/Microsoft.Management/managementGroups/";
    scopes
        .iter()
        .filter_map(|scope| scope.get(..GROUPS.len()))
        .any(|start| start.eq_ignore_ascii_case(GROUPS))
}

/// The function that names the place of deployment.
pub(super) fn place(at_group: bool) -> &'static str {
    if at_group { "managementGroup().id" } else { "subscription().id" }
}

/// The template. The role's GUID is made of the place and the role's name: deployed again it is the same
/// role, not a second one of the same name, which Azure refuses.
pub(super) fn write(json: &mut Writer<'_>, role: &Role, scopes: &[String]) {
    let at_group = at_group(scopes);
    json.open_object();
    json.member("$schema", if at_group { GROUP } else { SUBSCRIPTION });
    json.member("contentVersion", "1.0.0.0");
    json.key("resources").open_list();
    json.open_object();
    json.member("type", TYPE);
    json.member("apiVersion", API_VERSION);
    json.member("name", &["[guid(", place(at_group), ", '", &role.name.replace('\'', "''"), "')]"].concat());
    json.key("properties").open_object();
    json.member("roleName", &literal(&role.name));
    json.member("description", &literal(&role.description));
    json.member("type", "CustomRole");
    json.key("permissions").open_list();
    for permission in &role.permissions {
        json.open_object();
        for (key, list) in CAMEL.iter().zip(lists(permission)) {
            literals(json, key, list);
        }
        json.close_object();
    }
    json.close_list();
    literals(json, "assignableScopes", scopes);
    json.close_object();
    json.close_object();
    json.close_list();
    json.close_object();
}

fn literals(json: &mut Writer<'_>, key: &str, texts: &[String]) {
    json.key(key).open_list();
    for text in texts {
        json.text(&literal(text));
    }
    json.close_list();
}

/// A text that stands for itself: in a template, what begins with `[` and ends with `]` is an expression,
/// unless it begins with `[[`. Only there is the second bracket taken away again.
fn literal(text: &str) -> Cow<'_, str> {
    if text.starts_with('[') && text.ends_with(']') {
        Cow::Owned(["[", text].concat())
    } else {
        Cow::Borrowed(text)
    }
}

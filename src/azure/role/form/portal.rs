//! The shape of the service itself: the portal's “Start from JSON”, and the body of a REST call.

use super::list::{CAMEL, permissions};
use crate::azure::role::Role;
use crate::json::Writer;

/// `{"properties": {roleName, description, assignableScopes, permissions}}`.
pub(super) fn portal(json: &mut Writer<'_>, role: &Role, scopes: &[String]) {
    properties(json, role, scopes, false);
}

/// The same with `type`; what the specification calls read-only is left out
/// (azure-rest-api-specs, authorization 2022-04-01, RoleDefinitions_CreateOrUpdate).
pub(super) fn rest(json: &mut Writer<'_>, role: &Role, scopes: &[String]) {
    properties(json, role, scopes, true);
}

fn properties(json: &mut Writer<'_>, role: &Role, scopes: &[String], with_type: bool) {
    json.open_object();
    json.key("properties").open_object();
    json.member("roleName", &role.name);
    json.member("description", &role.description);
    if with_type {
        json.member("type", "CustomRole");
    }
    json.texts("assignableScopes", scopes);
    permissions(json, "permissions", &role.permissions, &CAMEL);
    json.close_object();
    json.close_object();
}

//! The files of the command lines: Azure CLI and Az PowerShell.

use super::RenderError;
use super::list::{CAMEL, PASCAL, members, permissions};
use crate::azure::role::merge::merged;
use crate::azure::role::{Permission, Role};
use crate::json::Writer;

/// azure-cli lower-cases the first letter of the top-level keys, takes `permissions` if there is one and
/// the top level itself if not, and looks for lower-case keys inside (azure-cli 2.91.0,
/// command_modules/role/custom.py). So it can hold several permissions, though in no flat shape.
pub(super) fn cli(json: &mut Writer<'_>, role: &Role, scopes: &[String]) {
    head(json, role, true);
    match role.permissions.as_slice() {
        [] => members(json, &Permission::default(), &PASCAL),
        [one] => members(json, one, &PASCAL),
        several => permissions(json, "permissions", several, &CAMEL),
    }
    foot(json, scopes);
}

/// `PSRoleDefinition` up to Az 15: Name, Id, IsCustom, Description, the four lists, AssignableScopes
/// (Azure/azure-powershell @b869413, Models.Authorization/PSRoleDefinition.cs).
pub(super) fn power_shell_15(
    json: &mut Writer<'_>,
    role: &Role,
    scopes: &[String],
) -> Result<(), RenderError> {
    let permission = merged(&role.permissions).ok_or(RenderError::SEVERAL)?;
    head(json, role, true);
    members(json, &permission, &PASCAL);
    foot(json, scopes);
    Ok(())
}

/// `PSRoleDefinition` from Az 16 on. `Condition` and `ConditionVersion` of a permission may be left out.
pub(super) fn power_shell_16(json: &mut Writer<'_>, role: &Role, scopes: &[String]) {
    head(json, role, false);
    permissions(json, "Permissions", &role.permissions, &PASCAL);
    foot(json, scopes);
}

fn head(json: &mut Writer<'_>, role: &Role, is_custom: bool) {
    json.open_object();
    json.member("Name", &role.name);
    if is_custom {
        json.key("IsCustom").flag(true);
    }
    json.member("Description", &role.description);
}

fn foot(json: &mut Writer<'_>, scopes: &[String]) {
    json.texts("AssignableScopes", scopes);
    json.close_object();
}

use std::time::SystemTime;

use axum::body::Body;
use axum::http::{Response, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};

use super::fault::Fault;
use crate::answer;
use crate::guid::Guid;
use crate::rbac::{Permission, Role, allowed};
use crate::scope::Scope;
use crate::when::iso;
use crate::world::{Token, World};

const READ: &str = "Microsoft.Authorization/roleDefinitions/read";
const WRITE: &str = "Microsoft.Authorization/roleDefinitions/write";
const DELETE: &str = "Microsoft.Authorization/roleDefinitions/delete";

/// `GET {scope}/providers/Microsoft.Authorization/roleDefinitions`, with `$filter=roleName eq '…'`.
pub fn list(
    world: &World,
    token: &Token,
    scope: &Scope,
    filter: Option<&str>,
) -> Result<Response<Body>, Fault> {
    may(world, token, scope, READ)?;
    let name = filter.and_then(role_name);
    let value: Vec<Value> = world
        .roles
        .iter()
        .filter(|role| visible(world, role, token, scope))
        .filter(|role| name.as_deref().is_none_or(|name| role.name.eq_ignore_ascii_case(name)))
        .map(|role| render(role, scope))
        .collect();
    Ok(answer::json(StatusCode::OK, json!({ "value": value })))
}

/// `GET …/roleDefinitions/{id}`.
pub fn show(world: &World, token: &Token, scope: &Scope, id: Guid) -> Result<Response<Body>, Fault> {
    may(world, token, scope, READ)?;
    let role = world.role(id, token.tenant).ok_or_else(|| not_found(id))?;
    Ok(answer::json(StatusCode::OK, render(role, scope)))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Properties {
    role_name: Option<String>,
    #[serde(default)]
    description: Option<String>,
    #[serde(default)]
    permissions: Vec<Permission>,
    #[serde(default)]
    assignable_scopes: Vec<String>,
}

/// `PUT …/roleDefinitions/{id}`: always answered 201.
pub fn put(
    world: &mut World,
    token: &Token,
    scope: &Scope,
    id: Guid,
    body: &Value,
) -> Result<Response<Body>, Fault> {
    let properties: Properties = body
        .get("properties")
        .cloned()
        .and_then(|properties| serde_json::from_value(properties).ok())
        .ok_or_else(|| {
            refuse("InvalidRequestContent", "The request content has no readable 'properties'.")
        })?;
    let name = properties.role_name.unwrap_or_default();
    if name.trim().is_empty() || name.chars().count() > 512 {
        return Err(refuse(
            "RoleDefinitionNameInvalid",
            "The role definition name is empty or longer than 512 characters.",
        ));
    }
    let description = properties.description.unwrap_or_default();
    if description.chars().count() > 2048 {
        return Err(refuse(
            "RoleDefinitionDescriptionInvalid",
            "The role definition description is longer than 2048 characters.",
        ));
    }
    let scopes = assignable(&properties.assignable_scopes)?;
    let permissions = properties.permissions;
    let groups = scopes.iter().filter(|scope| matches!(scope, Scope::ManagementGroup(_))).count();
    if groups > 1 {
        return Err(refuse(
            "TooManyManagementGroups",
            "Only one management group is supported in assignable scopes.",
        ));
    }
    if groups == 1 && permissions.iter().any(|p| !p.data_actions.is_empty()) {
        return Err(refuse(
            "DataActionsNotSupportedAtManagementGroup",
            "You cannot add data action permissions when you have a management group as an assignable scope.",
        ));
    }
    for action in permissions.iter().flat_map(|p| {
        p.actions.iter().chain(&p.not_actions).chain(&p.data_actions).chain(&p.not_data_actions)
    }) {
        check_action(action, &world.knobs.unknown_providers)?;
    }
    may(world, token, scope, WRITE)?;
    for scope in &scopes {
        if world.owner(scope) != Some(token.tenant) {
            return Err(Fault::forbidden(token, WRITE, scope));
        }
        may(world, token, scope, WRITE)?;
    }
    let same_name = |role: &&Role| {
        role.id != id
            && role.tenant.is_none_or(|tenant| tenant == token.tenant)
            && role.name.eq_ignore_ascii_case(&name)
    };
    if world.roles.iter().find(same_name).is_some() {
        return Err(Fault::new(
            409,
            "RoleDefinitionWithSameNameExists",
            &format!(
                "A custom role with the same name already exists in this directory. Use a different name: '{name}'."
            ),
        ));
    }
    if world.roles.iter().any(|role| role.id == id && role.tenant != Some(token.tenant)) {
        return Err(refuse("RoleDefinitionUpdateNotPermitted", "A built-in role cannot be changed."));
    }
    let role = Role {
        id,
        tenant: Some(token.tenant),
        name,
        description,
        assignable_scopes: scopes,
        permissions,
        changed: SystemTime::now(),
    };
    let answer = answer::json(StatusCode::CREATED, render(&role, scope));
    world.roles.retain(|role| role.id != id);
    world.roles.push(role);
    Ok(answer)
}

/// `DELETE …/roleDefinitions/{id}`.
pub fn delete(world: &mut World, token: &Token, scope: &Scope, id: Guid) -> Result<Response<Body>, Fault> {
    may(world, token, scope, DELETE)?;
    if world.assignments.iter().any(|assignment| assignment.role == id) {
        return Err(refuse(
            "RoleDefinitionHasAssignments",
            "There are existing role assignments referencing role.",
        ));
    }
    let Some(at) = world.roles.iter().position(|role| role.id == id && role.tenant == Some(token.tenant))
    else {
        return Ok(answer::empty(StatusCode::NO_CONTENT));
    };
    let role = world.roles.remove(at);
    Ok(answer::json(StatusCode::OK, render(&role, scope)))
}

/// Whether the caller may do this at the scope.
pub fn may(world: &World, token: &Token, scope: &Scope, action: &str) -> Result<(), Fault> {
    match allowed(&world.permissions(token, scope), action) {
        true => Ok(()),
        false => Err(Fault::forbidden(token, action, scope)),
    }
}

fn visible(world: &World, role: &Role, token: &Token, scope: &Scope) -> bool {
    match role.tenant {
        None => true,
        Some(tenant) => {
            tenant == token.tenant && role.assignable_scopes.iter().any(|outer| world.contains(outer, scope))
        }
    }
}

/// The id of a role in the form that belongs to a scope: az compares it as text.
pub fn role_id(scope: &Scope, id: Guid) -> String {
    match scope.subscription() {
        Some(subscription) => {
            format!("/subscriptions/{subscription}/providers/Microsoft.Authorization/roleDefinitions/{id}")
        }
        None => format!("/providers/Microsoft.Authorization/roleDefinitions/{id}"),
    }
}

fn render(role: &Role, scope: &Scope) -> Value {
    let built_in = role.tenant.is_none();
    let scopes: Vec<String> = match built_in {
        true => vec!["/".to_owned()],
        false => role.assignable_scopes.iter().map(Scope::to_string).collect(),
    };
    json!({
        "id": role_id(scope, role.id),
        "name": role.id,
        "type": "Microsoft.Authorization/roleDefinitions",
        "properties": {
            "roleName": role.name,
            "type": if built_in { "BuiltInRole" } else { "CustomRole" },
            "description": role.description,
            "assignableScopes": scopes,
            "permissions": role.permissions.iter().map(Permission::to_json).collect::<Vec<_>>(),
            "createdOn": iso(role.changed),
            "updatedOn": iso(role.changed),
            "createdBy": null,
            "updatedBy": null,
        },
    })
}

fn refuse(code: &'static str, message: &str) -> Fault {
    Fault::new(400, code, message)
}

fn not_found(id: Guid) -> Fault {
    Fault::new(
        404,
        "RoleDefinitionDoesNotExist",
        &format!("The specified role definition with ID '{id}' does not exist."),
    )
}

fn assignable(scopes: &[String]) -> Result<Vec<Scope>, Fault> {
    if scopes.is_empty() || scopes.len() > 2000 {
        return Err(refuse("InvalidAssignableScopes", "A role definition has 1 to 2000 assignable scopes."));
    }
    scopes
        .iter()
        .map(|scope| {
            Scope::parse(scope).ok_or_else(|| {
                refuse(
                    "InvalidAssignableScopes",
                    &format!("'{scope}' is no assignable scope of a custom role."),
                )
            })
        })
        .collect()
}

/// One bad operation refuses the whole role.
fn check_action(action: &str, unknown_providers: &[String]) -> Result<(), Fault> {
    let bad = |message: String| Err(refuse("InvalidActionOrNotAction", &message));
    if action.matches('*').count() > 1 {
        return bad(format!("'{action}' contains multiple wildcards. Only one is allowed."));
    }
    let provider = action.split('/').next().unwrap_or_default();
    let unknown = |name: &str| provider.eq_ignore_ascii_case(name);
    if unknown("microsoft.directory") || unknown_providers.iter().any(|name| unknown(name)) {
        return bad(format!(
            "The resource provider referenced in the action '{action}' is not returned in the list of providers from Azure Resource Manager."
        ));
    }
    let last = action.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    let ends_well = ["*", "read", "write", "delete", "action"].contains(&last.as_str());
    let begins_well = provider == "*" || provider.contains('.');
    if !ends_well || !begins_well || action.contains(char::is_whitespace) {
        return bad(format!("'{action}' does not match any of the actions supported by the providers."));
    }
    Ok(())
}

/// The name in `roleName eq '…'`; a doubled quote is one quote.
fn role_name(filter: &str) -> Option<String> {
    let quoted = filter.trim().strip_prefix("roleName eq '")?.strip_suffix('\'')?;
    Some(quoted.replace("''", "'"))
}

#[cfg(test)]
mod tests {
    use super::{check_action, role_name};

    #[test]
    fn operations_are_looked_at_one_by_one() {
        for action in ["*", "*/read", "Microsoft.Compute/*", "Microsoft.Compute/disks/beginGetAccess/action"]
        {
            assert!(check_action(action, &[]).is_ok(), "{action}");
        }
        for action in [
            "",
            "Microsoft.Compute/*/x/*",
            "microsoft.directory/users/read",
            "Compute/read",
            "Microsoft.Compute/disks/list",
        ] {
            assert!(check_action(action, &[]).is_err(), "{action}");
        }
        assert!(
            check_action("Microsoft.MarketplaceOrdering/x/read", &["Microsoft.MarketplaceOrdering".into()])
                .is_err()
        );
    }

    #[test]
    fn a_filter_names_a_role() {
        assert_eq!(role_name("roleName eq 'Spot''s role'").as_deref(), Some("Spot's role"));
        assert_eq!(role_name("atScope()"), None);
    }
}

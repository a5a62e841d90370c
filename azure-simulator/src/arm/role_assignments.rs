use std::time::SystemTime;

use axum::body::Body;
use axum::http::{Response, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};

use super::fault::Fault;
use super::role_definitions::{may, role_id};
use crate::answer;
use crate::guid::Guid;
use crate::rbac::Assignment;
use crate::scope::Scope;
use crate::when::iso;
use crate::world::{Token, World};

const READ: &str = "Microsoft.Authorization/roleAssignments/read";
const WRITE: &str = "Microsoft.Authorization/roleAssignments/write";
const DELETE: &str = "Microsoft.Authorization/roleAssignments/delete";

/// `GET {scope}/providers/Microsoft.Authorization/roleAssignments`, with a filter.
pub fn list(
    world: &World,
    token: &Token,
    scope: &Scope,
    filter: Option<&str>,
) -> Result<Response<Body>, Fault> {
    may(world, token, scope, READ)?;
    let Filter { below, principal } = Filter::parse(filter.unwrap_or_default())?;
    let value: Vec<Value> = world
        .assignments
        .iter()
        .filter(|a| world.contains(&a.scope, scope) || below && world.contains(scope, &a.scope))
        .filter(|a| principal.is_none_or(|principal| a.principal == principal))
        .map(|a| render(world, a, scope))
        .collect();
    Ok(answer::json(StatusCode::OK, json!({ "value": value })))
}

struct Filter {
    /// Whether what was granted further down is wanted, too.
    below: bool,
    principal: Option<Guid>,
}

impl Filter {
    /// `atScope()`, `principalId eq '…'` and `assignedTo('…')`, joined by `and`.
    fn parse(text: &str) -> Result<Self, Fault> {
        let mut filter = Self { below: true, principal: None };
        for part in text.split(" and ").map(str::trim).filter(|part| !part.is_empty()) {
            let quoted = part
                .strip_prefix("principalId eq '")
                .and_then(|rest| rest.strip_suffix('\''))
                .or_else(|| part.strip_prefix("assignedTo('")?.strip_suffix("')"));
            match (part, quoted.map(Guid::parse)) {
                ("atScope()", _) => filter.below = false,
                (_, Some(Some(id))) => filter.principal = Some(id),
                (_, Some(None)) => {
                    return Err(Fault::new(400, "InvalidFilter", "principalId is no GUID."));
                }
                _ => {
                    let message = format!(
                        "The filter '{part}' is not supported. Supported filters are either 'atScope()' or 'principalId eq '{{value}}' or assignedTo('{{value}}')'."
                    );
                    return Err(Fault::new(400, "UnsupportedFilter", &message));
                }
            }
        }
        Ok(filter)
    }
}

/// `GET …/roleAssignments/{id}`.
pub fn show(world: &World, token: &Token, scope: &Scope, id: Guid) -> Result<Response<Body>, Fault> {
    may(world, token, scope, READ)?;
    let found = world.assignments.iter().find(|a| a.id == id && a.scope == *scope);
    let assignment = found.ok_or_else(|| {
        Fault::new(404, "RoleAssignmentNotFound", &format!("The role assignment '{id}' is not found."))
    })?;
    Ok(answer::json(StatusCode::OK, render(world, assignment, scope)))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Properties {
    role_definition_id: String,
    principal_id: Guid,
    principal_type: Option<String>,
}

/// `PUT …/roleAssignments/{id}`: 201, effective after the propagation delay.
pub fn put(
    world: &mut World,
    token: &Token,
    scope: &Scope,
    id: Guid,
    body: &Value,
) -> Result<Response<Body>, Fault> {
    let refuse = |code, message: String| Fault::new(400, code, &message);
    let properties: Properties = body
        .get("properties")
        .cloned()
        .and_then(|properties| serde_json::from_value(properties).ok())
        .ok_or_else(|| {
            refuse("InvalidRequestContent", "The request content has no readable 'properties'.".into())
        })?;
    may(world, token, scope, WRITE)?;
    let role = properties.role_definition_id.rsplit('/').next().and_then(Guid::parse);
    let role = role.and_then(|role| world.role(role, token.tenant)).ok_or_else(|| {
        Fault::new(
            404,
            "RoleDefinitionDoesNotExist",
            &format!(
                "The specified role definition with ID '{}' does not exist.",
                properties.role_definition_id
            ),
        )
    })?;
    if role.tenant.is_some() && !role.assignable_scopes.iter().any(|outer| world.contains(outer, scope)) {
        return Err(refuse(
            "RoleAssignmentScopeNotAssignableToRoleDefinition",
            format!(
                "The role assignment scope '{scope}' is not assignable to role definition with assignable scopes '{}'.",
                role.assignable_scopes.iter().map(Scope::to_string).collect::<Vec<_>>().join(",")
            ),
        ));
    }
    let principal = properties.principal_id;
    let Some(actual) = world.principal_type(principal, token.tenant) else {
        return Err(match world.applications.iter().any(|a| a.object_id == principal) {
            true => refuse(
                "PrincipalTypeNotSupported",
                "Principals of type Application cannot validly be used in role assignments.".into(),
            ),
            false => refuse(
                "PrincipalNotFound",
                format!(
                    "Principal {principal} does not exist in the directory {}. Check that you have the correct principal ID. If you are creating this principal and then immediately assigning a role, this error might be related to a replication delay. In this case, set the role assignment principalType property to a value, such as ServicePrincipal, User, or Group.",
                    token.tenant
                ),
            ),
        });
    };
    if let Some(kind) = properties.principal_type.filter(|kind| kind != actual) {
        return Err(refuse(
            "UnmatchedPrincipalType",
            format!(
                "The PrincipalId '{principal}' has type '{actual}', which is different from specified PrinciaplType '{kind}'."
            ),
        ));
    }
    let role = role.id;
    if world
        .assignments
        .iter()
        .any(|a| a.scope == *scope && a.principal == principal && a.role == role && a.id != id)
    {
        return Err(Fault::new(409, "RoleAssignmentExists", "The role assignment already exists."));
    }
    if let Some(existing) = world.assignments.iter().find(|a| a.id == id) {
        let same = existing.scope == *scope && existing.principal == principal && existing.role == role;
        return match same {
            true => Ok(answer::json(StatusCode::OK, render(world, existing, scope))),
            false => Err(refuse(
                "RoleAssignmentUpdateNotPermitted",
                "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.".into(),
            )),
        };
    }
    let (created, effective) = (SystemTime::now(), world.effective());
    let assignment = Assignment { id, scope: scope.clone(), role, principal, created, effective };
    let answer = answer::json(StatusCode::CREATED, render(world, &assignment, scope));
    world.assignments.push(assignment);
    Ok(answer)
}

/// `DELETE …/roleAssignments/{id}`.
pub fn delete(world: &mut World, token: &Token, scope: &Scope, id: Guid) -> Result<Response<Body>, Fault> {
    may(world, token, scope, DELETE)?;
    let Some(at) = world.assignments.iter().position(|a| a.id == id && a.scope == *scope) else {
        return Ok(answer::empty(StatusCode::NO_CONTENT));
    };
    let assignment = world.assignments.remove(at);
    Ok(answer::json(StatusCode::OK, render(world, &assignment, scope)))
}

fn render(world: &World, assignment: &Assignment, asked: &Scope) -> Value {
    json!({
        "id": format!("{}/providers/Microsoft.Authorization/roleAssignments/{}", assignment.scope, assignment.id),
        "name": assignment.id,
        "type": "Microsoft.Authorization/roleAssignments",
        "properties": {
            "roleDefinitionId": role_id(asked, assignment.role),
            "principalId": assignment.principal,
            "principalType": world.kind_of(assignment.principal),
            "scope": assignment.scope.to_string(),
            "condition": null,
            "conditionVersion": null,
            "createdOn": iso(assignment.created),
            "updatedOn": iso(assignment.created),
        },
    })
}

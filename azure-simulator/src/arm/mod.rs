//! Azure Resource Manager: tenants, subscriptions, management groups, permissions, role definitions, role assignments.

mod bearer;
mod fault;
mod management_groups;
mod permissions;
mod resource;
mod role_assignments;
mod role_definitions;
mod subscriptions;
mod tenants;

use axum::body::{Body, Bytes};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, Method, Response, Uri};
use serde::Deserialize;
use serde_json::Value;

use crate::guid::Guid;
use crate::server::Shared;
use fault::Fault;
use resource::Resource;

/// What `management.azure.com` serves. Scopes stand in front of the fixed part of a path, so the
/// path is read as a whole.
pub fn router() -> axum::Router<Shared> {
    axum::Router::new().fallback(answer)
}

#[derive(Deserialize)]
struct Parameters {
    #[serde(rename = "api-version")]
    api_version: Option<String>,
    #[serde(rename = "$filter")]
    filter: Option<String>,
}

async fn answer(
    State(shared): State<Shared>,
    method: Method,
    uri: Uri,
    Query(parameters): Query<Parameters>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    route(&shared, &method, &uri, &parameters, &headers, &body).unwrap_or_else(Fault::into_response)
}

fn route(
    shared: &Shared,
    method: &Method,
    uri: &Uri,
    parameters: &Parameters,
    headers: &HeaderMap,
    body: &Bytes,
) -> Result<Response<Body>, Fault> {
    if parameters.api_version.as_deref().is_none_or(str::is_empty) {
        return Err(Fault::new(
            400,
            "MissingApiVersionParameter",
            "The api-version query parameter (?api-version=) is required for all requests.",
        ));
    }
    let resource = Resource::parse(uri.path()).ok_or_else(|| unknown(uri.path()))?;
    let mut world = shared.world();
    let token = bearer::token(&mut world, headers, resource.scope())?;
    let world = &mut *world;
    let filter = parameters.filter.as_deref();
    match (method.as_str(), &resource) {
        ("GET", Resource::Tenants) => Ok(tenants::list(world, &token)),
        ("GET", Resource::ManagementGroups) => Ok(management_groups::list(world, &token)),
        ("GET", Resource::ManagementGroup(scope)) => management_groups::show(world, &token, scope),
        ("GET", Resource::Subscriptions) => Ok(subscriptions::list(world, &token)),
        ("GET", Resource::Subscription(scope)) => subscriptions::show(world, &token, scope),
        ("GET", Resource::Groups(scope)) => subscriptions::resource_groups(world, &token, scope),
        ("GET", Resource::Permissions(scope)) => permissions::list(world, &token, scope),
        ("GET", Resource::RoleDefinitions(scope)) => role_definitions::list(world, &token, scope, filter),
        ("GET", Resource::RoleDefinition(scope, id)) => role_definitions::show(world, &token, scope, *id),
        ("PUT", Resource::RoleDefinition(scope, id)) => {
            role_definitions::put(world, &token, scope, *id, &object(body)?)
        }
        ("DELETE", Resource::RoleDefinition(scope, id)) => {
            role_definitions::delete(world, &token, scope, *id)
        }
        ("GET", Resource::RoleAssignments(scope)) => role_assignments::list(world, &token, scope, filter),
        ("GET", Resource::RoleAssignment(scope, id)) => role_assignments::show(world, &token, scope, *id),
        ("PUT", Resource::RoleAssignment(scope, id)) => {
            role_assignments::put(world, &token, scope, *id, &object(body)?)
        }
        ("DELETE", Resource::RoleAssignment(scope, id)) => {
            role_assignments::delete(world, &token, scope, *id)
        }
        _ => Err(Fault::new(405, "MethodNotAllowed", "The simulator does not know this operation.")),
    }
}

/// What ARM says of a path that names nothing.
fn unknown(path: &str) -> Fault {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [first, id, ..] if first.eq_ignore_ascii_case("subscriptions") && Guid::parse(id).is_none() => {
            Fault::new(
                400,
                "InvalidSubscriptionId",
                &format!("The provided subscription identifier '{id}' is malformed or invalid."),
            )
        }
        // What the Azure CLI makes of a role whose first scope is the root.
        ["providers", provider, "roleDefinitions", _]
            if provider.eq_ignore_ascii_case("Microsoft.Authorization") =>
        {
            Fault::new(400, "InvalidAssignableScopes", "'/' is no assignable scope of a custom role.")
        }
        _ => Fault::new(
            404,
            "ResourceNotFound",
            "The simulator does not know this resource, or the path is malformed.",
        ),
    }
}

/// The request's body, which is a JSON object.
fn object(body: &Bytes) -> Result<Value, Fault> {
    match serde_json::from_slice(body) {
        Ok(value @ Value::Object(_)) => Ok(value),
        Ok(_) => Err(Fault::new(400, "InvalidRequestContent", "The request content must be a JSON object.")),
        Err(error) => Err(Fault::new(
            400,
            "InvalidRequestContent",
            &format!("The request content was invalid and could not be deserialized: '{error}'."),
        )),
    }
}

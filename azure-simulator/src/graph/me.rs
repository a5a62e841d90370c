use axum::body::Body;
use axum::http::{Response, StatusCode};
use serde_json::{Value, json};

use super::fault::Fault;
use super::page::Page;
use super::{entity, rights};
use crate::user::User;
use crate::world::{Token, World};

/// The role Application Administrator, under the id that it has in every directory.
const APPLICATION_ADMINISTRATOR: &str = "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3";

/// `GET /me`, for users only.
pub fn show(world: &World, token: &Token, url: &str) -> Result<Response<Body>, Fault> {
    let user = signed_in(world, token)?;
    Ok(entity(StatusCode::OK, url, "users/$entity", render(user)))
}

/// `GET /me/transitiveMemberOf/microsoft.graph.directoryRole`: the roles in the directory.
pub fn roles(world: &World, token: &Token, page: &Page<'_>) -> Result<Response<Body>, Fault> {
    let role = json!({
        "@odata.type": "#microsoft.graph.directoryRole",
        "id": APPLICATION_ADMINISTRATOR,
        "roleTemplateId": APPLICATION_ADMINISTRATOR,
        "displayName": "Application Administrator",
    });
    let all = match signed_in(world, token)?.administers_applications {
        true => vec![role],
        false => Vec::new(),
    };
    page.of(world, "directoryRoles", all)
}

/// `GET /organization`: the directory that the token is of.
pub fn organization(world: &World, token: &Token, page: &Page<'_>) -> Result<Response<Body>, Fault> {
    rights::look(world, token)?;
    let all = world
        .tenants
        .iter()
        .filter(|tenant| tenant.id == token.tenant)
        .map(|tenant| {
            let domains = tenant.domains.iter().enumerate().map(|(index, name)| {
                json!({ "name": name, "isDefault": index == 0, "isInitial": name.ends_with(".onmicrosoft.com") })
            });
            json!({
                "id": tenant.id,
                "displayName": tenant.display_name,
                "tenantType": "AAD",
                "verifiedDomains": domains.collect::<Vec<_>>(),
            })
        })
        .collect();
    page.of(world, "organization", all)
}

/// A user as Graph shows it.
pub fn render(user: &User) -> Value {
    json!({
        "id": user.object_id,
        "displayName": user.display_name,
        "userPrincipalName": user.name,
        "mail": user.name,
        "userType": if user.guest { "Guest" } else { "Member" },
        "businessPhones": [],
    })
}

fn signed_in<'a>(world: &'a World, token: &Token) -> Result<&'a User, Fault> {
    rights::user(world, token).ok_or_else(|| {
        Fault::new(400, "BadRequest", "/me request is only valid with delegated authentication flow.")
    })
}

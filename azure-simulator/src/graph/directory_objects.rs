use axum::body::Body;
use axum::http::Response;
use serde_json::{Map, Value, json};

use super::application_body::is_visible;
use super::fault::Fault;
use super::page::Page;
use super::{me, principals, rights};
use crate::guid::Guid;
use crate::world::{Token, World};

/// `POST /directoryObjects/getByIds`: those of the objects that exist; the others are left out.
pub fn by_ids(
    world: &World,
    token: &Token,
    body: &Map<String, Value>,
    page: &Page<'_>,
) -> Result<Response<Body>, Fault> {
    rights::look(world, token)?;
    let ids = body
        .get("ids")
        .and_then(Value::as_array)
        .ok_or_else(|| Fault::bad_request("Parameter 'ids' is missing from the request."))?;
    let ids: Option<Vec<Guid>> = ids.iter().map(|id| Guid::parse(id.as_str()?)).collect();
    let ids = ids.ok_or_else(|| Fault::bad_request("Invalid GUID in parameter 'ids'."))?;
    let types: Option<Vec<&str>> = body
        .get("types")
        .and_then(Value::as_array)
        .map(|types| types.iter().filter_map(Value::as_str).collect());
    let wanted = |object: &Value| {
        let kind = object["@odata.type"].as_str().unwrap_or_default();
        types.as_ref().is_none_or(|types| {
            types.iter().any(|name| {
                kind.strip_prefix("#microsoft.graph.").is_some_and(|k| k.eq_ignore_ascii_case(name))
            })
        })
    };
    let all = ids.into_iter().filter_map(|id| render(world, token, id)).filter(wanted).collect();
    page.of(world, "directoryObjects", all)
}

/// A user, service principal or application of the caller's directory, saying which it is.
pub fn render(world: &World, token: &Token, id: Guid) -> Option<Value> {
    let user = || {
        let user = world.users.iter().find(|user| user.object_id == id && user.tenant == token.tenant)?;
        Some(("user", me::render(user)))
    };
    let principal = || {
        let mut all = world.principals.iter();
        let found = all.find(|p| p.object_id == id && p.tenant == token.tenant && is_visible(p.visible))?;
        Some(("servicePrincipal", principals::render(world, found)))
    };
    let (kind, mut value) = user().or_else(principal)?;
    value["@odata.type"] = json!(format!("#microsoft.graph.{kind}"));
    Some(value)
}

//! Microsoft Graph: app registrations, service principals, who is signed in and what the directory allows.

mod application_body;
mod applications;
mod bearer;
mod directory_objects;
mod fault;
mod federated;
mod filter;
mod filter_syntax;
mod keys;
mod me;
mod page;
mod passwords;
mod policies;
mod principals;
mod resource;
mod rights;

use axum::body::{Body, Bytes};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, Method, Response, StatusCode, Uri};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::answer;
use crate::server::Shared;
pub use application_body::snapshot as application_snapshot;
use fault::Fault;
pub use principals::snapshot as principal_snapshot;
use resource::Resource;

/// What `graph.microsoft.com` serves. Keys may stand in brackets behind a collection, so the path is read as a
/// whole.
pub fn router() -> axum::Router<Shared> {
    axum::Router::new().fallback(answer)
}

/// What stands behind the question mark; what else may stand there changes nothing here.
#[derive(Deserialize)]
pub struct Parameters {
    #[serde(rename = "$filter")]
    filter: Option<String>,
    #[serde(rename = "$top")]
    top: Option<usize>,
    #[serde(rename = "$skiptoken")]
    skip: Option<usize>,
    #[serde(rename = "$select")]
    select: Option<String>,
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
    let mut world = shared.world();
    let token = bearer::token(&world, headers)?;
    let resource = Resource::parse(uri.path()).ok_or_else(|| Fault::no_segment(uri.path()))?;
    let world = &mut *world;
    let url = shared.url();
    let page = page::Page { url, path: uri.path(), parameters };
    match (method.as_str(), &resource) {
        ("GET", Resource::Me) => me::show(world, &token, url),
        ("GET", Resource::MyRoles) => me::roles(world, &token, &page),
        ("GET", Resource::Organization) => me::organization(world, &token, &page),
        ("GET", Resource::AuthorizationPolicy) => Ok(policies::authorization(world, url)),
        ("GET", Resource::ManagementPolicy) => Ok(policies::management(world, url)),
        ("POST", Resource::ObjectsByIds) => directory_objects::by_ids(world, &token, &object(body)?, &page),
        ("GET", Resource::Applications) => applications::list(world, &token, &page),
        ("POST", Resource::Applications) => applications::create(world, &token, object(body)?, url),
        ("GET", Resource::Application(key)) => applications::show(world, &token, *key, url),
        ("PATCH", Resource::Application(key)) => applications::change(world, &token, *key, object(body)?),
        ("DELETE", Resource::Application(key)) => applications::delete(world, &token, *key),
        ("GET", Resource::Owners(key)) => applications::owners(world, &token, *key, &page),
        ("POST", Resource::AddPassword(key)) => passwords::add(world, &token, *key, body, url),
        ("POST", Resource::RemovePassword(key)) => passwords::remove(world, &token, *key, &object(body)?),
        ("GET", Resource::Federated(key)) => federated::list(world, &token, *key, &page),
        ("POST", Resource::Federated(key)) => federated::create(world, &token, *key, object(body)?, url),
        ("GET", Resource::FederatedOne(key, name)) => federated::show(world, &token, *key, name, url),
        ("PATCH", Resource::FederatedOne(key, name)) => {
            federated::change(world, &token, *key, name, object(body)?)
        }
        ("DELETE", Resource::FederatedOne(key, name)) => federated::delete(world, &token, *key, name),
        ("GET", Resource::Principals) => principals::list(world, &token, &page),
        ("POST", Resource::Principals) => principals::create(world, &token, object(body)?, url),
        ("GET", Resource::Principal(key)) => principals::show(world, &token, *key, url),
        ("PATCH", Resource::Principal(key)) => principals::change(world, &token, *key, object(body)?),
        ("DELETE", Resource::Principal(key)) => principals::delete(world, &token, *key),
        _ => Err(Fault::new(
            405,
            "Request_BadRequest",
            "Specified HTTP method is not allowed for the request target.",
        )),
    }
}

/// The request's body, which is a JSON object.
fn object(body: &Bytes) -> Result<serde_json::Map<String, Value>, Fault> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(members)) => Ok(members),
        _ => Err(Fault::bad_request(
            "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.",
        )),
    }
}

/// One object, with the line that says what it is.
fn entity(status: StatusCode, url: &str, what: &str, mut value: Value) -> Response<Body> {
    value["@odata.context"] = json!(format!("{url}/graph/v1.0/$metadata#{what}"));
    answer::json(status, value)
}

//! The azure-connect dialect: one file for each operation, and what stands in front of them.

mod body;
mod certificate;
mod condition;
mod document;
mod draft;
pub mod federation;
mod list;
mod lookup;
mod once;
mod read;
mod remove;
mod reply;
mod sealed;
mod submit;
mod update;
mod verify;
mod words;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

use crate::host::Shared;
use crate::problem::Refusal;
use crate::{account, csrf, limits, origin, session};

pub use body::MERGE_PATCH;

/// Where the connections are.
pub const CONNECTIONS: &str = "/api/azure/connections";

/// All operations, behind the checks of name and page, session, account, pace and token.
pub fn router(shared: &Shared) -> Router<Shared> {
    // The last layer is the first that a request meets.
    Router::new()
        .route("/azure/connections", get(list::list).post(submit::create))
        .route("/azure/connections/certificate", get(certificate::certificate))
        .route("/azure/connections/federation", get(federation::federation))
        .route("/azure/connections/openapi.json", get(document::document))
        .route("/azure/connections/lookup", get(lookup::lookup))
        .route(
            "/azure/connections/{id}",
            get(read::read).put(submit::replace).patch(update::update).delete(remove::remove),
        )
        .route("/azure/connections/{id}/verify", post(verify::verify))
        .fallback(async || Refusal::no_such_operation())
        .method_not_allowed_fallback(async || Refusal::method())
        .layer(from_fn_with_state(shared.clone(), limits::whole_body))
        .layer(from_fn_with_state(shared.clone(), csrf::guard))
        .layer(from_fn_with_state(shared.clone(), limits::pace))
        .layer(from_fn_with_state(shared.clone(), account::identify))
        .layer(from_fn_with_state(shared.clone(), session::require))
        .layer(from_fn_with_state(shared.clone(), origin::guard))
        .layer(from_fn_with_state(shared.clone(), limits::in_time))
}

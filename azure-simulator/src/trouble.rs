use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{Response, StatusCode};
use axum::middleware::Next;
use serde_json::json;

use crate::answer::{self, SIMULATOR};
use crate::knobs::Service;
use crate::server::Shared;

/// Marks every answer, and makes the trouble that the knobs ask for.
pub async fn trouble(State(shared): State<Shared>, request: Request, next: Next) -> Response<Body> {
    let path = request.uri().path();
    let service = service(path);
    let mut trouble = None;
    if let Some(service) = service {
        let delay = {
            let mut world = shared.world();
            world.note(format!("{} {path}", request.method()));
            trouble = next_trouble(&mut world.knobs, service);
            world.knobs.latency_ms
        };
        if delay > 0 {
            tokio::time::sleep(Duration::from_millis(delay)).await;
        }
    }
    let response = match trouble {
        Some(response) => response,
        None => next.run(request).await,
    };
    answer::with_header(response, SIMULATOR, "nothing here is real")
}

fn service(path: &str) -> Option<Service> {
    match path.split('/').nth(1) {
        Some("login") => Some(Service::Login),
        Some("graph") => Some(Service::Graph),
        Some("arm") => Some(Service::Arm),
        Some("" | "_sim") | None => None,
        // The root is Entra's as well.
        Some(_) => Some(Service::Login),
    }
}

fn next_trouble(knobs: &mut crate::knobs::Knobs, service: Service) -> Option<Response<Body>> {
    if knobs.throttle.next > 0 && knobs.throttle.service.covers(service) {
        knobs.throttle.next -= 1;
        let body =
            json!({ "error": { "code": "TooManyRequests", "message": "The request is being throttled." } });
        let response = answer::json(StatusCode::TOO_MANY_REQUESTS, body);
        return Some(answer::with_header(
            response,
            RETRY_AFTER,
            &knobs.throttle.retry_after_seconds.to_string(),
        ));
    }
    if knobs.fail.next > 0 && knobs.fail.service.covers(service) {
        knobs.fail.next -= 1;
        let status = StatusCode::from_u16(knobs.fail.status)
            .ok()
            .filter(StatusCode::is_server_error)
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = json!({ "error": { "code": "InternalServerError", "message": "The simulator was told to fail." } });
        return Some(answer::json(status, body));
    }
    None
}

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName, HeaderValue};
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse;

use super::CONNECTIONS;
use crate::connection::Record;
use crate::store::Answer;

/// The answer that shows a connection.
pub fn show(status: StatusCode, record: &Record) -> Answer {
    let mut headers = vec![("etag".to_owned(), record.etag())];
    if status != StatusCode::OK {
        headers.push(("location".to_owned(), format!("{CONNECTIONS}/{}", record.id)));
    }
    headers.extend(record.retry_after().map(|seconds| ("retry-after".to_owned(), seconds.to_string())));
    // The view has text for keys, so this cannot fail.
    let body = serde_json::to_string(&record.view()).unwrap_or_default();
    Answer { status: status.as_u16(), headers, body }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response<Body> {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        for (name, value) in self.headers {
            if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
                headers.insert(name, value);
            }
        }
        response
    }
}

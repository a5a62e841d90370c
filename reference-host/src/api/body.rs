use axum::body::{Body, to_bytes};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use zeroize::Zeroizing;

use crate::problem::Refusal;

/// The media type of a change.
pub const MERGE_PATCH: &str = "application/merge-patch+json";

/// The body of a request that says it is JSON. Wiped when it is dropped.
pub async fn json(headers: &HeaderMap, body: Body) -> Result<Zeroizing<Vec<u8>>, Refusal> {
    read(headers, body, "application/json")
        .await
        .map_err(|refusal| refusal.unwrap_or_else(Refusal::content_type))
}

/// The same, of a merge patch.
pub async fn merge_patch(headers: &HeaderMap, body: Body) -> Result<Zeroizing<Vec<u8>>, Refusal> {
    read(headers, body, MERGE_PATCH).await.map_err(|refusal| refusal.unwrap_or_else(Refusal::patch_type))
}

/// `None` is another type.
async fn read(headers: &HeaderMap, body: Body, wanted: &str) -> Result<Zeroizing<Vec<u8>>, Option<Refusal>> {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case(wanted) {
        return Err(None);
    }
    // Read already, within its limits.
    let bytes = to_bytes(body, usize::MAX).await.map_err(|_| Some(Refusal::too_large()))?;
    // Takes the allocation over where nobody else holds it.
    Ok(Zeroizing::new(Vec::from(bytes)))
}

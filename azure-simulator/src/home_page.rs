use axum::response::Html;

/// `/`: says what this is to whoever opens it in a browser.
pub async fn home_page() -> Html<&'static str> {
    Html(concat!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>Azure simulator</title>",
        "<h1>This is a simulator, not Azure</h1>",
        "<p>It stands in for Entra (<code>/login</code>), Microsoft Graph (<code>/graph</code>) and Azure Resource Manager (<code>/arm</code>) in tests ",
        "and when azure-connect is tried without Azure. Nothing that is said here reaches Microsoft.</p>",
        "<p>What to paste: <a href=\"/_sim/values\"><code>/_sim/values</code></a>. ",
        "The knobs: <a href=\"/_sim\"><code>/_sim</code></a>.</p></html>",
    ))
}

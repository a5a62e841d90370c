use reference_host::Config;
use reqwest::Method;
use serde_json::json;

use super::stage::{API, Stage, key};

#[tokio::test]
async fn other_names_and_other_pages_are_kept_out() {
    let stage = Stage::with(|config| config.allowed_origins = vec!["https://app.example.com".into()]).await;
    let send = async |headers: &[(&str, &str)]| {
        let mut request =
            stage.http.post(stage.url(API)).header("Idempotency-Key", key(1)).json(&stage.body());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        stage.send(request).await
    };
    let refused = send(&[("host", "rebound.example")]).await;
    assert_eq!((refused.status, refused.problem()), (421, "host".into()));
    for origin in
        ["https://evil.example", "null", "http://127.0.0.1:1", "https://app.example.com.evil.example"]
    {
        let refused = send(&[("origin", origin)]).await;
        assert_eq!((refused.status, refused.problem()), (403, "origin".into()), "{origin}");
        assert!(refused.headers.keys().all(|name| !name.as_str().starts_with("access-control")));
    }
    assert_eq!(send(&[("sec-fetch-site", "cross-site")]).await.problem(), "origin");
    let own = stage.host.url().to_owned();
    assert_eq!(send(&[("origin", &own)]).await.status, 202);
    assert_eq!(send(&[("origin", "https://app.example.com")]).await.status, 202);
    let preflight = stage
        .send(stage.http.request(Method::OPTIONS, stage.url(API)).header("origin", "https://evil.example"))
        .await;
    assert_eq!(preflight.status, 403);
}

#[tokio::test]
async fn accounts_do_not_see_each_other() {
    let stage = Stage::with(|config| config.account_header = Some("x-account".parse().unwrap())).await;
    let create = async |account: &str, number: u8| {
        let request = stage
            .http
            .post(stage.url(API))
            .header("x-account", account)
            .header("Idempotency-Key", key(number));
        stage.send(request.json(&stage.body())).await
    };
    let get = async |account: &str, path: &str| {
        stage.send(stage.http.get(stage.url(path)).header("x-account", account)).await
    };
    let mine = create("acme", 1).await;
    let theirs = create("other", 1).await;
    assert_eq!((mine.status, theirs.status), (202, 202), "neither key nor duplicate cross accounts");
    assert_ne!(mine.id(), theirs.id());
    let path = format!("{API}/{}", mine.id());
    assert_eq!(get("acme", &path).await.status, 200);
    assert_eq!(get("other", &path).await.problem(), "not-found");
    assert_eq!(get("other", API).await.body["items"].as_array().unwrap().len(), 1);
    let paged = get("other", &format!("{API}?after={}", mine.id())).await;
    assert_eq!(paged.problem(), "not-found");
    for request in [
        stage.http.delete(stage.url(&path)),
        stage.http.post(stage.url(&format!("{path}/verify"))),
        stage.http.put(stage.url(&path)).header("Idempotency-Key", key(2)).json(&stage.body()),
    ] {
        assert_eq!(stage.send(request.header("x-account", "other")).await.problem(), "not-found");
    }
    let nobody = stage.send(stage.http.get(stage.url(API))).await;
    assert_eq!((nobody.status, nobody.problem()), (401, "no-account".into()));
    let twice = stage.http.get(stage.url(API)).header("x-account", "acme").header("x-account", "other");
    assert_eq!(stage.send(twice).await.problem(), "no-account");
}

#[tokio::test]
async fn off_loopback_without_accounts_it_does_not_start() {
    let stage = Stage::new().await;
    let config = Config { listen: "0.0.0.0:0".parse().unwrap(), ..stage.config.clone() };
    assert!(reference_host::serve(config).await.is_err());
}

#[tokio::test]
async fn the_double_submit_token_is_asked_for_when_wanted() {
    let stage = Stage::with(|config| config.csrf = true).await;
    let refused = stage.post(&key(1), &stage.body()).await;
    assert_eq!((refused.status, refused.problem()), (403, "csrf".into()));
    let page = stage.send(stage.http.get(stage.url(API))).await;
    let cookie = page.header("set-cookie").split(';').next().unwrap().to_owned();
    let token = cookie.strip_prefix("csrf=").unwrap().to_owned();
    let send = async |token: &str| {
        let request =
            stage.http.post(stage.url(API)).header("Idempotency-Key", key(1)).header("cookie", &cookie);
        stage.send(request.header("X-CSRF-Token", token).json(&stage.body())).await
    };
    assert_eq!(send("wrong").await.problem(), "csrf");
    assert_eq!(send(&token).await.status, 202);
}

#[tokio::test]
async fn without_the_session_cookie_one_is_signed_out() {
    let stage = Stage::with(|config| config.session_cookie = Some("sid".into())).await;
    let refused = stage.send(stage.http.get(stage.url(API))).await;
    assert_eq!((refused.status, refused.problem()), (401, "signed-out".into()));
    assert_eq!(stage.send(stage.http.get(stage.url(API)).header("cookie", "a=b; sid=1")).await.status, 200);
}

#[tokio::test]
async fn pages_come_under_the_strict_policy() {
    let pages = tempfile::tempdir().unwrap();
    std::fs::write(pages.path().join("index.html"), "<!doctype html>").unwrap();
    std::fs::write(pages.path().join("a.wasm"), b"\0asm").unwrap();
    std::fs::write(pages.path().join("a.wasm.br"), b"compressed").unwrap();
    let stage = Stage::with(|config| config.static_pages = Some(pages.path().to_owned())).await;
    let page = stage.http.get(stage.url("/")).send().await.unwrap();
    assert_eq!(page.status(), 200);
    let policy = page.headers()["content-security-policy"].to_str().unwrap().to_owned();
    for part in [
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; ",
        "require-trusted-types-for 'script'; trusted-types 'none'",
        "frame-ancestors 'self'",
        "base-uri 'none'",
    ] {
        assert!(policy.contains(part), "{policy}");
    }
    let wasm = stage.http.get(stage.url("/a.wasm")).header("accept-encoding", "br").send().await.unwrap();
    assert_eq!(
        (&wasm.headers()["content-type"], &wasm.headers()["content-encoding"]),
        (&"application/wasm".parse().unwrap(), &"br".parse().unwrap())
    );
    assert_eq!(wasm.bytes().await.unwrap().as_ref(), b"compressed");
    let plain = stage.http.get(stage.url("/a.wasm")).send().await.unwrap();
    assert_eq!(plain.bytes().await.unwrap().as_ref(), b"\0asm");
    assert_eq!(stage.http.get(stage.url("/nothing")).send().await.unwrap().status(), 404);
    assert_eq!(stage.http.get(stage.url("/..%2fkey")).send().await.unwrap().status(), 404);
    let health = stage.send(stage.http.get(stage.url("/healthz"))).await;
    assert_eq!((health.status, health.body), (200, json!({ "status": "ok" })));
}

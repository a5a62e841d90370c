//! The edge through which requests pass, against hosts, pages and networks that misbehave.
#![cfg(target_arch = "wasm32")]
// The lints do not see that wasm-bindgen's tests are tests.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::cell::RefCell;
use std::rc::Rc;

use azure_connect::contract::{Connection, ConnectionId, IdempotencyKey, Status};
use azure_connect::exchange::{
    AllowedOrigins, Broken, Endpoint, FailureKind, Limits, Outcome, Page, Parcel, Place,
};
use azure_connect::profile::{Csrf, Profile};
use azure_connect::shell::http::{Client, Hooks, Stop, new_key, page, sleep};
use js_sys::{Array, Date, Function, JSON, Reflect, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(module = "/tests/web_http.js")]
extern "C" {
    #[wasm_bindgen(js_name = patchFetch)]
    fn patch_fetch(steps: &JsValue) -> Array;
    fn transport(steps: &JsValue) -> Array;
    #[wasm_bindgen(js_name = headersCallback)]
    fn headers_callback(kind: &str) -> Function;
    #[wasm_bindgen(js_name = moveClock)]
    fn move_clock(ms: f64);
    #[wasm_bindgen(js_name = setCookie)]
    fn set_cookie(text: &str);
}

/// Made up.
const SECRET: &str = "9aF8Q~x_Yz.3-kLmNoPqRsTuVwXyZ0123456~abc";
const CREATED: &str = r#"{"act":"respond","status":201,"body":"{\"id\":\"c1\",\"status\":\"verifying\"}"}"#;
const HASTY: Limits = Limits { base_ms: 20, cap_ms: 20, ..Limits::WRITE };
const ONCE: Limits = Limits { attempts: 1, ..HASTY };

fn steps(json: &[&str]) -> JsValue {
    JSON::parse(&["[", &json.join(","), "]"].concat()).unwrap()
}

fn endpoint() -> Endpoint {
    Endpoint::resolve("/api/azure/connections", &page().unwrap(), &AllowedOrigins::default()).unwrap()
}

fn client(limits: Limits) -> Client {
    Client::new(endpoint(), Hooks::default()).with_limits(limits)
}

fn parcel() -> Parcel {
    let body = ["{\"clientSecret\":\"", SECRET, "\"}"].concat().into_bytes();
    Parcel::new(new_key().unwrap(), body.into(), Some(SECRET))
}

fn kind<T: std::fmt::Debug>(outcome: Outcome<T>) -> FailureKind {
    outcome.unwrap_err().kind().clone()
}

fn get(value: &JsValue, path: &str) -> JsValue {
    path.split('.').fold(value.clone(), |value, name| Reflect::get(&value, &name.into()).unwrap())
}

fn text(value: &JsValue, path: &str) -> String {
    get(value, path).as_string().unwrap_or_default()
}

async fn create_with(limits: Limits, script: &[&str]) -> (Outcome<Connection>, Array) {
    let calls = patch_fetch(&steps(script));
    (client(limits).create(&parcel(), &Stop::new()).await, calls)
}

/// One attempt against one step.
async fn create_once(step: &str) -> FailureKind {
    kind(create_with(ONCE, &[step]).await.0)
}

#[wasm_bindgen_test]
async fn a_submission_travels_as_described() {
    let calls = patch_fetch(&steps(&[CREATED]));
    let parcel = parcel();
    let reply = client(HASTY).create(&parcel, &Stop::new()).await.unwrap();
    assert_eq!((reply.value.status, reply.created), (Status::Verifying, true));
    assert_eq!(calls.length(), 1);
    let call = calls.get(0);
    for (path, expected) in [
        ("method", "POST"),
        ("request.redirect", "manual"),
        ("request.credentials", "same-origin"),
        ("request.cache", "no-store"),
        ("request.mode", "same-origin"),
        ("headers.content-type", "application/json"),
        ("headers.accept", "application/json, application/problem+json"),
        ("headers.idempotency-key", &parcel.key().to_string()),
    ] {
        assert_eq!(text(&call, path), expected, "{path}");
    }
    assert!(text(&call, "url").ends_with("/api/azure/connections"));
    let body = JsFuture::from(get(&call, "body").unchecked_into::<js_sys::Promise>()).await.unwrap();
    assert_eq!(body.as_string().unwrap().as_bytes(), parcel.body());
    assert!(!get(&call, "aborted").is_truthy());
}

#[wasm_bindgen_test]
async fn ids_go_into_the_path() {
    let calls = patch_fetch(&steps(&[CREATED]));
    let id = ConnectionId::parse("c1").unwrap();
    client(HASTY).replace(&id, &parcel(), &Stop::new()).await.unwrap();
    client(HASTY).read(&id, &Stop::new()).await.unwrap();
    client(HASTY).verify(&id, &Stop::new()).await.unwrap();
    let seen: Vec<_> =
        calls.iter().map(|call| [text(&call, "method"), text(&call, "url")].concat()).collect();
    for (seen, end) in seen.iter().zip(["/connections/c1", "/connections/c1", "/connections/c1/verify"]) {
        assert!(seen.ends_with(end), "{seen}");
    }
    assert!(seen[0].starts_with("PUT") && seen[1].starts_with("GET") && seen[2].starts_with("POST"));
    assert!(get(&calls.get(1), "headers.idempotency-key").is_undefined());
    assert!(get(&calls.get(1), "headers.content-type").is_undefined());
}

#[wasm_bindgen_test]
async fn failures_of_any_type_are_retried_under_one_key() {
    let flaky = [
        r#"{"act":"string"}"#,
        r#"{"act":"nothing"}"#,
        r#"{"act":"throw"}"#,
        r#"{"act":"respond","status":502,"body":"<h1>"}"#,
    ];
    let (outcome, calls) = create_with(HASTY, &[flaky[0], flaky[1], flaky[2], flaky[3], CREATED]).await;
    assert!(outcome.is_ok());
    assert_eq!(calls.length(), 5);
    let key = text(&calls.get(0), "headers.idempotency-key");
    assert!(IdempotencyKey::parse(&key).is_ok());
    for call in calls.iter() {
        assert_eq!(text(&call, "headers.idempotency-key"), key);
        let body = JsFuture::from(get(&call, "body").unchecked_into::<js_sys::Promise>()).await.unwrap();
        assert!(body.as_string().unwrap().contains(SECRET));
    }
}

#[wasm_bindgen_test]
async fn patience_ends() {
    let (outcome, calls) = create_with(Limits { attempts: 3, ..HASTY }, &[r#"{"act":"string"}"#]).await;
    assert_eq!(kind(outcome), FailureKind::Unreachable);
    assert_eq!(calls.length(), 3);
}

#[wasm_bindgen_test]
async fn whatever_looks_like_a_response_is_read_as_one() {
    for act in ["plain", "parsed", "thenable", "chunks", "otherRealm"] {
        let step = CREATED.replace("respond", act);
        assert_eq!(create_with(ONCE, &[&step]).await.0.unwrap().value.id.as_str(), "c1", "{act}");
    }
    let upper = r#"{"act":"plain","status":503,"body":"","headers":{"retry-after":"7"}}"#;
    assert_eq!(create_with(ONCE, &[upper]).await.0.unwrap_err().retry_after_ms(), Some(7_000));
}

#[wasm_bindgen_test]
async fn what_is_no_response_at_all_is_told() {
    for value in [
        "null",
        "7",
        "\"text\"",
        "[]",
        "{}",
        r#"{"status":"201"}"#,
        r#"{"status":-5}"#,
        r#"{"status":1e9}"#,
        "true",
    ] {
        let step = [r#"{"act":"value","value":"#, value, "}"].concat();
        assert_eq!(create_once(&step).await, FailureKind::Broken(Broken::Shape), "{value}");
    }
    assert_eq!(create_once(r#"{"act":"strangeChunk"}"#).await, FailureKind::Unreachable);
}

#[wasm_bindgen_test]
async fn the_admin_stops_a_request_that_hangs() {
    for act in ["hang", "deaf", "stall"] {
        let calls = patch_fetch(&steps(&[&[r#"{"act":""#, act, r#"","body":"{"}"#].concat()]));
        let stop = Stop::new();
        spawn_local({
            let stop = stop.clone();
            async move {
                sleep(30).await;
                stop.pull();
            }
        });
        let outcome = client(HASTY).create(&parcel(), &stop).await;
        assert_eq!(kind(outcome), FailureKind::Stopped, "{act}");
        assert!(get(&calls.get(0), "aborted").is_truthy(), "{act}");
        assert_eq!(calls.length(), 1);
        // And one that begins afterwards does not begin.
        assert_eq!(kind(client(HASTY).create(&parcel(), &stop).await), FailureKind::Stopped);
        assert_eq!(calls.length(), 1);
    }
}

#[wasm_bindgen_test]
async fn the_admin_stops_a_wait() {
    let calls = patch_fetch(&steps(&[r#"{"act":"respond","status":503,"headers":{"Retry-After":"60"}}"#]));
    let stop = Stop::new();
    let waits = Rc::new(RefCell::new(Vec::new()));
    let client = client(HASTY).on_wait({
        let (stop, waits) = (stop.clone(), Rc::clone(&waits));
        move |failure, ms| {
            waits.borrow_mut().push((failure.code(), ms));
            stop.pull();
        }
    });
    assert_eq!(kind(client.create(&parcel(), &stop).await), FailureKind::Stopped);
    assert_eq!(calls.length(), 1);
    let waits = waits.borrow();
    assert!(
        waits.len() == 1 && waits[0].0 == "server" && (60_000..60_020).contains(&waits[0].1),
        "{waits:?}"
    );
}

#[wasm_bindgen_test]
async fn an_attempt_has_its_time() {
    let limits = Limits { attempts: 2, attempt_ms: 40, ..HASTY };
    for act in ["hang", "deaf", "stall"] {
        let (outcome, calls) =
            create_with(limits, &[&[r#"{"act":""#, act, r#"","body":"{"}"#].concat()]).await;
        assert_eq!(kind(outcome), FailureKind::TimedOut, "{act}");
        assert_eq!(calls.length(), 2);
        assert!(get(&calls.get(1), "aborted").is_truthy());
    }
}

#[wasm_bindgen_test]
async fn retry_after_is_kept() {
    let began = Date::now();
    let busy = r#"{"act":"respond","status":429,"headers":{"Retry-After":"1"}}"#;
    let (outcome, calls) = create_with(HASTY, &[busy, CREATED]).await;
    assert!(outcome.is_ok() && calls.length() == 2);
    assert!(Date::now() - began >= 1_000.0);
    let (outcome, calls) = create_with(HASTY, &[r#"{"act":"respond","status":429}"#, CREATED]).await;
    assert_eq!((kind(outcome), calls.length()), (FailureKind::TooMany, 1));
}

#[wasm_bindgen_test]
async fn an_echo_of_the_secret_is_masked_before_anything_reads_it() {
    let body = [
        r#"{"type":"x/invalid","detail":"bad "#,
        SECRET,
        r#"","errors":[{"pointer":"/credential/clientSecret","code":"secret-refused","detail":"9aF8Q%7ex_Yz.3-kLmNoPqRsTuVwXyZ0123456\u007Eabc"}]}"#,
    ]
    .concat();
    let step = [
        r#"{"act":"respond","status":422,"headers":{"Content-Type":"application/problem+json"},"body":"#,
        &String::from(JSON::stringify(&body.into()).unwrap()),
        "}",
    ]
    .concat();
    let failure = create_with(ONCE, &[&step]).await.0.unwrap_err();
    let FailureKind::Fields(errors) = failure.kind() else { panic!("{failure:?}") };
    assert_eq!((&errors[0].place, errors[0].detail.as_str()), (&Place::Secret, "***"));
    assert_eq!(failure.problem().unwrap().detail.as_ref().unwrap().as_str(), "bad ***");
    let all = format!("{failure:?}");
    assert!(!all.contains("kLmNoPqRs"), "{all}");
}

#[wasm_bindgen_test]
async fn signed_out_is_told_at_once() {
    let (outcome, calls) = create_with(HASTY, &[r#"{"act":"respond","status":401}"#, CREATED]).await;
    assert_eq!((kind(outcome), calls.length()), (FailureKind::SignedOut, 1));
}

const CSRF: &str = r#"{"act":"respond","status":403,"headers":{"Content-Type":"application/problem+json"},"body":"{\"type\":\"https://example.com/csrf\"}"}"#;

#[wasm_bindgen_test]
async fn a_refused_token_is_renewed_once() {
    let headers = headers_callback("token");
    let hooks = Hooks { headers: Some(headers.clone()), transport: None };
    let client = Client::new(endpoint(), hooks).with_limits(HASTY);

    let calls = patch_fetch(&steps(&[CSRF, CREATED]));
    assert!(client.create(&parcel(), &Stop::new()).await.is_ok());
    let sent: Vec<_> = calls.iter().map(|call| text(&call, "headers.x-csrf-token")).collect();
    assert_eq!(sent, ["t1", "t2"]);
    let keys: Vec<_> = calls.iter().map(|call| text(&call, "headers.idempotency-key")).collect();
    assert_eq!(keys[0], keys[1]);

    let calls = patch_fetch(&steps(&[CSRF]));
    assert_eq!(kind(client.create(&parcel(), &Stop::new()).await), FailureKind::CsrfExpired);
    assert_eq!((calls.length(), get(&headers, "count").as_f64()), (2, Some(4.0)));

    let calls = patch_fetch(&steps(&[r#"{"act":"respond","status":403}"#]));
    assert_eq!(kind(client.create(&parcel(), &Stop::new()).await), FailureKind::Forbidden);
    assert_eq!(calls.length(), 1);
    // Nobody to ask for a new token.
    let (outcome, calls) = create_with(HASTY, &[CSRF]).await;
    assert_eq!((kind(outcome), calls.length()), (FailureKind::CsrfExpired, 1));
}

#[wasm_bindgen_test]
async fn the_host_pages_headers_join_but_do_not_override() {
    let calls = patch_fetch(&steps(&[CREATED]));
    let parcel = parcel();
    for kind in ["bold", "plain", "map", "headers"] {
        let hooks = Hooks { headers: Some(headers_callback(kind)), transport: None };
        Client::new(endpoint(), hooks).create(&parcel, &Stop::new()).await.unwrap();
    }
    let bold = calls.get(0);
    for (path, expected) in [
        ("content-type", "application/json"),
        ("idempotency-key", &*parcel.key().to_string()),
        ("accept", "application/json, application/problem+json"),
        ("authorization", "Bearer x"),
        ("x-good", "yes"),
        ("x-split", ""),
        ("evil", ""),
        ("x-number", ""),
        ("x-null", ""),
        ("x-word", ""),
    ] {
        assert_eq!(text(&get(&bold, "headers"), path), expected, "{path}");
    }
    for (call, name) in [(1, "x-plain"), (2, "x-map"), (3, "x-headers")] {
        assert_eq!(text(&get(&calls.get(call), "headers"), name), "yes", "{name}");
    }
}

#[wasm_bindgen_test]
async fn bad_results_of_the_headers_callback_do_no_harm() {
    for kind in ["throws", "rejects", "text", "number", "nothing"] {
        patch_fetch(&steps(&[CREATED]));
        let hooks = Hooks { headers: Some(headers_callback(kind)), transport: None };
        assert!(Client::new(endpoint(), hooks).create(&parcel(), &Stop::new()).await.is_ok(), "{kind}");
    }
    let hooks = Hooks { headers: Some(headers_callback("deaf")), transport: None };
    let limits = Limits { attempt_ms: 40, ..ONCE };
    let outcome = Client::new(endpoint(), hooks).with_limits(limits).create(&parcel(), &Stop::new()).await;
    assert_eq!(kind(outcome), FailureKind::TimedOut);
}

fn csrf() -> Csrf {
    let profile = r#"{"platform":{"name":"Demo"},"endpoint":{"url":"/api","csrf":{"header":"X-CSRF-Token","cookie":"csrf"}}}"#;
    Profile::parse(profile).unwrap().endpoint.csrf.unwrap()
}

#[wasm_bindgen_test]
async fn the_profiles_cookie_is_copied_on_the_pages_own_origin_only() {
    set_cookie("csrf=abc%20d; path=/");
    let calls = patch_fetch(&steps(&[CREATED]));
    let near = client(HASTY).with_csrf(csrf());
    near.create(&parcel(), &Stop::new()).await.unwrap();
    assert_eq!(text(&calls.get(0), "headers.x-csrf-token"), "abc%20d");

    let allowed = AllowedOrigins::parse("https://api.example.com").unwrap();
    let far = Endpoint::resolve("https://api.example.com/azure", &page().unwrap(), &allowed).unwrap();
    let far = Client::new(far, Hooks::default()).with_csrf(csrf());
    far.create(&parcel(), &Stop::new()).await.unwrap();
    assert!(get(&calls.get(1), "headers.x-csrf-token").is_undefined());
    assert_eq!(text(&calls.get(1), "request.mode"), "cors");
    assert_eq!(text(&calls.get(1), "request.credentials"), "same-origin");
    set_cookie("csrf=; path=/; max-age=0");
}

#[wasm_bindgen_test]
async fn an_answer_that_breaks_off_is_asked_for_again() {
    let half = r#"{"act":"half","body":"{\"id\":\"c1\","}"#;
    let (outcome, calls) = create_with(HASTY, &[half, CREATED]).await;
    assert!(outcome.is_ok() && calls.length() == 2);
}

#[wasm_bindgen_test]
async fn a_body_that_is_none_is_told_by_kind() {
    for (step, broken) in [
        (r#"{"act":"respond","status":201,"body":"{\"id\":\"c1\",\"sta"}"#, Broken::NotJson),
        (
            r#"{"act":"respond","status":200,"body":"<title>Sign in</title>","headers":{"Content-Type":"text/html"}}"#,
            Broken::NotJson,
        ),
        (r#"{"act":"respond","status":200,"body":"{}"}"#, Broken::Shape),
        (r#"{"act":"respond","status":200}"#, Broken::Empty),
        (r#"{"act":"respond","status":204}"#, Broken::Empty),
        (r#"{"act":"respond","status":302,"headers":{"Location":"/login"}}"#, Broken::Redirected),
        (r#"{"act":"opaqueRedirect"}"#, Broken::Redirected),
        (r#"{"act":"followed","body":"{\"id\":\"c1\",\"status\":\"connected\"}"}"#, Broken::Redirected),
    ] {
        let (outcome, calls) = create_with(HASTY, &[step]).await;
        assert_eq!((kind(outcome), calls.length()), (FailureKind::Broken(broken), 1), "{step}");
    }
}

#[wasm_bindgen_test]
async fn an_endless_answer_is_cut_off() {
    let (outcome, calls) = create_with(HASTY, &[r#"{"act":"endless"}"#]).await;
    assert_eq!(kind(outcome), FailureKind::Broken(Broken::TooLarge));
    assert!(get(&calls.get(0), "aborted").is_truthy());
    assert!(get(&calls.get(0), "chunks").as_f64().unwrap() < 32.0);
}

#[wasm_bindgen_test]
async fn a_transport_is_used_instead_of_fetch() {
    let calls = transport(&steps(&[r#"{"act":"string"}"#, CREATED]));
    let hooks = Hooks {
        headers: Some(headers_callback("token")),
        transport: get(&calls, "function").dyn_into().ok(),
    };
    let parcel = parcel();
    let client = Client::new(endpoint(), hooks).with_limits(HASTY);
    client.create(&parcel, &Stop::new()).await.unwrap();
    assert!(!get(&calls, "fetched").is_truthy());
    assert_eq!(calls.length(), 2);
    let call = calls.get(1);
    assert_eq!((text(&call, "operation"), text(&call, "method")), ("create".to_owned(), "POST".to_owned()));
    assert_eq!(text(&call, "headers.X-CSRF-Token"), "t2");
    assert_eq!(text(&call, "headers.Idempotency-Key"), parcel.key().to_string());
    assert_eq!(text(&call, "body").as_bytes(), parcel.body());
    // Nothing of it is left in the page's hands.
    let left: Uint8Array = get(&call, "bytes").unchecked_into();
    assert!(left.length() > 0 && left.to_vec().iter().all(|byte| *byte == 0));
}

#[wasm_bindgen_test]
async fn a_transport_is_stopped_by_its_signal() {
    let calls = transport(&steps(&[r#"{"act":"hang"}"#]));
    let hooks = Hooks { headers: None, transport: get(&calls, "function").dyn_into().ok() };
    let client = Client::new(endpoint(), hooks).with_limits(Limits { attempt_ms: 40, ..ONCE });
    assert_eq!(kind(client.create(&parcel(), &Stop::new()).await), FailureKind::TimedOut);
    assert!(get(&calls.get(0), "aborted").is_truthy());
}

#[wasm_bindgen_test]
async fn a_poll_is_one_question() {
    let calls = patch_fetch(&steps(&[r#"{"act":"respond","status":503,"headers":{"Retry-After":"9"}}"#]));
    let id = ConnectionId::parse("c1").unwrap();
    let failure = client(HASTY).poll(&id, None, &Stop::new()).await.unwrap_err();
    assert_eq!((failure.retry_after_ms(), calls.length()), (Some(9_000), 1));
}

#[wasm_bindgen_test]
async fn a_list_has_its_pages_at_the_endpoint() {
    let page = r#"{"act":"respond","body":"{\"items\":[{\"id\":\"c1\",\"status\":\"connected\"}],\"next\":\"?after=c1\"}"}"#;
    let calls = patch_fetch(&steps(&[page]));
    let client = client(ONCE);
    let list = client.list(None, &Stop::new()).await.unwrap().value;
    client.list(list.next.as_ref().map(|next| next.as_str()), &Stop::new()).await.unwrap();
    assert!(text(&calls.get(1), "url").ends_with("/api/azure/connections?after=c1"));
    let away = client.list(Some("https://evil.example/"), &Stop::new()).await;
    assert_eq!((kind(away), calls.length()), (FailureKind::NotFound, 2));
}

#[wasm_bindgen_test]
async fn what_is_gone_is_deleted() {
    let id = ConnectionId::parse("c1").unwrap();
    for step in [r#"{"act":"respond","status":204}"#, r#"{"act":"respond","status":404}"#] {
        patch_fetch(&steps(&[step]));
        assert_eq!(client(ONCE).delete(&id, &Stop::new()).await, Ok(()), "{step}");
    }
    patch_fetch(&steps(&[r#"{"act":"respond","status":403}"#]));
    assert!(client(ONCE).delete(&id, &Stop::new()).await.is_err());
}

#[wasm_bindgen_test]
async fn a_wait_follows_the_wall_clock() {
    // The lid was closed for an hour.
    spawn_local(async {
        sleep(100).await;
        move_clock(3_600_000.0);
    });
    let (began, stop) = (Date::now(), Stop::new());
    assert!(stop.wait(60_000).await);
    move_clock(0.0);
    assert!(Date::now() - began < 5_000.0);
    // The clock was set back.
    spawn_local(async {
        sleep(100).await;
        move_clock(-3_600_000.0);
    });
    let began = Date::now();
    sleep(1_200).await;
    move_clock(0.0);
    assert!((1_190.0..5_000.0).contains(&(Date::now() - began)));
}

#[wasm_bindgen_test]
fn keys_are_random_uuids() {
    let (a, b) = (new_key().unwrap().to_string(), new_key().unwrap().to_string());
    assert_ne!(a, b);
    assert_eq!((a.len(), a.as_bytes()[14]), (36, b'4'));
}

#[wasm_bindgen_test]
fn the_page_is_where_the_browser_says() {
    let page: Page = page().unwrap();
    assert!(page.origin().is_loopback(), "{page:?}");
}

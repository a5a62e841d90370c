//! Secrets that arrive sealed. What seals them here is not what the wizard uses; what other libraries have sealed is
//! opened in `src/seal.rs`.

use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reference_host::Key;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use rsa::pkcs8::DecodePrivateKey;
use rsa::rand_core::OsRng;
use rsa::traits::PublicKeyParts;
use rsa::{Oaep, RsaPrivateKey};
use serde_json::{Value, json};
use sha2::Sha256;

use super::stage::{API, Reply, Stage, key};

const KEYS: &str = include_str!("../fixtures/sealed/key.jwk.json");
const PEM: &str = include_str!("../fixtures/sealed/key.pem");

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

fn seal_with(header: &Value, claims: &Value) -> String {
    let encode = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    let public = RsaPrivateKey::from_pkcs8_pem(PEM).unwrap().to_public_key();
    let (content_key, iv) = (rand::random::<[u8; 32]>(), rand::random::<[u8; 12]>());
    let wrapped = public.encrypt(&mut OsRng, Oaep::new::<Sha256>(), &content_key).unwrap();
    let protected = encode(header.to_string().as_bytes());
    let mut content = claims.to_string().into_bytes();
    let content_key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, &content_key).unwrap());
    let nonce = Nonce::assume_unique_for_key(iv);
    let aad = Aad::from(protected.as_bytes());
    let tag = content_key.seal_in_place_separate_tag(nonce, aad, &mut content).unwrap();
    [protected.clone(), encode(&wrapped), encode(&iv), encode(&content), encode(tag.as_ref())].join(".")
}

fn seal(claims: &Value) -> String {
    seal_with(&json!({ "alg": "RSA-OAEP-256", "enc": "A256GCM", "kid": "test-1" }), claims)
}

/// A stage whose profile has secrets sealed for the key of the fixtures.
async fn sealing() -> Stage {
    let public = RsaPrivateKey::from_pkcs8_pem(PEM).unwrap().to_public_key();
    let number = |bytes: Vec<u8>| URL_SAFE_NO_PAD.encode(bytes);
    let jwk = json!({
        "kty": "RSA", "kid": "test-1",
        "n": number(public.n().to_bytes_be()), "e": number(public.e().to_bytes_be()),
    });
    Stage::offering(
        |profile| profile["credential"]["seal"] = json!({ "jwk": jwk, "audience": "local" }),
        |config| config.seal_key = Some(Key::Text(KEYS.to_owned().into())),
    )
    .await
}

/// What the wizard would seal for a body under a key.
fn claims(body: &Value, key: &str) -> Value {
    json!({
        "credential": body["credential"], "tenantId": body["tenantId"], "clientId": body["clientId"],
        "aud": "local", "jti": key, "iat": now(),
    })
}

fn credential(claims: &Value) -> Value {
    let mut credential = json!({ "kind": "sealed", "of": "secret", "jwe": seal(claims) });
    if let Some(day) = claims["credential"].get("expiresOn") {
        credential["expiresOn"] = day.clone();
    }
    credential
}

/// The body of the stage with its secret sealed under a key.
fn body(stage: &Stage, key: &str) -> Value {
    let mut body = stage.body();
    body["credential"] = credential(&claims(&body, key));
    body
}

fn assert_refused(reply: &Reply, field: &str) {
    assert_eq!(
        (reply.status, reply.problem(), reply.fields()),
        (422, "invalid".into(), vec![field.to_owned()])
    );
    assert!(
        !reply.body["errors"][0]["detail"].as_str().unwrap().contains("cannot be used here"),
        "{reply:?}"
    );
}

#[tokio::test]
async fn a_sealed_secret_connects_and_is_kept_as_a_plain_one_is() {
    let stage = sealing().await;
    let body = body(&stage, &key(1));
    let created = stage.post(&key(1), &body).await;
    assert_eq!(created.status, 202, "{created:?}");
    assert_eq!(
        created.body["credential"],
        json!({ "kind": "secret", "hint": &stage.values.client_secret[..3], "expiresOn": "2999-12-31" })
    );
    assert_eq!(stage.settled(&created.id()).await.body["status"], "connected");
    let again = stage.post(&key(1), &body).await;
    assert_eq!((again.status, &again.body), (202, &created.body), "a retry gets the first answer");
    let anew = stage.post(&key(1), &self::body(&stage, &key(1))).await;
    assert_eq!(anew.problem(), "key-reused", "sealed anew it is another body");
}

type Change<'a> = &'a dyn Fn(&mut Value);

#[tokio::test]
async fn what_was_sealed_for_something_else_is_refused() {
    let stage = sealing().await;
    let plain = stage.body();
    let of = |change: Change<'_>| {
        let mut claims = claims(&plain, &key(1));
        change(&mut claims);
        let mut body = plain.clone();
        body["credential"] = credential(&claims);
        body
    };
    let cases: [(&str, Change<'_>); 11] = [
        ("seal-audience", &|claims| claims["aud"] = json!("another account")),
        ("seal-mismatch", &|claims| claims["tenantId"] = json!(stage.values.other_tenant_id)),
        ("seal-mismatch", &|claims| claims["clientId"] = claims["tenantId"].clone()),
        ("seal-jti", &|claims| claims["jti"] = json!(key(2))),
        ("seal-expired", &|claims| claims["iat"] = json!(now() - 605)),
        ("seal-expired", &|claims| claims["iat"] = json!(now() + 130)),
        ("seal-expired", &|claims| claims["iat"] = json!(u64::MAX)),
        ("seal-content", &|claims| claims["iat"] = json!("now")),
        ("seal-content", &|claims| claims["aud"] = Value::Null),
        ("seal-content", &|claims| claims["credential"] = json!({ "kind": "federated" })),
        ("seal-content", &|claims| claims["credential"]["clientSecret"] = json!("")),
    ];
    for (code, change) in cases {
        assert_refused(&stage.post(&key(1), &of(change)).await, &format!("/credential/jwe {code}"));
    }
    let mut other_day = of(&|_| {});
    other_day["credential"]["expiresOn"] = json!("2998-12-31");
    assert_refused(&stage.post(&key(1), &other_day).await, "/credential/jwe seal-mismatch");
    let list = stage.send(stage.http.get(stage.url(API))).await;
    assert_eq!(list.body["items"], json!([]));
    assert_eq!(stage.post(&key(1), &of(&|_| {})).await.status, 202, "and nothing else was wrong with it");
}

#[tokio::test]
async fn what_does_not_open_is_refused() {
    let stage = sealing().await;
    let of = |jwe: String| {
        let mut body = stage.body();
        body["credential"] =
            json!({ "kind": "sealed", "of": "secret", "expiresOn": "2999-12-31", "jwe": jwe });
        body
    };
    let good = claims(&stage.body(), &key(1));
    for (code, jwe) in [
        ("seal-header", seal_with(&json!({ "alg": "RSA-OAEP", "enc": "A256GCM", "kid": "test-1" }), &good)),
        ("seal-header", seal_with(&json!({ "alg": "RSA-OAEP-256", "enc": "A256CBC-HS512" }), &good)),
        ("seal-key", seal_with(&json!({ "alg": "RSA-OAEP-256", "enc": "A256GCM", "kid": "old" }), &good)),
        ("seal-damaged", seal(&good).replace('.', ".A")),
        ("seal-content", seal(&json!([1]))),
        ("seal-too-large", [seal(&good), "A".repeat(9_000)].concat()),
    ] {
        assert_refused(&stage.post(&key(1), &of(jwe)).await, &format!("/credential/jwe {code}"));
    }
}

#[tokio::test]
async fn one_message_opens_one_request_and_its_retries() {
    let stage = sealing().await;
    let id = {
        let mut failing = stage.body();
        failing["credential"]["clientSecret"] = json!("Zq18Q~wrong-but-well-formed.secret_0123456");
        failing["credential"] = credential(&claims(&failing, &key(1)));
        let created = stage.post(&key(1), &failing).await;
        assert_eq!(stage.settled(&created.id()).await.body["status"], "failed");
        created.id()
    };
    // The first attempt is refused for another reason, so nothing of it is remembered but that it was sent.
    let mut body = body(&stage, &key(2));
    body["extras"] = json!({ "teams": ["t9"] });
    for _ in 0..2 {
        assert_eq!(stage.put(&id, &key(2), &body).await.fields(), ["/extras/teams not-offered"], "a retry");
    }
    let mut other = body.clone();
    other["extras"] = json!({ "teams": ["t1"] });
    assert_refused(&stage.put(&id, &key(2), &other).await, "/credential/jwe seal-replayed");
    assert_refused(&stage.post(&key(2), &other).await, "/credential/jwe seal-replayed");
    assert_eq!(
        stage.put(&id, &key(3), &self::body(&stage, &key(3))).await.status,
        202,
        "replaced, sealed anew"
    );
    assert_eq!(stage.settled(&id).await.body["status"], "connected");
}

#[tokio::test]
async fn a_new_secret_is_sealed_for_the_connection_that_it_is_for() {
    let stage = sealing().await;
    let created = stage.post(&key(1), &body(&stage, &key(1))).await;
    let id = created.id();
    stage.settled(&id).await;
    let url = stage.url(&format!("{API}/{id}"));
    let send = async |key: Option<&str>, patch: &Value| {
        let request = stage.http.patch(&url).header("content-type", "application/merge-patch+json");
        let request = key.iter().fold(request, |request, key| request.header("Idempotency-Key", *key));
        stage.send(request.body(patch.to_string())).await
    };
    let value = stage.knob("/secret", json!({})).await["clientSecret"].as_str().unwrap().to_owned();
    let patch = |key: &str, client: Option<&str>| {
        let mut of = stage.body();
        of["credential"]["clientSecret"] = json!(value);
        let mut claims = claims(&of, key);
        if let Some(client) = client {
            claims["clientId"] = json!(client);
        }
        json!({ "credential": credential(&claims) })
    };
    let other = patch(&key(2), Some("0d6b8a8e-52d8-4f43-8d0c-6f1e4d8f9c22"));
    assert_refused(&send(Some(&key(2)), &other).await, "/credential/jwe seal-mismatch");
    let good = patch(&key(3), None);
    let keyless = send(None, &good).await;
    assert_eq!((keyless.status, keyless.problem()), (400, "idempotency-key".into()));
    let changed = send(Some(&key(3)), &good).await;
    assert_eq!(
        (changed.status, &changed.body["credential"]["hint"]),
        (202, &json!(value[..3])),
        "{changed:?}"
    );
    assert_eq!(stage.settled(&id).await.body["status"], "connected");
    assert_eq!(send(Some(&key(3)), &good).await.body, changed.body, "a retry gets the first answer");
    assert_refused(&send(Some(&key(4)), &good).await, "/credential/jwe seal-jti");
}

#[tokio::test]
async fn a_plain_secret_is_refused_where_it_has_to_be_sealed() {
    let stage = sealing().await;
    assert_refused(&stage.post(&key(1), &stage.body()).await, "/credential/kind seal-required");
    let mut federated = stage.body();
    federated["credential"] = json!({ "kind": "federated" });
    assert_eq!(stage.post(&key(2), &federated).await.fields(), ["/credential/kind not-offered"], "as ever");
}

#[tokio::test]
async fn a_host_with_a_key_takes_both_until_its_profile_says_otherwise() {
    let stage = Stage::with(|config| config.seal_key = Some(Key::Text(PEM.to_owned().into()))).await;
    let sealed = stage.post(&key(1), &body(&stage, &key(1))).await;
    assert_eq!(stage.settled(&sealed.id()).await.body["status"], "connected");
    let mut plain = stage.body();
    plain["scopes"] = json!([format!("/subscriptions/{}", stage.values.other_subscription_id)]);
    assert_eq!(stage.post(&key(2), &plain).await.status, 202);
}

#[tokio::test]
async fn without_its_private_key_a_host_does_not_start() {
    let stage = sealing().await;
    let other = KEYS.replace("test-1", "another");
    for seal_key in [None, Some(other.as_str()), Some("nonsense")] {
        let mut config = stage.config.clone();
        config.database_url = "sqlite::memory:".into();
        config.seal_key = seal_key.map(|text| Key::Text(text.to_owned().into()));
        let error = reference_host::serve(config).await.unwrap_err().to_string();
        assert!(error.starts_with("key for sealed secrets: "), "{error}");
    }
}

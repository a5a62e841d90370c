use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use rcgen::{CertificateParams, DnType, KeyPair};
use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use ring::rand::SystemRandom;
use ring::signature::{RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaEncoding, RsaKeyPair};
use rsa::pkcs8::EncodePrivateKey;
use serde_json::{Value, json};

use crate::stage::{ARM, Azure, GRAPH, code, text};

/// Somebody with a private key.
struct Holder {
    key: RsaKeyPair,
    der: Vec<u8>,
    pem: String,
}

impl Holder {
    fn new() -> Self {
        let key = rsa::RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 2048).unwrap();
        let der = key.to_pkcs8_der().unwrap();
        let pair = KeyPair::try_from(der.as_bytes()).unwrap();
        let mut wish = CertificateParams::new(Vec::<String>::new()).unwrap();
        wish.distinguished_name.push(DnType::CommonName, "A platform");
        let certificate = wish.self_signed(&pair).unwrap();
        let key = RsaKeyPair::from_pkcs8(der.as_bytes()).unwrap();
        Self { key, der: certificate.der().to_vec(), pem: certificate.pem() }
    }

    fn thumbprint(&self) -> String {
        digest(&SHA1_FOR_LEGACY_USE_ONLY, &self.der)
            .as_ref()
            .iter()
            .map(|byte| format!("{byte:02X}"))
            .collect()
    }

    fn header(&self, algorithm: &str) -> Value {
        let (name, with) = match algorithm {
            "PS256" => ("x5t#S256", &SHA256),
            _ => ("x5t", &SHA1_FOR_LEGACY_USE_ONLY),
        };
        json!({ "alg": algorithm, "typ": "JWT", name: URL_SAFE_NO_PAD.encode(digest(with, &self.der)) })
    }

    fn sign(&self, header: &Value, claims: &Value) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let message = format!("{}.{}", part(header), part(claims));
        let how: &dyn RsaEncoding =
            if header["alg"] == "PS256" { &RSA_PSS_SHA256 } else { &RSA_PKCS1_SHA256 };
        let mut signature = vec![0; self.key.public().modulus_len()];
        self.key.sign(how, &SystemRandom::new(), message.as_bytes(), &mut signature).unwrap();
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

fn now() -> u64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs()
}

struct App {
    azure: Azure,
    token: String,
    path: String,
    app_id: String,
    holder: Holder,
}

impl App {
    async fn new() -> Self {
        let azure = Azure::start().await;
        let token = azure.user("", GRAPH).await;
        let (object, app_id) = azure.register(&token, "Certified").await;
        azure.graph(&token, "POST", "/servicePrincipals", Some(json!({ "appId": app_id }))).await;
        Self { azure, token, path: format!("/applications/{object}"), app_id, holder: Holder::new() }
    }

    /// As the Azure CLI sends it.
    fn key(&self) -> Value {
        json!({
            "@odata.type": "#microsoft.graph.keyCredential", "displayName": null,
            "key": STANDARD.encode(&self.holder.der), "keyId": "7c0e4b1d-52f8-4a96-9d3e-80b6a1f5c274",
            "type": "AsymmetricX509Cert", "usage": "Verify",
            "startDateTime": "2026-01-01T00:00:00Z", "endDateTime": "2099-01-01T00:00:00Z",
        })
    }

    async fn patch(&self, keys: Value) -> (u16, Value) {
        let body = Some(json!({ "keyCredentials": keys }));
        self.azure.graph(&self.token, "PATCH", &self.path, body).await
    }

    async fn app(&self) -> Value {
        self.azure.graph(&self.token, "GET", &self.path, None).await.1
    }

    fn claims(&self) -> Value {
        let audience = self.azure.url(&format!("/login/{}/oauth2/v2.0/token", self.azure.values.tenant_id));
        let now = now();
        json!({
            "aud": audience, "iss": self.app_id, "sub": self.app_id, "jti": "1", "nbf": now - 60, "exp": now + 600,
        })
    }

    async fn sign_in(&self, header: &Value, claims: &Value) -> Value {
        let assertion = self.holder.sign(header, claims);
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", self.app_id.as_str()),
            ("client_assertion", assertion.as_str()),
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            ("scope", ARM),
        ];
        let path = format!("/login/{}/oauth2/v2.0/token", self.azure.values.tenant_id);
        self.azure.form(&path, &form).await.1["error_codes"][0].clone()
    }
}

#[tokio::test]
async fn an_uploaded_certificate_signs_in_and_what_is_wrong_is_said_by_its_code() {
    let app = App::new().await;
    let rs256 = app.holder.header("RS256");
    assert_eq!(app.sign_in(&rs256, &app.claims()).await, 700_027, "not uploaded yet");
    let key = app.key();
    assert_eq!(app.patch(json!([key])).await.0, 204);
    assert_eq!(app.sign_in(&rs256, &app.claims()).await, Value::Null);
    assert_eq!(app.sign_in(&app.holder.header("PS256"), &app.claims()).await, Value::Null);

    let with = |name: &str, value: Value| {
        let mut claims = app.claims();
        claims[name] = value;
        claims
    };
    let other = json!(app.azure.values.client_id);
    for (claims, expected) in [
        (with("sub", other.clone()), 700_021),
        (with("iss", other), 700_021),
        (with("aud", json!("https://management.azure.com")), 700_023),
        (with("exp", json!(now() - 400)), 700_024),
        (with("nbf", json!(now() + 400)), 700_024),
    ] {
        assert_eq!(app.sign_in(&rs256, &claims).await, expected, "{claims}");
    }
    let strange = Holder::new().header("RS256");
    assert_eq!(app.sign_in(&strange, &app.claims()).await, 700_027);
    let mixed = json!({ "alg": "PS256", "x5t": rs256["x5t"] });
    assert_eq!(app.sign_in(&mixed, &app.claims()).await, Value::Null, "either algorithm with either name");
    assert_eq!(app.sign_in(&json!({ "alg": "RS256" }), &app.claims()).await, 50_027, "no thumbprint");
    let forged = json!({ "alg": "RS256", "x5t": rs256["x5t"], "kid": "x" });
    let stranger = Holder { key: Holder::new().key, der: Vec::new(), pem: String::new() };
    let stranger = App { holder: stranger, ..app };
    assert_eq!(stranger.sign_in(&forged, &stranger.claims()).await, 700_027, "another key");
}

#[tokio::test]
async fn certificates_are_replaced_as_a_whole_and_shown_without_the_key() {
    let app = App::new().await;
    assert_eq!(app.patch(json!([app.key()])).await.0, 204);
    let shown = app.app().await["keyCredentials"].clone();
    assert_eq!(
        shown,
        json!([{
            "customKeyIdentifier": app.holder.thumbprint(), "displayName": "CN=A platform", "key": null,
            "keyId": "7c0e4b1d-52f8-4a96-9d3e-80b6a1f5c274", "type": "AsymmetricX509Cert", "usage": "Verify",
            "startDateTime": "2026-01-01T00:00:00Z", "endDateTime": "2099-01-01T00:00:00Z",
        }])
    );
    // What the CLI does with `--append`: the list as it was shown, and one more.
    let second = Holder::new();
    let more =
        json!({ "key": STANDARD.encode(&second.der), "type": "AsymmetricX509Cert", "usage": "Verify" });
    assert_eq!(app.patch(json!([shown[0], more])).await.0, 204);
    let both = app.app().await["keyCredentials"].clone();
    assert_eq!(both[1]["customKeyIdentifier"], second.thumbprint());
    assert_eq!(app.patch(json!([both[1]])).await.0, 204);
    assert_eq!(app.app().await["keyCredentials"], json!([both[1]]));
    assert_eq!(app.sign_in(&app.holder.header("RS256"), &app.claims()).await, 700_027, "it was removed");

    let mut bad = app.key();
    bad["keyId"] = both[1]["keyId"].clone();
    assert_eq!(code(app.patch(json!([bad])).await), (400, "Request_BadRequest".into()));
    for (name, value, expected) in [
        ("key", json!("AAAA"), "KeyCredentialsInvalidValue"),
        ("key", Value::Null, "KeyCredentialsInvalidValue"),
        ("type", json!("Symmetric"), "KeyCredentialsInvalidType"),
        ("endDateTime", json!("9999-01-01T00:00:00Z"), "KeyCredentialsInvalidEndDate"),
        ("startDateTime", json!("1969-01-01T00:00:00Z"), "KeyCredentialsInvalidStartDate"),
    ] {
        let mut bad = app.key();
        bad[name] = value;
        assert_eq!(code(app.patch(json!([bad])).await), (400, expected.into()), "{name}");
    }
    assert_eq!(app.app().await["keyCredentials"], json!([both[1]]), "nothing was taken");
}

#[tokio::test]
async fn a_test_uploads_as_the_portal_does_and_clocks_may_differ() {
    let app = App::new().await;
    let wish = json!({ "clientId": app.app_id, "pem": app.holder.pem });
    let uploaded = app.azure.knob("/_sim/certificate", wish).await;
    assert_eq!(text(&uploaded["thumbprint"]), app.holder.thumbprint());
    let header = app.holder.header("PS256");
    for (skew, expected) in
        [(250, Value::Null), (-250, Value::Null), (1000, json!(700_024)), (-1000, json!(700_024))]
    {
        app.azure.knob("/_sim/knobs", json!({ "clockSkewSeconds": skew })).await;
        assert_eq!(app.sign_in(&header, &app.claims()).await, expected, "{skew}");
    }
    app.azure.knob("/_sim/knobs", json!({ "clockSkewSeconds": 0 })).await;
    app.azure.knob("/_sim/expire-certificate", json!({ "clientId": app.app_id })).await;
    assert_eq!(app.sign_in(&header, &app.claims()).await, 700_027);
}

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::stage::{ARM, Azure, GRAPH, code};

const ISSUER: &str = "https://platform.example";
const SUBJECT: &str = "account:7";
const AUDIENCE: &str = "api://AzureADTokenExchange";
/// When no clock in a test is any more.
const LATE: u64 = 4_102_444_800;

struct App {
    azure: Azure,
    token: String,
    object: String,
    app_id: String,
}

impl App {
    async fn new() -> Self {
        let azure = Azure::start().await;
        let token = azure.user("", GRAPH).await;
        let (object, app_id) = azure.register(&token, "Federated").await;
        azure.graph(&token, "POST", "/servicePrincipals", Some(json!({ "appId": app_id }))).await;
        Self { azure, token, object, app_id }
    }

    async fn add(&self, name: &str, issuer: &str, subject: &str) -> (u16, Value) {
        let body = json!({ "name": name, "issuer": issuer, "subject": subject, "audiences": [AUDIENCE] });
        self.azure.graph(&self.token, "POST", &self.path(""), Some(body)).await
    }

    fn path(&self, below: &str) -> String {
        format!("/applications/{}/federatedIdentityCredentials{below}", self.object)
    }

    async fn sign_in(&self, header: Value, claims: Value) -> Value {
        let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
        self.show(&format!("{}.{}.c2lnbmF0dXJl", part(header), part(claims))).await
    }

    async fn show(&self, assertion: &str) -> Value {
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", self.app_id.as_str()),
            ("client_assertion", assertion),
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            ("scope", ARM),
        ];
        let path = format!("/login/{}/oauth2/v2.0/token", self.azure.values.tenant_id);
        self.azure.form(&path, &form).await.1["error_codes"][0].clone()
    }
}

fn claims(issuer: &str, subject: &str, audience: &str, expires: u64) -> Value {
    json!({ "iss": issuer, "sub": subject, "aud": audience, "exp": expires })
}

/// That a good signature lets somebody in is seen with the Azure CLI: nothing here makes RSA keys.
#[tokio::test]
async fn what_is_wrong_with_an_assertion_is_said_by_its_code() {
    let app = App::new().await;
    assert_eq!(app.add("main", ISSUER, SUBJECT).await.0, 201);
    let rs256 = || json!({ "alg": "RS256", "kid": "k1" });
    let slash = format!("{ISSUER}/");
    for (header, claims, expected) in [
        (rs256(), claims(&slash, SUBJECT, AUDIENCE, LATE), 700_211),
        (rs256(), claims(ISSUER, "account:8", AUDIENCE, LATE), 700_213),
        (rs256(), claims(ISSUER, "Account:7", AUDIENCE, LATE), 7_002_138),
        (rs256(), claims(ISSUER, SUBJECT, "api://other", LATE), 700_212),
        (rs256(), claims(ISSUER, SUBJECT, AUDIENCE, 1_600_000_000), 700_024),
        (json!({ "alg": "none" }), claims(ISSUER, SUBJECT, AUDIENCE, LATE), 5_002_738),
        (rs256(), json!({ "iss": ISSUER }), 50_027),
        (rs256(), claims(ISSUER, SUBJECT, AUDIENCE, LATE), 501_661),
    ] {
        assert_eq!(app.sign_in(header, claims.clone()).await, expected, "{claims}");
    }
    assert_eq!(app.show("nonsense").await, 50_027);
    let key = json!({ "kty": "RSA", "kid": "k1", "n": "AQAB", "e": "AQAB" });
    let issuer = json!({ "issuer": ISSUER, "jwks": { "keys": [key] } });
    app.azure.knob("/_sim/issuer", issuer).await;
    assert_eq!(app.sign_in(rs256(), claims(ISSUER, SUBJECT, AUDIENCE, LATE)).await, 700_027);
}

#[tokio::test]
async fn credentials_are_listed_changed_and_removed() {
    let app = App::new().await;
    assert_eq!(app.add("main", ISSUER, SUBJECT).await.0, 201);
    assert_eq!(
        code(app.add("main", ISSUER, "other").await),
        (409, "Request_MultipleObjectsWithSameKeyValue".into())
    );
    assert_eq!(
        code(app.add("second", ISSUER, SUBJECT).await),
        (400, "InvalidFederatedIdentityCredentialValue".into())
    );
    for name in ["a", "-abc", "with space"] {
        assert_eq!(app.add(name, ISSUER, "other").await.0, 400, "{name}");
    }
    let (_, list) = app.azure.graph(&app.token, "GET", &app.path(""), None).await;
    assert_eq!(list["value"][0]["audiences"], json!([AUDIENCE]));
    let change = Some(json!({ "subject": "account:9" }));
    assert_eq!(app.azure.graph(&app.token, "PATCH", &app.path("/main"), change).await.0, 204);
    let (_, one) = app.azure.graph(&app.token, "GET", &app.path("/main"), None).await;
    assert_eq!(one["subject"], "account:9");
    let by_id = app.path(&format!("/{}", one["id"].as_str().unwrap()));
    assert_eq!(app.azure.graph(&app.token, "DELETE", &by_id, None).await.0, 204);
    assert_eq!(app.azure.graph(&app.token, "DELETE", &app.path("/main"), None).await.0, 404);
}

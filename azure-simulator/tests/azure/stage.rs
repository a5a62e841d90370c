//! A simulator of a test's own, and who asks it.

use azure_simulator::{Config, Simulator, Tls, Values, serve};
use serde_json::{Value, json};

pub const ARM: &str = "https://management.azure.com/.default";
pub const GRAPH: &str = "https://graph.microsoft.com/.default";
/// The client id of the Azure CLI.
pub const CLI: &str = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

pub struct Azure {
    pub simulator: Simulator,
    pub values: Values,
    pub http: reqwest::Client,
}

impl Azure {
    pub async fn start() -> Self {
        Self::with(None).await
    }

    pub async fn with(tls: Option<Tls>) -> Self {
        // Of tests that run at once, the first installs it.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let profile = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/profile.json").into();
        let config = Config { listen: "127.0.0.1:0".parse().unwrap(), profile, public_url: None, tls };
        let simulator = serve(config).await.unwrap();
        let values = simulator.values();
        Self { simulator, values, http: reqwest::Client::builder().no_proxy().build().unwrap() }
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.simulator.url())
    }

    pub async fn form(&self, path: &str, form: &[(&str, &str)]) -> (u16, Value) {
        let response = self.http.post(self.url(path)).form(form).send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }

    pub async fn token_for(&self, tenant: &str, client: &str, secret: &str, scope: &str) -> (u16, Value) {
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", client),
            ("client_secret", secret),
            ("scope", scope),
        ];
        self.form(&format!("/login/{tenant}/oauth2/v2.0/token"), &form).await
    }

    /// The seeded application, for ARM.
    pub async fn token(&self) -> String {
        let v = &self.values;
        let (_, body) =
            self.token_for(&v.tenant_id.to_string(), &v.client_id.to_string(), &v.client_secret, ARM).await;
        body["access_token"].as_str().unwrap().to_owned()
    }

    /// The admin's application, for ARM.
    pub async fn admin(&self) -> String {
        self.admin_for(ARM).await
    }

    pub async fn admin_for(&self, scope: &str) -> String {
        let v = &self.values;
        let (tenant, client) = (v.tenant_id.to_string(), v.admin_client_id.to_string());
        let (_, body) = self.token_for(&tenant, &client, &v.admin_client_secret, scope).await;
        body["access_token"].as_str().unwrap().to_owned()
    }

    /// A user signs in by device code.
    pub async fn sign_in(&self, user: &str, tenant: &str, scope: &str) -> (u16, Value) {
        self.knob("/_sim/knobs", json!({ "signIn": user })).await;
        let begin = [("client_id", CLI), ("scope", &format!("{scope} offline_access openid profile"))];
        let (status, code) = self.form(&format!("/login/{tenant}/oauth2/v2.0/devicecode"), &begin).await;
        assert_eq!(status, 200, "{code}");
        let device_code = code["device_code"].as_str().unwrap();
        let form = [
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
            ("client_id", CLI),
            ("device_code", device_code),
        ];
        self.form(&format!("/login/{tenant}/oauth2/v2.0/token"), &form).await
    }

    /// A user's token.
    pub async fn user(&self, user: &str, scope: &str) -> String {
        let (status, body) = self.sign_in(user, &self.values.tenant_id.to_string(), scope).await;
        assert_eq!(status, 200, "{body}");
        body["access_token"].as_str().unwrap().to_owned()
    }

    pub async fn get(&self, token: &str, path: &str) -> (u16, Value) {
        let url = self.url(&format!("/arm{path}?api-version=2022-04-01"));
        let response = self.http.get(url).bearer_auth(token).send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }

    pub async fn put(&self, token: &str, path: &str, body: &Value) -> (u16, Value) {
        let url = self.url(&format!("/arm{path}?api-version=2022-04-01"));
        let response = self.http.put(url).bearer_auth(token).json(body).send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }

    /// Asks Graph; an answer without a body is null.
    pub async fn graph(&self, token: &str, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
        let url = match path.starts_with("http") {
            true => path.to_owned(),
            false => self.url(&format!("/graph/v1.0{path}")),
        };
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        let mut request = self.http.request(method, url).bearer_auth(token);
        if let Some(body) = body {
            request = request.json(&body);
        }
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        (status, serde_json::from_slice(&response.bytes().await.unwrap()).unwrap_or_default())
    }

    /// Registers an app and says its object id and its application id.
    pub async fn register(&self, token: &str, name: &str) -> (String, String) {
        let (status, app) =
            self.graph(token, "POST", "/applications", Some(json!({ "displayName": name }))).await;
        assert_eq!(status, 201, "{app}");
        (text(&app["id"]), text(&app["appId"]))
    }

    pub async fn knob(&self, path: &str, body: Value) -> Value {
        let response = self.http.post(self.url(path)).json(&body).send().await.unwrap();
        assert_eq!(response.status(), 200, "{path}");
        response.json().await.unwrap()
    }

    pub async fn state(&self) -> Value {
        self.http.get(self.url("/_sim/state")).send().await.unwrap().json().await.unwrap()
    }

    pub fn subscription(&self) -> String {
        format!("/subscriptions/{}", self.values.subscription_id)
    }

    pub fn unassigned(&self) -> String {
        format!("/subscriptions/{}", self.values.unassigned_subscription_id)
    }
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

pub fn code((status, body): (u16, Value)) -> (u16, String) {
    (status, body["error"]["code"].as_str().unwrap_or_default().to_owned())
}

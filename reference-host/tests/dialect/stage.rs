use std::time::Duration;

use crate::database::database;
use azure_simulator::{Simulator, Values};
use reference_host::{Config, Host, Key};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A host, a simulated Azure, and a client of both.
pub struct Stage {
    pub azure: Simulator,
    pub values: Values,
    pub host: Host,
    pub http: reqwest::Client,
    pub directory: TempDir,
    pub config: Config,
}

/// An answer, read whole.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub body: Value,
}

impl Reply {
    pub fn id(&self) -> String {
        self.body["id"].as_str().unwrap_or_else(|| panic!("{self:?}")).to_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// The last segment of the problem's type.
    pub fn problem(&self) -> String {
        assert_eq!(self.header("content-type"), "application/problem+json", "{self:?}");
        assert_eq!(self.body["status"], self.status, "{self:?}");
        self.body["type"].as_str().unwrap().rsplit('/').next().unwrap().to_owned()
    }

    /// The state of a check of one scope.
    pub fn at(&self, id: &str, scope: &str) -> String {
        let checks = self.body["checks"].as_array().unwrap();
        let check = checks.iter().find(|check| check["id"] == id && check["scope"] == scope);
        check.unwrap_or_else(|| panic!("{id} {scope}: {self:?}"))["state"].as_str().unwrap().to_owned()
    }

    /// `pointer code` of each refused field.
    pub fn fields(&self) -> Vec<String> {
        let errors = self.body["errors"].as_array().unwrap_or_else(|| panic!("{self:?}"));
        errors
            .iter()
            .map(|error| {
                format!("{} {}", error["pointer"].as_str().unwrap(), error["code"].as_str().unwrap())
            })
            .collect()
    }

    /// The state of a check, and its code.
    pub fn check(&self, id: &str) -> (String, String) {
        let checks = self.body["checks"].as_array().unwrap_or_else(|| panic!("{self:?}"));
        let check = checks.iter().find(|check| check["id"] == id).unwrap_or_else(|| panic!("{self:?}"));
        (check["state"].as_str().unwrap().to_owned(), check["code"].as_str().unwrap_or_default().to_owned())
    }
}

pub const PROFILE: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../azure-simulator/tests/fixtures/profile.json");
pub const API: &str = "/api/azure/connections";

impl Stage {
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    pub async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let azure = azure_simulator::serve(azure_simulator::Config {
            listen: "127.0.0.1:0".parse().unwrap(),
            profile: PROFILE.into(),
            public_url: None,
            tls: None,
        })
        .await
        .unwrap();
        let directory = tempfile::tempdir().unwrap();
        let database = database(directory.path()).await;
        let mut config = Config::local(database, Key::File(directory.path().join("key")), PROFILE.into());
        config.login_url = Some(format!("{}/login", azure.url()));
        config.arm_url = Some(format!("{}/arm", azure.url()));
        config.retry_seconds = 1;
        config.deadline_seconds = 120;
        change(&mut config);
        let host = reference_host::serve(config.clone()).await.unwrap();
        let values = azure.values();
        let http = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        Self { azure, values, host, http, directory, config }
    }

    /// With another profile than the simulator's.
    pub async fn offering(profile: impl FnOnce(&mut Value), change: impl FnOnce(&mut Config)) -> Self {
        Self::with(|config| {
            let mut read: Value = serde_json::from_slice(&std::fs::read(&config.profile).unwrap()).unwrap();
            profile(&mut read);
            // Beside the key, where the stage takes it away with all else.
            let Key::File(key) = &config.key else { panic!("a stage keeps its key in a file") };
            config.profile = key.with_file_name("profile.json");
            std::fs::write(&config.profile, read.to_string()).unwrap();
            change(config);
        })
        .await
    }

    pub async fn restart(&mut self) {
        let config = self.config.clone();
        // The old one first: one process has the database.
        let old = std::mem::replace(&mut self.host, idle(&config).await);
        old.stop().await;
        let idle = std::mem::replace(&mut self.host, reference_host::serve(config).await.unwrap());
        idle.stop().await;
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.host.url())
    }

    /// The body that connects the seeded subscription.
    pub fn body(&self) -> Value {
        json!({
            "version": 1,
            "cloud": "AzureCloud",
            "tenantId": self.values.tenant_id,
            "clientId": self.values.client_id,
            "name": "Production",
            "credential": { "kind": "secret", "clientSecret": self.values.client_secret, "expiresOn": "2999-12-31" },
            "scopes": [format!("/subscriptions/{}", self.values.subscription_id)],
            "role": { "name": "Test platform role", "version": "2026-11" },
            "extras": { "teams": ["t1"] },
        })
    }

    pub async fn send(&self, request: reqwest::RequestBuilder) -> Reply {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().await.unwrap();
        assert!(!text.contains(&self.values.client_secret), "a secret came back");
        let body = if text.is_empty() { Value::Null } else { serde_json::from_str(&text).unwrap() };
        Reply { status, headers, body }
    }

    pub async fn post(&self, key: &str, body: &Value) -> Reply {
        self.send(self.http.post(self.url(API)).header("Idempotency-Key", key).json(body)).await
    }

    pub async fn put(&self, id: &str, key: &str, body: &Value) -> Reply {
        let url = self.url(&format!("{API}/{id}"));
        self.send(self.http.put(url).header("Idempotency-Key", key).json(body)).await
    }

    /// Sends a merge patch, whatever the connection's version is.
    pub async fn patch(&self, id: &str, body: &Value) -> Reply {
        self.send(self.merge_patch(id, body)).await
    }

    /// The same, for one version.
    pub async fn patch_if(&self, id: &str, tag: &str, body: &Value) -> Reply {
        self.send(self.merge_patch(id, body).header("If-Match", tag)).await
    }

    fn merge_patch(&self, id: &str, body: &Value) -> reqwest::RequestBuilder {
        let url = self.url(&format!("{API}/{id}"));
        self.http.patch(url).header("Content-Type", "application/merge-patch+json").body(body.to_string())
    }

    /// What the database holds of a connection; nothing is an empty text.
    pub async fn column(&self, id: &str, column: &str) -> String {
        sqlx::any::install_default_drivers();
        let pool = sqlx::AnyPool::connect(&self.config.database_url).await.unwrap();
        let query = sqlx::AssertSqlSafe(format!("SELECT {column} FROM connections WHERE id = $1"));
        let value: Option<String> = sqlx::query_scalar(query).bind(id).fetch_one(&pool).await.unwrap();
        pool.close().await;
        value.unwrap_or_default()
    }

    /// Changes the database behind the host's back.
    pub async fn execute(&self, sql: String) {
        sqlx::any::install_default_drivers();
        let pool = sqlx::AnyPool::connect(&self.config.database_url).await.unwrap();
        sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&pool).await.unwrap();
        pool.close().await;
    }

    pub async fn get(&self, id: &str) -> Reply {
        self.send(self.http.get(self.url(&format!("{API}/{id}")))).await
    }

    /// Asks until the connection is what the test waits for.
    pub async fn until(&self, id: &str, done: impl Fn(&Reply) -> bool) -> Reply {
        let begin = std::time::Instant::now();
        loop {
            let reply = self.get(id).await;
            if done(&reply) {
                return reply;
            }
            assert!(begin.elapsed() < Duration::from_secs(150), "it never came: {reply:?}");
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
    }

    /// Asks until the verification is over.
    pub async fn settled(&self, id: &str) -> Reply {
        self.until(id, |reply| reply.body["status"] != "verifying").await
    }

    pub async fn knob(&self, path: &str, body: Value) -> Value {
        let response =
            self.http.post(format!("{}/_sim{path}", self.azure.url())).json(&body).send().await.unwrap();
        assert_eq!(response.status(), 200, "{path} {body}");
        response.json().await.unwrap()
    }

    /// What was asked of Entra and ARM so far.
    pub async fn asked(&self) -> Vec<String> {
        let url = format!("{}/_sim/requests", self.azure.url());
        let body: Value = self.http.get(url).send().await.unwrap().json().await.unwrap();
        body["requests"].as_array().unwrap().iter().map(|line| line.as_str().unwrap().to_owned()).collect()
    }
}

/// A host with a database of its own, to stand in while another is stopped.
async fn idle(config: &Config) -> Host {
    let config = Config { database_url: "sqlite::memory:".into(), ..config.clone() };
    reference_host::serve(config).await.unwrap()
}

/// A new idempotency key for each number.
pub fn key(number: u8) -> String {
    format!("5f0c1d2e-3b4a-4c5d-8e6f-7a8b9c0d1e{number:02x}")
}

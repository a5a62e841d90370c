use std::path::Path;
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use azure_simulator::{Simulator, Values};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::database::database;

const PROFILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../azure-simulator/tests/fixtures/profile.json");
pub const API: &str = "/api/azure/connections";

/// A simulated Azure, a database, and whatever hosts run on it one after the other.
pub struct World {
    pub azure: Simulator,
    pub values: Values,
    pub http: reqwest::Client,
    pub database: String,
    directory: TempDir,
    settings: Vec<(&'static str, String)>,
    listen: Mutex<Option<String>>,
    log: Arc<Mutex<Vec<u8>>>,
}

/// A host: the program itself.
pub struct Process {
    child: Child,
    pub url: String,
    log: Option<tokio::task::JoinHandle<()>>,
}

/// An answer, read whole.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub retry_after: Option<u64>,
    pub body: Value,
}

impl Reply {
    pub fn id(&self) -> String {
        self.body["id"].as_str().unwrap_or_else(|| panic!("{self:?}")).to_owned()
    }

    /// The last segment of the problem's type.
    pub fn problem(&self) -> &str {
        self.body["type"].as_str().unwrap_or_default().rsplit('/').next().unwrap()
    }
}

impl World {
    pub async fn new(settings: &[(&'static str, &str)]) -> Self {
        // A second test in this process keeps the first one's provider.
        let _ = rustls::crypto::ring::default_provider().install_default();
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
        let file = |name: &str| directory.path().join(name).display().to_string();
        let mut all = vec![
            ("DATABASE_URL", database.clone()),
            ("AC_KEY_FILE", file("key")),
            ("AC_PROFILE", PROFILE.to_owned()),
            ("AC_LOGIN_URL", format!("{}/login", azure.url())),
            ("AC_ARM_URL", format!("{}/arm", azure.url())),
            ("AC_RETRY_SECONDS", "1".to_owned()),
            ("AC_ACCOUNT_HEADER", "x-account".to_owned()),
        ];
        all.extend(settings.iter().map(|(name, value)| (*name, (*value).to_owned())));
        let http = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(30))
            .build()
            .unwrap();
        let values = azure.values();
        let (listen, log) = (Mutex::default(), Arc::default());
        Self { azure, values, http, database, directory, settings: all, listen, log }
    }

    /// Starts a host, from the second time on where the first one was.
    pub async fn start(&self) -> Process {
        let listen = self.listen.lock().unwrap().clone().unwrap_or_else(|| "127.0.0.1:0".to_owned());
        let mut child = Command::new(env!("CARGO_BIN_EXE_reference-host"))
            .env_clear()
            .envs(self.settings.iter().cloned())
            .env("AC_LISTEN", listen)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut stderr = child.stderr.take().unwrap();
        let log = self.log.clone();
        let reader = tokio::spawn(async move {
            let mut part = [0; 4096];
            while let Ok(length @ 1..) = stderr.read(&mut part).await {
                log.lock().unwrap().extend_from_slice(&part[..length]);
            }
        });
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).await.unwrap();
        let said: Value =
            serde_json::from_str(&line).unwrap_or_else(|_| panic!("the host did not start: {}", self.log()));
        let url = said["listening"].as_str().unwrap().to_owned();
        *self.listen.lock().unwrap() = url.strip_prefix("http://").map(str::to_owned);
        Process { child, url, log: Some(reader) }
    }

    /// Everything that all hosts have said so far.
    pub fn log(&self) -> String {
        String::from_utf8_lossy(&self.log.lock().unwrap()).into_owned()
    }

    pub fn path(&self, name: &str) -> std::path::PathBuf {
        self.directory.path().join(name)
    }

    /// Where SQLite keeps the database; nothing on Postgres.
    pub fn file(&self) -> Option<&Path> {
        self.database.strip_prefix("sqlite://").map(Path::new)
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.listen.lock().unwrap().as_ref().unwrap())
    }

    /// The body that connects the seeded subscription.
    pub fn body(&self) -> Value {
        json!({
            "version": 1,
            "cloud": "AzureCloud",
            "tenantId": self.values.tenant_id,
            "clientId": self.values.client_id,
            "credential": { "kind": "secret", "clientSecret": self.values.client_secret, "expiresOn": "2999-12-31" },
            "scopes": [format!("/subscriptions/{}", self.values.subscription_id)],
        })
    }

    /// The same, by the name of the directory: to answer, the host has to ask Azure first.
    pub fn body_by_domain(&self) -> Value {
        let mut body = self.body();
        body["tenantId"] = json!(self.values.tenant_domain);
        body
    }

    pub fn request(&self, method: &str, account: &str, path: &str) -> reqwest::RequestBuilder {
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        self.http.request(method, self.url(path)).header("x-account", account)
    }

    /// Sends a request; nothing when no whole answer came.
    pub async fn send(&self, request: reqwest::RequestBuilder) -> Option<Reply> {
        let response = request.send().await.ok()?;
        let status = response.status().as_u16();
        let header = response.headers().get("retry-after").cloned();
        let text = response.text().await.ok()?;
        assert!(!text.contains(&self.values.client_secret), "a secret came back");
        let body = if text.is_empty() { Value::Null } else { serde_json::from_str(&text).ok()? };
        Some(Reply { status, retry_after: header.and_then(|value| value.to_str().ok()?.parse().ok()), body })
    }

    pub async fn post(&self, account: &str, key: u64, body: &Value) -> Option<Reply> {
        self.send(self.request("POST", account, API).header("Idempotency-Key", uuid(key)).json(body)).await
    }

    pub async fn get(&self, account: &str, path: &str) -> Option<Reply> {
        self.send(self.request("GET", account, path)).await
    }

    /// Sends a submission again and again, under one key, until it is taken.
    pub async fn insist(&self, account: &str, key: u64, body: &Value) -> Reply {
        let begin = Instant::now();
        loop {
            match self.post(account, key, body).await {
                Some(reply) if reply.status == 202 => return reply,
                Some(reply) if ![409, 429, 503].contains(&reply.status) => panic!("{reply:?}"),
                reply => {
                    assert!(
                        begin.elapsed() < Duration::from_secs(60),
                        "never taken: {reply:?}\n{}",
                        self.log()
                    );
                }
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    pub async fn list(&self, account: &str) -> Vec<Value> {
        let reply = self.get(account, API).await.unwrap();
        reply.body["items"].as_array().unwrap_or_else(|| panic!("{reply:?}")).clone()
    }

    /// Asks until the connection is what the test waits for.
    pub async fn until(&self, account: &str, id: &str, done: impl Fn(&Value) -> bool) -> Value {
        let begin = Instant::now();
        loop {
            let reply = self.get(account, &format!("{API}/{id}")).await;
            match reply {
                Some(reply) if reply.status == 200 && done(&reply.body) => return reply.body,
                reply => {
                    assert!(begin.elapsed() < Duration::from_secs(90), "{reply:?}\n{}", self.log());
                }
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// The account has this connection, connected, and no other.
    pub async fn has_just(&self, account: &str, id: &str) {
        self.until(account, id, |body| body["status"] == "connected").await;
        let list = self.list(account).await;
        assert!(list.len() == 1 && list[0]["id"] == id, "{account}: {list:?}");
    }

    pub async fn knob(&self, path: &str, body: Value) -> Value {
        let url = format!("{}/_sim{path}", self.azure.url());
        let answer = self.http.post(url).json(&body).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        answer.json().await.unwrap()
    }
}

impl Drop for World {
    /// Whatever happened in a test, no secret was said of it, and all that was said is JSON.
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let log = self.log();
        assert!(!log.contains(&self.values.client_secret), "a secret is in the log");
        for line in log.lines().filter(|line| !line.is_empty()) {
            assert!(serde_json::from_str::<Value>(line).is_ok(), "no JSON: {line}");
        }
    }
}

impl Process {
    /// As a power cut would.
    pub async fn kill(mut self) {
        self.child.kill().await.unwrap();
        self.heard_out().await;
    }

    /// Asks it to stop; `TERM` or `INT`.
    pub fn signal(&self, name: &str) {
        let id = self.child.id().unwrap().to_string();
        let sent = std::process::Command::new("kill").args([&format!("-{name}"), &id]).status().unwrap();
        assert!(sent.success());
    }

    /// Waits until it has gone; its exit code.
    pub async fn gone(mut self) -> Option<i32> {
        let ended = tokio::time::timeout(Duration::from_secs(30), self.child.wait()).await;
        let code = ended.expect("the host does not stop").unwrap().code();
        self.heard_out().await;
        code
    }

    async fn heard_out(&mut self) {
        if let Some(log) = self.log.take() {
            log.await.unwrap();
        }
    }
}

/// A key for each number.
pub fn uuid(number: u64) -> String {
    format!("5f0c1d2e-3b4a-4c5d-8e6f-{number:012x}")
}

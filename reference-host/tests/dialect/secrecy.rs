use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::{Arc, Mutex, Once, OnceLock};

use serde_json::json;

use sqlx::Connection;

use super::database::postgres;
use super::stage::{Stage, key};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Everything that any crate of this process says, down to the last detail.
fn log() -> Log {
    static LOG: OnceLock<Log> = OnceLock::new();
    static START: Once = Once::new();
    let log = LOG.get_or_init(Log::default).clone();
    let writer = log.clone();
    START.call_once(|| {
        tracing_subscriber::fmt()
            .json()
            .with_max_level(tracing::Level::TRACE)
            .with_writer(move || writer.clone())
            .init();
    });
    log
}

#[tokio::test]
async fn neither_files_nor_logs_hold_a_secret() {
    let log = log();
    let mut stage = Stage::new().await;
    let mut wrong = stage.body();
    let wrong_secret = "Zq18Q~wrong-but-well-formed.secret_0123456";
    wrong["credential"]["clientSecret"] = json!(wrong_secret);
    let failed = stage.post(&key(1), &wrong).await;
    stage.settled(&failed.id()).await;
    let mut misplaced = stage.body();
    misplaced["name"] = json!(7);
    misplaced["clientId"] = json!(stage.values.client_secret);
    assert_eq!(stage.post(&key(2), &misplaced).await.status, 422);
    let created = stage.post(&key(3), &stage.body()).await;
    stage.settled(&created.id()).await;
    stage.restart().await;

    let log = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    assert!(
        log.contains("\"route\":\"/api/azure/connections\"") && log.contains("verified"),
        "the log was captured"
    );
    let mut files = Vec::new();
    collect(stage.directory.path(), &mut files);
    if let Some(url) = postgres() {
        files.push(("Postgres".into(), dump(&url).await));
    }
    assert!(
        files.iter().any(|(path, bytes)| {
            (path.ends_with("connections.sqlite") || path == "Postgres")
                && contains(bytes, stage.values.client_id.to_string().as_bytes())
        }),
        "the database was looked at"
    );
    for secret in [stage.values.client_secret.as_str(), wrong_secret] {
        assert!(!log.contains(secret), "a secret is in the log");
        for (path, bytes) in &files {
            assert!(!contains(bytes, secret.as_bytes()), "a secret is in {path}");
        }
    }
    let token = "simulated.";
    assert!(
        !log.contains(token) && files.iter().all(|(_, bytes)| !contains(bytes, token.as_bytes())),
        "nor a token"
    );
}

#[tokio::test]
async fn database_and_key_are_for_their_owner_only() {
    let stage = Stage::new().await;
    let files = if postgres().is_some() { &["key"][..] } else { &["key", "deep/connections.sqlite"] };
    for name in files {
        let mode = std::fs::metadata(stage.directory.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name}");
    }
}

#[tokio::test]
async fn with_another_key_a_stored_credential_does_not_open() {
    let mut stage = Stage::new().await;
    let mut body = stage.body();
    body["scopes"] = json!([format!("/subscriptions/{}", stage.values.unassigned_subscription_id)]);
    let created = stage.post(&key(1), &body).await;
    stage.until(&created.id(), |reply| reply.check("subscription").0 == "waiting").await;
    std::fs::remove_file(stage.directory.path().join("key")).unwrap();
    stage.restart().await;
    let reply = stage.settled(&created.id()).await;
    assert_eq!(reply.check("token"), ("fail".into(), "credential-unreadable".into()));
}

/// All rows of all tables that the tests have made, as text.
async fn dump(url: &str) -> Vec<u8> {
    let mut connection = sqlx::PgConnection::connect(url).await.unwrap();
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname LIKE $1",
    )
    .bind(format!("test_{}_%", std::process::id()))
    .fetch_all(&mut connection)
    .await
    .unwrap();
    let mut dump = Vec::new();
    for table in tables {
        let query = sqlx::AssertSqlSafe(format!("SELECT t::text FROM {table} AS t"));
        let rows: Vec<String> = sqlx::query_scalar(query).fetch_all(&mut connection).await.unwrap();
        dump.extend(rows.concat().into_bytes());
    }
    dump
}

fn collect(directory: &Path, files: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => collect(&path, files),
            false => files.push((path.display().to_string(), std::fs::read(&path).unwrap())),
        }
    }
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

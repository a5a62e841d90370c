use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::Connection;

/// A database of the test's own: a file, or a schema of the Postgres that `AC_TEST_POSTGRES` names.
pub async fn database(directory: &Path) -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let Some(url) = postgres() else {
        return format!("sqlite://{}", directory.join("deep/connections.sqlite").display());
    };
    let schema = format!("test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let mut connection = sqlx::PgConnection::connect(&url).await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("CREATE SCHEMA {schema}")))
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
    let separator = if url.contains('?') { '&' } else { '?' };
    format!("{url}{separator}application_name={schema}&options[search_path]={schema}")
}

/// The Postgres to test with, if any.
pub fn postgres() -> Option<String> {
    std::env::var("AC_TEST_POSTGRES").ok().filter(|url| !url.is_empty())
}

//! The database is locked, or gone: nothing is lost, and the answer says when to come again.

use std::time::Duration;

use serde_json::json;
use sqlx::{Connection, Executor, PgConnection, SqliteConnection};

use crate::world::{API, World};

/// Somebody else's lock on everything that the host writes to.
enum Lock {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Lock {
    async fn take(world: &World) -> Self {
        match world.file() {
            Some(path) => {
                let mut other =
                    SqliteConnection::connect(&format!("sqlite://{}", path.display())).await.unwrap();
                other.execute("BEGIN IMMEDIATE").await.unwrap();
                Self::Sqlite(other)
            }
            None => {
                let mut other = PgConnection::connect(&world.database).await.unwrap();
                other.execute("BEGIN; LOCK TABLE connections, idempotency IN EXCLUSIVE MODE").await.unwrap();
                Self::Postgres(other)
            }
        }
    }

    async fn give_back(self) {
        match self {
            Self::Sqlite(mut other) => other.execute("ROLLBACK").await.map(drop).unwrap(),
            Self::Postgres(mut other) => other.execute("ROLLBACK").await.map(drop).unwrap(),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_database_costs_time_and_nothing_else() {
    let world = World::new(&[]).await;
    let _host = world.start().await;
    let scope = format!("/subscriptions/{}", world.values.unassigned_subscription_id);
    let mut waiting = world.body();
    waiting["scopes"] = json!([scope]);
    let early = world.insist("early", 1, &waiting).await;
    let waits =
        |body: &serde_json::Value| body["checks"].as_array().unwrap().iter().any(|c| c["state"] == "waiting");
    world.until("early", &early.id(), waits).await;

    let lock = Lock::take(&world).await;
    world.knob("/assign", json!({ "scope": scope })).await;
    let refused = world.post("late", 1, &world.body()).await.unwrap();
    assert_eq!((refused.status, refused.problem()), (503, "database-unavailable"), "{refused:?}");
    assert!(refused.retry_after.is_some_and(|seconds| seconds > 0), "{refused:?}");
    assert_eq!(world.get("any", "/readyz").await.unwrap().body, json!({ "status": "database" }));
    let read = world.get("early", &format!("{API}/{}", early.id())).await.unwrap();
    assert_eq!(
        (read.status, &read.body["status"]),
        (200, &json!("verifying")),
        "reading works, and nothing moved"
    );
    lock.give_back().await;

    let made = world.insist("late", 1, &world.body()).await;
    world.has_just("late", &made.id()).await;
    world.has_just("early", &early.id()).await;
    assert_eq!(world.get("any", "/readyz").await.unwrap().status, 200);
}

/// The lock comes in the middle of a submission: its key must not stay taken.
#[tokio::test(flavor = "multi_thread")]
async fn a_lock_in_the_middle_of_a_submission_leaves_its_key_free() {
    let world = World::new(&[]).await;
    let _host = world.start().await;
    world.knob("/knobs", json!({ "latencyMs": 800 })).await;
    let body = world.body_by_domain();
    let (answer, lock) = tokio::join!(world.post("a", 1, &body), async {
        tokio::time::sleep(Duration::from_millis(400)).await;
        Lock::take(&world).await
    });
    assert_eq!(answer.unwrap().problem(), "database-unavailable");
    lock.give_back().await;
    let made = world.insist("a", 1, &body).await;
    world.has_just("a", &made.id()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_written_into_a_file_that_was_moved_away() {
    let world = World::new(&[]).await;
    let _host = world.start().await;
    // Postgres has its own ways of being gone, below.
    let Some(path) = world.file() else { return };
    let made = world.insist("a", 1, &world.body()).await;
    world.has_just("a", &made.id()).await;
    let aside = world.path("aside");
    std::fs::rename(path, &aside).unwrap();
    for reply in [
        world.post("b", 2, &world.body()).await.unwrap(),
        world.get("a", API).await.unwrap(),
        world.send(world.request("DELETE", "a", &format!("{API}/{}", made.id()))).await.unwrap(),
    ] {
        assert_eq!((reply.status, reply.problem()), (503, "database-unavailable"), "{reply:?}");
    }
    assert_eq!(world.get("any", "/healthz").await.unwrap().status, 503);
    std::fs::rename(&aside, path).unwrap();
    let later = world.insist("b", 2, &world.body()).await;
    world.has_just("b", &later.id()).await;
    world.has_just("a", &made.id()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_to_postgres_may_break() {
    let world = World::new(&[]).await;
    let _host = world.start().await;
    if world.file().is_some() {
        return;
    }
    let body = world.body();
    for number in 0..5 {
        let account = format!("broken-{number}");
        let mut other = PgConnection::connect(&world.database).await.unwrap();
        let (answer, _) = tokio::join!(world.post(&account, 1, &body), async {
            tokio::time::sleep(Duration::from_millis(number * 5)).await;
            let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                 WHERE pid <> pg_backend_pid() AND application_name = current_setting('application_name')";
            other.execute(end).await
        });
        let made = world.insist(&account, 1, &world.body()).await;
        if let Some(answer) = answer.filter(|answer| answer.status == 202) {
            assert_eq!(answer.id(), made.id());
        }
        world.has_just(&account, &made.id()).await;
    }
}

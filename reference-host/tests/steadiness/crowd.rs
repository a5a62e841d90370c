//! Many clients, a host that dies under them again and again, and a count at the end.

use std::collections::BTreeSet;
use std::io::Write;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use tokio::time::sleep;

use crate::world::World;

const CLIENTS: u64 = 16;

#[derive(Default)]
struct Counts {
    taken: AtomicUsize,
    again: AtomicU32,
    over: AtomicUsize,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_connection_is_lost_or_doubled() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let (most, seed) =
        (number("AC_TEST_CONNECTIONS").unwrap_or(150), number("AC_TEST_SEED").unwrap_or(20_261_121));
    let world = World::new(&[]).await;
    // So that all know where to knock.
    world.start().await.kill().await;
    let begin = Instant::now();
    let counts = Counts::default();
    let ids: Mutex<Vec<(u64, String)>> = Mutex::default();
    let clients = (0..CLIENTS).map(|client| {
        let (world, counts, ids) = (&world, &counts, &ids);
        async move {
            let mut random = StdRng::seed_from_u64(seed ^ client);
            for connection in (client..most).step_by(CLIENTS as usize) {
                let id = submit(world, counts, &mut random, connection).await;
                ids.lock().unwrap().push((connection, id));
                counts.taken.fetch_add(1, Relaxed);
            }
            counts.over.fetch_add(1, Relaxed);
        }
    });
    let ((kills, stops), ()) = tokio::join!(killer(&world, &counts, most, seed), all(clients));
    let _host = world.start().await;

    let ids = ids.into_inner().unwrap();
    let (mut found, mut lost, mut doubled, mut unique) = (0, 0, 0, BTreeSet::new());
    for (connection, id) in &ids {
        let account = account(*connection);
        world.until(&account, id, |body| body["status"] == "connected").await;
        let list = world.list(&account).await;
        found += list.len();
        lost += usize::from(!list.iter().any(|item| item["id"] == *id));
        doubled += list.len().saturating_sub(1);
        unique.insert(id.clone());
    }
    let again = counts.again.load(Relaxed);
    // Past the test runner, which hides what a test that passes says.
    writeln!(
        std::io::stderr(),
        "crowd (seed {seed}): {} connections asked for, {found} there and connected, {lost} lost, {doubled} doubled; \
         {kills} kills, {stops} stops, {again} submissions sent again, {} s",
        ids.len(),
        begin.elapsed().as_secs()
    )
    .unwrap();
    assert_eq!((found as u64, unique.len() as u64, lost, doubled), (most, most, 0, 0));
    assert!(kills + stops >= 5 && again > 0, "the host was hardly disturbed");
}

/// All of them at once, on this task: they spend their time waiting.
async fn all(clients: impl Iterator<Item = impl Future<Output = ()>>) {
    let mut clients: Vec<_> = clients.map(Box::pin).collect();
    std::future::poll_fn(|context| {
        clients.retain_mut(|client| client.as_mut().poll(context).is_pending());
        if clients.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
}

fn account(connection: u64) -> String {
    format!("crowd-{connection}")
}

/// One admin: submits once, or twice at the same time under one key, or in two tabs under two keys.
async fn submit(world: &World, counts: &Counts, random: &mut StdRng, connection: u64) -> String {
    sleep(Duration::from_millis(random.random_range(0..150))).await;
    let (account, key) = (account(connection), connection * 2);
    match random.random_range(0..10) {
        0 => {
            let (one, two) = tokio::join!(
                insist(world, counts, &account, key, random.random_range(10..200)),
                insist(world, counts, &account, key, random.random_range(10..200))
            );
            assert_eq!(one, two, "one key makes one connection");
            one
        }
        1 => {
            let (one, two) = tokio::join!(
                insist(world, counts, &account, key, random.random_range(10..200)),
                insist(world, counts, &account, key + 1, random.random_range(10..200))
            );
            assert_eq!(one, two, "who is refused is told of the other's");
            one
        }
        _ => insist(world, counts, &account, key, random.random_range(10..200)).await,
    }
}

async fn insist(world: &World, counts: &Counts, account: &str, key: u64, pause: u64) -> String {
    loop {
        if let Some(reply) = world.post(account, key, &world.body()).await {
            match (reply.status, reply.problem()) {
                (202, _) => return reply.id(),
                (409, "already-connected") => return reply.body["connectionId"].as_str().unwrap().to_owned(),
                (409, "in-progress") | (429 | 503, _) => {}
                _ => panic!("{reply:?}"),
            }
        }
        counts.again.fetch_add(1, Relaxed);
        sleep(Duration::from_millis(pause)).await;
    }
}

/// Ends the host every few connections, mostly without asking, until all clients have what they wanted.
async fn killer(world: &World, counts: &Counts, most: u64, seed: u64) -> (u32, u32) {
    let mut random = StdRng::seed_from_u64(seed);
    let (mut kills, mut stops) = (0, 0);
    while counts.over.load(Relaxed) < CLIENTS as usize {
        let host = world.start().await;
        let enough = counts.taken.load(Relaxed) + random.random_range(1..=(most as usize / 12).max(2));
        let until = Instant::now() + Duration::from_millis(random.random_range(200..2500));
        while counts.taken.load(Relaxed) < enough && Instant::now() < until {
            sleep(Duration::from_millis(5)).await;
        }
        if random.random_range(0..5) == 0 {
            stops += 1;
            host.signal("TERM");
            assert_eq!(host.gone().await, Some(0));
        } else {
            kills += 1;
            host.kill().await;
        }
    }
    (kills, stops)
}

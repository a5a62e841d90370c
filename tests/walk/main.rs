//! A random walk over the wizard's state machine. The walk plays admin, platform, network and clock; an independent
//! model judges every step. `AC_TEST_WALK=2000` takes so many thousand steps, `AC_TEST_SEED` begins elsewhere.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod admin;
mod flaw;
mod host;
mod laws;
mod page;
mod profiles;
mod seen;
mod tape;
mod texts;
mod walk;
mod weather;
mod whole;

use std::env;

use flaw::Flaw;
use seen::Seen;

/// Steps of one walk before its way to the end.
const LENGTH: usize = 60;

fn number(name: &str, usual: u64) -> u64 {
    env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

#[test]
fn no_walk_breaks_a_law() {
    walk::hush();
    let (thousands, first) = (number("AC_TEST_WALK", 15), number("AC_TEST_SEED", 1));
    let mut seen = Seen::default();
    let (mut steps, mut walks, mut broken) = (0, 0, Vec::new());
    // So many steps, and as many more as it takes to have been everywhere.
    let go_on = |steps: u64, seen: &Seen| {
        steps < thousands * 1_000 || (steps < thousands * 6_000 && !whole::missing(seen).is_empty())
    };
    while go_on(steps, &seen) && broken.len() < 5 {
        let seed = first + walks;
        let outcome = walk::walk(seed, &walk::steps(seed, LENGTH), None);
        steps += outcome.steps;
        walks += 1;
        seen.add(&outcome.seen);
        if let Some((law, _)) = outcome.broken {
            broken.push(walk::told(seed, LENGTH, None, &law));
        }
    }
    println!("seen least: {:?}", seen.rarest());
    println!("{walks} walks, {steps} steps from seed {first}");
    assert!(broken.is_empty(), "{}", broken.join("\n\n"));
    let missing = whole::missing(&seen);
    assert!(missing.is_empty(), "never seen: {missing:?}");
}

#[test]
fn every_flaw_is_noticed_by_its_law() {
    walk::hush();
    for (flaw, law) in Flaw::ALL {
        let caught = (1..400).find_map(|seed| {
            let outcome = walk::walk(seed, &walk::steps(seed, LENGTH), Some(flaw));
            outcome.broken.filter(|(broken, _)| broken.law == law)
        });
        assert!(caught.is_some(), "{flaw:?}");
    }
}

//! What must hold for any text, held to the seeds of the fuzz targets, to what can be cut and pasted together
//! from them, and to a long repetition of each.

// A seed that cannot be read is a failed test, and so is a value of the checks themselves.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod check;

use std::collections::BTreeMap;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use check::{TARGETS, Target};
use proptest::prelude::*;
use proptest::sample::Index;

/// Two lengths, both too long for the checks that read a text many times over, whose times are held to each
/// other. The fuzz targets take a megabyte.
const SHORTER: usize = 12_000;
const LONGER: usize = 8 * SHORTER;
/// Between eight, which is in proportion, and 64, which is the square.
const MOST: u32 = 40;

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds")
}

/// Name and text of a seed.
type Seed = (String, String);

/// The seeds of a target.
fn seeds(target: &Target) -> &'static [Seed] {
    static SEEDS: LazyLock<BTreeMap<&str, Vec<Seed>>> =
        LazyLock::new(|| TARGETS.iter().map(|target| (target.0, read(target))).collect());
    &SEEDS[target.0]
}

fn read((target, _): &Target) -> Vec<Seed> {
    let mut seeds: Vec<_> = fs::read_dir(directory().join(target))
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
        .map(|(name, bytes)| (format!("{target}/{name}"), String::from_utf8_lossy(&bytes).into_owned()))
        .collect();
    seeds.sort();
    seeds
}

#[test]
fn every_seed_holds() {
    let mut fallen = Vec::new();
    for target in &TARGETS {
        let seeds = seeds(target);
        assert!(!seeds.is_empty(), "{}", target.0);
        for (name, text) in seeds {
            if catch_unwind(AssertUnwindSafe(|| target.1(text))).is_err() {
                fallen.push(name);
            }
        }
    }
    assert!(fallen.is_empty(), "{fallen:?}");
}

#[test]
fn every_directory_of_seeds_has_its_target() {
    for entry in fs::read_dir(directory()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(TARGETS.iter().any(|(target, _)| *target == name), "{name}");
    }
}

/// The time that this thread has computed, where Linux tells it; elsewhere the time that has passed.
fn spent() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|line| line.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

#[test]
fn a_long_text_takes_time_in_proportion() {
    for target in &TARGETS {
        for (name, seed) in seeds(target) {
            let took = |length| {
                let text: String = seed.chars().cycle().take(length).collect();
                let began = spent();
                target.1(&text);
                spent() - began
            };
            // A disturbance slows one run, the square of the length slows each.
            let shorter = took(SHORTER).min(took(SHORTER)).max(Duration::from_millis(1));
            let well = (0..3).any(|_| took(LONGER) < shorter * MOST);
            assert!(well, "{name}");
        }
    }
}

/// Pieces of seeds one after the other, each from here to there.
fn spliced() -> impl Strategy<Value = (usize, String)> {
    let piece = (any::<Index>(), any::<Index>(), any::<Index>(), any::<bool>());
    (0..TARGETS.len(), prop::collection::vec(piece, 1..4), "[ \"'{}:=/\\n\u{200b}\u{e9}0f~-]{0,2}").prop_map(
        |(target, pieces, glue)| {
            let seeds = seeds(&TARGETS[target]);
            let texts = pieces.into_iter().map(|(seed, from, to, whole)| {
                let text = &seed.get(seeds).1;
                let (from, to) = (from.index(text.len() + 1), to.index(text.len() + 1));
                if whole {
                    return text.clone();
                }
                text.char_indices()
                    .filter(|(at, _)| (from.min(to)..from.max(to)).contains(at))
                    .map(|(_, c)| c)
                    .collect()
            });
            (target, texts.collect::<Vec<String>>().join(&glue))
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cuttings_of_seeds_hold((target, text) in spliced()) {
        TARGETS[target].1(&text);
    }

    #[test]
    fn any_text_holds(text in any::<String>()) {
        for (_, check) in TARGETS {
            check(&text);
        }
    }
}

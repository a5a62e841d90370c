//! What must hold for any text, held to the seeds of the fuzz targets, to what can be cut and pasted together
//! from them, and to a long repetition of each.

// A seed that cannot be read is a failed test.
#![allow(clippy::unwrap_used)]

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

/// Long enough to tell time in proportion to the length from time that grows with its square, also in a
/// debug build. The fuzz targets take a megabyte.
const LONG: usize = 100_000;

/// Ten times what the slowest check takes, and a fraction of what the square would.
const LONGEST: Duration = Duration::from_secs(5);

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

#[test]
fn a_long_text_takes_time_in_proportion() {
    for target in &TARGETS {
        for (name, seed) in seeds(target) {
            let text: String = seed.chars().cycle().take(LONG).collect();
            let began = Instant::now();
            target.1(&text);
            assert!(began.elapsed() < LONGEST, "{name}: {:?}", began.elapsed());
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

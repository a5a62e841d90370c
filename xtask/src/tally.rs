//! Counts of all runners, in one sum.

use std::fmt;
use std::ops::AddAssign;

/// How many passed and how many failed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Passed.
    pub passed: u64,
    /// Failed.
    pub failed: u64,
}

impl Tally {
    /// A check that is one test in itself.
    pub fn of_check(well: bool) -> Self {
        Self { passed: u64::from(well), failed: u64::from(!well) }
    }

    /// Reads a line of a test runner; a line that counts nothing adds nothing.
    pub fn of_line(line: &str) -> Self {
        let line = without_colours(line);
        if let Some(rest) = line.trim().strip_prefix("test result:") {
            return of_cargo(rest);
        }
        // `node --test` with its reporter for people: one line for each count, after an `ℹ`.
        let Some(rest) = line.trim().strip_prefix('ℹ') else { return Self::default() };
        let mut words = rest.split_whitespace();
        let (name, count) = (words.next(), words.next().and_then(|word| word.parse().ok()));
        match (name, count) {
            (Some("pass"), Some(passed)) => Self { passed, failed: 0 },
            (Some("fail" | "cancelled"), Some(failed)) => Self { passed: 0, failed },
            _ => Self::default(),
        }
    }

    /// A runner that ended badly and yet counted no failure (it did not compile, it crashed) is one.
    pub fn or_failed(self, well: bool) -> Self {
        if well || self.failed > 0 { self } else { Self { failed: 1, ..self } }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)
    }
}

fn of_cargo(line: &str) -> Tally {
    let mut tally = Tally::default();
    for part in line.split(['.', ';']) {
        let mut words = part.split_whitespace();
        let Some(count) = words.next().and_then(|word| word.parse().ok()) else { continue };
        match words.next() {
            Some("passed") => tally.passed = count,
            Some("failed") => tally.failed = count,
            _ => {}
        }
    }
    tally
}

fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            // The sequence ends with its letter.
            characters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(character);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn reads_cargo() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.01s";
        assert_eq!(Tally::of_line(line), Tally { passed: 12, failed: 3 });
        let line = "test result: \u{1b}[32mok\u{1b}[0m. 4 passed; 0 failed; 0 ignored; 0 filtered out; finished in 2.2s";
        assert_eq!(Tally::of_line(line), Tally { passed: 4, failed: 0 });
    }

    #[test]
    fn reads_node() {
        let mut tally = Tally::default();
        for line in [
            "✔ opens (12ms)",
            "ℹ tests 9",
            "ℹ suites 1",
            "ℹ pass 6",
            "\u{1b}[34mℹ fail 2\u{1b}[39m",
            "ℹ cancelled 1",
        ] {
            tally += Tally::of_line(line);
        }
        assert_eq!(tally, Tally { passed: 6, failed: 3 });
    }

    #[test]
    fn other_lines_count_nothing() {
        for line in ["", "test wizard::opens ... ok", "7 passed, 7 failed", "ℹ", "ℹ pass many"] {
            assert_eq!(Tally::of_line(line), Tally::default(), "{line}");
        }
    }

    #[test]
    fn a_runner_that_dies_is_a_failure() {
        let none = Tally::default();
        assert_eq!(none.or_failed(false), Tally { passed: 0, failed: 1 });
        assert_eq!(none.or_failed(true), none);
        let some = Tally { passed: 1, failed: 2 };
        assert_eq!(some.or_failed(false), some);
    }
}

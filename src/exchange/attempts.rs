/// How long and how often a request is tried. Times are in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many requests are sent at most.
    pub attempts: u32,
    /// How long one request may take.
    pub attempt_ms: u64,
    /// How long all of them and the waits between them may take.
    pub total_ms: u64,
    /// The ceiling of the first wait; it doubles with each further one.
    pub base_ms: u64,
    /// The highest that ceiling gets.
    pub cap_ms: u64,
}

impl Limits {
    /// For a request that changes something: worth a few minutes of patience, under one key.
    pub const WRITE: Self =
        Self { attempts: 6, attempt_ms: 30_000, total_ms: 180_000, base_ms: 1_000, cap_ms: 20_000 };
    /// For a request that only looks.
    pub const READ: Self =
        Self { attempts: 4, attempt_ms: 15_000, total_ms: 60_000, base_ms: 500, cap_ms: 8_000 };
    /// For one question of many: whoever polls asks again anyway.
    pub const POLL: Self =
        Self { attempts: 1, attempt_ms: 15_000, total_ms: 15_000, base_ms: 500, cap_ms: 8_000 };
}

/// What came of one attempt, as far as it matters to whether there is another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// An answer that stays the same however often one asks.
    Final,
    /// An answer that may be another one later, or none at all.
    Passing {
        /// How long the platform asks to wait, in milliseconds.
        retry_after_ms: Option<u64>,
    },
}

impl Heard {
    /// Judges an answer by its status and its `Retry-After`.
    ///
    /// `429` and `409` (of the kind `in-progress`) come back only at the platform's own word.
    pub fn answer(status: u16, in_progress: bool, retry_after_ms: Option<u64>) -> Self {
        match status {
            500..=599 => Self::Passing { retry_after_ms },
            429 if retry_after_ms.is_some() => Self::Passing { retry_after_ms },
            409 if in_progress && retry_after_ms.is_some() => Self::Passing { retry_after_ms },
            _ => Self::Final,
        }
    }

    /// No answer, or not in time.
    pub fn silence() -> Self {
        Self::Passing { retry_after_ms: None }
    }
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Wait this many milliseconds, then send the same request under the same key.
    Wait(u64),
    /// It might work later, but the patience is at its end.
    GiveUp,
    /// The answer stands.
    Stop,
}

/// The attempts of one request. Knows no clock and no chance: both are told to it.
#[derive(Clone, Debug)]
pub struct Attempts {
    limits: Limits,
    made: u32,
    spent_ms: u64,
}

impl Attempts {
    /// None made yet.
    pub fn new(limits: Limits) -> Self {
        Self { limits, made: 0, spent_ms: 0 }
    }

    /// How long the coming attempt may take, in milliseconds.
    pub fn time_limit_ms(&self) -> u64 {
        self.limits.attempt_ms.min(self.limits.total_ms.saturating_sub(self.spent_ms))
    }

    /// How many were made.
    pub fn made(&self) -> u32 {
        self.made
    }

    /// An attempt ended after `took_ms`. `random` is from 0 up to, but not including, 1.
    ///
    /// A machine that slept through an attempt or a wait has spent no patience on it: each counts
    /// for no more than it was meant to take.
    pub fn heard(&mut self, heard: Heard, took_ms: u64, random: f64) -> Next {
        self.spent_ms += took_ms.min(self.time_limit_ms());
        self.made += 1;
        let Heard::Passing { retry_after_ms } = heard else { return Next::Stop };
        // Full jitter: clients that fell together do not get up together. After a Retry-After it
        // is added, since earlier than asked is never right.
        let doublings = self.made.saturating_sub(1).min(16);
        let ceiling = (self.limits.base_ms << doublings).min(self.limits.cap_ms);
        let random = if random.is_finite() { random.clamp(0.0, 1.0) } else { 0.5 };
        let wait = match retry_after_ms {
            Some(asked) => asked + part(self.limits.base_ms, random),
            None => part(ceiling, random),
        };
        let left = self.limits.total_ms.saturating_sub(self.spent_ms);
        if self.made >= self.limits.attempts || wait >= left {
            return Next::GiveUp;
        }
        self.spent_ms += wait;
        Next::Wait(wait)
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
fn part(of_ms: u64, random: f64) -> u64 {
    (of_ms as f64 * random) as u64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Attempts, Heard, Limits, Next};

    const LIMITS: Limits =
        Limits { attempts: 5, attempt_ms: 10_000, total_ms: 100_000, base_ms: 1_000, cap_ms: 3_000 };

    #[test]
    fn the_wait_grows_to_its_ceiling_and_then_the_attempts_end() {
        let mut attempts = Attempts::new(LIMITS);
        let waits: Vec<_> = (0..5).map(|_| attempts.heard(Heard::silence(), 0, 0.999)).collect();
        assert_eq!(
            waits,
            [Next::Wait(999), Next::Wait(1998), Next::Wait(2997), Next::Wait(2997), Next::GiveUp]
        );
        assert_eq!(attempts.made(), 5);
    }

    #[test]
    fn full_jitter_reaches_down_to_nothing() {
        assert_eq!(Attempts::new(LIMITS).heard(Heard::silence(), 0, 0.0), Next::Wait(0));
        assert_eq!(Attempts::new(LIMITS).heard(Heard::silence(), 0, f64::NAN), Next::Wait(500));
    }

    #[test]
    fn a_final_answer_stops_at_once() {
        assert_eq!(Attempts::new(LIMITS).heard(Heard::Final, 5, 0.5), Next::Stop);
    }

    #[test]
    fn never_earlier_than_asked() {
        let asked = Heard::Passing { retry_after_ms: Some(7_000) };
        assert_eq!(Attempts::new(LIMITS).heard(asked, 0, 0.0), Next::Wait(7_000));
        assert_eq!(Attempts::new(LIMITS).heard(asked, 0, 0.5), Next::Wait(7_500));
    }

    #[test]
    fn a_wait_beyond_the_patience_is_not_begun() {
        let asked = Heard::Passing { retry_after_ms: Some(3_600_000) };
        assert_eq!(Attempts::new(LIMITS).heard(asked, 0, 0.0), Next::GiveUp);
    }

    #[test]
    fn time_runs_out_over_slow_attempts() {
        let limits = Limits { total_ms: 25_000, ..LIMITS };
        let mut attempts = Attempts::new(limits);
        assert_eq!(attempts.time_limit_ms(), 10_000);
        assert_eq!(attempts.heard(Heard::silence(), 10_000, 0.0), Next::Wait(0));
        assert_eq!(attempts.heard(Heard::silence(), 10_000, 0.0), Next::Wait(0));
        assert_eq!(attempts.time_limit_ms(), 5_000);
        assert_eq!(attempts.heard(Heard::silence(), 5_000, 0.0), Next::GiveUp);
    }

    #[test]
    fn sleep_costs_no_patience() {
        let mut attempts = Attempts::new(LIMITS);
        assert_eq!(attempts.heard(Heard::silence(), 8 * 3_600_000, 0.0), Next::Wait(0));
        assert_eq!(attempts.time_limit_ms(), 10_000);
    }

    #[test]
    fn only_what_may_change_is_asked_again() {
        let passing = |status, in_progress, after| Heard::answer(status, in_progress, after) != Heard::Final;
        for status in [500, 502, 503, 504, 599] {
            assert!(passing(status, false, None), "{status}");
        }
        for status in [200, 201, 202, 204, 301, 400, 401, 403, 404, 409, 412, 422, 429, 600, 0] {
            assert!(!passing(status, false, None), "{status}");
        }
        assert!(passing(429, false, Some(1_000)));
        assert!(passing(409, true, Some(1_000)));
        assert!(!passing(409, true, None));
        for status in [201, 400, 401, 403, 404, 409, 422] {
            assert!(!passing(status, false, Some(1_000)), "{status}");
        }
    }

    proptest! {
        /// Whatever happens, the attempts end, within their number and their time.
        #[test]
        fn patience_is_finite(
            steps in proptest::collection::vec((any::<u64>(), -1.0f64..2.0, proptest::option::of(0u64..4_000_000)), 20)
        ) {
            let mut attempts = Attempts::new(LIMITS);
            let mut time = 0;
            let mut ended = false;
            for (took, random, retry_after_ms) in steps {
                let allowed = attempts.time_limit_ms();
                time += took.min(allowed);
                match attempts.heard(Heard::Passing { retry_after_ms }, took, random) {
                    Next::Wait(ms) => time += ms,
                    _ => { ended = true; break }
                }
            }
            prop_assert!(ended && attempts.made() <= LIMITS.attempts && time <= LIMITS.total_ms);
        }
    }
}

use crate::contract::{CheckState, Connection};

/// How often a connection is looked at while it is being verified. Times are in milliseconds.
#[derive(Clone, Debug)]
pub struct Pace {
    step_ms: u64,
    misses: u32,
}

/// What an answer says about when to look again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// The answer's `Retry-After`, in milliseconds.
    pub retry_after_ms: Option<u64>,
    /// A check is at work: its result may come at any moment.
    pub running: bool,
    /// The shortest `retryAfterSeconds` of the checks that wait for Azure.
    pub waiting_seconds: Option<u32>,
}

impl Hints {
    /// What a connection that is being verified says.
    pub fn of(connection: &Connection, retry_after_ms: Option<u64>) -> Self {
        let mut states = connection.checks.iter().map(|check| check.state);
        let waiting = connection.checks.iter().filter(|check| check.state == CheckState::Waiting);
        Self {
            retry_after_ms,
            // A pending check may be one that waits for the waiting one.
            running: states.any(|state| state == CheckState::Running),
            waiting_seconds: waiting.filter_map(|check| check.retry_after_seconds).min(),
        }
    }
}

const FIRST_MS: u64 = 2_000;
const SLOWEST_MS: u64 = 15_000;
/// Looking less often than this makes the page seem dead, whoever asks for it.
const LONGEST_MS: u64 = 60_000;
/// Shorter waits would be a load without being news.
const SHORTEST_MS: u64 = 1_000;
/// Failures in a row that end the polling. With the growing waits they take about a minute and a half.
const MISSES: u32 = 8;

impl Default for Pace {
    fn default() -> Self {
        Self { step_ms: FIRST_MS, misses: 0 }
    }
}

impl Pace {
    /// An answer came that is not the last one. How long to wait before the next look.
    pub fn answered(&mut self, hints: Hints) -> u64 {
        self.misses = 0;
        let step = self.grow();
        let asked = match hints {
            Hints { retry_after_ms: Some(ms), .. } => Some(ms),
            // While nothing but Azure is waited for, there is nothing to see before the next try.
            Hints { running: false, waiting_seconds: Some(seconds), .. } => Some(u64::from(seconds) * 1_000),
            _ => None,
        };
        asked.map_or(step, |ms| ms.clamp(SHORTEST_MS, LONGEST_MS))
    }

    /// No answer came, or one that may be another later. How long to wait before the next look, or
    /// `None` when there have been so many in a row that the admin has to be told.
    pub fn missed(&mut self, retry_after_ms: Option<u64>) -> Option<u64> {
        self.misses += 1;
        let step = self.grow();
        (self.misses < MISSES).then(|| retry_after_ms.map_or(step, |ms| ms.clamp(step, LONGEST_MS)))
    }

    /// Something new happened (a check changed, the admin asked): look closely again.
    pub fn hurry(&mut self) {
        *self = Self::default();
    }

    fn grow(&mut self) -> u64 {
        let step = self.step_ms;
        self.step_ms = (step + step / 2).min(SLOWEST_MS);
        step
    }
}

#[cfg(test)]
mod tests {
    use super::{Hints, Pace};

    const NONE: Hints = Hints { retry_after_ms: None, running: true, waiting_seconds: None };

    #[test]
    fn the_pace_goes_from_two_to_fifteen_seconds() {
        let mut pace = Pace::default();
        let waits: Vec<_> = (0..7).map(|_| pace.answered(NONE)).collect();
        assert_eq!(waits, [2_000, 3_000, 4_500, 6_750, 10_125, 15_000, 15_000]);
        pace.hurry();
        assert_eq!(pace.answered(NONE), 2_000);
    }

    #[test]
    fn the_platforms_word_comes_first() {
        let hints = Hints { retry_after_ms: Some(5_000), running: true, waiting_seconds: Some(20) };
        assert_eq!(Pace::default().answered(hints), 5_000);
    }

    #[test]
    fn a_wait_for_azure_is_kept_unless_something_is_at_work() {
        let waiting = Hints { retry_after_ms: None, running: false, waiting_seconds: Some(20) };
        assert_eq!(Pace::default().answered(waiting), 20_000);
        assert_eq!(Pace::default().answered(Hints { running: true, ..waiting }), 2_000);
    }

    #[test]
    fn a_connections_checks_give_the_hints() {
        let hints = |checks: &str| {
            let json = [r#"{"id":"c1","status":"verifying","checks":["#, checks, "]}"].concat();
            Hints::of(&serde_json::from_str(&json).unwrap(), None)
        };
        let waiting = |seconds| Hints { retry_after_ms: None, running: false, waiting_seconds: seconds };
        let two = r#"{"id":"token","state":"pass"},{"id":"a","state":"waiting","retryAfterSeconds":20},
            {"id":"b","state":"waiting","retryAfterSeconds":9},{"id":"c","state":"fail","retryAfterSeconds":1}"#;
        assert_eq!(hints(two), waiting(Some(9)));
        assert_eq!(hints(r#"{"id":"a","state":"waiting"}"#), waiting(None));
        assert!(
            hints(r#"{"id":"b","state":"pass"},{"id":"a","state":"running"}"#).running
                && !hints(r#"{"id":"a","state":"pending"}"#).running
        );
    }

    #[test]
    fn nobody_gets_a_busy_loop_or_a_dead_page() {
        let asked = |ms| Pace::default().answered(Hints { retry_after_ms: Some(ms), ..NONE });
        assert_eq!((asked(0), asked(3_600_000)), (1_000, 60_000));
        let waiting = |s| Pace::default().answered(Hints { waiting_seconds: Some(s), ..Hints::default() });
        assert_eq!((waiting(0), waiting(u32::MAX)), (1_000, 60_000));
    }

    #[test]
    fn some_failures_are_sat_out_and_many_are_told() {
        let mut pace = Pace::default();
        for _ in 0..7 {
            assert!(pace.missed(None).is_some());
        }
        assert_eq!(pace.missed(None), None);
        let mut pace = Pace::default();
        for _ in 0..50 {
            assert!(pace.missed(None).is_some());
            pace.answered(NONE);
        }
    }

    #[test]
    fn a_failure_never_hastens_the_pace() {
        let mut pace = Pace::default();
        assert_eq!(pace.missed(Some(0)), Some(2_000));
        assert_eq!(pace.missed(Some(30_000)), Some(30_000));
        assert_eq!(pace.missed(Some(3_600_000)), Some(60_000));
    }
}

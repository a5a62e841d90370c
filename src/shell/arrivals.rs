use crate::contract::{Check, Connection};

use super::clock;

/// When what arrived, by the page's own clock: the contract carries no times of checks, and a
/// host's clock need not be the admin's.
#[derive(Clone, Debug, Default)]
pub struct Arrivals {
    began: Option<f64>,
    answered: f64,
    settled: Vec<(String, u32)>,
}

impl Arrivals {
    /// A submission goes out: times count from here.
    pub fn begin(&mut self) {
        *self = Self { began: Some(clock::now_ms()), ..Self::default() };
    }

    /// An answer came: notes which checks have settled with it.
    pub fn note(&mut self, connection: &Connection) {
        self.answered = clock::now_ms();
        let Some(began) = self.began else { return };
        let seconds = ((self.answered - began) / 1000.0).ceil() as u32;
        for check in connection.checks.iter().filter(|check| !check.state.is_open()) {
            let name = name(check);
            if !self.settled.iter().any(|(known, _)| *known == name) {
                self.settled.push((name, seconds));
            }
        }
    }

    /// After how many seconds a check settled, if that was seen.
    pub fn of(&self, check: &Check) -> Option<u32> {
        let name = name(check);
        self.settled.iter().find(|(known, _)| *known == name).map(|(_, seconds)| *seconds)
    }

    /// Seconds left of a span that was told with the last answer.
    pub fn left(&self, seconds: u32) -> u32 {
        let gone = ((clock::now_ms() - self.answered) / 1000.0) as u32;
        seconds.saturating_sub(gone)
    }
}

fn name(check: &Check) -> String {
    let scope = check.scope.as_ref().map(|scope| scope.as_str()).unwrap_or_default();
    [check.id.as_str(), " ", scope].concat()
}

use crate::contract::{Check, Connection, ConnectionId};

use super::clock;

/// When what arrived, by the page's own clock: the contract carries no times of checks, and a
/// host's clock need not be the admin's.
#[derive(Clone, Debug, Default)]
pub struct Arrivals {
    began: Option<f64>,
    of: Option<ConnectionId>,
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
        if self.of.as_ref().is_some_and(|id| *id != connection.id) {
            // Another one was opened: its checks settled before anybody looked.
            *self = Self::default();
        }
        self.of = Some(connection.id.clone());
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

    /// Whether the submission was made by this page, and not before it was reloaded.
    pub fn are_whole(&self) -> bool {
        self.began.is_some()
    }

    /// When the last answer came, in milliseconds since 1970.
    pub fn answered_ms(&self) -> Option<u64> {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        (self.answered > 0.0).then_some(self.answered as u64)
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

//! How each scope of a connection stands, by its checks.

use std::collections::BTreeMap;

use crate::azure::{Scope, SubscriptionId};
use crate::contract::{CheckState, Connection, Shown};

/// How one scope stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeStanding {
    /// Its path, as the platform wrote it.
    pub path: Shown,
    /// As a whole: `fail` when a check failed, `pass` when all passed, else what is under way.
    pub state: CheckState,
}

impl ScopeStanding {
    /// Whether every check of it has passed.
    pub fn works(&self) -> bool {
        self.state == CheckState::Pass
    }

    /// The scope.
    pub fn scope(&self) -> Option<Scope> {
        self.path.as_str().parse().ok()
    }

    /// The subscription, if it is one.
    pub fn subscription(&self) -> Option<SubscriptionId> {
        self.scope()?.subscription()
    }
}

/// How many scopes work, of how many, where that is a question: of one scope alone the connection tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Partly {
    /// Those that work.
    pub working: usize,
    /// All of them.
    pub total: usize,
}

/// The scopes of a connection, in the order of its checks, each with how it stands. Where a check of the whole
/// connection has failed, nothing works.
pub fn standings(connection: &Connection) -> Vec<ScopeStanding> {
    let mut standings: Vec<ScopeStanding> = Vec::new();
    let mut places = BTreeMap::new();
    let mut whole = CheckState::Skipped;
    let checks = connection.checks.iter().map(|check| (check.scope.as_ref(), check.state));
    let scopes = connection.scopes.iter().map(|path| (Some(path), CheckState::Skipped));
    for (path, state) in checks.chain(scopes) {
        let Some(path) = path else {
            whole = worse(whole, state);
            continue;
        };
        let place = *places.entry(path).or_insert_with(|| {
            standings.push(ScopeStanding { path: path.clone(), state: CheckState::Skipped });
            standings.len() - 1
        });
        if let Some(standing) = standings.get_mut(place) {
            standing.state = worse(standing.state, state);
        }
    }
    if whole == CheckState::Fail {
        for standing in standings.iter_mut().filter(|one| one.works()) {
            standing.state = CheckState::Skipped;
        }
    }
    standings
}

/// How many of several scopes work, once every one of them is settled and some do and some do not.
pub fn partly(connection: &Connection) -> Option<Partly> {
    let standings = standings(connection);
    let working = standings.iter().filter(|one| one.works()).count();
    let total = standings.len();
    (working > 0 && working < total).then_some(Partly { working, total })
}

/// The state that decides between two. A remark is no hindrance.
fn worse(one: CheckState, other: CheckState) -> CheckState {
    let rank = |state: CheckState| match state {
        CheckState::Fail => 5,
        CheckState::Waiting => 4,
        CheckState::Running => 3,
        CheckState::Pending | CheckState::Unknown => 2,
        CheckState::Pass | CheckState::Warn => 1,
        CheckState::Skipped => 0,
    };
    match if rank(other) > rank(one) { other } else { one } {
        CheckState::Warn => CheckState::Pass,
        state => state,
    }
}

#[cfg(test)]
mod tests;

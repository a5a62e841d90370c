use std::fmt;

use super::FailedRequest;
use super::lines::Lines;
use crate::azure::Date;
use crate::contract::{Check, CheckState, Connection, Problem, Shown, Submission};
use crate::exchange::Echo;
use crate::profile::{Profile, Route};

/// Checks that are written at most: those that did not pass first.
const MOST_CHECKS: usize = 100;
/// Entries of any other list that are written at most.
const MOST: usize = 50;

/// Tells after how many seconds a check settled.
pub type Settled<'a> = dyn Fn(&Check) -> Option<u32> + 'a;

/// What is known besides the connection.
#[derive(Clone, Copy, Default)]
pub struct More<'a> {
    /// The route that the admin took.
    pub route: Option<Route>,
    /// What was sent, where there is no connection yet.
    pub submission: Option<&'a Submission>,
    /// The request that failed.
    pub request: Option<&'a FailedRequest>,
    /// When the last answer came, in milliseconds since 1970.
    pub at_ms: Option<u64>,
    /// After how many seconds a check settled, as far as the page saw it.
    pub settled: Option<&'a Settled<'a>>,
    /// Masks the secret that was sent, as long as it is known.
    pub echo: Option<&'a Echo>,
}

impl fmt::Debug for More<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("More")
            .field("route", &self.route)
            .field("request", &self.request)
            .finish_non_exhaustive()
    }
}

/// All that support needs to know, as a text of bounded size without any secret.
pub fn bundle(profile: &Profile, connection: Option<&Connection>, more: &More<'_>) -> String {
    let mut lines = Lines::new(more.echo);
    lines.add(0, "azure-connect", env!("CARGO_PKG_VERSION"));
    lines.add(0, "platform", profile.platform.name.as_str());
    if let Some(ms) = more.at_ms {
        lines.add(0, "time", &instant(ms));
    }
    lines.add(0, "route", more.route.map_or("", Route::name));
    match (connection, more.submission) {
        (Some(connection), _) => add_connection(&mut lines, connection),
        (None, Some(submission)) => add_submission(&mut lines, submission),
        (None, None) => {}
    }
    if let Some(request) = more.request {
        add_request(&mut lines, request);
    }
    for check in connection.map(chosen).unwrap_or_default() {
        add_check(&mut lines, check, more.settled.and_then(|settled| settled(check)));
    }
    let left_out = connection.map_or(0, |connection| connection.checks.len().saturating_sub(MOST_CHECKS));
    if left_out > 0 {
        lines.number(0, "checks, more", left_out);
    }
    lines.into_text()
}

fn shown(value: &Option<Shown>) -> &str {
    value.as_ref().map(Shown::as_str).unwrap_or_default()
}

fn add_connection(lines: &mut Lines<'_>, connection: &Connection) {
    lines.add(0, "cloud", shown(&connection.cloud));
    lines.add(0, "connection", connection.id.as_str());
    lines.add(0, "status", connection.status.as_str());
    lines.add(0, "tenantId", shown(&connection.tenant_id));
    lines.add(0, "clientId", shown(&connection.client_id));
    lines.list(0, "scope", MOST, connection.scopes.iter().map(Shown::as_str));
    if let Some(credential) = &connection.credential {
        // Not its hint: three characters of a secret are three too many in a ticket.
        lines.add(0, "credential", credential.kind.as_str());
        lines.add(0, "expiresOn", shown(&credential.expires_on));
    }
    if let Some(role) = &connection.role {
        lines.add(0, "role", role.name.as_str());
        lines.add(0, "role version", shown(&role.version));
    }
    lines.add(0, "createdAt", shown(&connection.created_at));
    lines.add(0, "updatedAt", shown(&connection.updated_at));
}

fn add_submission(lines: &mut Lines<'_>, submission: &Submission) {
    lines.add(0, "cloud", submission.cloud.name());
    lines.add(0, "tenantId", &submission.tenant_id.to_string());
    lines.add(0, "clientId", &submission.client_id.to_string());
    let scopes: Vec<String> = submission.scopes.iter().map(ToString::to_string).collect();
    lines.list(0, "scope", MOST, scopes.iter().map(String::as_str));
    if let Some(role) = &submission.role {
        lines.add(0, "role", role.name.as_str());
        lines.add(0, "role version", shown(&role.version));
    }
}

fn add_request(lines: &mut Lines<'_>, request: &FailedRequest) {
    lines.add(0, "request", &[request.method, " ", &request.address].concat());
    lines.add(1, "time", &instant(request.at_ms));
    lines.add(1, "failure", request.code);
    if request.status != 0 {
        lines.number(1, "status", request.status.into());
    }
    match &request.problem {
        Some(problem) => add_problem(lines, problem),
        None => lines.add(1, "answer", request.raw.as_str()),
    }
}

fn add_problem(lines: &mut Lines<'_>, problem: &Problem) {
    lines.add(1, "type", problem.type_uri.as_str());
    lines.add(1, "title", problem.title.as_str());
    lines.add(1, "detail", shown(&problem.detail));
    lines.add(1, "traceId", shown(&problem.trace_id));
    for error in problem.errors.iter().take(MOST) {
        let what = [error.pointer.as_str(), " ", error.code.as_str(), " ", error.detail.as_str()].concat();
        lines.add(1, "error", what.trim_end());
    }
}

/// The checks that are written, in their order: of very many, those that did not pass.
fn chosen(connection: &Connection) -> Vec<&Check> {
    let passed = |check: &Check| matches!(check.state, CheckState::Pass | CheckState::Skipped);
    let all = &connection.checks;
    let mut room = MOST_CHECKS.saturating_sub(all.iter().filter(|check| !passed(check)).count());
    let mut fits = |check: &&Check| {
        if !passed(check) {
            return true;
        }
        let fits = room > 0;
        room = room.saturating_sub(1);
        fits
    };
    all.iter().filter(|check| fits(check)).take(MOST_CHECKS).collect()
}

fn add_check(lines: &mut Lines<'_>, check: &Check, settled: Option<u32>) {
    lines.add(0, "check", &[check.id.as_str(), " ", check.state.as_str()].concat());
    lines.add(1, "scope", shown(&check.scope));
    lines.add(1, "code", shown(&check.code));
    lines.add(1, "traceId", shown(&check.trace_id));
    for (name, seconds) in [
        ("settled after seconds", settled),
        ("next look in seconds", check.retry_after_seconds),
        ("given up in seconds", check.deadline_seconds),
    ] {
        if let Some(seconds) = seconds {
            lines.number(1, name, seconds as usize);
        }
    }
    lines.list(1, "missing", MOST, check.missing.iter().map(Shown::as_str));
    lines.add(1, "detail", shown(&check.detail));
}

/// RFC 3339 in UTC.
fn instant(ms: u64) -> String {
    let seconds = ms / 1000;
    let day = Date::from_unix_days(i64::try_from(seconds / 86_400).unwrap_or(i64::MAX)).to_string();
    let two = |number: u64| {
        let digits = number.to_string();
        if number < 10 { ["0", &digits].concat() } else { digits }
    };
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    [&day, "T", &*two(hour), ":", &*two(minute), ":", &*two(second), "Z"].concat()
}

#[cfg(test)]
mod tests {
    use super::instant;

    #[test]
    fn a_moment_is_written_as_the_contract_writes_it() {
        assert_eq!(instant(0), "1970-01-01T00:00:00Z");
        assert_eq!(instant(1_795_276_805_999), "2026-11-21T16:00:05Z");
        assert_eq!(instant(u64::MAX).len(), 20);
    }
}

use crate::azure::Scope;
use crate::contract::{CheckState, Connection};
use crate::wizard::{Partly, ScopeStanding, standings};

use super::Scene;
use super::checks::line;
use super::element::{El, classed, el};

/// The list of checks. Of several scopes each has a group of its own, named and with how it stands.
pub fn checks(scene: &Scene<'_>, connection: &Connection) -> El {
    let standings = standings(connection);
    if standings.len() < 2 {
        return el("div").child(el("div").key("one").child(list(scene, connection, None, false)));
    }
    let whole = list(scene, connection, Some(None), true);
    let groups = standings.iter().map(|standing| group(scene, connection, standing));
    let groups = classed("div", "groups").key("groups").children(groups);
    el("div").child(el("div").key("whole").child(whole)).child(groups)
}

/// The checks of one scope, of none (the whole connection), or all of them.
fn list(scene: &Scene<'_>, connection: &Connection, only: Option<Option<&str>>, grouped: bool) -> El {
    let lines = connection.checks.iter().enumerate();
    let lines = lines.filter(|(_, check)| {
        only.is_none_or(|only| check.scope.as_ref().map(|scope| scope.as_str()) == only)
    });
    let kind = connection.credential.as_ref().map(|credential| credential.kind);
    let lines: Vec<_> = lines.map(|(index, check)| line(scene, kind, index, check, grouped)).collect();
    let label = match only.flatten() {
        Some(path) => named(scene, path).0,
        None => scene.say("checks.title"),
    };
    classed("ul", "checks")
        .attr("part", "checks")
        .set("aria-label", label)
        .hidden(lines.is_empty())
        .children(lines)
}

/// One scope: its name, its ID, how it stands, its checks. What works is folded, so that what does not is seen.
fn group(scene: &Scene<'_>, connection: &Connection, standing: &ScopeStanding) -> El {
    let path = standing.path.as_str();
    let (name, id) = named(scene, path);
    let state = standing.state;
    let words = match state {
        CheckState::Pass => "scope.works",
        CheckState::Fail => "scope.fails",
        CheckState::Waiting => "state.waiting",
        CheckState::Running => "state.running",
        CheckState::Skipped => "state.skipped",
        _ => "state.pending",
    };
    let head = el("summary")
        .child(classed("span", "called").attr("dir", "auto").text(name))
        .child(classed("span", "state").text(scene.say(words)))
        .child(classed("span", "mono soft").attr("dir", "ltr").hidden(id.is_empty()).text(id));
    classed("details", "group")
        .key(path)
        .attr("data-state", state.as_str())
        .flag("open", !standing.works())
        .child(head)
        .child(list(scene, connection, Some(Some(path)), true))
}

/// What a scope is called, and its ID where that is something else.
fn named(scene: &Scene<'_>, path: &str) -> (String, String) {
    match path.parse() {
        Ok(Scope::Subscription(id)) => match scene.wizard.answers().subscription_name(id) {
            Some(name) => (name.to_owned(), id.to_string()),
            None => (scene.say("scope.subscription"), id.to_string()),
        },
        Ok(Scope::ManagementGroup(id)) => (scene.say("scope.group"), id.to_string()),
        Err(_) => (path.to_owned(), String::new()),
    }
}

/// Title and first sentence where some scopes work and some do not.
pub fn part_words(scene: &Scene<'_>, part: Partly, lead: &str) -> (String, String) {
    let (working, total) = (scene.number(part.working), scene.number(part.total));
    let broken = part.total - part.working;
    let broken_ = scene.number(broken);
    let values = [("working", &*working), ("total", &*total), ("broken", &*broken_)];
    (scene.count("partly.title", part.working, &values), scene.count(lead, broken, &values))
}

/// How many of several scopes work by now, at the head of a line; nothing where there is one.
pub fn scopes_said(scene: &Scene<'_>, connection: &Connection) -> String {
    let standings = standings(connection);
    let working = standings.iter().filter(|one| one.works()).count();
    if standings.len() < 2 {
        return String::new();
    }
    let (working_, total) = (scene.number(working), scene.number(standings.len()));
    [&*scene.count("partly.note", working, &[("working", &working_), ("total", &total)]), " · "].concat()
}

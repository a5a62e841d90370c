use crate::azure::Scope;
use crate::contract::{Connection, Status};
use crate::shell::view::Scene;
use crate::shell::view::element::{El, classed, el};
use crate::shell::view::icon::{Icon, icon};

/// What a connection is called: by its admin, or by what it covers.
pub fn name_of(scene: &Scene<'_>, connection: &Connection) -> String {
    let own = connection.name.as_ref().map(|name| name.as_str()).filter(|name| !name.is_empty());
    own.map_or_else(|| scene.fill("care.unnamed", &[("what", &covers(scene, connection))]), str::to_owned)
}

/// What a connection covers, in one line.
pub fn covers(scene: &Scene<'_>, connection: &Connection) -> String {
    let scopes = scene.wizard.scopes_of(connection);
    match &scopes[..] {
        [] => scene.say("care.covers.nothing"),
        [Scope::Subscription(id)] => id.to_string(),
        [scope @ Scope::ManagementGroup(_)] => {
            let text = scope.to_string();
            let group = text.rsplit('/').next().unwrap_or_default();
            scene.fill("care.covers.group", &[("group", group)])
        }
        many => scene.count("care.covers", many.len(), &[]),
    }
}

/// How a connection stands: a sign and a word.
pub fn badge(scene: &Scene<'_>, status: Status) -> El {
    let sign = match status {
        Status::Connected => Icon::Check,
        Status::Attention => Icon::Warning,
        Status::Failed => Icon::Cross,
        Status::Verifying => Icon::Turn,
        Status::Unknown => Icon::Dot,
    };
    classed("span", "badge")
        .attr("data-status", status.as_str())
        .child(icon(sign))
        .child(el("span").text(scene.say_of("status", status.as_str())))
}

/// When a connection's credential ends, where that is near; nothing to say otherwise.
pub fn countdown(scene: &Scene<'_>, connection: &Connection) -> Option<String> {
    if !scene.wizard.is_expiring(connection) {
        return None;
    }
    Some(days(scene, scene.wizard.days_left_of(connection)?))
}

/// So many days to go, or gone.
pub fn days(scene: &Scene<'_>, days: i64) -> String {
    let count = days.unsigned_abs() as usize;
    let key = match days {
        0 => "care.expires.today",
        1 => "care.expires.tomorrow",
        -1 => "care.expired.yesterday",
        days if days < 0 => "care.expired.days",
        _ => "care.expires.days",
    };
    scene.count(key, count, &[("days", &scene.number(count))])
}

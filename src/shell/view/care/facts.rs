use crate::azure::Blade;
use crate::contract::{Connection, CredentialKind};
use crate::shell::view::Scene;
use crate::shell::view::acts::{copy_value, outward};
use crate::shell::view::element::{El, classed, el};

use super::name::days;

/// What a connection is made of. What cannot be changed says why.
pub fn facts(scene: &Scene<'_>, connection: &Connection) -> El {
    let line = |key: &str, value: El| {
        let label = el("dt").text(scene.say(key));
        el("div").key(key).child(label).child(el("dd").child(value))
    };
    let id = |copy: &'static str, text: &str| copy_value(scene, copy, text);
    let shown =
        |text: Option<&crate::contract::Shown>| text.map(|text| text.as_str().to_owned()).unwrap_or_default();
    let (tenant, client) = (shown(connection.tenant_id.as_ref()), shown(connection.client_id.as_ref()));
    let cloud =
        connection.cloud.as_ref().map(|cloud| scene.say_of("cloud", cloud.as_str())).unwrap_or_default();
    let offered = scene.wizard.profile().clouds.len() > 1;
    let scopes = connection.scopes.iter().map(|scope| {
        let text = scope.as_str().rsplit('/').next().unwrap_or_default();
        el("li").key(scope.as_str()).child(id("copy.scope", text))
    });
    let role = connection.role.as_ref().map(|role| {
        let version = role.version.as_ref().map(|version| version.as_str()).unwrap_or_default();
        if version.is_empty() {
            role.name.as_str().to_owned()
        } else {
            scene.fill("care.role", &[("name", role.name.as_str()), ("version", version)])
        }
    });
    let created = connection.created_at.as_ref().map(|date| scene.date(date.as_str()));
    let updated = connection.updated_at.as_ref().map(|date| scene.date(date.as_str()));
    let app = scene.wizard.blade_url(Blade::AppOverview);
    classed("dl", "answers care-facts")
        .attr("part", "facts")
        .child(
            line("care.fact.scopes", classed("ul", "care-scopes").children(scopes))
                .hidden(connection.scopes.is_empty()),
        )
        .child(line("care.fact.credential", credential(scene, connection)))
        .child(
            line("care.fact.role", el("span").text(role.clone().unwrap_or_default())).hidden(role.is_none()),
        )
        .child(line("field.tenantId", id("field.tenantId", &tenant)).hidden(tenant.is_empty()))
        .child(
            line(
                "field.clientId",
                el("div").child(id("field.clientId", &client)).child(el("div").child(outward(
                    scene,
                    "link",
                    app,
                    scene.say("care.open-app"),
                ))),
            )
            .hidden(client.is_empty()),
        )
        .child(line("field.cloud", el("span").text(cloud.clone())).hidden(!offered || cloud.is_empty()))
        .child(
            line("care.fact.created", el("span").text(created.clone().unwrap_or_default()))
                .hidden(created.is_none()),
        )
        .child(
            line("care.fact.updated", el("span").text(updated.clone().unwrap_or_default()))
                .hidden(updated.is_none()),
        )
}

/// Kind, hint and end of the credential.
fn credential(scene: &Scene<'_>, connection: &Connection) -> El {
    let Some(credential) = &connection.credential else { return el("span").text("–".to_owned()) };
    let kind = scene.say_of("kind", credential.kind.as_str());
    let hint = credential.hint.as_ref().filter(|_| credential.kind == CredentialKind::Secret);
    let hint = hint.map(|hint| scene.fill("care.hint", &[("hint", hint.as_str())]));
    let ends = credential.expires_on.as_ref().map(|date| {
        let date = scene.date(date.as_str());
        let left = scene.wizard.days_left_of(connection).map(|left| days(scene, left));
        [&scene.fill("care.expires", &[("date", &date)]), " · ", left.as_deref().unwrap_or_default()].concat()
    });
    let near = scene.wizard.is_expiring(connection);
    el("div").child(el("div").text([&kind, hint.as_deref().unwrap_or_default()].join(" "))).child(
        classed("div", if near { "care-ends" } else { "hint" })
            .hidden(ends.is_none())
            .text(ends.unwrap_or_default()),
    )
}

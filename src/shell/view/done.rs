use yew::prelude::*;

use crate::contract::{Connection, Status};
use crate::shell::clock::long_date;

use super::Scene;
use super::acts::copy_value;
use super::checks::checks;
use super::icon::{Icon, icon};

/// The end: what happens next, the reference, every check.
pub fn done(scene: &Scene<'_>, connection: &Connection) -> (String, String, Html) {
    let attention = connection.status == Status::Attention;
    let title = scene.say(if attention { "attention.title" } else { "done.title" });
    let lead = scene.say(if attention { "done.lead.attention" } else { "done.lead" });
    let expiry = connection.credential.as_ref().and_then(|credential| credential.expires_on.as_ref());
    let expiry = expiry
        .map(|date| scene.fill("done.next.expiry", &[("date", &long_date(date.as_str(), scene.locale))]));
    let body = html! {
        <div>
            <div class="section">
                {scene.heading(2, "", scene.say("done.next"))}
                <ul class="next">
                    <li>{icon(Icon::Check)}<span>{scene.say("done.next.work")}</span></li>
                    <li hidden={expiry.is_none()}>{icon(Icon::Clock)}<span>{expiry.unwrap_or_default()}</span></li>
                    <li>{icon(Icon::Check)}<span>{scene.say("done.next.page")}</span></li>
                </ul>
            </div>
            <slot name="done" />
            <div class="section">
                {scene.heading(2, "", scene.say("checks.title"))}
                {checks(scene, connection)}
            </div>
            <p class="note">{scene.say("done.reference")}{": "}{copy_value(scene, "copy.reference", connection.id.as_str())}</p>
        </div>
    };
    (title, lead, body)
}

use yew::prelude::*;

use crate::azure::Field;
use crate::wizard::{Message, ReviewLine, Step};

use super::Scene;
use super::route_step::route_key;

/// Check your answers: each with its own way back.
pub fn review(scene: &Scene<'_>) -> Html {
    html! {
        <div>
            <dl class="answers" part="answers">
                <div key="route">
                    <dt>{scene.say("review.route")}</dt>
                    <dd>{scene.say(route_key(scene.wizard.route()))}{" · "}{scene.say_of("cloud", scene.wizard.answers().cloud.name())}</dd>
                    <dd hidden={scene.wizard.itinerary().position(Step::Route).is_none()}>
                        <button class="link" type="button" aria-label={scene.fill("action.change-what", &[("what", &scene.say("review.route"))])}
                            onclick={scene.on(|| Message::GoTo(Step::Route))}>{scene.say("action.change")}</button>
                    </dd>
                </div>
                { for scene.wizard.review().into_iter().map(|line| answer(scene, line)) }
            </dl>
            <p class="note">{scene.say("review.secret-note")}</p>
        </div>
    }
}

fn answer(scene: &Scene<'_>, line: ReviewLine) -> Html {
    let field = line.field;
    let label = scene.label(field);
    let value = match (&line.value, line.good) {
        (Some(value), _) => value.to_string(),
        (None, true) if field == Field::Secret => scene.say("secret.provided"),
        (None, true) => "–".to_owned(),
        (None, false) if field == Field::Secret && scene.wizard.was_restored() => scene.say("secret.again"),
        (None, false) => scene.say("review.missing"),
    };
    let class = classes!(
        (!line.good).then_some("missing"),
        (line.value.is_some() && field != Field::Name).then_some("mono"),
    );
    html! {
        <div key={field.id()}>
            <dt>{label.clone()}</dt>
            <dd {class} dir={if field == Field::Name { "auto" } else { "ltr" }}>{value}</dd>
            <dd><button class="link" type="button" aria-label={scene.fill("action.change-what", &[("what", &label)])}
                onclick={scene.on(move || Message::Change(field))}>{scene.say("action.change")}</button></dd>
        </div>
    }
}

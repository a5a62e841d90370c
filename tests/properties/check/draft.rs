//! What a tab kept, by whoever wrote it there: it brings in no secret, nothing that the profile does not offer, and what
//! it brings in is kept again as the same. The tables of other languages, which are fetched, are read beside it.

use std::cell::RefCell;
use std::rc::Rc;

use azure_connect::azure::{Date, looks_like_secret};
use azure_connect::profile::Profile;
use azure_connect::text::Texts;
use azure_connect::wizard::{Draft, MOST_SUBSCRIPTIONS, Message, SecretVerdict, Wizard};

const PROFILE: &str = r#"{"platform":{"name":"x"},"clouds":["AzureCloud","AzureChinaCloud"],"credential":{"kinds":["secret","federated"]},
    "scope":{"subscriptions":"many","managementGroup":true},"extras":[{"name":"teams","label":"T","type":"multi-select","options":[{"value":"a","label":"A"}]},
    {"name":"note","label":"N","type":"text"}],"endpoint":{"url":"/api/x","operations":["create","read","federation"]}}"#;

/// When the draft is read; one that is a day old is none.
const NOW: f64 = 1_795_219_200_000.0;

thread_local! {
    /// Read once: the draft is what is looked at.
    static OFFERED: RefCell<Option<Rc<Profile>>> = const { RefCell::new(None) };
}

pub fn check(text: &str) {
    if let Ok(table) = Texts::parse(text) {
        assert_eq!(table.get("no such key"), "no such key");
    }
    let Some(draft) = Draft::from_json(text, NOW) else { return };
    let offered = OFFERED.with_borrow_mut(|kept| {
        Rc::clone(kept.get_or_insert_with(|| Rc::new(Profile::parse(PROFILE).expect("a profile"))))
    });
    let mut wizard = Wizard::new(offered, Date::new(2026, 11, 21).expect("a day"));
    wizard.update(Message::Restore(draft));
    let answers = wizard.answers();
    assert_eq!(answers.secret, SecretVerdict::Empty);
    assert!(answers.subscription_count() <= MOST_SUBSCRIPTIONS);
    assert!(
        wizard.profile().clouds.contains(&answers.cloud) && wizard.kinds().any(|kind| kind == answers.kind)
    );
    assert!(wizard.itinerary().position(wizard.step()).is_some(), "on a step that there is");
    for text in
        [answers.name.text(), answers.tenant.text(), answers.group.text(), answers.extras.text("note")]
    {
        assert!(!looks_like_secret(text));
    }
    let again = wizard.draft();
    let kept = again.to_json(NOW);
    assert!(!kept.contains("8Q~") || !looks_like_secret(&kept));
    assert_eq!(Draft::from_json(&kept, NOW), Some(again), "{kept}");
}

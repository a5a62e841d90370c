//! The end where nothing is sent: the keys that the admin carries to the platform.

use crate::azure::{ClientSecret, Field};
use crate::profile::EnvKeys;
use crate::text::env_line;
use zeroize::Zeroizing;

use super::{Effect, Focus, Phase, Wizard};

/// One of the keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// What it holds.
    pub field: Field,
    /// What it is called at the platform: letters, digits and `_`.
    pub name: Box<str>,
    /// Its value; nothing for the secret, which only the shell reads, from its field.
    pub value: Option<Box<str>>,
}

impl Wizard {
    /// The keys, in the order in which they are handed over. A subscription that was left open has none.
    /// Nothing at all before the answers are complete.
    pub fn keys(&self) -> Vec<Key> {
        let Some(submission) = self.submission() else { return Vec::new() };
        let keys = EnvKeys::FIELDS.into_iter().filter_map(|field| {
            let value: Option<Box<str>> = match field {
                Field::Tenant => Some(submission.tenant_id.to_string().into()),
                Field::Client => Some(submission.client_id.to_string().into()),
                Field::Subscription => Some(self.answers.subscription_ids().first()?.to_string().into()),
                _ => None,
            };
            Some(Key { field, name: self.profile.endpoint.keys.name(field).into(), value })
        });
        keys.collect()
    }

    /// The keys as an `.env` file, a line each. The text is wiped when it is dropped.
    pub fn env_file(&self, secret: &ClientSecret) -> Zeroizing<String> {
        let keys = self.keys();
        // In one piece from the beginning: a text that grows leaves copies of itself behind.
        let room = keys.iter().map(|key| key.name.len() + 2 * key.value.as_deref().map_or(0, str::len) + 4);
        let room = room.sum::<usize>() + 2 * secret.expose().len();
        let mut text = Zeroizing::new(String::with_capacity(room));
        for key in keys {
            env_line(&mut text, &key.name, key.value.as_deref().unwrap_or(secret.expose()));
        }
        text
    }

    /// Puts the keys up for taking.
    pub(super) fn offer_keys(&mut self) -> Vec<Effect> {
        self.phase = Phase::Keys { taken: false };
        vec![Effect::HideSecret, Effect::Focus(Focus::Heading)]
    }

    /// The admin has them: what was typed has served its turn.
    pub(super) fn keys_taken(&mut self) -> Vec<Effect> {
        let Phase::Keys { taken: taken @ false } = &mut self.phase else { return Vec::new() };
        *taken = true;
        vec![Effect::ClearDraft]
    }

    /// The secret goes when the admin leaves, so the keys are no longer whole.
    pub(super) fn leave_keys(&mut self, effects: &mut Vec<Effect>) {
        if matches!(self.phase, Phase::Keys { .. }) {
            self.phase = Phase::Review;
            effects.push(Effect::HideSecret);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::azure::Date;
    use crate::paste;
    use crate::profile::Profile;
    use crate::wizard::{ExitReason, Message, SecretVerdict, WizardEvent};
    use std::rc::Rc;

    const TENANT: &str = "0b7e4a52-6c1f-4f0e-9b3a-2d8c5e7f9a10";
    const CLIENT: &str = "5f2d9c84-1a3b-4e6d-8c70-9b1e2f3a4d5c";
    const SUBSCRIPTION: &str = "a94c1e7b-3d52-4b86-9f0e-6c8d7a5b2e13";
    const SECRET: &str = "Kp48Q~made.up-for_a-test.0123456789abcde";

    fn wizard(endpoint: &str) -> Wizard {
        let text =
            [r#"{ "platform": { "name": "Quay" }, "routes": ["existing"], "endpoint": "#, endpoint, " }"];
        Wizard::new(Rc::new(Profile::parse(&text.concat()).unwrap()), Date::new(2026, 11, 21).unwrap())
    }

    fn filled(endpoint: &str) -> Wizard {
        let mut wizard = wizard(endpoint);
        for (field, text) in
            [(Field::Tenant, TENANT), (Field::Client, CLIENT), (Field::Subscription, SUBSCRIPTION)]
        {
            wizard.update(Message::Typed(field, text.into()));
        }
        wizard.update(Message::Typed(Field::Expiry, "2027-05-01".into()));
        wizard.update(Message::SecretTyped(SecretVerdict::beside(SECRET, false, wizard.answers())));
        wizard.update(Message::Continue);
        wizard
    }

    fn secret() -> ClientSecret {
        ClientSecret::parse(SECRET).unwrap()
    }

    #[test]
    fn nothing_is_sent_and_the_keys_are_offered() {
        let mut wizard = filled(r#"{ "dialect": "env" }"#);
        let effects = wizard.update(Message::Connect);
        assert!(matches!(wizard.phase(), Phase::Keys { taken: false }), "{:?}", wizard.phase());
        assert!(!effects.iter().any(|effect| matches!(effect, Effect::Submit { .. } | Effect::Poll { .. })));
        let named: Vec<_> = wizard.keys().into_iter().map(|key| (key.name, key.value)).collect();
        let value = |text: &str| Some(text.into());
        assert_eq!(
            named,
            [
                ("AZURE_TENANT_ID".into(), value(TENANT)),
                ("AZURE_CLIENT_ID".into(), value(CLIENT)),
                ("AZURE_CLIENT_SECRET".into(), None),
                ("AZURE_SUBSCRIPTION_ID".into(), value(SUBSCRIPTION)),
            ]
        );
    }

    #[test]
    fn the_file_is_what_our_own_reader_takes() {
        let wizard = filled(r#"{ "dialect": "env" }"#);
        let text = wizard.env_file(&secret());
        assert_eq!(text.lines().count(), 4);
        let pasted = paste::read(&text, Date::new(2026, 11, 21).unwrap());
        assert_eq!(pasted.secret.as_ref().map(|found| found.value.expose()), Some(SECRET));
        assert!(text.capacity() >= text.len());
    }

    #[test]
    fn keys_have_the_names_that_the_platform_gives_them() {
        let wizard = filled(r#"{ "dialect": "env", "keys": { "tenantId": "T", "clientSecret": "S" } }"#);
        let text = wizard.env_file(&secret());
        let expected =
            ["T=", TENANT, "\nAZURE_CLIENT_ID=", CLIENT, "\nS=", SECRET, "\nAZURE_SUBSCRIPTION_ID="];
        assert_eq!(*text, [&*expected.concat(), SUBSCRIPTION, "\n"].concat());
    }

    #[test]
    fn leaving_with_the_keys_is_finishing_and_without_them_is_not() {
        for taken in [false, true] {
            let mut wizard = filled(r#"{ "dialect": "env" }"#);
            wizard.update(Message::Connect);
            if taken {
                let effects = wizard.update(Message::KeysTaken);
                assert!(matches!(*effects, [Effect::ClearDraft]));
                assert!(wizard.update(Message::KeysTaken).is_empty());
            }
            assert_eq!(wizard.has_unsaved(), !taken);
            let effects = wizard.update(Message::Exit(ExitReason::Closed));
            let reason = effects.iter().find_map(|effect| match effect {
                Effect::Notify(WizardEvent::Exit { reason, .. }) => Some(*reason),
                _ => None,
            });
            assert_eq!(reason, Some(if taken { ExitReason::Finished } else { ExitReason::Closed }));
            assert!(effects.iter().any(|effect| matches!(effect, Effect::ClearSecret)));
            assert!(matches!(wizard.phase(), Phase::Review));
        }
    }

    #[test]
    fn keys_that_nobody_offered_cannot_be_taken() {
        let mut wizard = filled(r#"{ "dialect": "env" }"#);
        assert!(wizard.update(Message::KeysTaken).is_empty());
        assert!(matches!(wizard.phase(), Phase::Review));
    }
}

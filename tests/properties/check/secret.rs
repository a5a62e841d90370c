//! The secret: held whole or not at all, and never repeated.

use azure_connect::azure::{ClientSecret, SecretDoubt, looks_like_secret};
use azure_connect::exchange::Echo;

pub fn check(text: &str) {
    let parsed = ClientSecret::parse(text);
    let insisted = ClientSecret::insist(text);
    match &parsed {
        Ok(secret) => good(text, secret),
        Err(error) => {
            assert!(!error.code().is_empty());
            assert_eq!(insisted.is_ok(), error.may_insist(), "{error:?}");
        }
    }
    if let Ok(secret) = insisted {
        good(text, &secret);
    }
    echoed(text);
}

fn good(text: &str, secret: &ClientSecret) {
    let value = secret.expose();
    assert!(!value.is_empty() && text.contains(value), "its inside was touched");
    assert!(!value.starts_with(char::is_whitespace) && !value.ends_with(char::is_whitespace));
    assert!(value.starts_with(secret.hint()) && secret.hint().chars().count() <= 3);
    assert_eq!(format!("{secret:?}"), "ClientSecret(redacted)");
    match secret.doubt() {
        None => {
            assert!((37..=40).contains(&value.len()), "{}", value.len());
            for around in ["", "\"", " = ", "/"] {
                assert!(looks_like_secret(&[around, value, around].concat()));
            }
        }
        Some(doubt) => assert_eq!(doubt, SecretDoubt::UnusualShape),
    }
}

/// The first line is a secret, the rest is what a host answers.
fn echoed(text: &str) {
    let Some((secret, answer)) = text.split_once('\n') else { return };
    let echo = Echo::of(secret);
    let masked = echo.mask(answer.to_owned());
    // Secrets that overlap a mask, or are part of one, are nobody's.
    if secret.len() >= 8 && !secret.contains('*') {
        assert!(!masked.contains(secret));
        let with = echo.mask([answer, secret, answer].concat());
        assert!(!with.contains(secret));
    }
    if secret.is_empty() {
        assert_eq!(masked, answer);
    }
}

//! A paste: whatever it is, it has an answer, whose parts agree with each other and keep no secret.

use std::collections::BTreeSet;

use azure_connect::azure::{Date, Field, looks_like_secret};
use azure_connect::paste::{NoteKind, Pasted, read};

pub fn check(text: &str) {
    let today = Date::from_unix_days(20_778);
    let pasted = read(text, today);
    lines(text, &pasted);
    together(&pasted);

    let shown = format!("{pasted:?}");
    assert!(!looks_like_secret(&shown), "{shown}");
    if let Some(secret) = &pasted.secret {
        assert!(!secret.value.expose().is_empty());
    }
    if text.len() < super::CLOSE {
        // Where lines end is the matter of the machine that they were copied on.
        let other = read(&text.replace("\r\n", "\n").replace('\n', "\r\n"), today);
        assert_eq!(shown, format!("{other:?}"));
    }
}

fn lines(text: &str, pasted: &Pasted) {
    let count = text.split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']).count();
    let found = [
        pasted.cloud.as_ref().map(|found| found.line),
        pasted.tenant.as_ref().map(|found| found.line),
        pasted.client.as_ref().map(|found| found.line),
        pasted.secret.as_ref().map(|found| found.line),
        pasted.expiry.as_ref().map(|found| found.line),
    ];
    let groups = pasted.management_groups.iter().map(|found| found.line);
    let candidates = pasted.ambiguous.iter().flat_map(|one| one.candidates.iter().map(|other| other.line));
    // Of a page's source the lines are those of its text.
    let page = pasted.notes.iter().any(|note| note.kind == NoteKind::Markup);
    for line in found.into_iter().flatten().chain(groups).chain(candidates) {
        assert!(line > 0 && (line <= count || page), "{line} of {count}");
    }
}

fn together(pasted: &Pasted) {
    let ids: BTreeSet<_> = pasted.subscriptions.iter().map(|found| found.id).collect();
    assert_eq!(ids.len(), pasted.subscriptions.len(), "one subscription twice");
    assert_eq!(pasted.subscriptions_source.is_some(), !pasted.subscriptions.is_empty());
    let keys: BTreeSet<_> = pasted.ambiguous.iter().map(|one| one.key()).collect();
    assert_eq!(keys.len(), pasted.ambiguous.len());
    for one in &pasted.ambiguous {
        let texts: BTreeSet<_> = one.candidates.iter().map(|candidate| &candidate.text).collect();
        assert!(texts.len() > 1 || one.field == Some(Field::Secret), "{one:?}");
        assert!(one.field.is_none_or(|field| !pasted.missing.contains(&field)), "{one:?} and missing");
        let taken = match one.field {
            Some(Field::Tenant) => pasted.tenant.is_some(),
            Some(Field::Client) => pasted.client.is_some(),
            Some(Field::Secret) => pasted.secret.is_some(),
            Some(Field::Expiry) => pasted.expiry.is_some(),
            None => pasted.cloud.is_some(),
            Some(_) => false,
        };
        assert!(!taken, "one of several was picked: {one:?}");
    }
    for field in &pasted.missing {
        let there = match field {
            Field::Tenant => pasted.tenant.is_some(),
            Field::Client => pasted.client.is_some(),
            Field::Secret => pasted.secret.is_some(),
            Field::Subscription => !pasted.subscriptions.is_empty() || !pasted.management_groups.is_empty(),
            Field::Expiry | Field::ManagementGroup | Field::Name => true,
        };
        assert!(!there, "{field:?}");
    }
    assert!(pasted.missing.is_sorted());
    assert!(!pasted.is_empty() || pasted.missing.len() == 4);
}

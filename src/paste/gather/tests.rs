use super::*;
use crate::paste::sample::{ANY, CLIENT, SECRET, SUBSCRIPTION, TENANT, notes};

const AT: At = At { source: Source::Labelled, line: 3 };

fn gathered(find: impl FnOnce(&mut Gather)) -> Pasted {
    let mut gather = Gather::default();
    find(&mut gather);
    gather.finish("2026-11-21".parse().unwrap(), false)
}

/// One of many ids.
fn id(n: usize) -> String {
    format!("{n:08x}{}", &ANY[8..])
}

#[test]
fn no_more_than_a_hundred_of_a_kind_are_kept() {
    let pasted = gathered(|gather| {
        for n in 1..=150 {
            gather.value(Field::Client, &id(n), AT);
            gather.unlabelled(id(n + 200).parse().unwrap(), n);
            gather.secret(&format!("{SECRET}{n:03}"), AT);
        }
    });
    let counts: Vec<_> = pasted.ambiguous.iter().map(|one| (one.key(), one.candidates.len())).collect();
    assert_eq!(counts, [("clientId", MOST), ("clientSecret", MOST)]);
    assert_eq!(pasted.notes[0].kind, NoteKind::UnlabelledIds { count: MOST });
    let pasted = gathered(|gather| {
        (0..150).for_each(|index| gather.note(NoteKind::JsonBroken { column: index }, Some(1)));
    });
    assert_eq!(pasted.notes.len(), MOST);
}

#[test]
fn the_same_a_second_time_is_no_other() {
    let pasted = gathered(|gather| {
        for _ in 0..2 {
            gather.value(Field::Client, CLIENT, AT);
            gather.unlabelled(ANY.parse().unwrap(), 3);
            gather.secret(SECRET, AT);
            gather.note(NoteKind::Certificate, Some(1));
        }
    });
    assert_eq!(pasted.client.unwrap().value.to_string(), CLIENT);
    assert_eq!(pasted.secret.unwrap().value.expose(), SECRET);
    let kinds: Vec<_> = pasted.notes.iter().map(|note| note.kind).collect();
    assert_eq!(kinds, [NoteKind::Certificate, NoteKind::UnlabelledIds { count: 1 }]);
}

#[test]
fn what_is_wrong_with_a_value_is_said_where_it_helps() {
    let digits = |count: usize| "ab12".repeat(9)[..count].to_owned();
    let spoilt = |c: char| TENANT.replace("5f0c", &format!("5{c}0c"));
    for (field, text, code) in [
        (Field::Tenant, "<tenant-id>".to_owned(), Some("placeholder")),
        (Field::Client, "00000003-0000-0000-c000-000000000000".to_owned(), Some("known-id")),
        (Field::Tenant, spoilt('\u{410}'), Some("look-alike")),
        (Field::Tenant, spoilt('g'), Some("bad-character")),
        (Field::Tenant, digits(CUT), Some("wrong-length")),
        (Field::Tenant, digits(CUT - 1), None),
        (Field::Tenant, digits(33), Some("wrong-length")),
        (Field::Client, format!("Object ID: {ANY}"), Some("object-id")),
        (Field::Client, format!("Secret ID: {ANY}"), Some("secret-id")),
        (Field::Tenant, "common".to_owned(), Some("many-tenants")),
        (Field::Client, "words".to_owned(), None),
        // A group's id is no number of digits.
        (Field::ManagementGroup, "g".repeat(91), None),
    ] {
        let mut taken = None;
        let pasted = gathered(|gather| taken = Some(gather.value(field, &text, AT)));
        assert_eq!(taken, Some(code.is_some()), "{text}");
        let told: Vec<_> = pasted.notes.iter().map(|note| (note.code(), note.line)).collect();
        assert_eq!(told, [code.map_or(("nothing", None), |code| (code, Some(3)))], "{text}");
    }
}

#[test]
fn a_secret_is_good_on_its_last_day() {
    for (day, codes) in [("2026-11-21", &[][..]), ("2026-11-20", &["expired"]), ("2027-01-31", &[])] {
        let pasted = gathered(|gather| assert!(gather.value(Field::Expiry, day, AT)));
        assert_eq!(notes(&pasted), codes, "{day}");
        assert_eq!(pasted.expiry.map(|found| found.value.to_string()).as_deref(), Some(day));
    }
}

#[test]
fn what_is_open_in_one_place_is_filled_by_another() {
    for (field, value) in [
        (Field::Tenant, TENANT),
        (Field::Client, CLIENT),
        (Field::Secret, SECRET),
        (Field::Subscription, SUBSCRIPTION),
        (Field::ManagementGroup, "platform"),
        (Field::Expiry, "2027-01-31"),
    ] {
        let open = gathered(|gather| gather.note(NoteKind::Placeholder(field), Some(1)));
        assert_eq!(notes(&open), ["placeholder"], "{field:?}");
        let filled = gathered(|gather| {
            gather.note(NoteKind::Placeholder(field), Some(1));
            gather.value(field, value, AT);
        });
        assert_eq!(notes(&filled), Vec::<&str>::new(), "{field:?}");
        // Another field's value fills nothing.
        let other = if field == Field::Client { (Field::Tenant, TENANT) } else { (Field::Client, CLIENT) };
        let open = gathered(|gather| {
            gather.note(NoteKind::Placeholder(field), Some(1));
            gather.value(other.0, other.1, AT);
        });
        assert_eq!(notes(&open), ["placeholder"], "{field:?}");
    }
    let masked = |with: bool| {
        gathered(|gather| {
            gather.secret("ab.****************", AT);
            if with {
                gather.secret(SECRET, AT);
            }
        })
    };
    assert_eq!((notes(&masked(false)), notes(&masked(true))), (vec!["masked-secret"], Vec::new()));
}

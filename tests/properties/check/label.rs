//! Words beside a value: they decide which field it is for, and never what it is.

use azure_connect::azure::{
    ClientId, Field, Guid, IdErrorKind, Label, SubscriptionId, is_placeholder, looks_like_secret,
};

const ID: &str = "5f0c1b52-1d5e-4c9a-9f5c-0a3b7e2d4c61";

pub fn check(text: &str) {
    let label = Label::of(text);
    // Readers of keys and of labels must agree, whoever wrote them.
    assert_eq!(Label::of(&text.to_ascii_uppercase()), label);
    assert_eq!(Label::of(&text.to_ascii_lowercase()), label);
    let placeholder = is_placeholder(text);
    assert!(!placeholder || !looks_like_secret(text), "a secret taken for a stand-in");
    if text.len() > super::CLOSE {
        return;
    }
    assert_eq!(Label::of(&format!("\"{text}\" : ")), label);
    assert_eq!(is_placeholder(&format!(" {text}\u{200b}\n")), placeholder);

    let line = format!("{text}: {ID}");
    if looks_like_secret(&line) || Guid::parse(text).is_ok() {
        return;
    }
    let client = ClientId::parse(&line);
    let subscription = SubscriptionId::parse(&line);
    for found in [client.map(ClientId::guid), subscription.map(SubscriptionId::guid)] {
        match found.map_err(|error| error.kind()) {
            Ok(guid) => assert!(guid.to_string() == ID || holds_another(text), "{guid}"),
            Err(IdErrorKind::Several) => assert!(holds_another(text)),
            Err(kind) => assert!(!matches!(kind, IdErrorKind::Empty), "{kind:?}"),
        }
    }
    let one_line =
        !text.contains(['\n', '\r', ',', ';', '{', '&', '?', '|', '/', '#', '%']) && text.len() < 100;
    if one_line && !holds_another(text) && label == Some(Label::Field(Field::Client)) {
        assert_eq!(client.map(|id| id.to_string()), Ok(ID.to_owned()));
        assert_eq!(subscription.map_err(|error| error.kind()), Err(IdErrorKind::OtherField(Field::Client)));
    }
}

/// Whether there may be a GUID in it.
fn holds_another(text: &str) -> bool {
    text.bytes().filter(u8::is_ascii_hexdigit).count() >= 30 || text.contains('%')
}

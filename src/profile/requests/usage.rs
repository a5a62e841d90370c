//! Which value may stand where.

use super::maps::Maps;
use super::slot::{Filter, Name};
use super::text::Text;
use crate::profile::Extra;
use crate::profile::place::Place;

/// What a request is for, which decides what it can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Call {
    /// Makes a connection.
    Create,
    /// Tests what is about to be saved.
    TestBefore,
    /// Tests what is saved.
    TestAfter,
    /// Asks how a test goes.
    Poll,
    /// Lists the connections.
    List,
    /// Reads or removes one.
    One,
    /// Sends one that never worked once more.
    Replace,
    /// Changes one.
    Update,
    /// Says what a federated credential has to say; nothing is sent.
    Federation,
}

/// The rules for the texts of one request.
#[derive(Clone, Copy)]
pub(super) struct Usage<'p> {
    pub call: Call,
    pub maps: &'p Maps,
    pub extras: &'p [Extra],
}

impl Usage<'_> {
    /// A text anywhere but in the body: the secret must not be there.
    pub(super) fn text(&self, place: &Place<'_>) -> Text {
        let text = self.read(place);
        if text.slots().any(|slot| slot.name == Name::ClientSecret) {
            place.refuse(SECRET);
        }
        text
    }

    /// A string in the body.
    pub(super) fn body_text(&self, place: &Place<'_>) -> Text {
        let text = self.read(place);
        let secret = text.slots().any(|slot| slot.name == Name::ClientSecret);
        if secret && !matches!(self.call, Call::Create | Call::TestBefore | Call::Replace | Call::Update) {
            place.refuse(SECRET);
        }
        text
    }

    fn read(&self, place: &Place<'_>) -> Text {
        match Text::parse(place.text()) {
            Ok(text) => {
                for slot in text.slots() {
                    self.check(&slot.name, place);
                    for filter in &slot.filters {
                        if let Filter::Map(name) = filter
                            && !self.maps.has(name)
                        {
                            place.refuse(&["has the map `", name, "`, which is not in `maps`"].concat());
                        }
                    }
                }
                text
            }
            Err(refusal) => {
                place.refuse(&refusal);
                Text::default()
            }
        }
    }

    /// Refuses a value that such a request cannot be told.
    pub(super) fn check(&self, name: &Name, place: &Place<'_>) {
        if let Name::Extra(extra) = name
            && !self.extras.iter().any(|other| *other.name == **extra)
        {
            place.refuse(&["has `extra.", extra, "`, which `extras` does not ask for"].concat());
        }
        let known = match name {
            Name::Param(_) => true,
            Name::Task => self.call == Call::Poll,
            Name::Id => !matches!(self.call, Call::Create | Call::TestBefore | Call::List | Call::Federation),
            // Said where it is read: it depends on more than the request.
            Name::ClientSecret => true,
            Name::Cloud if self.call == Call::Federation => true,
            _ => matches!(self.call, Call::Create | Call::TestBefore | Call::Replace | Call::Update),
        };
        if !known {
            place.refuse(&["has `", &name.word(), "`, which is not known in this request"].concat());
        }
    }
}

const SECRET: &str = "has the secret, which may only stand in the JSON body of `create`, `replace` and `update`, \
                      and of a test before saving";

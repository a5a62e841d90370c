//! Other people's endpoints, as data: the requests of `dialect: "template"`.
//!
//! What is read here is checked once and for all: each placeholder is known where it stands, the secret stands only
//! in bodies that may carry it, no path leads out of the endpoint and no header carries credentials. What is made of
//! it is in `template`.
//!
//! The first screen needs none of it, so [`Profile`] keeps the text ([`RequestsText`]), and the wasm
//! reads it once all of it is there, before anything is sent. Native code refuses a bad one with the profile.

mod answer;
mod federation;
mod maps;
mod pointer;
mod request;
#[cfg(feature = "schema")]
mod schema;
mod shape;
mod slot;
mod source;
mod test;
mod text;
mod usage;
mod value;

use super::choice::choice;
use super::place::{Faults, Object, Place};
use super::{CredentialKind, Operation, Profile, ProfileError};
use crate::json::{self, Node};

pub use answer::{AnswerShape, Condition, Scalars};
pub use federation::FederationTexts;
pub use maps::Maps;
pub use pointer::Pointer;
pub use request::{Method, Request};
pub use shape::Shape;
pub use slot::{Filter, Name, Slot};
pub use source::Source;
pub use test::{Poll, Test, TestTime};
pub use text::{Piece, Text};
pub use value::{Member, Value, When};

use usage::{Call, Usage};

/// The requests of an endpoint of another dialect. What is not named is not offered.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(deny_unknown_fields))]
pub struct Requests {
    /// Words that differ, by the name of the table: `"maps": { "environment": { "AzureCloud": "public" } }` is used as
    /// `${cloud|map:environment}`, and the other way round when an answer is read. The key `*` stands for all others.
    /// Default: none.
    #[cfg_attr(feature = "schema", serde(default))]
    pub maps: Maps,
    /// What the platform's connections look like.
    #[cfg_attr(feature = "schema", serde(default), schemars(transform = super::schema::without_default))]
    pub connection: Shape,
    /// What happens when it is not known whether `create` has arrived. Default: `none`.
    #[cfg_attr(feature = "schema", serde(default))]
    pub retry: Retry,
    /// Makes a connection. Required.
    pub create: Request,
    /// Has the platform try the credential. Default: nothing is tested, what is saved is connected.
    #[cfg_attr(feature = "schema", serde(default))]
    pub test: Option<Test>,
    /// Lists the connections.
    #[cfg_attr(feature = "schema", serde(default))]
    pub list: Option<Request>,
    /// Reads one. Default: it is looked for in the list.
    #[cfg_attr(feature = "schema", serde(default))]
    pub read: Option<Request>,
    /// Sends a connection that never worked once more.
    #[cfg_attr(feature = "schema", serde(default))]
    pub replace: Option<Request>,
    /// Changes a connection. What can be changed follows from what is sent: the name if there is `${name}`, extras if
    /// there is one of them, the secret if there is `${clientSecret}`, the subscriptions if there is
    /// `${subscriptionIds}` or `${scopes}`. All other values are sent as they are. Where the secret stands below no key
    /// with a condition (`"password?"`), nothing else can be changed, since a change of the name comes without it.
    #[cfg_attr(feature = "schema", serde(default))]
    pub update: Option<Request>,
    /// Removes a connection.
    #[cfg_attr(feature = "schema", serde(default))]
    pub delete: Option<Request>,
    /// What a federated credential has to say in Azure. Nothing is sent for it.
    #[cfg_attr(feature = "schema", serde(default))]
    pub federation: Option<FederationTexts>,
}

/// What happens after a request to create a connection of which it is not known whether it arrived.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize),
    serde(rename_all = "kebab-case")
)]
pub enum Retry {
    /// It is never sent again by itself. The connection is looked for, if there is `list`; else the admin is asked.
    #[default]
    None,
    /// It is sent again under the same `Idempotency-Key`, which is a header of each request that changes something.
    Key,
    /// The connection is looked for, and it is sent again only if it is not there. Needs `list`.
    Lookup,
}

choice!(Retry { None: "none", Key: "key", Lookup: "lookup" });

/// The keys of requests, and what an endpoint can do that has them.
const KEYS: [(&str, Operation); 6] = [
    ("list", Operation::List),
    ("replace", Operation::Replace),
    ("update", Operation::Update),
    ("test", Operation::Verify),
    ("delete", Operation::Delete),
    ("federation", Operation::Federation),
];

/// The operations of an endpoint with these requests: `create` and `read` are always among them, since what cannot be
/// read is shown as it was sent.
pub(super) fn operations(node: Option<&Node>) -> Vec<Operation> {
    let mut operations = vec![Operation::Create, Operation::Read];
    if let Some(Node::Object(entries)) = node {
        for (key, node) in entries {
            let known = KEYS.iter().find(|(name, _)| name == key && *node != Node::Null);
            // A test before saving needs the secret, so it cannot be had again.
            let once = key == "test" && is_before(node);
            operations.extend(known.filter(|_| !once).map(|(_, operation)| *operation));
        }
    }
    operations
}

fn is_before(test: &Node) -> bool {
    let Node::Object(entries) = test else { return false };
    entries.iter().any(|(key, node)| key == "when" && matches!(node, Node::Text(when) if when == "before"))
}

/// The text of a profile that has [`Requests`]: they are read when they are needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestsText(Box<str>);

impl RequestsText {
    pub(super) fn new(profile: &str) -> Self {
        Self(profile.into())
    }

    /// Reads the requests of a profile that has some.
    ///
    /// # Errors
    /// The first thing that is wrong, with the path to it.
    pub fn read(&self, profile: &Profile) -> Result<Requests, ProfileError> {
        let faults = Faults::default();
        // It is a profile, so it can be read.
        let node = json::parse(&self.0).ok();
        let place = Place { faults: &faults, path: String::new(), node: node.as_ref() };
        let node = place.member("endpoint").and_then(|place| place.member("requests"));
        let Some(place) = node else { return Err(ProfileError::bad("endpoint.requests", "is not there")) };
        let requests = Requests::read(place, profile);
        faults.first().map_or(Ok(requests), Err)
    }
}

impl Requests {
    pub(super) fn read(place: Place<'_>, profile: &Profile) -> Self {
        let object = place.object(&[
            "maps",
            "connection",
            "retry",
            "create",
            "test",
            "list",
            "read",
            "replace",
            "update",
            "delete",
            "federation",
        ]);
        let maps = object.get("maps").map(|place| Maps::read(&place)).unwrap_or_default();
        let extras = &*profile.extras;
        let usage = |call| Usage { call, maps: &maps, extras };
        let request =
            |key, call, method| object.optional(key).map(|place| Request::read(place, method, &usage(call)));
        let create = Request::read(object.need("create"), Method::Post, &usage(Call::Create));
        let requests = Self {
            connection: object
                .get("connection")
                .map(|place| Shape::read(place, &maps, extras))
                .unwrap_or_default(),
            retry: Retry::read(&object, "retry").unwrap_or_default(),
            create,
            test: object.optional("test").map(|place| Test::read(place, usage(Call::TestAfter))),
            list: request("list", Call::List, Method::Get),
            read: request("read", Call::One, Method::Get),
            replace: request("replace", Call::Replace, Method::Put),
            update: request("update", Call::Update, Method::Put),
            delete: request("delete", Call::One, Method::Delete),
            federation: object
                .optional("federation")
                .map(|place| FederationTexts::read(place, &usage(Call::Federation))),
            maps,
        };
        requests.check(&object, profile);
        requests
    }

    /// Every request, by where it stands.
    pub fn all(&self) -> Vec<(&'static str, &Request)> {
        let test = self.test.as_ref();
        let poll = test.and_then(|test| test.poll.as_ref());
        let all = [
            ("create", Some(&self.create)),
            ("test.request", test.map(|test| &test.request)),
            ("test.poll.request", poll.map(|poll| &poll.request)),
            ("list", self.list.as_ref()),
            ("read", self.read.as_ref()),
            ("replace", self.replace.as_ref()),
            ("update", self.update.as_ref()),
            ("delete", self.delete.as_ref()),
        ];
        all.into_iter().filter_map(|(place, request)| Some((place, request?))).collect()
    }

    /// Every placeholder, with the place of what it is in.
    pub fn slots(&self) -> Vec<(&'static str, &Slot)> {
        let mut slots = Vec::new();
        for (place, request) in self.all() {
            slots.extend(request.slots().into_iter().map(|slot| (place, slot)));
        }
        slots.extend(self.connection.slots().into_iter().map(|slot| ("connection", slot)));
        let texts = self.federation.iter().flat_map(FederationTexts::texts);
        slots.extend(texts.flat_map(Text::slots).map(|slot| ("federation", slot)));
        slots
    }

    /// What has to fit together.
    fn check(&self, object: &Object<'_>, profile: &Profile) {
        let secret = |request: &Request| request.tells(|name| *name == Name::ClientSecret);
        let offered = profile.credential_kinds().any(|kind| kind == CredentialKind::Secret);
        for (key, request) in [("create", Some(&self.create)), ("replace", self.replace.as_ref())] {
            if offered && request.is_some_and(|request| !secret(request)) {
                object
                    .place_of(key)
                    .refuse("must have `${clientSecret}` in its body, or the secret would not arrive");
            }
        }
        if self.retry == Retry::Lookup && self.list.is_none() {
            object.place_of("retry").refuse("is `lookup`, which needs `list`");
        }
        let after = self.test.as_ref().is_some_and(|test| test.when == TestTime::After);
        if after && self.replace.is_none() {
            object.place_of("test").refuse(
                "is called after saving, which needs `replace`: a connection whose test fails is sent again under its id",
            );
        }
        if profile.credential.seal.is_some() {
            object.place_of("create").refuse("cannot carry a sealed secret: leave `credential.seal` out");
        }
    }
}

#[cfg(test)]
mod tests;

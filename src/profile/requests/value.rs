//! The body of a request: any JSON, with placeholders.

use super::slot::{Name, Slot};
use super::text::Text;
use super::usage::Usage;
use crate::json::Node;
use crate::profile::place::Place;

/// A JSON value with placeholders in its strings.
///
/// A string that is one placeholder and nothing else becomes the value itself: a list stays a list, a number a
/// number, and what is not there is `null`. The key of an object can have a condition (see [`When`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// A whole number.
    Number(i64),
    /// A string.
    Text(Text),
    /// A list.
    List(Vec<Value>),
    /// An object.
    Object(Vec<Member>),
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The key as it is sent, without its condition.
    pub key: Box<str>,
    /// When it is sent.
    pub when: When,
    /// The value.
    pub value: Value,
}

/// When a member of an object is sent: what follows the first question mark of its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// `"name"`: always.
    Always,
    /// `"name?"`: if there is a value for each placeholder in it, but for those below a key with its own condition.
    Known,
    /// `"audience?credential=federated"`: if this value is that word.
    Is(Name, Box<str>),
}

impl Value {
    pub(super) fn read(place: &Place<'_>, usage: &Usage<'_>) -> Self {
        match place.node {
            Some(Node::Flag(flag)) => Self::Flag(*flag),
            Some(Node::Number(Some(number))) => Self::Number(*number),
            Some(Node::Number(None)) => {
                place.refuse("must be a whole number: write a fraction as a string");
                Self::Null
            }
            Some(Node::Text(_)) => {
                let text = usage.body_text(place);
                if text.slots().any(|slot| slot.name == Name::ClientSecret) && text.only_slot().is_none() {
                    place.refuse("has the secret within other text: it must stand alone");
                }
                Self::Text(text)
            }
            Some(Node::List(_)) => {
                let mut list = Vec::new();
                for item in place.list() {
                    list.push(Self::read(&item, usage));
                }
                Self::List(list)
            }
            Some(Node::Object(_)) => {
                let mut members: Vec<Member> = Vec::new();
                for (name, place) in place.members() {
                    let (key, when) = When::read(name, &place, usage);
                    members.push(Member { key, when, value: Self::read(&place, usage) });
                }
                Self::Object(members)
            }
            Some(Node::Null) | None => Self::Null,
        }
    }

    /// All placeholders in it.
    pub fn slots(&self) -> Vec<&Slot> {
        let mut slots = Vec::new();
        self.gather(true, &mut slots);
        slots
    }

    /// Those that stand in it however things are: below no key with a condition.
    pub fn certain_slots(&self) -> Vec<&Slot> {
        let mut slots = Vec::new();
        self.gather(false, &mut slots);
        slots
    }

    fn gather<'v>(&'v self, all: bool, slots: &mut Vec<&'v Slot>) {
        match self {
            Self::Text(text) => slots.extend(text.slots()),
            Self::List(list) => list.iter().for_each(|value| value.gather(all, slots)),
            Self::Object(members) => {
                let members = members.iter().filter(|member| all || member.when == When::Always);
                members.for_each(|member| member.value.gather(all, slots));
            }
            Self::Null | Self::Flag(_) | Self::Number(_) => {}
        }
    }
}

impl When {
    fn read(key: &str, place: &Place<'_>, usage: &Usage<'_>) -> (Box<str>, Self) {
        let Some((key, condition)) = key.split_once('?') else { return (key.into(), Self::Always) };
        if condition.is_empty() {
            return (key.into(), Self::Known);
        }
        let Some((name, word)) = condition.split_once('=') else {
            place.refuse("must have `NAME=WORD` behind the question mark of its key, or nothing");
            return (key.into(), Self::Known);
        };
        match Name::parse(name) {
            Ok(Name::ClientSecret) => place.refuse("must not ask what the secret is"),
            Ok(name) => {
                usage.check(&name, place);
                return (key.into(), Self::Is(name, word.into()));
            }
            Err(refusal) => place.refuse(&refusal),
        }
        (key.into(), Self::Known)
    }
}

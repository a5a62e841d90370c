use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

/// The platform's own fields of a connection, by the names in its profile.
pub type Extras = BTreeMap<Box<str>, ExtraValue>;

/// The value of one of the platform's own fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExtraValue {
    /// Of a text field or a single choice.
    Text(Box<str>),
    /// Of a multiple choice.
    List(Vec<Box<str>>),
}

impl Serialize for ExtraValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(list) => list.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for ExtraValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Value;
        impl<'de> Visitor<'de> for Value {
            type Value = ExtraValue;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text or a list of texts")
            }
            fn visit_str<E>(self, text: &str) -> Result<ExtraValue, E> {
                Ok(ExtraValue::Text(text.into()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<ExtraValue, A::Error> {
                let mut list = Vec::new();
                while let Some(item) = seq.next_element()? {
                    list.push(item);
                }
                Ok(ExtraValue::List(list))
            }
        }
        deserializer.deserialize_any(Value)
    }
}

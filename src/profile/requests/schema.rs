//! The schema of what is written as plain JSON.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

use super::{Pointer, Scalars, Source, Text, Value};

/// A type that has no JSON of its own making: it is only ever read, and its default is never written.
macro_rules! read_only {
    ($($type:ty, $name:literal, $schema:tt;)*) => {$(
        impl JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }

        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_unit()
            }
        }
    )*};
}

read_only! {
    Text, "Text", { "type": "string" };
    Source, "Source", { "type": "string" };
    Pointer, "Pointer", { "type": "string", "pattern": "^(/([^~]|~[01])*)?$" };
    Scalars, "Scalars", {
        "anyOf": [
            { "type": ["string", "integer", "boolean"] },
            { "type": "array", "minItems": 1, "items": { "type": ["string", "integer", "boolean"] } },
        ],
    };
    Value, "Value", true;
}

/// One pointer, or several.
pub(super) fn pointers(generator: &mut SchemaGenerator) -> Schema {
    let one = Pointer::json_schema(generator);
    json_schema!({ "anyOf": [one, { "type": "array", "items": one }] })
}

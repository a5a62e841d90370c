//! The published JSON schema of a profile.

use super::{Accent, CookieName, EndpointUrl, EnvKeys, HeaderName, Profile, WebUrl};
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use std::borrow::Cow;

/// The JSON schema (draft 2020-12) of a profile, pretty-printed, with a line feed at its end.
///
/// Editors help with it; it cannot say everything. What it accepts may still be refused by
/// [`Profile::parse`](super::Profile::parse), what it refuses is refused there too.
pub fn schema() -> String {
    let settings = SchemaSettings::draft2020_12().with_transform(RecursiveTransform(tidy));
    let mut schema = settings.into_generator().into_root_schema_for::<Profile>();
    schema.insert("title".to_owned(), "azure-connect profile".into());
    schema.insert("description".to_owned(), "What a platform says of itself to azure-connect.".into());
    // Two keys are read and not kept, so no field stands for them.
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        let address = "The address of the schema, for editors. Not looked at.";
        properties
            .insert("$schema".to_owned(), json!({ "description": address, "type": ["string", "null"] }));
        let version = "The version of this format. Default: 1.";
        properties.insert("version".to_owned(), json!({ "description": version, "const": 1, "default": 1 }));
    }
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

/// Joins the wrapped lines of a doc comment, and drops what says nothing to an editor: `null` as a default,
/// and Rust's integer formats, at which strict validators stop.
fn tidy(schema: &mut Schema) {
    if let Some(Value::String(description)) = schema.get_mut("description") {
        *description = description.replace('\n', " ");
    }
    if schema.get("default").is_some_and(Value::is_null) {
        schema.remove("default");
    }
    schema.remove("format");
}

/// Takes a `default` away that the document itself can never hold.
pub(super) fn without_default(schema: &mut Schema) {
    schema.remove("default");
}

/// An endpoint has an address, except where nothing is sent.
pub(super) fn with_address(schema: &mut Schema) {
    let env = json!({ "properties": { "dialect": { "const": "env" } }, "required": ["dialect"] });
    schema.insert("if".to_owned(), env);
    let nothing = json!({ "properties": { "url": false, "operations": false, "requests": { "type": "null" }, "csrf": { "type": "null" } } });
    schema.insert("then".to_owned(), nothing);
    let some = json!({ "properties": { "keys": false }, "required": ["url"] });
    schema.insert("else".to_owned(), some);
}

/// Names of keys, by what they hold.
impl JsonSchema for EnvKeys {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "EnvKeys".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let name = json!({ "type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]{0,99}$" });
        json_schema!({
            "type": "object",
            "properties": { "tenantId": name, "clientId": name, "clientSecret": name, "subscriptionId": name },
            "additionalProperties": false
        })
    }
}

/// Takes away that a value is only written: it is only not written by us.
pub(super) fn readable(schema: &mut Schema) {
    schema.remove("writeOnly");
}

/// A string with a grammar.
macro_rules! string_schema {
    ($($type:ty, $name:literal, $pattern:literal;)*) => {$(
        impl JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "pattern": $pattern })
            }
        }
    )*};
}

// Looser than the readers where a pattern would be unreadable: a schema's refusal must be certain.
string_schema! {
    WebUrl, "WebUrl", "^[Hh][Tt][Tt][Pp][Ss]?://[^\\s\\\\]+$";
    EndpointUrl, "EndpointUrl", "^(/[^/\\s\\\\?#][^\\s\\\\?#]*|[Hh][Tt][Tt][Pp][Ss]?://[^\\s\\\\?#]+)$";
    HeaderName, "HeaderName", "^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$";
    CookieName, "CookieName", "^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$";
    Accent, "Accent", "^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$";
}

/// For the schema's `default`.
impl Serialize for Accent {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

use serde_json::Value;

use super::fault::Fault;
use super::filter_syntax::Reader;

/// An OData filter, as far as Graph takes it without `ConsistencyLevel: eventual`.
#[derive(Debug, PartialEq)]
pub enum Filter {
    And(Vec<Filter>),
    Or(Vec<Filter>),
    Equal(String, Literal),
    StartsWith(String, String),
    /// `tags/any(t:t eq 'x')`.
    Any(String, Box<Filter>),
}

/// What a property is compared with.
#[derive(Debug, PartialEq, Clone)]
pub enum Literal {
    Text(String),
    Bool(bool),
    Null,
}

impl Filter {
    /// Reads a filter.
    ///
    /// # Errors
    /// When it is no filter, or one that Graph has for a fee only.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        Reader::new(text)
            .and_then(Reader::whole)
            .map_err(|message| Fault::bad_request(&format!("Invalid filter clause: {message}")))
    }

    /// Whether it holds for an object. Texts are compared without regard to case.
    pub fn holds(&self, object: &Value) -> bool {
        match self {
            Self::And(parts) => parts.iter().all(|part| part.holds(object)),
            Self::Or(parts) => parts.iter().any(|part| part.holds(object)),
            Self::Equal(path, literal) => literal.equals(at(object, path)),
            Self::StartsWith(path, start) => at(object, path)
                .and_then(Value::as_str)
                .is_some_and(|text| text.to_lowercase().starts_with(&start.to_lowercase())),
            Self::Any(path, inner) => at(object, path)
                .and_then(Value::as_array)
                .is_some_and(|all| all.iter().any(|one| inner.holds(one))),
        }
    }
}

impl Literal {
    fn equals(&self, value: Option<&Value>) -> bool {
        match (self, value.unwrap_or(&Value::Null)) {
            (Self::Text(text), Value::String(value)) => value.to_lowercase() == text.to_lowercase(),
            (Self::Bool(wanted), Value::Bool(value)) => wanted == value,
            (Self::Null, Value::Null) => true,
            _ => false,
        }
    }
}

/// A member by its path; the object itself by the empty one.
fn at<'a>(object: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('/').filter(|name| !name.is_empty()).try_fold(object, |value, name| value.get(name))
}

#[cfg(test)]
mod tests {
    use super::Filter;
    use serde_json::json;

    #[test]
    fn finds_by_name_tag_and_id() {
        let app = json!({
            "displayName": "Spot's own", "appId": "a1", "enabled": true, "note": null,
            "tags": ["azure-connect:spot", "x"], "web": { "redirectUris": ["https://spot.example"] },
        });
        for (filter, holds) in [
            ("displayName eq 'spot''s own'", true),
            ("startswith(displayName,'Spot')", true),
            ("startswith(displayName, 'pot')", false),
            ("appId eq 'a1' and tags/any(t:t eq 'azure-connect:spot')", true),
            ("appId eq 'a2' or (enabled eq true and note eq null)", true),
            ("tags/any(t: startswith(t, 'azure-connect:'))", true),
            ("tags/any(t:t eq 'azure-connect')", false),
            ("web/redirectUris/any(u:u eq 'https://spot.example')", true),
            ("appId eq null", false),
        ] {
            assert_eq!(Filter::parse(filter).unwrap().holds(&app), holds, "{filter}");
        }
    }

    #[test]
    fn what_is_no_filter_is_refused() {
        for filter in [
            "",
            "displayName eq 'Spot it's'",
            "displayName eq 'open",
            "displayName",
            "displayName ne 'x'",
            "endswith(displayName,'x')",
            "displayName eq 'x' and",
            "(displayName eq 'x'",
            "tags/any(t:u eq 'x')",
            &"(".repeat(100_000),
        ] {
            assert!(Filter::parse(filter).is_err(), "{}", &filter[..filter.len().min(40)]);
        }
    }
}

use super::{Origin, OriginError};

/// The origins other than its own that the page's author lets secrets go to: the element's
/// `allow-origins` attribute. A profile has no say in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AllowedOrigins(Vec<Origin>);

impl AllowedOrigins {
    /// Reads a list separated by white space or commas. There are no wildcards.
    ///
    /// # Errors
    /// When one entry is no origin; half a list is not what the author meant.
    pub fn parse(list: &str) -> Result<Self, OriginError> {
        let entries = list.split(|c: char| c.is_ascii_whitespace() || c == ',');
        entries.filter(|entry| !entry.is_empty()).map(Origin::parse).collect::<Result<_, _>>().map(Self)
    }

    /// Whether the list has this origin.
    pub fn contains(&self, origin: &Origin) -> bool {
        self.0.contains(origin)
    }
}

#[cfg(test)]
mod tests {
    use super::AllowedOrigins;
    use crate::exchange::Origin;

    #[test]
    fn a_list_is_what_it_says() {
        let list = AllowedOrigins::parse(" https://a.example, https://b.example:8443/\n").unwrap();
        let has = |text| list.contains(&Origin::parse(text).unwrap());
        assert!(has("https://a.example") && has("https://b.example:8443"));
        assert!(!has("https://b.example") && !has("http://a.example") && !has("https://x.a.example"));
        assert_eq!(AllowedOrigins::parse("").unwrap(), AllowedOrigins::default());
    }

    #[test]
    fn one_bad_entry_refuses_the_list() {
        for list in [
            "*",
            "https://a.example *",
            "https://*.a.example",
            "https://a.example/api",
            "a.example",
            "'self'",
        ] {
            assert!(AllowedOrigins::parse(list).is_err(), "{list}");
        }
    }
}

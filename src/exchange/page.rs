use super::{Origin, OriginError};

/// Where the page is that holds the wizard: the one party whose word counts about where secrets go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    origin: Origin,
    /// The path up to and with its last slash.
    directory: Box<str>,
}

impl Page {
    /// Takes `location.origin` and `location.pathname`.
    ///
    /// # Errors
    /// When the page has no origin of its own (`file:`, a sandboxed frame) and so cannot vouch for anything.
    pub fn parse(origin: &str, pathname: &str) -> Result<Self, OriginError> {
        let directory =
            pathname.bytes().rposition(|b| b == b'/').and_then(|at| pathname.get(..=at)).unwrap_or("/");
        Ok(Self { origin: Origin::parse(origin)?, directory: directory.into() })
    }

    /// Its origin.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// What a relative reference is put behind.
    pub(super) fn directory(&self) -> &str {
        &self.directory
    }
}

#[cfg(test)]
mod tests {
    use super::Page;

    #[test]
    fn a_page_without_an_origin_vouches_for_nothing() {
        for origin in ["null", "", "file://", "chrome-extension://abc"] {
            assert!(Page::parse(origin, "/").is_err(), "{origin}");
        }
    }

    #[test]
    fn relative_references_start_at_the_directory() {
        let directory = |path| Page::parse("https://a.example", path).unwrap().directory().to_owned();
        assert_eq!(directory("/x/y"), "/x/");
        assert_eq!(directory("/x/"), "/x/");
        assert_eq!(directory("/"), "/");
        assert_eq!(directory(""), "/");
    }
}

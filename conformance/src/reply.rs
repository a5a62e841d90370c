use reqwest::header::HeaderMap;
use serde_json::Value;

/// An answer, read whole. Without one the status is 0 and the text says why.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The method and path that it answers.
    pub asked: String,
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as text.
    pub text: String,
    /// The body as JSON; null when it is none.
    pub body: Value,
}

impl Reply {
    /// A header's value, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The media type without its parameters, in lower case.
    pub fn media(&self) -> String {
        self.header("content-type").split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// Whether it is a success.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Whether it says that there is no such operation.
    pub fn is_not_offered(&self) -> bool {
        matches!(self.status, 404 | 405 | 501)
    }

    /// The id of the connection in it.
    pub fn id(&self) -> Option<&str> {
        self.body["id"].as_str().filter(|_| self.is_success())
    }

    /// A text of the body.
    pub fn text_of(&self, member: &str) -> &str {
        self.body[member].as_str().unwrap_or_default()
    }

    /// The last segment of the problem's type.
    pub fn problem(&self) -> &str {
        self.text_of("type").rsplit(['/', '#', ':']).next().unwrap_or_default()
    }

    /// Whether the problem names this place of the body, one above it or one below it.
    pub fn names(&self, pointer: &str) -> bool {
        let errors = self.body["errors"].as_array();
        let near = |found: &str| {
            !found.is_empty()
                && (format!("{found}/").starts_with(&format!("{pointer}/"))
                    || format!("{pointer}/").starts_with(&format!("{found}/")))
        };
        errors.is_some_and(|errors| errors.iter().any(|error| error["pointer"].as_str().is_some_and(near)))
    }

    /// Seconds of `Retry-After`.
    pub fn retry_after(&self) -> Option<u64> {
        self.header("retry-after").parse().ok()
    }

    /// What came, short.
    pub fn came(&self) -> String {
        const LONGEST: usize = 160;
        let mut text: String = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        // Of a connection the two members that tell.
        if let (true, Some(status)) = (self.body["id"].is_string(), self.body["status"].as_str()) {
            text = format!("a connection that is {status}");
        }
        if text.chars().count() > LONGEST {
            text = text.chars().take(LONGEST).collect::<String>() + "…";
        }
        match (self.status, text.is_empty()) {
            (0, _) => format!("no answer to {} ({text})", self.asked),
            (status, true) => format!("{status} to {}", self.asked),
            (status, false) => format!("{status} {text} to {}", self.asked),
        }
    }
}

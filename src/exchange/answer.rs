use super::{Broken, Failure, FailureKind, FieldError, Place};
use crate::contract::{Problem, ProblemKind, Shown};
use crate::json::{self, FromJson};

/// What came back over HTTP, once the secret is out of it and before anybody trusts it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The `Content-Type`, when there was one.
    pub content_type: Option<String>,
    /// The `Retry-After`, in milliseconds from now.
    pub retry_after_ms: Option<u64>,
    /// The `ETag`.
    pub etag: Option<String>,
    /// The body, or what kept it from being read.
    pub body: Body,
}

/// The body of an [`Answer`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Text, without the secret.
    Text(String),
    /// Bytes that are not UTF-8.
    Binary,
    /// More of it than is read.
    TooLarge,
    /// Whatever it was, it came from somewhere else than was asked, or points there.
    Redirected,
}

impl Default for Body {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

/// What a request was to bring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply<T> {
    /// The thing itself.
    pub value: T,
    /// Whether it is new at the platform (`201`).
    pub created: bool,
    /// When to ask again, in milliseconds from now.
    pub retry_after_ms: Option<u64>,
    /// Its version, for a later change.
    pub etag: Option<String>,
}

/// What came of a request.
pub type Outcome<T> = Result<Reply<T>, Failure>;

impl Answer {
    /// The reason why not, when it is no success; the body of a success is not looked at.
    pub fn refused(&self) -> Option<Failure> {
        match (self.status, &self.body) {
            (_, Body::Redirected) | (300..=399, _) => Some(self.broken(Broken::Redirected)),
            (200..=299, _) => None,
            _ => Some(self.refusal()),
        }
    }

    /// Reads the answer as what was asked for, or as the reason why not.
    ///
    /// # Errors
    /// When it is not a success, or not of this shape.
    pub fn read<T: FromJson>(self) -> Outcome<T> {
        match T::from_json(self.node()?) {
            Some(value) => Ok(self.reply(value)),
            None => Err(self.broken(Broken::Shape)),
        }
    }

    /// What a success holds, before anything is made of it.
    pub(crate) fn node(&self) -> Result<json::Node, Failure> {
        let text = self.success()?;
        json::parse(text).map_err(|_| {
            self.broken(if text.trim_ascii().is_empty() { Broken::Empty } else { Broken::NotJson })
        })
    }

    /// Reads the answer to a request that brings nothing back.
    ///
    /// # Errors
    /// When it is not a success.
    pub fn read_nothing(self) -> Outcome<()> {
        match self.status {
            204 => Ok(self.reply(())),
            _ => self.success().map(|_| ()).map(|()| self.reply(())),
        }
    }

    /// What was asked for, with what the answer says besides.
    pub(crate) fn reply<T>(&self, value: T) -> Reply<T> {
        Reply {
            value,
            created: self.status == 201,
            retry_after_ms: self.retry_after_ms,
            etag: self.etag.clone(),
        }
    }

    /// The text of a success that says it is JSON.
    fn success(&self) -> Result<&str, Failure> {
        if let Some(failure) = self.refused() {
            return Err(failure);
        }
        match &self.body {
            Body::Text(text) if self.is_json() => Ok(text),
            Body::TooLarge => Err(self.broken(Broken::TooLarge)),
            Body::Text(text) if text.trim_ascii().is_empty() => Err(self.broken(Broken::Empty)),
            _ => Err(self.broken(Broken::NotJson)),
        }
    }

    /// Whether it may be JSON by its own account. One that gives none is believed until it is read,
    /// and so is plain text: that is what `new Response(JSON.stringify(…))` says in a transport.
    fn is_json(&self) -> bool {
        self.content_type.as_deref().is_none_or(|text| {
            let essence = text.split(';').next().unwrap_or_default().trim_ascii().to_ascii_lowercase();
            let suffix = essence.starts_with("application/") && essence.ends_with("+json");
            suffix || essence == "application/json" || essence == "text/plain"
        })
    }

    fn text(&self) -> &str {
        if let Body::Text(text) = &self.body { text } else { "" }
    }

    /// The status decides; a problem's type tells apart what shares a status.
    fn refusal(&self) -> Failure {
        let problem = self.json().and_then(Problem::from_json);
        let type_is = |kind| problem.as_ref().is_some_and(|problem| problem.kind() == kind);
        let kind = match self.status {
            401 => FailureKind::SignedOut,
            403 if type_is(ProblemKind::Csrf) => FailureKind::CsrfExpired,
            403 => FailureKind::Forbidden,
            404 | 410 => FailureKind::NotFound,
            409 if type_is(ProblemKind::AlreadyConnected) => FailureKind::AlreadyConnected {
                id: problem.as_ref().and_then(|problem| problem.connection_id.clone()),
            },
            409 if type_is(ProblemKind::InProgress) => FailureKind::InProgress,
            412 => FailureKind::Stale,
            422 if type_is(ProblemKind::KeyReused) => FailureKind::KeyReused,
            429 => FailureKind::TooMany,
            500..=599 => FailureKind::Server,
            400..=499 => match &problem {
                Some(problem) if !problem.errors.is_empty() => FailureKind::Fields(field_errors(problem)),
                Some(_) => FailureKind::Refused,
                None if self.body == Body::TooLarge => FailureKind::Broken(Broken::TooLarge),
                None if self.text().trim_ascii().is_empty() => FailureKind::Broken(Broken::Empty),
                None => FailureKind::Broken(Broken::NotJson),
            },
            _ => FailureKind::Broken(Broken::Shape),
        };
        self.failure(kind, problem)
    }

    /// The JSON in it, if it is some.
    pub(crate) fn json(&self) -> Option<json::Node> {
        if self.is_json() { json::parse(self.text()).ok() } else { None }
    }

    /// A success by its status that says itself that it is none.
    pub(crate) fn turned_down(&self, words: Option<Shown>) -> Failure {
        let problem = Problem { detail: words, ..Problem::default() };
        self.failure(FailureKind::Refused, Some(problem)).without_raw()
    }

    /// It is not of the shape that was asked for.
    pub(crate) fn broken(&self, broken: Broken) -> Failure {
        self.failure(FailureKind::Broken(broken), None)
    }

    fn failure(&self, kind: FailureKind, problem: Option<Problem>) -> Failure {
        Failure {
            kind,
            status: self.status,
            retry_after_ms: self.retry_after_ms,
            problem: problem.map(Box::new),
            raw: Shown::new(self.text()),
        }
    }
}

fn field_errors(problem: &Problem) -> Vec<FieldError> {
    let error = |error: &crate::contract::FieldProblem| FieldError {
        place: Place::of_pointer(error.pointer.as_str()),
        code: if is_code(error.code.as_str()) { error.code.as_str() } else { "invalid" }.into(),
        detail: error.detail.clone(),
    };
    problem.errors.iter().map(error).collect()
}

/// Codes become part of a key in text tables: words with hyphens, or Azure's own (`AADSTS7000215`).
fn is_code(code: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    (1..=64).contains(&code.len()) && code.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Answer, Body, Outcome};
    use crate::contract::{Connection, Status};
    use crate::exchange::{Broken, FailureKind, Heard, Place};

    const JSON: &str = "application/json; charset=utf-8";
    const PROBLEM: &str = "application/problem+json";
    const CONNECTION: &str = r#"{"id":"c1","status":"verifying"}"#;

    fn read(status: u16, content_type: &str, body: &str) -> Outcome<Connection> {
        Answer {
            status,
            content_type: Some(content_type.to_owned()).filter(|text| !text.is_empty()),
            body: Body::Text(body.to_owned()),
            ..Answer::default()
        }
        .read()
    }

    fn kind(status: u16, content_type: &str, body: &str) -> FailureKind {
        read(status, content_type, body).unwrap_err().kind().clone()
    }

    #[test]
    fn a_success_is_a_connection() {
        for status in [200, 201, 202] {
            let reply = read(status, JSON, CONNECTION).unwrap();
            assert_eq!((reply.value.status, reply.created), (Status::Verifying, status == 201));
        }
        assert!(read(201, "Application/HAL+JSON", CONNECTION).is_ok());
        assert!(read(201, "", CONNECTION).is_ok());
        assert!(read(201, "text/plain;charset=UTF-8", CONNECTION).is_ok());
    }

    #[test]
    fn a_success_that_is_none_is_told_by_kind() {
        for (content_type, body, broken) in [
            ("text/html", "<title>Sign in</title>", Broken::NotJson),
            ("", "<title>Sign in</title>", Broken::NotJson),
            (JSON, r#"{"id":"c1","status":"veri"#, Broken::NotJson),
            (JSON, "", Broken::Empty),
            ("", " \n", Broken::Empty),
            ("text/plain", "", Broken::Empty),
            ("text/plain", "created", Broken::NotJson),
            ("application/octet-stream", CONNECTION, Broken::NotJson),
            (JSON, "{}", Broken::Shape),
            (JSON, "[]", Broken::Shape),
            (JSON, r#"{"id":"../x","status":"failed"}"#, Broken::Shape),
            ("text/json-not", CONNECTION, Broken::NotJson),
            ("image/svg+json", CONNECTION, Broken::NotJson),
        ] {
            assert_eq!(kind(200, content_type, body), FailureKind::Broken(broken), "{content_type} {body}");
        }
        assert_eq!(kind(204, "", ""), FailureKind::Broken(Broken::Empty));
        for (body, broken) in [
            (Body::TooLarge, Broken::TooLarge),
            (Body::Binary, Broken::NotJson),
            (Body::Redirected, Broken::Redirected),
        ] {
            let answer = Answer { status: 200, body, ..Answer::default() };
            let failure = answer.read::<Connection>().unwrap_err();
            assert_eq!(*failure.kind(), FailureKind::Broken(broken));
            assert!(failure.is_ambiguous() && !failure.is_retriable());
        }
    }

    #[test]
    fn a_redirect_is_an_error_whatever_it_carries() {
        for status in [301, 302, 303, 304, 307, 308] {
            assert_eq!(kind(status, JSON, CONNECTION), FailureKind::Broken(Broken::Redirected));
        }
    }

    #[test]
    fn the_status_and_the_type_say_what_happened() {
        let typed = |name: &str| [r#"{"type":"https://example.com/problems/"#, name, r#""}"#].concat();
        for (status, name, expected) in [
            (401, "session", FailureKind::SignedOut),
            (403, "csrf", FailureKind::CsrfExpired),
            (403, "role", FailureKind::Forbidden),
            (404, "none", FailureKind::NotFound),
            (410, "gone", FailureKind::NotFound),
            (409, "already-connected", FailureKind::AlreadyConnected { id: None }),
            (409, "in-progress", FailureKind::InProgress),
            (409, "connected", FailureKind::Refused),
            (412, "etag", FailureKind::Stale),
            (422, "key-reused", FailureKind::KeyReused),
            (422, "invalid", FailureKind::Refused),
            (400, "csrf", FailureKind::Refused),
            (429, "slow", FailureKind::TooMany),
            (500, "already-connected", FailureKind::Server),
            (503, "csrf", FailureKind::Server),
            (0, "x", FailureKind::Broken(Broken::Shape)),
            (600, "x", FailureKind::Broken(Broken::Shape)),
        ] {
            assert_eq!(kind(status, PROBLEM, &typed(name)), expected, "{status} {name}");
        }
    }

    #[test]
    fn a_status_speaks_without_a_body_too() {
        for (status, expected) in [
            (401, FailureKind::SignedOut),
            (403, FailureKind::Forbidden),
            (404, FailureKind::NotFound),
            (429, FailureKind::TooMany),
            (502, FailureKind::Server),
            (400, FailureKind::Broken(Broken::NotJson)),
        ] {
            assert_eq!(kind(status, "text/html", "<h1>nginx</h1>"), expected, "{status}");
        }
        assert_eq!(kind(400, "", ""), FailureKind::Broken(Broken::Empty));
    }

    #[test]
    fn a_duplicate_names_its_original() {
        let body = r#"{"type":"urn:x:already-connected","connectionId":"c7"}"#;
        let FailureKind::AlreadyConnected { id: Some(id) } = kind(409, PROBLEM, body) else { panic!() };
        assert_eq!(id.as_str(), "c7");
    }

    #[test]
    fn each_refused_value_goes_to_its_place() {
        let body = r#"{"type":"x/invalid","errors":[
            {"pointer":"/credential/clientSecret","code":"secret-is-id","detail":"That is the ID."},
            {"pointer":"/credential","code":"AADSTS7000215"},
            {"pointer":"/scopes/1","code":"Not a Code"}, {"pointer":"/nowhere"}]}"#;
        let FailureKind::Fields(errors) = kind(422, PROBLEM, body) else { panic!() };
        let seen: Vec<_> = errors.iter().map(|error| (error.place.clone(), &*error.code)).collect();
        assert_eq!(
            seen,
            [
                (Place::Secret, "secret-is-id"),
                (Place::Credential, "AADSTS7000215"),
                (Place::Scope(Some(1)), "invalid"),
                (Place::Whole, "invalid")
            ]
        );
        assert_eq!(errors[0].detail.as_str(), "That is the ID.");
        assert!(matches!(kind(400, JSON, body), FailureKind::Fields(_)));
    }

    #[test]
    fn a_failure_knows_whether_to_try_again() {
        let failure = |status: u16, body: &str, retry_after_ms| {
            let body = Body::Text(body.to_owned());
            Answer { status, body, retry_after_ms, ..Answer::default() }.read::<Connection>().unwrap_err()
        };
        assert_eq!(failure(503, "", Some(5)).heard(), Heard::Passing { retry_after_ms: Some(5) });
        assert_eq!(failure(502, "<h1>", None).heard(), Heard::Passing { retry_after_ms: None });
        let in_progress = r#"{"type":"in-progress"}"#;
        assert_eq!(failure(409, in_progress, Some(5)).heard(), Heard::Passing { retry_after_ms: Some(5) });
        assert_eq!(failure(409, in_progress, None).heard(), Heard::Final);
        assert_eq!(failure(409, "{}", Some(5)).heard(), Heard::Final);
        assert_eq!(failure(422, "{}", Some(5)).heard(), Heard::Final);
        assert!(failure(401, "", None).is_retriable() && !failure(401, "", None).is_ambiguous());
        assert!(!failure(422, "{}", None).is_retriable() && failure(500, "", None).is_ambiguous());
    }

    #[test]
    fn the_raw_text_is_kept_short_and_harmless() {
        let failure =
            read(500, "text/plain", &["\u{202e}x".repeat(9_000), "y".to_owned()].concat()).unwrap_err();
        assert_eq!(failure.raw().as_str(), "x".repeat(4_000));
    }

    #[test]
    fn nothing_may_come_back_where_nothing_was_asked_for() {
        let answer =
            |status, text: &str| Answer { status, body: Body::Text(text.to_owned()), ..Answer::default() };
        assert!(answer(204, "").read_nothing().is_ok());
        assert!(answer(200, "{}").read_nothing().is_ok());
        assert!(answer(404, "").read_nothing().is_err() && answer(302, "").read_nothing().is_err());
    }

    proptest! {
        #[test]
        fn no_answer_breaks_it(status in any::<u16>(), content_type in any::<Option<String>>(), text in any::<String>()) {
            let answer = Answer { status, content_type, body: Body::Text(text), ..Answer::default() };
            let failure = answer.read::<Connection>().unwrap_err();
            prop_assert!(!failure.code().is_empty());
        }
    }
}

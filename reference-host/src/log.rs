//! The log: JSON lines on stderr.
//!
//! What may be said in it is decided by types. [`event!`](crate::log::event) is the one way in, and takes only
//! values of types that [`Loggable`] was implemented for, here: ids that the host made, names that stand in this
//! source, codes of a known grammar, numbers. No text that came from outside has such a type, and no secret.
//! Other crates are not heard at all.

use std::time::{Duration, Instant};

use axum::body::Body;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderValue, Method, Response};
use axum::middleware::Next;
use azure_connect::azure::Guid;
use azure_connect::contract::{ConnectionId, Status};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::{Layer, fmt, registry};

use crate::random;

/// Writes the log as JSON lines to stderr, and a panic as one of them, without its text.
pub fn log_to_stderr() {
    let lines = fmt::layer().json().with_writer(std::io::stderr);
    let own = Targets::new().with_target(env!("CARGO_CRATE_NAME"), tracing::Level::INFO);
    // A second call, in tests, keeps the first log.
    let _ = tracing::subscriber::set_global_default(registry().with(lines.with_filter(own)));
    std::panic::set_hook(Box::new(|panic| {
        if let Some(place) = panic.location() {
            event!(error, "panicked", file = SourceFile(place.file()), line = place.line());
        }
    }));
}

mod sealed {
    /// Keeps the list of what may be logged in this file.
    pub trait Sealed {}
}

/// What may stand in the log.
pub trait Loggable: sealed::Sealed {
    /// How it stands there.
    type Shown<'a>: tracing::Value
    where
        Self: 'a;

    /// As it stands there.
    fn shown(&self) -> Self::Shown<'_>;
}

macro_rules! loggable {
    ($($type:ty: $value:ident => $shown:ty = $show:expr;)*) => {$(
        impl sealed::Sealed for $type {}
        impl Loggable for $type {
            type Shown<'a> = $shown where Self: 'a;
            fn shown(&self) -> Self::Shown<'_> {
                let $value = self;
                $show
            }
        }
    )*};
}

loggable! {
    // A word of this source. A text that was put together has no such lifetime.
    &'static str: word => &'static str = word;
    u16: number => u64 = u64::from(*number);
    u32: number => u64 = u64::from(*number);
    // Whole milliseconds.
    Duration: span => u64 = u64::try_from(span.as_millis()).unwrap_or(u64::MAX);
    // As the host makes them. One that a stranger typed may be anything.
    ConnectionId: id => &'a str = if is_own(id.as_str()) { id.as_str() } else { "other" };
    Status: status => &'static str = status.as_str();
    RequestId: id => &'a str = &id.0;
    Route: route => &'a str = route.0.as_ref().map_or("other", MatchedPath::as_str);
    Code: code => &'a str = &code.0;
    SourceFile<'_>: file => &'a str = file.0;
}

fn is_own(id: &str) -> bool {
    Guid::parse(id).is_ok_and(|guid| guid.to_string() == id)
}

/// Says something: `event!(info, "verified", connection = record.id, status = record.status)`.
macro_rules! event {
    ($level:ident, $what:literal $(, $name:ident = $value:expr)* $(,)?) => {
        tracing::$level!($($name = $crate::log::Loggable::shown(&$value),)* message = $what)
    };
}
pub(crate) use event;

/// What a request is called in the log and in its answer.
struct RequestId(String);

/// The pattern that a path matched; a path itself may hold anything that a stranger typed.
struct Route(Option<MatchedPath>);

/// Where in the sources of this program.
struct SourceFile<'a>(&'a str);

/// A short code of somebody else's: an SQLSTATE, a number of SQLite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code(Box<str>);

impl Code {
    /// Up to eight letters and digits; anything else is no code, and `other`.
    pub fn new(text: &str) -> Self {
        let good = (1..=8).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        Self(if good { text } else { "other" }.into())
    }
}

/// A method's name is free text, too.
fn method(method: &Method) -> &'static str {
    const KNOWN: [&str; 8] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"];
    KNOWN.into_iter().find(|name| *name == method.as_str()).unwrap_or("other")
}

/// Names each request and logs how it was answered.
pub async fn requests(request: Request, next: Next) -> Response<Body> {
    let begin = Instant::now();
    let id = RequestId(random::token());
    let method = method(request.method());
    let route = Route(request.extensions().get::<MatchedPath>().cloned());
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(&id.0) {
        response.headers_mut().insert("x-request-id", value);
    }
    let status = response.status().as_u16();
    event!(
        info,
        "answered",
        request = id,
        method = method,
        route = route,
        status = status,
        milliseconds = begin.elapsed()
    );
    response
}

#[cfg(test)]
mod tests {
    use std::marker::PhantomData;
    use std::path::{Path, PathBuf};

    use super::{Code, Loggable};
    use axum::http::{HeaderMap, Request};
    use azure_connect::azure::ClientSecret;
    use zeroize::Zeroizing;

    struct Is<T>(PhantomData<T>);

    /// Answers for the types that the inherent constant is not there for.
    trait Otherwise {
        const LOGGABLE: bool = false;
    }
    impl<T> Otherwise for Is<T> {}
    impl<T: Loggable> Is<T> {
        const LOGGABLE: bool = true;
    }

    #[test]
    fn what_could_hold_a_secret_has_no_way_into_the_log() {
        const { assert!(Is::<&'static str>::LOGGABLE && Is::<u16>::LOGGABLE) };
        const { assert!(!Is::<String>::LOGGABLE && !Is::<Box<str>>::LOGGABLE) };
        const { assert!(!Is::<Zeroizing<String>>::LOGGABLE && !Is::<ClientSecret>::LOGGABLE) };
        const { assert!(!Is::<Vec<u8>>::LOGGABLE && !Is::<HeaderMap>::LOGGABLE) };
        const { assert!(!Is::<Request<()>>::LOGGABLE && !Is::<serde_json::Value>::LOGGABLE) };
        const { assert!(!Is::<sqlx::Error>::LOGGABLE && !Is::<reqwest::Error>::LOGGABLE) };
    }

    #[test]
    fn a_code_is_short_and_plain() {
        assert_eq!(&*Code::new("23505").0, "23505");
        for bad in ["", "Zq18Q~wrong", "123456789", "a b"] {
            assert_eq!(&*Code::new(bad).0, "other", "{bad}");
        }
    }

    /// Only this file speaks to the subscriber, and only `main` to stdout and stderr.
    #[test]
    fn nothing_is_said_beside_the_log() {
        let mut files = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
        let mut seen = 0;
        while let Some(path) = files.pop() {
            if path.is_dir() {
                files.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
                continue;
            }
            seen += 1;
            let name = PathBuf::from(path.file_name().unwrap());
            if [Path::new("log.rs"), Path::new("main.rs")].contains(&name.as_path()) {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for word in ["tracing::", "println!", "eprintln!", "eprint!", "dbg!", "io::stderr", "io::stdout"]
            {
                assert!(!text.contains(word), "{} says {word}", path.display());
            }
        }
        assert!(seen > 20, "the sources were looked at");
    }
}

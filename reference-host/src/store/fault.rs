use std::borrow::Cow;

use crate::log::Code;

/// What is wrong with the database, in words that may be logged.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which kind of error it is.
    pub kind: &'static str,
    /// The database's own code for it, or `none`.
    pub code: Code,
    /// Whether it is likely to pass: the database is locked, full, restarting or gone. Nothing was done, and the
    /// same request may come again.
    pub passes: bool,
}

impl Fault {
    /// Reads what can be told of an error without its text.
    pub fn of(error: &sqlx::Error) -> Self {
        let (kind, passes) = match error {
            sqlx::Error::Database(error) => {
                let code = error.code().unwrap_or(Cow::Borrowed(""));
                return Self { kind: "database", code: Code::new(&code), passes: passes(&code) };
            }
            sqlx::Error::Io(_) => ("io", true),
            sqlx::Error::PoolTimedOut => ("pool-timed-out", true),
            sqlx::Error::PoolClosed => ("pool-closed", true),
            sqlx::Error::WorkerCrashed => ("worker-crashed", true),
            sqlx::Error::Tls(_) => ("tls", true),
            sqlx::Error::Protocol(_) => ("protocol", true),
            sqlx::Error::Configuration(_) => ("configuration", false),
            sqlx::Error::Migrate(_) => ("migration", false),
            sqlx::Error::Decode(_) | sqlx::Error::ColumnDecode { .. } => ("damaged", false),
            sqlx::Error::Encode(_) => ("not-encoded", false),
            _ => ("other", false),
        };
        Self { kind, code: Code::new("none"), passes }
    }
}

/// SQLite's codes are numbers, whose lowest byte is the kind; SQLSTATE has five characters, of which the first
/// two are.
fn passes(code: &str) -> bool {
    if code.len() == 5 {
        // Connection, resources, operator, system, deadlock and serialization, locks.
        return ["08", "53", "57", "58", "40", "55"].iter().any(|class| code.starts_with(class));
    }
    // BUSY, LOCKED, NOMEM, READONLY, IOERR, FULL, CANTOPEN, PROTOCOL.
    code.parse::<u32>().is_ok_and(|code| [5, 6, 7, 8, 10, 13, 14, 15].contains(&(code & 0xff)))
}

#[cfg(test)]
mod tests {
    use super::{Fault, passes};

    #[test]
    fn what_passes_is_told_from_what_is_broken() {
        for code in
            ["5", "517", "261", "6", "10", "2570", "13", "14", "1032", "57P01", "55P03", "40P01", "53300"]
        {
            assert!(passes(code), "{code}");
        }
        for code in ["", "1", "11", "2067", "19", "42601", "23505", "22021", "x"] {
            assert!(!passes(code), "{code}");
        }
        assert!(Fault::of(&sqlx::Error::PoolTimedOut).passes);
        assert!(!Fault::of(&sqlx::Error::Decode("x".into())).passes);
    }
}

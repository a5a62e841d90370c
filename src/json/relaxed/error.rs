//! What cannot be mended.

use std::fmt;

use crate::json::stray::is_markup;
use crate::json::{SyntaxError, SyntaxErrorKind};

/// The first thing in a text that no mend is known for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RepairError {
    what: SyntaxError,
    open: Option<Open>,
}

/// A bracket, a quotation mark or a comment that was begun and never ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    /// What begins it: `{`, `[`, a quotation mark, `/` of a comment.
    pub sign: char,
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

impl RepairError {
    /// What is wrong.
    pub fn kind(&self) -> SyntaxErrorKind {
        self.what.kind()
    }

    /// The stable name of the kind.
    pub fn code(&self) -> &'static str {
        self.what.code()
    }

    /// The line, from 1. Of a text that was cut off, its end.
    pub fn line(&self) -> usize {
        self.what.line()
    }

    /// The character in the line, from 1.
    pub fn column(&self) -> usize {
        self.what.column()
    }

    /// Where the text was cut off, the innermost thing that was not ended.
    pub fn open(&self) -> Option<Open> {
        self.open
    }
}

impl fmt::Display for RepairError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for RepairError {}

/// The same in bytes of the text.
#[derive(Clone, Copy)]
pub(super) struct Fault {
    pub(super) kind: SyntaxErrorKind,
    pub(super) at: usize,
    pub(super) open: Option<usize>,
}

impl Fault {
    pub(super) fn placed(mut self, text: &str) -> RepairError {
        if self.kind == SyntaxErrorKind::Unexpected && is_markup(text, self.at) {
            self.kind = SyntaxErrorKind::Markup;
        }
        let open = self.open.and_then(|at| {
            let sign = text.get(at..)?.chars().next()?;
            let place = SyntaxError::new(self.kind, text, at);
            Some(Open { sign, line: place.line(), column: place.column() })
        });
        RepairError { what: SyntaxError::new(self.kind, text, self.at), open }
    }
}

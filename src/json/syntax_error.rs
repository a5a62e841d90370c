use std::fmt;

/// A text that is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    kind: SyntaxErrorKind,
    line: usize,
    column: usize,
}

/// The kinds of [`SyntaxError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyntaxErrorKind {
    /// The text ends in the middle of a value.
    End,
    /// Something that does not belong there: a word without quotes, a second document.
    Unexpected,
    /// A comma before a closing bracket; the place is the comma's.
    TrailingComma,
    /// A comment: `//`, `/*` or `#`.
    Comment,
    /// A string in single quotes.
    SingleQuote,
    /// A string in a typographer's quotes.
    SmartQuote,
    /// A space that is none of JSON's, or a mark that nobody sees.
    Invisible,
    /// The source of a page, in place of its text.
    Markup,
    /// A string that does not end on its line.
    OpenString,
    /// A string with a bare control character or with an escape that is none.
    BadString,
    /// Lists and objects stand in one another more deeply than is read.
    TooDeep,
}

impl SyntaxErrorKind {
    /// The stable name of the kind.
    pub const fn code(self) -> &'static str {
        match self {
            SyntaxErrorKind::End => "end",
            SyntaxErrorKind::Unexpected => "unexpected",
            SyntaxErrorKind::TrailingComma => "trailing-comma",
            SyntaxErrorKind::Comment => "comment",
            SyntaxErrorKind::SingleQuote => "single-quote",
            SyntaxErrorKind::SmartQuote => "smart-quote",
            SyntaxErrorKind::Invisible => "invisible",
            SyntaxErrorKind::Markup => "markup",
            SyntaxErrorKind::OpenString => "open-string",
            SyntaxErrorKind::BadString => "bad-string",
            SyntaxErrorKind::TooDeep => "too-deep",
        }
    }
}

impl SyntaxError {
    /// An error at this byte of a text.
    pub(super) fn new(kind: SyntaxErrorKind, text: &str, at: usize) -> Self {
        let before = text.as_bytes().get(..at).unwrap_or(text.as_bytes());
        let line_start = before.iter().rposition(|&b| b == b'\n').map_or(0, |feed| feed + 1);
        let line = 1 + before.iter().filter(|&&b| b == b'\n').count();
        // Bytes that begin a character.
        let begins = |b: &&u8| !(0x80..0xc0).contains(*b);
        let column = 1 + before.iter().skip(line_start).filter(begins).count();
        Self { kind, line, column }
    }

    /// What is wrong.
    pub fn kind(&self) -> SyntaxErrorKind {
        self.kind
    }

    /// The stable name of the kind.
    pub fn code(&self) -> &'static str {
        self.kind.code()
    }

    /// The line, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The character in the line, from 1.
    pub fn column(&self) -> usize {
        self.column
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl std::error::Error for SyntaxError {}

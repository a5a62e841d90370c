//! What was mended, and where.

/// One thing that was mended in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mend {
    /// What it was.
    pub kind: MendKind,
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

/// The kinds of [`Mend`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MendKind {
    /// Text before the JSON was left out: a prompt, a warning.
    TextBefore,
    /// Text behind the JSON was left out.
    TextAfter,
    /// The fence of a code block, with whatever stood there too, was left out.
    CodeFence,
    /// A comment was left out.
    Comment,
    /// A comma before a closing bracket was left out.
    TrailingComma,
    /// A comma with nothing before it was left out.
    ExtraComma,
    /// Two values on two lines had no comma between them.
    MissingComma,
    /// Single quotes around a string became double ones.
    SingleQuote,
    /// Typographer's quotes around a string became straight ones.
    SmartQuote,
    /// A key got its quotes.
    BareKey,
    /// A word of Python became JSON's.
    Word,
    /// A space that is none of JSON's, or a mark that nobody sees, became a space.
    Invisible,
    /// An escape that JSON does not know was resolved.
    Escape,
    /// A bare control character in a string, a tab for example, was escaped.
    Control,
}

impl MendKind {
    /// The stable name of the kind.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TextBefore => "text-before",
            Self::TextAfter => "text-after",
            Self::CodeFence => "code-fence",
            Self::Comment => "comment",
            Self::TrailingComma => "trailing-comma",
            Self::ExtraComma => "extra-comma",
            Self::MissingComma => "missing-comma",
            Self::SingleQuote => "single-quote",
            Self::SmartQuote => "smart-quote",
            Self::BareKey => "bare-key",
            Self::Word => "word",
            Self::Invisible => "invisible",
            Self::Escape => "escape",
            Self::Control => "control",
        }
    }
}

/// As many as somebody could look through.
const MOST: usize = 1000;

/// Mends by their place in bytes, as they are found: a trailing comma is known for one only behind it.
#[derive(Default)]
pub(super) struct Mends {
    found: Vec<(usize, MendKind)>,
    count: usize,
}

impl Mends {
    pub(super) fn len(&self) -> usize {
        self.count
    }

    pub(super) fn add(&mut self, at: usize, kind: MendKind) {
        self.count += 1;
        if self.found.len() < MOST {
            self.found.push((at, kind));
        }
    }

    pub(super) fn truncate(&mut self, count: usize) {
        self.found.truncate(count);
        self.count = count;
    }

    /// With lines and columns, and how many there were in all.
    pub(super) fn placed(mut self, text: &str) -> (Vec<Mend>, usize) {
        self.found.sort_by_key(|(at, _)| *at);
        let mut mends = Vec::with_capacity(self.found.len());
        let (mut line, mut column, mut from) = (1, 1, 0);
        for (at, kind) in self.found {
            for c in text.get(from..at).unwrap_or_default().chars() {
                column += 1;
                if c == '\n' {
                    (line, column) = (line + 1, 1);
                }
            }
            from = at;
            mends.push(Mend { kind, line, column });
        }
        (mends, self.count)
    }
}

//! Strings, in whatever quotes.

use super::error::Fault;
use super::{MendKind, Mender, Step};
use crate::json::SyntaxErrorKind;
use crate::json::stray::{is_invisible, is_smart_double, is_smart_single};

/// The quotes around a string.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quotes {
    /// JSON's own.
    Straight,
    /// Python's and JavaScript's.
    Single,
    /// A typographer's, of the two kinds.
    SmartDouble,
    SmartSingle,
}

impl Quotes {
    fn of(c: char) -> Self {
        match c {
            '"' => Self::Straight,
            '\'' => Self::Single,
            c if is_smart_double(c) => Self::SmartDouble,
            _ => Self::SmartSingle,
        }
    }

    /// Whether such a string may end with this sign. Word processors forget one quote of a pair.
    fn may_end(self, c: char) -> bool {
        match self {
            Self::Straight => c == '"',
            Self::Single => c == '\'',
            Self::SmartDouble => c == '"' || is_smart_double(c),
            Self::SmartSingle => c == '\'' || is_smart_single(c),
        }
    }
}

impl Mender<'_> {
    /// Reads the string that this quotation mark begins.
    pub(super) fn string(&mut self, mark: char) -> Step<()> {
        let open = self.at;
        let quotes = Quotes::of(mark);
        self.take(mark);
        if quotes != Quotes::Straight {
            self.put(open, "\"");
            let smart = quotes != Quotes::Single;
            self.mends.add(open, if smart { MendKind::SmartQuote } else { MendKind::SingleQuote });
        }
        loop {
            let Some(c) = self.peek() else { return self.unended(Some(open)) };
            let from = self.at;
            match c {
                '\\' => self.escape(open, quotes)?,
                '\n' | '\r' => {
                    return Err(Fault { kind: SyntaxErrorKind::OpenString, at: open, open: None });
                }
                c if quotes.may_end(c) && (quotes == Quotes::Straight || self.ends(c)) => {
                    self.take(c);
                    if quotes != Quotes::Straight {
                        self.put(from, "\"");
                    }
                    return Ok(());
                }
                // In other quotes a straight one was a letter.
                '"' => {
                    self.take(c);
                    self.put(from, "\\\"");
                }
                '\0'..' ' => {
                    self.take(c);
                    let code = unicode(c);
                    self.put(from, if c == '\t' { "\\t" } else { &code });
                    self.mends.add(from, MendKind::Control);
                }
                _ => self.take(c),
            }
        }
    }

    /// Whether a string is over with this quotation mark: behind it comes what comes behind a string. Else it is
    /// an apostrophe, or a quotation in the string.
    fn ends(&mut self, mark: char) -> bool {
        let rest = self.text.get(self.at + mark.len_utf8()..).unwrap_or_default();
        let next = rest.trim_start_matches(|c| matches!(c, ' ' | '\t') || is_invisible(c));
        self.count(rest.len() - next.len());
        matches!(next.chars().next(), None | Some('\n' | '\r' | ',' | ':' | ']' | '}' | '#'))
            || next.starts_with("//")
            || next.starts_with("/*")
    }

    /// Reads the escape that begins here.
    fn escape(&mut self, open: usize, quotes: Quotes) -> Step<()> {
        let from = self.at;
        self.take('\\');
        let Some(c) = self.peek() else { return self.unended(Some(open)) };
        self.take(c);
        match c {
            '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' => Ok(()),
            'u' => self.unicode(open, from),
            'x' => {
                let code = self.hex(2, open, from)?;
                let letter = char::from_u32(code).unwrap_or_default();
                self.put(from, &unicode(letter));
                self.mends.add(from, MendKind::Escape);
                Ok(())
            }
            // The escape of the string's own quote is part of what its quotes are.
            c if quotes.may_end(c) => {
                let double = quotes == Quotes::SmartDouble;
                self.put(from, if double { "\\\"" } else { "'" });
                Ok(())
            }
            // What JavaScript, Markdown and shells escape.
            '\'' | '*' | '_' | '$' | '`' => {
                self.put(from, self.text.get(from + 1..self.at).unwrap_or_default());
                self.mends.add(from, MendKind::Escape);
                Ok(())
            }
            _ => self.bad_escape(from),
        }
    }

    /// What follows `\u`: a character, or the two halves of one that is beyond the 16 bits.
    fn unicode(&mut self, open: usize, from: usize) -> Step<()> {
        match self.hex(4, open, from)? {
            0xd800..0xdc00 => {
                if self.at == self.text.len() || self.rest() == "\\" {
                    return self.unended(Some(open));
                }
                if !self.rest().starts_with("\\u") {
                    return self.bad_escape(from);
                }
                self.at += 2;
                match self.hex(4, open, from)? {
                    0xdc00..0xe000 => Ok(()),
                    _ => self.bad_escape(from),
                }
            }
            0xdc00..0xe000 => self.bad_escape(from),
            _ => Ok(()),
        }
    }

    fn hex(&mut self, digits: usize, open: usize, from: usize) -> Step<u32> {
        let mut code = 0;
        for _ in 0..digits {
            let Some(c) = self.peek() else { return self.unended(Some(open)) };
            let Some(digit) = c.to_digit(16) else { return self.bad_escape(from) };
            self.take(c);
            code = code * 16 + digit;
        }
        Ok(code)
    }

    fn bad_escape<T>(&self, from: usize) -> Step<T> {
        Err(Fault { kind: SyntaxErrorKind::BadString, at: from, open: None })
    }
}

/// A letter below 256 as JSON escapes it.
fn unicode(letter: char) -> String {
    let code = u32::from(letter);
    let digit = |shift: u32| char::from_digit(code >> shift & 15, 16).unwrap_or('0');
    String::from_iter(['\\', 'u', digit(12), digit(8), digit(4), digit(0)])
}

//! What people paste as JSON, made JSON.
//!
//! Published role files and the texts around them hold all of this (comments and trailing commas in files of
//! vendors, typographer's quotes from word processors, the shell's prompt from a terminal), and the portal
//! and `az` refuse it with a sentence that helps nobody. [`repair`] says where each is and gives the text
//! without it; what a string says between straight double quotes is never touched.

mod error;
mod mend;
mod string;
mod value;

#[cfg(test)]
mod tests;

pub use error::{Open, RepairError};
pub use mend::{Mend, MendKind};

use self::error::Fault;
use self::mend::Mends;
use super::SyntaxErrorKind;
use super::stray::is_invisible;

/// A text that [`parse`](super::parse) reads, and what had to be done for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repaired {
    /// The JSON, laid out as it was.
    pub text: String,
    /// What was mended, in the order of the text; of very many the first thousand.
    pub mends: Vec<Mend>,
    /// How many mends there were in all.
    pub count: usize,
}

/// Makes JSON of what people paste as JSON, in a time linear in the text. JSON itself goes through as it is.
///
/// Mended are comments, commas too many, a comma forgotten at the end of a line, single and
/// typographer's quotes, keys without quotes, Python's `True`, `False` and `None`, spaces and marks that JSON
/// does not know, tabs in strings, and whatever stands before and behind: code fences, prompts, warnings.
///
/// # Errors
/// The first thing that no mend is known for: a text that was cut off, a string that does not end on its line,
/// a word that is no value, a second document.
pub fn repair(text: &str) -> Result<Repaired, RepairError> {
    let mut mender = Mender::new(text);
    match mender.document() {
        Ok(()) => {
            let (mends, count) = mender.mends.placed(text);
            Ok(Repaired { text: mender.out, mends, count })
        }
        Err(fault) => Err(fault.placed(text)),
    }
}

/// One pass over a text. What is kept is copied in stretches, what is mended is put in between.
struct Mender<'a> {
    text: &'a str,
    /// Up to where the text was read, in bytes.
    at: usize,
    out: String,
    /// Up to where the text is in `out`, or was left out.
    copied: usize,
    mends: Mends,
    /// Brackets, values and colons that were read. More than one, and it is the document.
    tokens: usize,
    /// Characters looked at; tests see that they are no more than a few times the text.
    #[cfg(test)]
    steps: usize,
}

type Step<T> = Result<T, Fault>;

impl<'a> Mender<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            out: String::with_capacity(text.len()),
            copied: 0,
            mends: Mends::default(),
            tokens: 0,
            #[cfg(test)]
            steps: 0,
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take(&mut self, c: char) {
        self.at += c.len_utf8();
        self.count(1);
    }

    fn count(&mut self, _steps: usize) {
        #[cfg(test)]
        {
            self.steps += _steps;
        }
    }

    fn fault<T>(&self, kind: SyntaxErrorKind) -> Step<T> {
        Err(Fault { kind, at: self.at, open: None })
    }

    /// The text is over, and what was begun there is not.
    fn unended<T>(&self, open: Option<usize>) -> Step<T> {
        Err(Fault { kind: SyntaxErrorKind::End, at: self.text.len(), open })
    }

    /// Brings the output up to there.
    fn copy(&mut self, to: usize) {
        self.out.push_str(self.text.get(self.copied..to).unwrap_or_default());
        self.copied = to;
    }

    /// Puts this in the place of what was read since `from`.
    fn put(&mut self, from: usize, with: &str) {
        self.copy(from);
        self.out.push_str(with);
        self.copied = self.at;
    }

    /// Finds the document in the text and reads it.
    fn document(&mut self) -> Step<()> {
        if self.blanks().is_err() {
            self.at = 0;
        }
        let begin = self.at;
        let mends = self.mends.len();
        let mut first = None;
        // A text that is one string may hold brackets; nothing else that begins so is JSON.
        if self.rest().starts_with('"') {
            match self.attempt(begin, begin, mends) {
                Ok(()) if self.mends.len() == mends => return Ok(()),
                Ok(()) => {}
                Err(fault) => first = Some(fault),
            }
            self.at = begin;
        }
        let mut candidate = self.candidate(true);
        while let Some(from) = candidate {
            match self.attempt(begin, from, mends) {
                Err(fault) if self.tokens <= 1 => {
                    // The brackets of a prompt or a warning: `[root@vm ~]#`. The document may come later.
                    first = first.or(Some(fault));
                    self.at = self.at.max(from + 1);
                    candidate = self.candidate(false);
                }
                done => return done,
            }
        }
        match (self.attempt(begin, begin, mends), first) {
            (Err(_), Some(fault)) => Err(fault),
            (done, _) => done,
        }
    }

    /// Reads the text as if the document began at `from`.
    fn attempt(&mut self, begin: usize, from: usize, mends: usize) -> Step<()> {
        self.mends.truncate(mends);
        self.out.clear();
        self.copied = from;
        self.at = from;
        self.tokens = 0;
        self.value()?;
        self.ending()?;
        // Looked through only now: there may be many attempts.
        if from > begin {
            self.drop_around(begin, from, MendKind::TextBefore);
        }
        Ok(())
    }

    /// The next bracket that a document may begin with, from here: the first sign of a line, or one that is
    /// followed by a quotation mark or another bracket.
    fn candidate(&mut self, mut fresh: bool) -> Option<usize> {
        while let Some(c) = self.peek() {
            if matches!(c, '{' | '[') {
                if fresh {
                    return Some(self.at);
                }
                if self.leads() {
                    return Some(self.at);
                }
            }
            fresh = c == '\n' || fresh && (matches!(c, ' ' | '\t' | '\r') || is_invisible(c));
            self.take(c);
        }
        None
    }

    /// Whether the bracket here is followed by what follows one in JSON.
    fn leads(&mut self) -> bool {
        let rest = self.text.get(self.at + 1..).unwrap_or_default();
        let next = rest.trim_start_matches([' ', '\t', '\r', '\n']);
        self.count(rest.len() - next.len());
        next.starts_with(['"', '\'', '{', '[', '\u{201c}', '\u{201e}'])
    }

    /// What stands behind the document.
    fn ending(&mut self) -> Step<()> {
        let mends = self.mends.len();
        let end = self.at;
        if self.blanks().is_err() {
            self.mends.truncate(mends);
            self.at = end;
        }
        self.copy(self.at);
        let tail = self.at;
        while let Some(c @ (',' | ';' | ' ' | '\t' | '\r' | '\n')) = self.peek() {
            self.take(c);
        }
        if self.rest().starts_with("{}") || matches!(self.peek(), Some('{' | '[')) && self.leads() {
            return self.fault(SyntaxErrorKind::Unexpected);
        }
        if tail < self.text.len() {
            self.drop_around(tail, self.text.len(), MendKind::TextAfter);
        }
        Ok(())
    }

    fn drop_around(&mut self, from: usize, to: usize, kind: MendKind) {
        let fenced = self.text.get(from..to).is_some_and(|text| text.contains("```"));
        self.mends.add(from, if fenced { MendKind::CodeFence } else { kind });
    }

    /// Skips white space, and what JSON has no room for: comments, other spaces and marks.
    fn blanks(&mut self) -> Step<()> {
        while let Some(c) = self.peek() {
            let from = self.at;
            match c {
                ' ' | '\t' | '\r' | '\n' => self.take(c),
                '#' => self.line_comment(),
                '/' if self.rest().starts_with("//") => self.line_comment(),
                '/' if self.rest().starts_with("/*") => {
                    let Some(length) = self.rest().get(2..).and_then(|rest| rest.find("*/")) else {
                        self.at = self.text.len();
                        return self.unended(Some(from));
                    };
                    self.at += length + 4;
                    self.count(length);
                    self.put(from, " ");
                    self.mends.add(from, MendKind::Comment);
                }
                c if is_invisible(c) => {
                    while let Some(c) = self.peek().filter(|&c| is_invisible(c)) {
                        self.take(c);
                    }
                    self.put(from, " ");
                    // A byte order mark is nothing that anybody put there; what comes after it is.
                    let mark = if from == 0 && c == '\u{feff}' { c.len_utf8() } else { 0 };
                    if self.at > mark {
                        self.mends.add(from + mark, MendKind::Invisible);
                    }
                }
                _ => break,
            }
        }
        Ok(())
    }

    fn line_comment(&mut self) {
        let from = self.at;
        let length = self.rest().find(['\n', '\r']).unwrap_or(self.rest().len());
        self.at += length;
        self.count(length);
        self.put(from, "");
        self.mends.add(from, MendKind::Comment);
    }
}

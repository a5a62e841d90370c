//! The grammar, with what people make of it.

use super::{MendKind, Mender, Step};
use crate::json::stray::{is_smart_double, is_smart_single};
use crate::json::{SyntaxErrorKind, parse};

/// How deeply lists and objects may stand in one another: as deeply as [`parse`] reads.
const DEEPEST: usize = 127;

/// What may come next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    /// A value: at the top, or behind a colon.
    Value,
    /// A value of a list, or the list's end.
    Item,
    /// A key of an object, or the object's end.
    Key,
    /// The colon behind a key.
    Colon,
    /// A comma, or the end of the list or object.
    Separator,
}

/// A list or an object that is not ended yet.
struct Bracket {
    at: usize,
    list: bool,
}

/// A place in the text and the same place in the output.
#[derive(Clone, Copy)]
struct Spot {
    at: usize,
    out: usize,
}

impl<'a> Mender<'a> {
    /// Reads one value with all that is in it. No recursion: the depth is a list.
    pub(super) fn value(&mut self) -> Step<()> {
        let mut open: Vec<Bracket> = Vec::new();
        let mut next = Next::Value;
        // The last comma that nothing came after, and where the last value ended.
        let mut comma: Option<Spot> = None;
        let mut ended = Spot { at: self.at, out: 0 };
        loop {
            self.blanks()?;
            let Some(c) = self.peek() else {
                return self.unended(open.last().map(|bracket| bracket.at));
            };
            let innermost = open.last().map(|bracket| bracket.list);
            match (next, c) {
                (Next::Item | Next::Key | Next::Separator, ']' | '}') if innermost == Some(c == ']') => {
                    if let Some(comma) = comma.take() {
                        self.copy(self.at);
                        self.out.remove(comma.out);
                        self.mends.add(comma.at, MendKind::TrailingComma);
                    }
                    self.take(c);
                    open.pop();
                    next = Next::Separator;
                }
                (Next::Item | Next::Key, ',') => {
                    let from = self.at;
                    self.take(c);
                    self.put(from, "");
                    self.mends.add(from, MendKind::ExtraComma);
                    continue;
                }
                (Next::Separator, ',') => {
                    comma = Some(self.spot());
                    self.take(c);
                    next = if innermost == Some(true) { Next::Item } else { Next::Key };
                    continue;
                }
                (Next::Separator, _) => {
                    let between = self.text.get(ended.at..self.at).unwrap_or_default();
                    if !begins_value(c) || !between.contains('\n') {
                        return self.fault(SyntaxErrorKind::Unexpected);
                    }
                    self.copy(self.at);
                    self.out.insert(ended.out, ',');
                    self.mends.add(ended.at, MendKind::MissingComma);
                    next = if innermost == Some(true) { Next::Item } else { Next::Key };
                    continue;
                }
                (Next::Colon, ':') => {
                    self.take(c);
                    self.tokens += 1;
                    next = Next::Value;
                    continue;
                }
                (Next::Key, _) => {
                    comma = None;
                    self.key(c)?;
                    next = Next::Colon;
                    continue;
                }
                (Next::Value | Next::Item, '{' | '[') => {
                    comma = None;
                    self.tokens += 1;
                    if open.len() == DEEPEST {
                        return self.fault(SyntaxErrorKind::TooDeep);
                    }
                    open.push(Bracket { at: self.at, list: c == '[' });
                    self.take(c);
                    next = if c == '[' { Next::Item } else { Next::Key };
                    continue;
                }
                (Next::Value | Next::Item, _) => {
                    comma = None;
                    if is_quote(c) {
                        self.string(c)?;
                    } else {
                        self.word(open.last())?;
                    }
                    self.tokens += 1;
                    next = Next::Separator;
                }
                (Next::Colon, _) => return self.fault(SyntaxErrorKind::Unexpected),
            }
            // A value is over.
            if open.is_empty() {
                return Ok(());
            }
            ended = self.spot();
        }
    }

    /// Here, with the output brought up to it.
    fn spot(&mut self) -> Spot {
        self.copy(self.at);
        Spot { at: self.at, out: self.out.len() }
    }

    fn key(&mut self, c: char) -> Step<()> {
        if is_quote(c) {
            return self.string(c);
        }
        let from = self.at;
        let name = self.run();
        if name.is_empty() {
            return self.fault(SyntaxErrorKind::Unexpected);
        }
        self.put(from, "\"");
        self.out.push_str(name);
        self.out.push('"');
        self.mends.add(from, MendKind::BareKey);
        Ok(())
    }

    /// A number, or one of the words that are values.
    fn word(&mut self, innermost: Option<&Bracket>) -> Step<()> {
        let from = self.at;
        let word = self.run();
        let ours = match word {
            "True" => "true",
            "False" => "false",
            "None" => "null",
            _ => {
                return match parse(word) {
                    Ok(_) => Ok(()),
                    // Cut off in the word.
                    Err(error)
                        if error.kind() == SyntaxErrorKind::End
                            && !word.is_empty()
                            && self.at == self.text.len() =>
                    {
                        self.unended(innermost.map(|bracket| bracket.at))
                    }
                    Err(_) => {
                        self.at = from;
                        self.fault(SyntaxErrorKind::Unexpected)
                    }
                };
            }
        };
        self.put(from, ours);
        self.mends.add(from, MendKind::Word);
        Ok(())
    }

    /// What comes without a sign or a space in between.
    fn run(&mut self) -> &'a str {
        let rest = self.rest();
        let length = rest.bytes().take_while(|&b| is_plain(b)).count();
        self.at += length;
        self.count(length);
        rest.get(..length).unwrap_or_default()
    }
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'-' | b'+' | b'.')
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'') || is_smart_double(c) || is_smart_single(c)
}

fn begins_value(c: char) -> bool {
    is_quote(c) || matches!(c, '{' | '[') || u8::try_from(c).is_ok_and(is_plain)
}

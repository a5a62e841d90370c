//! Where in a text a value is.

/// One step from a value to one within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathStep<'a> {
    /// The member of an object, whatever the case of its name; of several the last.
    Key(&'a str),
    /// An item of a list or a member of an object, from 0.
    Item(usize),
}

/// The line and the character in it, from 1, at which a value of a JSON text begins. `None` where there is no such
/// value. The text has to be JSON: [`parse`](super::parse) has seen it before.
pub fn locate(text: &str, path: &[PathStep<'_>]) -> Option<(usize, usize)> {
    let mut seeker = Seeker { bytes: text.as_bytes(), at: 0 };
    for step in path {
        seeker.enter(*step)?;
    }
    seeker.space();
    let place = super::SyntaxError::new(super::SyntaxErrorKind::Unexpected, text, seeker.at);
    Some((place.line(), place.column()))
}

struct Seeker<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Seeker<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn space(&mut self) {
        while self.peek().is_some_and(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    /// From the begin of a list or object to the begin of a value in it.
    fn enter(&mut self, step: PathStep<'_>) -> Option<()> {
        self.space();
        let object = match (self.peek()?, step) {
            (b'{', _) => true,
            (b'[', PathStep::Item(_)) => false,
            _ => return None,
        };
        self.at += 1;
        let mut found = None;
        let mut index = 0;
        loop {
            self.space();
            if matches!(self.peek()?, b']' | b'}') {
                break;
            }
            let mut here = step == PathStep::Item(index);
            if object {
                let from = self.at + 1;
                self.string()?;
                let key = self.bytes.get(from..self.at - 1)?;
                here |= matches!(step, PathStep::Key(name) if key.eq_ignore_ascii_case(name.as_bytes()));
                self.space();
                self.at += 1; // the colon
            }
            if here {
                found = Some(self.at);
            }
            self.value()?;
            self.space();
            if self.peek()? == b',' {
                self.at += 1;
            }
            index += 1;
        }
        self.at = found?;
        Some(())
    }

    /// Passes a string.
    fn string(&mut self) -> Option<()> {
        self.at += 1;
        loop {
            match self.peek()? {
                b'"' => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        Some(())
    }

    /// Passes a value with all that is in it.
    fn value(&mut self) -> Option<()> {
        let mut depth = 0usize;
        self.space();
        loop {
            match self.peek()? {
                b'"' => self.string()?,
                byte => {
                    match byte {
                        b'{' | b'[' => depth += 1,
                        b'}' | b']' if depth == 0 => return Some(()),
                        b'}' | b']' => depth -= 1,
                        b',' if depth == 0 => return Some(()),
                        _ => {}
                    }
                    self.at += 1;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::PathStep::{Item, Key};
    use super::locate;

    const TEXT: &str =
        "{\n \"a\": [1, {\"é\\\"\": \"]\", \"b\": [ [], 7 ]}],\n \"B\":{\"c\" : null},\"b\"\r\n:\n true}";

    #[test]
    fn values_are_found() {
        for (path, place) in [
            (&[][..], Some((1, 1))),
            (&[Key("A")], Some((2, 7))),
            (&[Key("a"), Item(0)], Some((2, 8))),
            (&[Key("a"), Item(1), Item(0)], Some((2, 19))),
            (&[Key("a"), Item(1), Key("b"), Item(1)], Some((2, 35))),
            (&[Item(1), Key("c")], Some((3, 13))),
            (&[Key("b")], Some((5, 2))),
            (&[Key("x")], None),
            (&[Key("a"), Item(2)], None),
            (&[Key("a"), Key("b")], None),
            (&[Key("b"), Item(0)], None),
        ] {
            assert_eq!(locate(TEXT, path), place, "{path:?}");
        }
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(text in "[\\[\\]{},:\"\\\\ a1é]{0,24}", steps in prop::collection::vec(0usize..3, 0..4)) {
            let path: Vec<_> = steps.iter().map(|&step| if step == 2 { Key("a") } else { Item(step) }).collect();
            _ = locate(&text, &path);
        }
    }
}

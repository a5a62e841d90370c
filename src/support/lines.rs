use super::mask::masked;
use crate::exchange::Echo;

/// The longest text, in bytes: what fits into a ticket.
const LONGEST: usize = 48_000;
/// The longest value, in characters.
const LONGEST_VALUE: usize = 1_000;

/// Lines of `name: value`, of which none holds a secret and none can pass for another.
pub(super) struct Lines<'a> {
    text: String,
    echo: Option<&'a Echo>,
    cut: bool,
}

impl<'a> Lines<'a> {
    pub fn new(echo: Option<&'a Echo>) -> Self {
        Self { text: String::with_capacity(1024), echo, cut: false }
    }

    /// A line; none where there is no value.
    pub fn add(&mut self, depth: usize, name: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        if self.text.len() > LONGEST {
            self.cut = true;
            return;
        }
        for _ in 0..depth {
            self.text.push_str("  ");
        }
        self.text.push_str(name);
        self.text.push_str(": ");
        // First masked, then cut: half a secret would not be known for one.
        for (at, c) in masked(value, self.echo).chars().enumerate() {
            if at == LONGEST_VALUE {
                self.text.push('…');
                break;
            }
            match c {
                // What a host says must not look like a line of ours.
                '\n' => {
                    self.text.push('\n');
                    for _ in 0..depth + 2 {
                        self.text.push_str("  ");
                    }
                }
                c if c.is_control() => {}
                c => self.text.push(c),
            }
        }
        self.text.push('\n');
    }

    /// A number.
    pub fn number(&mut self, depth: usize, name: &str, number: usize) {
        self.add(depth, name, &number.to_string());
    }

    /// Some of a list, and how many there are more.
    pub fn list<'v>(
        &mut self,
        depth: usize,
        name: &str,
        most: usize,
        values: impl ExactSizeIterator<Item = &'v str>,
    ) {
        let more = values.len().saturating_sub(most);
        for value in values.take(most) {
            self.add(depth, name, value);
        }
        if more > 0 {
            self.number(depth, &[name, ", more"].concat(), more);
        }
    }

    pub fn into_text(mut self) -> String {
        if self.cut {
            self.text.push_str("cut: the rest is left out\n");
        }
        self.text
    }
}

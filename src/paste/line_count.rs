//! The numbers of lines, asked for from front to back, so that all of them together cost one look at the text.

/// A place in a text and its line.
pub(super) struct LineCount<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    pub(super) line: usize,
}

impl<'t> LineCount<'t> {
    /// At the begin of a text whose first line has this number.
    pub(super) fn new(text: &'t str, line: usize) -> Self {
        Self { text, at: 0, line }
    }

    /// The number of the line at this byte, which is not before the last one that was asked for.
    pub(super) fn line_at(&mut self, at: usize) -> usize {
        let passed = self.text.as_bytes().get(self.at..at).unwrap_or_default();
        self.line += passed.iter().filter(|&&b| b == b'\n').count();
        self.at = self.at.max(at);
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::LineCount;

    #[test]
    fn lines_are_counted_forwards_only() {
        let mut count = LineCount::new("a\nb\n\nc", 5);
        let at = [0, 1, 2, 2, 4, 5, 1, 99].map(|at| count.line_at(at));
        assert_eq!(at, [5, 5, 6, 6, 7, 8, 8, 8]);
    }
}

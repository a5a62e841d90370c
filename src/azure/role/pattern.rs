//! Operation strings with wildcards, compared as Azure compares them.

/// An operation or a pattern of operations, lower-case: Azure compares without regard to case, and `*`
/// stands for any characters, none included, `/` too.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Pattern(String);

impl Pattern {
    pub(crate) fn new(text: &str) -> Pattern {
        Pattern(text.trim().to_ascii_lowercase())
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it stands for one operation only.
    pub(crate) fn is_plain(&self) -> bool {
        !self.0.contains('*')
    }

    /// Whether everything that `other` stands for is covered by this pattern.
    ///
    /// A wildcard of `other` is looked at as one more character, which only a wildcard matches. That
    /// is enough: what absorbs the sign absorbs anything in its place. And it is needed: the sign
    /// might stand for text that this pattern nowhere spells out.
    pub(crate) fn covers(&self, other: &Pattern) -> bool {
        let text = other.0.as_str();
        let mut pieces = self.0.split('*');
        let Some(head) = pieces.next() else { return false };
        let Some(mut rest) = text.strip_prefix(head) else { return false };
        let Some(tail) = pieces.next_back() else { return rest.is_empty() };
        // The leftmost place is as good as any for each piece between two wildcards.
        for piece in pieces {
            let Some((_, after)) = rest.split_once(piece) else { return false };
            rest = after;
        }
        rest.ends_with(tail)
    }

    /// Whether some operation is covered by both.
    pub(crate) fn meets(&self, other: &Pattern) -> bool {
        if other.is_plain() {
            return self.covers(other);
        }
        if self.is_plain() {
            return other.covers(self);
        }
        // With a wildcard in both, what stands between the ends can always be written one after
        // the other; only the ends can contradict each other.
        let (head, tail) = self.ends();
        let (other_head, other_tail) = other.ends();
        (head.starts_with(other_head) || other_head.starts_with(head))
            && (tail.ends_with(other_tail) || other_tail.ends_with(tail))
    }

    /// What stands before the first and after the last wildcard.
    fn ends(&self) -> (&str, &str) {
        let head = self.0.split('*').next().unwrap_or_default();
        let tail = self.0.rsplit('*').next().unwrap_or_default();
        (head, tail)
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    fn covers(one: &str, other: &str) -> bool {
        Pattern::new(one).covers(&Pattern::new(other))
    }

    #[test]
    fn covering() {
        assert!(covers("*", "Microsoft.Compute/disks/read"));
        assert!(covers("*/read", "Microsoft.Compute/disks/READ"));
        assert!(covers("Microsoft.Compute/*", "microsoft.compute/*/read"));
        assert!(covers("Microsoft.Compute/*/read", "Microsoft.Compute/disks/*/read"));
        assert!(covers("a/*", "a/"));
        assert!(covers("a*b*c", "aXbYbZc"));
        assert!(!covers("Microsoft.Compute/*/read", "Microsoft.Compute/*"));
        assert!(!covers("*/read", "*"));
        assert!(!covers("ab*ba", "aba"));
        assert!(!covers("Microsoft.Compute/disks/read", "Microsoft.Compute/disks/readX"));
        assert!(covers("*", "*"));
        assert!(covers("**", "*"));
        assert!(covers("", ""));
        assert!(!covers("", "a"));
    }

    #[test]
    fn meeting() {
        let meets = |one: &str, other: &str| Pattern::new(one).meets(&Pattern::new(other));
        assert!(meets("a/*", "*/b"));
        assert!(meets("a/*/read", "a/b*"));
        assert!(!meets("a/*", "b/*"));
        assert!(!meets("*/read", "*/write"));
        assert!(meets("a/b", "a/*"));
        assert!(!meets("a/b", "a/c"));
    }

    #[test]
    fn one_operation_is_met_only_by_what_covers_it() {
        let meets = |one: &str, other: &str| Pattern::new(one).meets(&Pattern::new(other));
        for (wild, plain, met) in [("a/*x*/read", "a/b/read", false), ("a/*x*/read", "a/xy/read", true)] {
            assert_eq!(meets(wild, plain), met, "{wild} {plain}");
            assert_eq!(meets(plain, wild), met, "{plain} {wild}");
        }
    }
}

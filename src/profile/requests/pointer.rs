//! Where in an answer something is.

use crate::json::Node;
use crate::profile::place::Place;

/// A JSON pointer (RFC 6901): `/response/items/0`. The empty one is the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pointer(Vec<Box<str>>);

impl Pointer {
    pub(super) fn read(place: &Place<'_>) -> Self {
        let text = place.text();
        Self::parse(text).unwrap_or_else(|| {
            place.refuse("must be a JSON pointer: empty, or `/` and a key (RFC 6901)");
            Self::default()
        })
    }

    /// Where the usual APIs say what went wrong.
    pub(super) fn usual_errors() -> Vec<Self> {
        let texts = ["/detail", "/title", "/message", "/error/message", "/error"];
        texts.iter().filter_map(|text| Self::parse(text)).collect()
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::default());
        }
        let mut keys = Vec::new();
        for key in text.strip_prefix('/')?.split('/') {
            let mut parts = key.split('~');
            let mut plain = parts.next().unwrap_or_default().to_owned();
            for part in parts {
                let (escaped, rest) = part.split_at_checked(1)?;
                plain.push(match escaped {
                    "0" => '~',
                    "1" => '/',
                    _ => return None,
                });
                plain.push_str(rest);
            }
            keys.push(plain.into());
        }
        Some(Self(keys))
    }

    /// What stands there.
    pub fn find<'n>(&self, node: &'n Node) -> Option<&'n Node> {
        let mut node = node;
        for key in &self.0 {
            node = match node {
                // Of two of one name the last counts, as in a browser.
                Node::Object(entries) => {
                    entries.iter().rev().find(|(name, _)| **name == **key).map(|(_, node)| node)?
                }
                Node::List(list) => list.get(index(key)?)?,
                _ => return None,
            };
        }
        Some(node)
    }
}

/// The index that a key of a list is: no sign, no leading zero.
fn index(key: &str) -> Option<usize> {
    let plain = key.bytes().all(|b| b.is_ascii_digit()) && (key == "0" || !key.starts_with('0'));
    if plain { key.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::Pointer;
    use crate::json::{Node, parse};

    fn find(pointer: &str) -> Option<Node> {
        let node = parse(r#"{"a":[{"b/c":1},{"~":2}],"":3,"d":4,"d":5}"#).unwrap();
        Pointer::parse(pointer)?.find(&node).cloned()
    }

    #[test]
    fn pointers_are_those_of_the_standard() {
        let number = |number| Some(Node::Number(Some(number)));
        assert_eq!(find("/a/0/b~1c"), number(1));
        assert_eq!(find("/a/1/~0"), number(2));
        assert_eq!((find("/"), find("/d")), (number(3), number(5)));
        assert!(matches!(find(""), Some(Node::Object(_))));
        for pointer in ["a", "/a/2", "/a/-", "/a/00", "/a/+1", "/x", "/d/x", "/~2", "/a~"] {
            assert_eq!(find(pointer), None, "{pointer}");
        }
    }
}

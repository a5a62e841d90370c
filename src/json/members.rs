use super::{FromJson, Node};

/// The members of an object, taken out one by one.
///
/// What is wrong is remembered instead of returned, so that reading a struct is one expression:
/// [`Members::whole`] gives it out only if every member was what it should be. A member that is
/// `null` counts as left out, and of two of one name the last counts, as in a browser.
#[derive(Debug)]
pub struct Members {
    entries: Vec<(String, Node)>,
    bad: bool,
}

impl Members {
    pub(super) fn new(entries: Vec<(String, Node)>) -> Self {
        Self { entries, bad: false }
    }

    /// The value that was made of the members, if all of them were good.
    pub fn whole<T>(&self, value: T) -> Option<T> {
        if self.bad { None } else { Some(value) }
    }

    /// Says that a member is missing or bad.
    pub fn refuse(&mut self) {
        self.bad = true;
    }

    /// Whether there is such a member.
    pub fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|(name, _)| name == key)
    }

    /// Takes a member out; [`Node::Null`] when there is none.
    pub fn take(&mut self, key: &str) -> Node {
        match self.entries.iter().rposition(|(name, _)| name == key) {
            // In order: of those that are left, the last counts as well.
            Some(index) => self.entries.remove(index).1,
            None => Node::Null,
        }
    }

    /// The members that are left, in no order.
    pub fn rest(self) -> Vec<(String, Node)> {
        self.entries
    }

    /// A text that may be left out.
    pub fn text(&mut self, key: &str) -> Option<String> {
        match self.take(key) {
            Node::Text(text) => return Some(text),
            Node::Null => {}
            _ => self.refuse(),
        }
        None
    }

    /// A text that must be there.
    pub fn need_text(&mut self, key: &str) -> String {
        match self.take(key) {
            Node::Text(text) => text,
            _ => {
                self.refuse();
                String::new()
            }
        }
    }

    /// A flag; `false` if it is left out.
    pub fn flag(&mut self, key: &str) -> bool {
        match self.take(key) {
            Node::Flag(flag) => return flag,
            Node::Null => {}
            _ => self.refuse(),
        }
        false
    }

    /// A whole number that is not negative and may be left out.
    pub fn number(&mut self, key: &str) -> Option<u64> {
        match self.take(key) {
            Node::Number(Some(number)) if number >= 0 => return u64::try_from(number).ok(),
            Node::Null => {}
            _ => self.refuse(),
        }
        None
    }

    /// A list, of which at most so many items are kept; empty if it is left out.
    pub fn list(&mut self, key: &str, most: usize) -> Vec<Node> {
        match self.take(key) {
            Node::List(mut list) => {
                list.truncate(most);
                return list;
            }
            Node::Null => {}
            _ => self.refuse(),
        }
        Vec::new()
    }

    /// A list of one type, of which at most so many items are kept; empty if it is left out.
    pub fn items<T: FromJson>(&mut self, key: &str, most: usize) -> Vec<T> {
        let nodes = self.list(key, most);
        let mut items = Vec::with_capacity(nodes.len());
        for node in nodes {
            match T::from_json(node) {
                Some(item) => items.push(item),
                None => self.refuse(),
            }
        }
        items
    }

    /// A value that may be left out.
    pub fn optional<T: FromJson>(&mut self, key: &str) -> Option<T> {
        match self.take(key) {
            Node::Null => None,
            node => {
                let value = T::from_json(node);
                self.bad |= value.is_none();
                value
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::json::{Members, Node, parse};

    fn members(text: &str) -> Members {
        parse(text).unwrap().members().unwrap()
    }

    #[test]
    fn what_is_there_is_taken_once_and_the_last_counts() {
        let mut members = members(r#"{"a":"x","n":7,"f":true,"l":[1,2,3],"a":"y"}"#);
        assert_eq!(members.need_text("a"), "y");
        assert_eq!((members.number("n"), members.flag("f")), (Some(7), true));
        assert_eq!(members.list("l", 2).len(), 2);
        assert_eq!(members.take("n"), Node::Null);
        assert_eq!(members.whole(()), Some(()));
        assert_eq!(members.rest().len(), 1);
    }

    #[test]
    fn what_is_left_out_or_null_is_no_fault() {
        let mut members = members(r#"{"a":null}"#);
        assert_eq!((members.text("a"), members.text("b"), members.number("a")), (None, None, None));
        assert_eq!((members.flag("a"), members.list("b", 9)), (false, Vec::new()));
        assert_eq!(members.whole(()), Some(()));
    }

    #[test]
    fn one_bad_member_spoils_the_whole() {
        let reads: [fn(&mut Members); 6] = [
            |members| drop(members.text("bad")),
            |members| drop(members.need_text("none")),
            |members| _ = members.flag("bad"),
            |members| drop(members.list("bad", 1)),
            |members| _ = members.number("bad"),
            |members| _ = members.number("less"),
        ];
        for (index, read) in reads.into_iter().enumerate() {
            let mut members = members(r#"{"bad":{},"less":-1}"#);
            read(&mut members);
            assert_eq!(members.whole(()), None, "{index}");
        }
    }
}

use super::Members;

/// A JSON value before anything is known about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// `null`.
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// A whole number, the nearest one that fits where it is huge; `None` for a fraction. Nothing
    /// that is read has fractions, and the tables that read them exactly weigh more than this reader.
    Number(Option<i64>),
    /// A string.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// In the order of the document, keys that stand there twice included.
    Object(Vec<(String, Node)>),
}

/// What can be made of a JSON value.
pub trait FromJson: Sized {
    /// Reads the value; `None` when it is of another shape.
    fn from_json(node: Node) -> Option<Self>;
}

impl Node {
    /// What it is, for a developer.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Flag(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "a string",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        }
    }

    /// The text, if it is one.
    pub fn text(self) -> Option<String> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The items, if it is a list.
    pub fn list(self) -> Option<Vec<Node>> {
        if let Self::List(list) = self { Some(list) } else { None }
    }

    /// The members, if it is an object.
    pub fn members(self) -> Option<Members> {
        if let Self::Object(members) = self { Some(Members::new(members)) } else { None }
    }
}

impl FromJson for String {
    fn from_json(node: Node) -> Option<Self> {
        node.text()
    }
}

impl FromJson for Box<str> {
    fn from_json(node: Node) -> Option<Self> {
        node.text().map(String::into_boxed_str)
    }
}

use crate::azure::Field;

/// What the admin does with the outcome of a paste.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PasteAct {
    /// “Undo”: what stood there before comes back.
    Undo,
    /// The outcome has been read.
    Dismiss,
    /// Of two values for this field, the one that stands there.
    Keep(Field),
    /// Of two values for this field, the pasted one.
    Replace(Field),
    /// The pasted subscription is one more.
    AddOther,
    /// The pasted values, wherever there is a question between two.
    ReplaceAll,
    /// A candidate of an ambiguous field was marked.
    Mark(Field, usize),
    /// “Use this one”: the marked candidate.
    UseMarked(Field),
    /// “Clear the clipboard” was followed: whether the browser did it.
    ClipboardCleared(bool),
    /// The secret's field is emptied, so that another one can be pasted.
    DropSecret,
    /// Open the chooser of subscriptions.
    OpenChoice,
    /// The chooser was closed.
    CloseChoice,
    /// The search of the chooser changed.
    Search(Box<str>),
    /// The search with this number has rested.
    Rested(u32),
    /// “Show 50 more”.
    More,
    /// A key moved the mark.
    Move(Motion),
    /// The subscription at this place among the matches was marked.
    Point(usize),
    /// The subscription at this place of the list was picked, or is no more.
    Pick(usize, bool),
    /// “Select all that match”.
    PickAll,
    /// The marked subscription is the one; or the picked ones are.
    Choose,
}

/// How a key moves the mark in the chooser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// To the next one.
    Next,
    /// To the one before.
    Previous,
    /// To the first.
    First,
    /// To the last.
    Last,
    /// A screen further.
    PageDown,
    /// A screen back.
    PageUp,
}

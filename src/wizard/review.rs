use crate::azure::Field;

use super::Step;

/// A line on the page of answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewLine {
    /// The field.
    pub field: Field,
    /// Its value as it will be sent; nothing for the secret, whose value is never shown here.
    pub value: Option<Box<str>>,
    /// The subscriptions after the first.
    pub more: Vec<Box<str>>,
    /// Whether the value is there and good.
    pub good: bool,
    /// The step that asks for it.
    pub step: Step,
    /// Whether somebody else sent it.
    pub from_other: bool,
}

//! The platform's own test of a connection.

use super::answer::Condition;
use super::pointer::Pointer;
use super::request::{Method, Request};
use super::usage::{Call, Usage};
use crate::profile::choice::choice;
use crate::profile::place::Place;

/// A second call that has the platform try the credential.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(deny_unknown_fields))]
pub struct Test {
    /// Whether it is called before the connection is saved, with the same values (the secret may be in its body then),
    /// or after that, with `${id}`. Required.
    pub when: TestTime,
    /// The call. Required.
    pub request: Request,
    /// How to wait, if the answer is not yet the result. Default: it is the result.
    #[cfg_attr(feature = "schema", serde(default))]
    pub poll: Option<Poll>,
}

/// When a test is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema, serde::Serialize),
    serde(rename_all = "kebab-case")
)]
pub enum TestTime {
    /// Before saving: what fails is not saved.
    Before,
    /// After saving; also when the admin asks to check again. Needs `replace`, because a connection whose test fails
    /// is there all the same, and a second one must not be made.
    After,
}

choice!(TestTime { Before: "before", After: "after" });

/// How to wait for the end of a test.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, serde::Serialize))]
#[cfg_attr(feature = "schema", serde(deny_unknown_fields, rename_all = "camelCase"))]
pub struct Poll {
    /// Where the test's answer says what it is called, as `${task}` in `request`. Required.
    pub task: Pointer,
    /// What is asked again and again. `${task}` and `${param.NAME}` are known in it, and `${id}` after saving. Required.
    pub request: Request,
    /// When it has passed. Required.
    pub done: Condition,
    /// When it has failed. Required.
    pub failed: Condition,
    /// Seconds between two questions, 1 to 60. Default: 2.
    #[cfg_attr(feature = "schema", serde(default = "every"), schemars(range(min = 1, max = 60)))]
    pub every: u16,
    /// Seconds after which nobody waits any more, 10 to 1800: the admin is told, and can check again. Default: 120.
    #[cfg_attr(feature = "schema", serde(default = "give_up"), schemars(range(min = 10, max = 1800)))]
    pub give_up: u16,
}

impl Test {
    pub(super) fn read(place: Place<'_>, usage: Usage<'_>) -> Self {
        let object = place.object(&["when", "request", "poll"]);
        let when = object.need("when").choice(TestTime::NAMES);
        let when = TestTime::ALL.get(when).copied().unwrap_or(TestTime::After);
        let call = if when == TestTime::Before { Call::TestBefore } else { Call::TestAfter };
        Self {
            when,
            request: Request::read(object.need("request"), Method::usual(call), &Usage { call, ..usage }),
            poll: object.optional("poll").map(|place| Poll::read(place, when, usage)),
        }
    }
}

impl Poll {
    fn read(place: Place<'_>, when: TestTime, usage: Usage<'_>) -> Self {
        let object = place.object(&["task", "request", "done", "failed", "every", "giveUp"]);
        let request = object.need("request");
        let request = Request::read(request, Method::Get, &Usage { call: Call::Poll, ..usage });
        if when == TestTime::Before && request.tells(|name| *name == super::Name::Id) {
            object.place_of("request").refuse("has `id` somewhere, which is not known before saving");
        }
        Self {
            task: Pointer::read(&object.need("task")),
            request,
            done: Condition::read(object.need("done")),
            failed: Condition::read(object.need("failed")),
            every: object.get("every").map_or_else(every, |place| place.number(1, 60)),
            give_up: object.get("giveUp").map_or_else(give_up, |place| place.number(10, 1800)),
        }
    }
}

fn every() -> u16 {
    2
}

fn give_up() -> u16 {
    120
}

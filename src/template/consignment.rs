use super::letter::{Letter, Secret};
use super::{Consigned, Template, Values};
use crate::profile::requests::Name;

/// A submission on its way to an endpoint of another dialect: what is sent, in which order, and what it says.
#[derive(Debug)]
pub struct Consignment {
    /// What it makes.
    pub makes: Consigned,
    /// What is told, without the secret.
    pub values: Values,
    /// The platform's test, if it comes first.
    pub test: Option<Letter>,
    /// The request itself.
    pub letter: Letter,
}

impl Template {
    /// What is sent for these values. Nothing, if there is no such request or the path has a value that is not known.
    pub fn consign(&self, makes: Consigned, values: Values, secret: Secret<'_>) -> Option<Consignment> {
        let request = self.request(makes)?;
        let letter = self.letter(request, &values, secret)?;
        // A change that brings no credential has nothing to test.
        let tested = makes.has_credential() && self.tests_before();
        let test = self.requests().test.as_ref().filter(|_| tested);
        let test = match test {
            Some(test) => Some(self.letter(&test.request, &values, secret)?),
            None => None,
        };
        Some(Consignment { makes, values, test, letter })
    }

    /// The request that lists the connections.
    pub fn list(&self) -> Option<Letter> {
        self.letter(self.requests().list.as_ref()?, &Values::default(), Secret::None)
    }

    /// The request that reads one connection.
    pub fn read(&self, id: &str) -> Option<Letter> {
        self.of_one(self.requests().read.as_ref()?, id)
    }

    /// The request that removes one.
    pub fn delete(&self, id: &str) -> Option<Letter> {
        self.of_one(self.requests().delete.as_ref()?, id)
    }

    /// The request that has one tested.
    pub fn test(&self, id: &str) -> Option<Letter> {
        self.of_one(&self.requests().test.as_ref().filter(|_| self.tests_after())?.request, id)
    }

    /// The request that asks how a test goes.
    pub fn poll(&self, task: &str, id: Option<&str>) -> Option<Letter> {
        let poll = self.requests().test.as_ref()?.poll.as_ref()?;
        let values = Values { id: id.map(Box::from), task: Some(task.into()), ..Values::default() };
        self.letter(&poll.request, &values, Secret::None)
    }

    /// Whether what was saved is to be tested now.
    pub fn is_tested_after(&self, makes: Consigned) -> bool {
        makes.has_credential() && self.tests_after()
    }

    /// Whether a connection has to be known before it can be changed: all that is sent stays as it is.
    pub fn updates_whole(&self) -> bool {
        let request = self.requests().update.as_ref();
        request.is_some_and(|request| request.tells(|name| *name != Name::Id))
    }

    fn of_one(&self, request: &crate::profile::requests::Request, id: &str) -> Option<Letter> {
        let values = Values { id: Some(id.into()), ..Values::default() };
        self.letter(request, &values, Secret::None)
    }
}

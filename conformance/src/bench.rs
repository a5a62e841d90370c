use std::sync::{Mutex, PoisonError};

use anyhow::Result;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::Options;
use crate::client::{Ask, Client, under};
use crate::reply::Reply;
use crate::report::{Outcome, Report};
use crate::rule::Level;

/// What the groups of rules share.
#[derive(Debug)]
pub struct Bench {
    pub client: Client,
    pub options: Options,
    /// Ids of the connections that were made and not removed.
    made: Mutex<Vec<String>>,
}

impl Bench {
    pub fn new(options: Options) -> Result<Self> {
        let client = Client::new(&options.endpoint, &options.headers, options.other_headers.as_deref())?;
        client.guard(&options.values.client_secret);
        Ok(Self { client, options, made: Mutex::default() })
    }

    pub fn finish(self) -> Report {
        let left = self.made.into_inner().unwrap_or_else(PoisonError::into_inner);
        self.client.notes().report(self.options.level, left)
    }

    /// Notes that a rule was kept or broken by an answer.
    pub fn check(&self, rule: &'static str, kept: bool, reply: &Reply) {
        self.client.check(rule, kept, || reply.came());
    }

    /// Notes that rules are not tested.
    pub fn skip(&self, rules: &[&'static str], why: &str) {
        for rule in rules {
            self.client.note(rule, Outcome::Skipped(why.to_owned()));
        }
    }

    /// Whether an operation is to be tested, by its first answer: one that was named has to be there.
    pub fn offers(&self, operation: &str, first: &Reply, rules: &[&'static str]) -> bool {
        let named = self.options.operations.as_ref().map(|operations| operations.contains(operation));
        let offered = named.unwrap_or(!first.is_not_offered());
        if !offered {
            self.skip(rules, &format!("{operation} is not offered"));
        }
        offered
    }

    /// The body that makes a good connection.
    pub fn good(&self) -> Value {
        let values = &self.options.values;
        values.body(&values.subscription_id, &values.client_secret)
    }

    /// A body that is accepted and whose connection cannot work: nobody has this subscription or secret.
    /// Each is another connection.
    pub fn hopeless(&self) -> Value {
        let secret = format!("{}-{}", Uuid::new_v4(), Uuid::new_v4());
        self.client.guard(&secret);
        self.options.values.body(&Uuid::new_v4().to_string(), &secret)
    }

    /// Makes a connection, and remembers to remove it.
    pub async fn create(&self, key: &str, body: &Value) -> Reply {
        let reply = self.client.ask(Ask::create(key, body)).await;
        self.remember(&reply);
        reply
    }

    /// Remembers to remove what was made.
    pub fn remember(&self, reply: &Reply) {
        let Some(id) = reply.id() else { return };
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if !made.iter().any(|known| known == id) {
            made.push(id.to_owned());
        }
    }

    /// It is gone.
    pub fn forget(&self, id: &str) {
        self.made.lock().unwrap_or_else(PoisonError::into_inner).retain(|known| known != id);
    }

    /// What was made and is still there.
    pub fn made(&self) -> Vec<String> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub async fn read(&self, id: &str) -> Reply {
        self.client.ask(Ask::get(under(id))).await
    }

    /// Whether the level asks for more than the minimum.
    pub fn is_full(&self) -> bool {
        self.options.level == Level::Full
    }
}

/// A new idempotency key.
pub fn key() -> String {
    Uuid::new_v4().to_string()
}

/// A body with one value replaced, or taken away.
pub fn with(mut body: Value, pointer: &str, value: Option<Value>) -> Value {
    let Some((parent, name)) = pointer.rsplit_once('/') else { return body };
    if let Some(parent) = body.pointer_mut(parent) {
        match (parent, value) {
            (Value::Object(members), Some(value)) => drop(members.insert(name.to_owned(), value)),
            (Value::Object(members), None) => drop(members.remove(name)),
            (Value::Array(items), value) => {
                let slot = name.parse().ok().and_then(|index: usize| items.get_mut(index));
                if let Some(slot) = slot {
                    *slot = value.unwrap_or(json!(null));
                }
            }
            _ => {}
        }
    }
    body
}

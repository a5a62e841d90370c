//! Other people's endpoints: what a profile's [`Requests`] make of a submission, and of what comes back.
//!
//! ```text
//!   Submission, Change, Handover ── Values ── Letter ──► the shell sends it
//!                      Connection ◄── read ── Answer ◄──
//! ```
//!
//! Nothing here sends anything. A [`Letter`] is complete but for the origin, which the endpoint gives; the secret is
//! in its body only, in a buffer that is wiped.

mod consignment;
mod letter;
mod preview;
mod read;
mod resolve;
mod run;
mod values;

use std::collections::BTreeMap;

use crate::azure::Cloud;
use crate::contract::Federation;
use crate::profile::requests::{AnswerShape, Filter, Name, Request, Requests, TestTime, Text, Value};
use crate::profile::{Profile, ProfileError};

pub use consignment::Consignment;
pub use letter::{Letter, Secret};
pub use preview::{Preview, example, preview};
pub use read::{TaskState, refused};
pub use run::{Run, RunState};
pub use values::Values;

/// The requests of a profile together with what the page says of itself.
#[derive(Debug)]
pub struct Template {
    requests: Requests,
    params: BTreeMap<Box<str>, Box<str>>,
    /// The cloud of the profile, if it has one only.
    cloud: Option<Cloud>,
}

/// What an `update` can change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Changes {
    /// The name.
    pub name: bool,
    /// The platform's own fields.
    pub extras: bool,
    /// The subscriptions.
    pub scopes: bool,
    /// The secret.
    pub secret: bool,
    /// The credential's kind.
    pub kind: bool,
}

impl Default for Changes {
    fn default() -> Self {
        Self { name: true, extras: true, scopes: true, secret: true, kind: true }
    }
}

impl Template {
    /// The template of a profile that has one, with the page's params.
    ///
    /// # Errors
    /// What is wrong with the requests, or which param is missing.
    pub fn new(
        profile: &Profile,
        params: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Option<Self>, ProfileError> {
        let Some(text) = &profile.endpoint.requests else { return Ok(None) };
        let requests = text.read(profile)?;
        let params = params.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        let cloud = if let [cloud] = &*profile.clouds { Some(*cloud) } else { None };
        let template = Self { requests, params, cloud };
        match template.missing_param() {
            None => Ok(Some(template)),
            Some((place, name)) => {
                let detail = ["has `param.", &name, "`, which the page did not give in `params`"].concat();
                Err(ProfileError::bad(&["endpoint.requests.", place].concat(), &detail))
            }
        }
    }

    /// The requests.
    pub fn requests(&self) -> &Requests {
        &self.requests
    }

    /// The first param that a request needs and the page did not give, and which request that is.
    fn missing_param(&self) -> Option<(&'static str, Box<str>)> {
        self.requests.slots().into_iter().find_map(|(place, slot)| match &slot.name {
            Name::Param(name) if !self.params.contains_key(name) => {
                let has_other =
                    slot.filters.iter().any(|filter| matches!(filter, Filter::Or(_) | Filter::List));
                (!has_other).then(|| (place, name.clone()))
            }
            _ => None,
        })
    }

    /// What can be changed of a connection.
    pub fn changes(&self) -> Changes {
        let Some(update) = &self.requests.update else { return Changes::default() };
        let tells = |wanted: &[Name]| update.tells(|name| wanted.contains(name));
        let certain = update.body.iter().flat_map(Value::certain_slots);
        let bare = certain.into_iter().any(|slot| slot.name == Name::ClientSecret);
        Changes {
            name: !bare && tells(&[Name::Name]),
            extras: !bare && update.tells(|name| matches!(name, Name::Extra(_))),
            scopes: !bare && tells(&[Name::SubscriptionIds, Name::Scopes]),
            secret: tells(&[Name::ClientSecret]),
            kind: !bare && tells(&[Name::Credential]),
        }
    }

    /// Whether a connection can be found in the list by what was sent.
    pub fn can_look_up(&self) -> bool {
        let shape = &self.requests.connection;
        self.requests.list.is_some()
            && [&shape.client_id, &shape.subscription_id, &shape.management_group_id, &shape.scopes]
                .into_iter()
                .any(Option::is_some)
    }

    /// How the answer to a submission is read.
    pub fn answer_to(&self, makes: Consigned) -> Option<&AnswerShape> {
        self.request(makes).map(|request| &request.answer)
    }

    /// Whether a credential is tested before it is saved.
    pub fn tests_before(&self) -> bool {
        self.requests.test.as_ref().is_some_and(|test| test.when == TestTime::Before)
    }

    /// Whether a connection can be tested at any time.
    pub fn tests_after(&self) -> bool {
        self.requests.test.as_ref().is_some_and(|test| test.when == TestTime::After)
    }

    /// What a federated credential has to say in a cloud.
    pub fn federation(&self, cloud: Cloud) -> Option<Federation> {
        let texts = self.requests.federation.as_ref()?;
        let values = Values { cloud: Some(cloud), ..Values::default() };
        let text = |text: &Text| self.text(text, &values).unwrap_or_default();
        let audience = match &texts.audience {
            Some(audience) => text(audience),
            None => audience_in(cloud).to_owned(),
        };
        Some(Federation {
            issuer: text(&texts.issuer).as_str().into(),
            subject: text(&texts.subject).as_str().into(),
            audience: audience.as_str().into(),
        })
    }

    fn param(&self, name: &str) -> Option<&str> {
        self.params.get(name).map(|value| &**value)
    }

    fn request(&self, consigned: Consigned) -> Option<&Request> {
        match consigned {
            Consigned::Create => Some(&self.requests.create),
            Consigned::Replace => self.requests.replace.as_ref(),
            Consigned::Update { .. } => self.requests.update.as_ref(),
        }
    }
}

/// What a federated credential is for, in each cloud.
fn audience_in(cloud: Cloud) -> &'static str {
    match cloud {
        Cloud::AzureCloud => "api://AzureADTokenExchange",
        Cloud::AzureUSGovernment => "api://AzureADTokenExchangeUSGov",
        Cloud::AzureChinaCloud => "api://AzureADTokenExchangeChina",
    }
}

/// What is made by a request that may carry the secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consigned {
    /// A new connection.
    Create,
    /// One that never worked, once more.
    Replace,
    /// A change of one.
    Update {
        /// Whether it brings another credential.
        credential: bool,
    },
}

impl Consigned {
    /// Whether a credential is handed over.
    fn has_credential(self) -> bool {
        !matches!(self, Self::Update { credential: false })
    }
}

#[cfg(test)]
mod tests;

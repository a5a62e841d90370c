//! What answers say.

use super::{Template, Values};
use crate::azure::{Date, Scope, SubscriptionId};
use crate::contract::{
    Check, CheckId, CheckState, Connection, ConnectionId, ConnectionList, CredentialKind, CredentialView,
    ExtraValue, Extras, Shown, Status,
};
use crate::exchange::{Answer, Broken, Failure, FailureKind, Outcome};
use crate::json::Node;
use crate::profile::requests::{AnswerShape, Poll, Source};

/// The most characters of a secret that are ever kept: as many as the portal shows.
const HINT: usize = 3;

/// More connections than this are no list for a page.
const MOST: usize = 1000;

/// How a test stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TaskState {
    /// It has not ended.
    Running,
    /// It has passed.
    Passed,
    /// It has failed, for this reason.
    Failed(Option<Shown>),
}

/// The reason why not, if an answer is no success: by its status, by the template's own word for success, and with the
/// platform's words for it. The body itself is not kept where it was a success: it may hold anybody's secret.
pub fn refused(answer: &Answer, shape: &AnswerShape) -> Option<Failure> {
    if let Some(failure) = answer.refused() {
        return Some(match words(answer.json().as_ref(), shape) {
            Some(words) => failure.with_detail(words),
            None => failure,
        });
    }
    let condition = shape.success.as_ref()?;
    let node = match answer.node() {
        Ok(node) => node,
        Err(failure) => return Some(failure.without_raw()),
    };
    match condition.holds(&node) {
        Some(true) => None,
        Some(false) => Some(answer.turned_down(words(Some(&node), shape))),
        None => Some(answer.broken(Broken::Shape).without_raw()),
    }
}

/// What the platform says went wrong.
fn words(node: Option<&Node>, shape: &AnswerShape) -> Option<Shown> {
    let node = node?;
    shape.error.iter().find_map(|pointer| match pointer.find(node) {
        Some(Node::Text(text)) => Some(Shown::new(text)).filter(|words| !words.is_empty()),
        Some(Node::Number(Some(number))) => Some(Shown::new(&number.to_string())),
        _ => None,
    })
}

impl Template {
    /// Reads the connection that an answer holds. What it does not say is taken from what was sent; one that says
    /// nothing at all will do where the id is known without it.
    ///
    /// # Errors
    /// See [`FailureKind`].
    pub fn read_connection(
        &self,
        answer: Answer,
        shape: &AnswerShape,
        sent: Option<&Values>,
    ) -> Outcome<Connection> {
        if let Some(failure) = refused(&answer, shape) {
            return Err(failure);
        }
        let known = sent.and_then(|values| values.id.clone());
        let node = match answer.node() {
            Ok(node) => Some(node),
            Err(failure)
                if *failure.kind() == FailureKind::Broken(Broken::Empty)
                    && (known.is_some() || self.names_itself()) =>
            {
                None
            }
            Err(failure) => return Err(failure.without_raw()),
        };
        let item = node.as_ref().and_then(|node| shape.item.find(node)).unwrap_or(&Node::Null);
        match self.connection(item, sent) {
            Some(connection) => Ok(answer.reply(connection)),
            None => Err(answer.broken(Broken::Shape).without_raw()),
        }
    }

    /// Reads a list.
    ///
    /// # Errors
    /// See [`FailureKind`].
    pub fn read_list(&self, answer: Answer, shape: &AnswerShape) -> Outcome<ConnectionList> {
        if let Some(failure) = refused(&answer, shape) {
            return Err(failure);
        }
        let node = answer.node().map_err(Failure::without_raw)?;
        let Some(Node::List(items)) = shape.items.find(&node) else {
            return Err(answer.broken(Broken::Shape).without_raw());
        };
        // What is none of ours (another kind of account, say) is passed over.
        let items = items.iter().take(MOST).filter_map(|item| self.connection(item, None)).collect();
        Ok(answer.reply(ConnectionList { items, next: None }))
    }

    /// Reads what a test that is waited for is called.
    ///
    /// # Errors
    /// See [`FailureKind`].
    pub fn read_task(&self, answer: Answer, poll: &Poll) -> Result<Box<str>, Failure> {
        let node = answer.node().map_err(Failure::without_raw)?;
        let task = poll.task.find(&node).and_then(scalar).filter(|task| !task.is_empty());
        task.map(Box::from).ok_or_else(|| answer.broken(Broken::Shape).without_raw())
    }

    /// Reads how a test stands.
    ///
    /// # Errors
    /// See [`FailureKind`].
    pub fn read_state(&self, answer: Answer, poll: &Poll) -> Outcome<TaskState> {
        let node = answer.node().map_err(Failure::without_raw)?;
        let state = match (poll.done.holds(&node), poll.failed.holds(&node)) {
            (_, Some(true)) => TaskState::Failed(words(Some(&node), &poll.request.answer)),
            (Some(true), _) => TaskState::Passed,
            (None, None) => return Err(answer.broken(Broken::Shape).without_raw()),
            _ => TaskState::Running,
        };
        Ok(answer.reply(state))
    }

    /// Whether the id of every connection is known without an answer.
    fn names_itself(&self) -> bool {
        matches!(self.requests().connection.id, Source::Text(_))
    }

    fn connection(&self, item: &Node, sent: Option<&Values>) -> Option<Connection> {
        let shape = &self.requests().connection;
        let get = |source: &Option<Source>| self.find(source.as_ref()?, item);
        let shown = |source: &Option<Source>| get(source).map(|text| Shown::new(&text));
        let id = self.find(&shape.id, item);
        let id = id.or_else(|| sent.and_then(|values| values.id.as_deref().map(str::to_owned)))?;
        let of_sent =
            |value: fn(&Values) -> Option<String>| sent.and_then(value).map(|text| Shown::new(&text));
        let status = match &shape.status {
            Some(source) => status(self.find(source, item).as_deref()),
            None => Status::Connected,
        };
        let cloud = shown(&shape.cloud)
            .or_else(|| of_sent(|values| values.cloud.map(|cloud| cloud.name().to_owned())))
            .or_else(|| self.cloud.map(|cloud| Shown::new(cloud.name())));
        let mut scopes = self.scopes(item);
        if let Some(values) = sent.filter(|_| scopes.is_empty()) {
            scopes.extend(values.scopes.iter().map(|scope| Shown::new(&scope.to_string())));
        }
        Some(Connection {
            id: ConnectionId::parse(&id).ok()?,
            name: shown(&shape.name).or_else(|| of_sent(|values| values.name.as_deref().map(str::to_owned))),
            status,
            cloud,
            tenant_id: shown(&shape.tenant_id)
                .or_else(|| of_sent(|values| values.tenant_id.as_deref().map(str::to_owned))),
            client_id: shown(&shape.client_id)
                .or_else(|| of_sent(|values| values.client_id.as_deref().map(str::to_owned))),
            scopes,
            credential: Some(self.credential(item, sent)),
            role: sent.and_then(|values| values.role.clone()),
            extras: self.extras(item, sent),
            checks: vec![Check::new(CheckId::Other("saved".into()), CheckState::Pass)],
            created_at: shown(&shape.created_at),
            updated_at: shown(&shape.updated_at),
        })
    }

    fn credential(&self, item: &Node, sent: Option<&Values>) -> CredentialView {
        let shape = &self.requests().connection;
        let get = |source: &Option<Source>| self.find(source.as_ref()?, item);
        let kind = match get(&shape.credential).as_deref() {
            Some("secret") => CredentialKind::Secret,
            Some("federated") => CredentialKind::Federated,
            Some("certificate") => CredentialKind::Certificate,
            Some(_) => CredentialKind::Unknown,
            None => sent.and_then(|values| values.kind).unwrap_or(CredentialKind::Secret),
        };
        let hint = get(&shape.hint).map(|hint| hint.chars().take(HINT).collect::<String>());
        let expires_on = get(&shape.expires_on).and_then(|text| day(&text));
        let expires_on = expires_on.or_else(|| sent.and_then(|values| values.expires_on));
        CredentialView {
            kind,
            hint: hint.filter(|hint| !hint.is_empty()).map(|hint| Shown::new(&hint)),
            expires_on: expires_on.map(|day| Shown::new(&day.to_string())),
        }
    }

    fn scopes(&self, item: &Node) -> Vec<Shown> {
        let shape = &self.requests().connection;
        let mut scopes = Vec::new();
        let mut add = |scope: Scope| scopes.push(Shown::new(&scope.to_string()));
        for text in self.find_all(shape.scopes.as_ref(), item) {
            text.parse().into_iter().for_each(&mut add);
        }
        for text in self.find_all(shape.subscription_id.as_ref(), item) {
            SubscriptionId::parse(&text).into_iter().for_each(|id| add(Scope::Subscription(id)));
        }
        for text in self.find_all(shape.management_group_id.as_ref(), item) {
            let path = ["/providers/Microsoft.Management/managementGroups/", &text].concat();
            path.parse().into_iter().for_each(&mut add);
        }
        scopes
    }

    fn extras(&self, item: &Node, sent: Option<&Values>) -> Extras {
        let mut extras = sent.map(|values| values.extras.clone()).unwrap_or_default();
        for (name, source) in &self.requests().connection.extras {
            let name = Box::from(name.as_str());
            let list =
                matches!(source, Source::At(pointer, _) if matches!(pointer.find(item), Some(Node::List(_))));
            if list {
                let list = self.find_all(Some(source), item).into_iter().map(Box::from).collect();
                extras.insert(name, ExtraValue::List(list));
            } else if let Some(text) = self.find(source, item) {
                extras.insert(name, ExtraValue::Text(text.into()));
            }
        }
        extras
    }

    /// The value at a place, as text.
    fn find(&self, source: &Source, item: &Node) -> Option<String> {
        match source {
            Source::At(pointer, map) => self.ours(map.as_deref(), scalar(pointer.find(item)?)?),
            Source::Text(text) => self.text(text, &Values::default()),
        }
    }

    /// The values of a list, or the one that stands there.
    fn find_all(&self, source: Option<&Source>, item: &Node) -> Vec<String> {
        let Some(source) = source else { return Vec::new() };
        match source {
            Source::At(pointer, map) => match pointer.find(item) {
                Some(Node::List(list)) => {
                    let texts = list.iter().take(MOST).filter_map(scalar);
                    texts.filter_map(|text| self.ours(map.as_deref(), text)).collect()
                }
                _ => self.find(source, item).into_iter().collect(),
            },
            Source::Text(_) => self.find(source, item).into_iter().collect(),
        }
    }

    /// Our word for theirs.
    fn ours(&self, map: Option<&str>, theirs: String) -> Option<String> {
        match map {
            Some(map) => self.requests().maps.ours(map, &theirs).map(str::to_owned),
            None => Some(theirs),
        }
    }
}

/// A string, a whole number or a flag as text. A number that was too large to be read is none.
fn scalar(node: &Node) -> Option<String> {
    match node {
        Node::Text(text) => Some(text.clone()),
        Node::Number(Some(number)) if !matches!(*number, i64::MAX | i64::MIN) => Some(number.to_string()),
        Node::Flag(flag) => Some(if *flag { "true" } else { "false" }.to_owned()),
        _ => None,
    }
}

fn status(word: Option<&str>) -> Status {
    let known = [Status::Verifying, Status::Connected, Status::Attention, Status::Failed];
    let status = known.into_iter().find(|status| Some(status.as_str()) == word);
    status.unwrap_or(if word.is_some() { Status::Unknown } else { Status::Connected })
}

/// The day of a date, of a moment, or of seconds (or milliseconds) since 1970.
fn day(text: &str) -> Option<Date> {
    if let Ok(seconds) = text.parse::<i64>() {
        let seconds = if seconds > 100_000_000_000 { seconds / 1000 } else { seconds };
        return Some(Date::from_unix_days(seconds.div_euclid(86_400)));
    }
    text.get(..10)?.parse().ok()
}

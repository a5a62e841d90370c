mod templated;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_net::http::Method;
use js_sys::{Date, Math};

use super::courier::{Letter, To};
use super::foreign::text;
use super::stop::Cut;
use super::{Hooks, Stop};
use crate::azure::Cloud;
use crate::contract::{
    Connection, ConnectionId, ConnectionList, Federation, IdempotencyKey, Lookup, LookupQuery,
    PublicCertificate,
};
use crate::exchange::{
    Answer, Attempts, Echo, Endpoint, Failure, FailureKind, Headers, Limits, Next, Outcome, Parcel, Reply,
    cookie,
};
use crate::json::FromJson;
use crate::profile::Csrf;
use crate::profile::requests::AnswerShape;
use crate::template::{Run, Template, refused};

/// The platform's API. Every request of the wizard is one of its methods.
///
/// A copy is cheap and is the same client. Each method ends when the answer is there, when the
/// patience of [`Limits`] is spent, or when its [`Stop`] is pulled.
#[derive(Clone)]
pub struct Client(Rc<Inner>);

#[derive(Clone)]
struct Inner {
    endpoint: Endpoint,
    hooks: Hooks,
    csrf: Option<Csrf>,
    write: Limits,
    on_wait: Option<OnWait>,
    /// The requests of another dialect.
    template: Option<Rc<Template>>,
    /// Tests of connections of that dialect.
    runs: RefCell<Vec<Run>>,
    /// Whether a connection of that dialect may have been made without an answer.
    unsure: Cell<bool>,
}

/// Told of each wait before another attempt: why, and how many milliseconds.
type OnWait = Rc<dyn Fn(&Failure, u64)>;

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Client").field(&self.0.endpoint).finish()
    }
}

/// What a request is, apart from where it goes.
struct Errand<'a> {
    operation: &'static str,
    method: Method,
    limits: Limits,
    body: Option<&'a [u8]>,
    key: Option<IdempotencyKey>,
    content_type: &'static str,
    if_match: Option<&'a str>,
    /// Headers of a template.
    headers: &'a [(Box<str>, String)],
    /// How a template reads the answer.
    shape: Option<&'a AnswerShape>,
}

impl<'a> Errand<'a> {
    fn read(operation: &'static str, limits: Limits) -> Self {
        let method = Method::GET;
        Self {
            operation,
            method,
            limits,
            body: None,
            key: None,
            content_type: "application/json",
            if_match: None,
            headers: &[],
            shape: None,
        }
    }

    fn write(operation: &'static str, method: Method, limits: Limits, parcel: Option<&'a Parcel>) -> Self {
        let (body, key) = (parcel.map(Parcel::body), parcel.map(Parcel::key));
        Self { method, body, key, ..Self::read(operation, limits) }
    }
}

impl Errand<'_> {
    /// The reason why not, if an answer is no success.
    fn refused(&self, answer: &Answer) -> Option<Failure> {
        match self.shape {
            Some(shape) => refused(answer, shape),
            None => answer.refused(),
        }
    }
}

impl Client {
    /// A client of this endpoint.
    pub fn new(endpoint: Endpoint, hooks: Hooks) -> Self {
        Self(Rc::new(Inner {
            endpoint,
            hooks,
            csrf: None,
            write: Limits::WRITE,
            on_wait: None,
            template: None,
            runs: RefCell::default(),
            unsure: Cell::default(),
        }))
    }

    /// Copies the cookie of the profile into its header. Only on the page's own origin:
    /// elsewhere the cookie is not sent, and its value is none of their business.
    pub fn with_csrf(mut self, csrf: Csrf) -> Self {
        Rc::make_mut(&mut self.0).csrf = Some(csrf);
        self
    }

    /// Speaks another dialect: the same methods, other requests.
    pub fn with_template(mut self, template: Template) -> Self {
        Rc::make_mut(&mut self.0).template = Some(Rc::new(template));
        self
    }

    /// The requests of another dialect, if it speaks one.
    pub fn template(&self) -> Option<&Template> {
        self.0.template.as_deref()
    }

    /// How patient it is with requests that change something; [`Limits::WRITE`] if it is not told.
    pub fn with_limits(mut self, limits: Limits) -> Self {
        Rc::make_mut(&mut self.0).write = limits;
        self
    }

    /// Tells somebody of each wait before another attempt.
    pub fn on_wait(mut self, told: impl Fn(&Failure, u64) + 'static) -> Self {
        Rc::make_mut(&mut self.0).on_wait = Some(Rc::new(told));
        self
    }

    /// Where a connection is, or where connections are made.
    pub fn address(&self, id: Option<&ConnectionId>) -> String {
        match id {
            Some(id) => self.0.endpoint.under(&[id.as_str()]),
            None => self.0.endpoint.url(),
        }
    }

    /// Method and address of what goes to an endpoint of another dialect.
    pub fn asked(&self, parcel: &Parcel) -> Option<(&'static str, String)> {
        let letter = &parcel.consignment()?.letter;
        Some((letter.method.name(), self.0.endpoint.below(&letter.path, "")?))
    }

    /// `POST {endpoint}`: makes a connection.
    ///
    /// # Errors
    /// See [`FailureKind`].
    pub async fn create(&self, parcel: &Parcel, stop: &Stop) -> Outcome<Connection> {
        if let Some(template) = self.template() {
            return self.consign(template, parcel, stop).await;
        }
        let errand = Errand::write("create", Method::POST, self.0.write, Some(parcel));
        self.ask(errand, parcel.echo(), &[], stop).await
    }

    /// `PUT {endpoint}/{id}`: replaces a connection that has never been connected.
    ///
    /// # Errors
    /// See [`FailureKind`].
    pub async fn replace(&self, id: &ConnectionId, parcel: &Parcel, stop: &Stop) -> Outcome<Connection> {
        if let Some(template) = self.template() {
            return self.consign(template, parcel, stop).await;
        }
        let errand = Errand::write("replace", Method::PUT, self.0.write, Some(parcel));
        self.ask(errand, parcel.echo(), &[id.as_str()], stop).await
    }

    /// `PATCH {endpoint}/{id}`: changes what the parcel's merge patch says, if the connection is
    /// still of the version that `etag` names.
    ///
    /// # Errors
    /// See [`FailureKind`].
    pub async fn update(
        &self,
        id: &ConnectionId,
        etag: Option<&str>,
        parcel: &Parcel,
        stop: &Stop,
    ) -> Outcome<Connection> {
        if let Some(template) = self.template() {
            return self.consign(template, parcel, stop).await;
        }
        let errand = Errand {
            content_type: "application/merge-patch+json",
            if_match: etag,
            ..Errand::write("update", Method::PATCH, self.0.write, Some(parcel))
        };
        self.ask(errand, parcel.echo(), &[id.as_str()], stop).await
    }

    /// `GET {endpoint}/{id}`: one connection.
    ///
    /// # Errors
    /// See [`FailureKind`].
    pub async fn read(&self, id: &ConnectionId, stop: &Stop) -> Outcome<Connection> {
        if let Some(template) = self.template() {
            return self.read_by(template, id, &Echo::none(), Limits::READ, stop).await;
        }
        self.ask(Errand::read("read", Limits::READ), &Echo::none(), &[id.as_str()], stop).await
    }

    /// The same, asked once: for whoever keeps a [`Pace`](crate::exchange::Pace) and will ask
    /// again. `sent` is the submission that is being verified: checks may quote it.
    ///
    /// # Errors
    /// See [`FailureKind`].
    pub async fn poll(&self, id: &ConnectionId, sent: Option<&Parcel>, stop: &Stop) -> Outcome<Connection> {
        let none = Echo::none();
        let echo = sent.map_or(&none, Parcel::echo);
        if let Some(template) = self.template() {
            return self.poll_by(template, id, echo, stop).await;
        }
        let url = self.0.endpoint.under(&[id.as_str()]);
        self.fetch(&Errand::read("read", Limits::POLL), echo, &url, stop).await?.read()
    }

    /// `GET {endpoint}`: the connections, or the further page that a list names as its `next`.
    ///
    /// # Errors
    /// See [`FailureKind`]. A `next` that leads away from the endpoint is no page of it.
    pub async fn list(&self, next: Option<&str>, stop: &Stop) -> Outcome<ConnectionList> {
        if let Some(template) = self.template() {
            return self.list_by(template, stop).await;
        }
        let url = match next {
            None => self.0.endpoint.url(),
            Some(next) => {
                self.0.endpoint.page(next).ok_or_else(|| Failure::silence(FailureKind::NotFound))?
            }
        };
        self.fetch(&Errand::read("list", Limits::READ), &Echo::none(), &url, stop).await?.read()
    }

    /// `POST {endpoint}/{id}/verify`: has the checks run again.
    ///
    /// # Errors
    /// See [`FailureKind`].
    pub async fn verify(&self, id: &ConnectionId, stop: &Stop) -> Outcome<Connection> {
        if let Some(template) = self.template() {
            return self.verify_by(template, id, stop).await;
        }
        let errand = Errand::write("verify", Method::POST, Limits::READ, None);
        self.ask(errand, &Echo::none(), &[id.as_str(), "verify"], stop).await
    }

    /// `DELETE {endpoint}/{id}`: removes a connection. One that is gone already is removed.
    ///
    /// # Errors
    /// See [`FailureKind`].
    pub async fn delete(&self, id: &ConnectionId, stop: &Stop) -> Result<(), Failure> {
        if let Some(template) = self.template() {
            return self.delete_by(template, id, stop).await;
        }
        let errand = Errand::write("delete", Method::DELETE, self.0.write, None);
        let url = self.0.endpoint.under(&[id.as_str()]);
        match self.fetch(&errand, &Echo::none(), &url, stop).await {
            Ok(answer) => answer.read_nothing().map(|_| ()),
            Err(failure) if *failure.kind() == FailureKind::NotFound => Ok(()),
            Err(failure) => Err(failure),
        }
    }

    /// `GET {endpoint}/federation?cloud=…`: what a federated credential has to say in this cloud.
    ///
    /// # Errors
    /// See [`FailureKind`].
    pub async fn federation(&self, cloud: Cloud, stop: &Stop) -> Outcome<Federation> {
        if let Some(template) = self.template() {
            let value = template.federation(cloud).ok_or_else(|| Failure::silence(FailureKind::NotFound))?;
            return Ok(Reply { value, created: false, retry_after_ms: None, etag: None });
        }
        let url = self.0.endpoint.federation(cloud);
        self.fetch(&Errand::read("federation", Limits::READ), &Echo::none(), &url, stop).await?.read()
    }

    /// `GET {endpoint}/certificate`: the certificate to upload.
    ///
    /// # Errors
    /// See [`FailureKind`].
    pub async fn certificate(&self, stop: &Stop) -> Outcome<PublicCertificate> {
        self.ask(Errand::read("certificate", Limits::READ), &Echo::none(), &["certificate"], stop).await
    }

    /// `GET {endpoint}/lookup`: which directory a domain and a subscription belong to. Asked once: it
    /// helps, and nothing waits for it.
    ///
    /// # Errors
    /// See [`FailureKind`].
    pub async fn lookup(&self, query: &LookupQuery, stop: &Stop) -> Outcome<Lookup> {
        let url = self.0.endpoint.lookup(query);
        self.fetch(&Errand::read("lookup", Limits::POLL), &Echo::none(), &url, stop).await?.read()
    }

    async fn ask<T: FromJson>(
        &self,
        errand: Errand<'_>,
        echo: &Echo,
        under: &[&str],
        stop: &Stop,
    ) -> Outcome<T> {
        self.fetch(&errand, echo, &self.0.endpoint.under(under), stop).await?.read()
    }

    /// Tries until there is an answer that stays, and gives back one that is no refusal.
    async fn fetch(
        &self,
        errand: &Errand<'_>,
        echo: &Echo,
        url: &str,
        stop: &Stop,
    ) -> Result<Answer, Failure> {
        let mut attempts = Attempts::new(errand.limits);
        let mut refreshed = false;
        loop {
            let began = Date::now();
            let attempt = self.attempt(errand, url, echo);
            let failure = match stop.within(attempts.time_limit_ms(), attempt).await {
                Ok(Ok(answer)) => match errand.refused(&answer) {
                    None => return Ok(answer),
                    Some(failure) => failure,
                },
                Ok(Err(kind)) => Failure::silence(kind),
                Err(Cut::TimedOut) => Failure::silence(FailureKind::TimedOut),
                Err(Cut::Stopped) => Failure::silence(FailureKind::Stopped),
            };
            // Headers and cookie are read anew for each attempt, so one more is the refresh.
            let renewable = self.0.hooks.headers.is_some() || self.0.csrf.is_some();
            if *failure.kind() == FailureKind::CsrfExpired && renewable && !refreshed {
                refreshed = true;
                continue;
            }
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let took_ms = (Date::now() - began) as u64;
            match attempts.heard(failure.heard(), took_ms, Math::random()) {
                Next::Wait(ms) => {
                    if let Some(told) = &self.0.on_wait {
                        told(&failure, ms);
                    }
                    if !stop.wait(ms).await {
                        return Err(Failure::silence(FailureKind::Stopped));
                    }
                }
                Next::GiveUp | Next::Stop => return Err(failure),
            }
        }
    }

    async fn attempt(&self, errand: &Errand<'_>, url: &str, echo: &Echo) -> Result<Answer, FailureKind> {
        let mut headers = Headers::default();
        headers.add("Accept", "application/json, application/problem+json");
        if errand.body.is_some() {
            headers.add("Content-Type", errand.content_type);
        }
        if let Some(key) = errand.key {
            headers.add(IdempotencyKey::HEADER, &key.to_string());
        }
        if let Some(etag) = errand.if_match {
            headers.add("If-Match", etag);
        }
        self.0.hooks.add_headers(&mut headers).await;
        let same_origin = self.0.endpoint.is_same_origin();
        if let Some(csrf) = self.0.csrf.as_ref().filter(|_| same_origin) {
            let cookies = web_sys::window().and_then(|window| text(window.document()?.as_ref(), "cookie"));
            if let Some(value) = cookies.as_deref().and_then(|cookies| cookie(cookies, csrf.cookie.as_str()))
            {
                headers.add(csrf.header.as_str(), value);
            }
        }
        for (name, value) in errand.headers {
            headers.add(name, value);
        }
        let letter = Letter {
            operation: errand.operation,
            method: errand.method.clone(),
            url,
            to: if same_origin { To::Page } else { To::Elsewhere },
            headers,
            body: errand.body,
            echo,
        };
        letter.send(self.0.hooks.transport.as_ref()).await
    }
}

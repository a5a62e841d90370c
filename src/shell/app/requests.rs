//! The effects that send something, and what comes of them.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::Context;
use yew::html::Scope;
use zeroize::Zeroizing;

use super::seal::Sealed;
use super::{App, AppProps, Msg, emit, wake};
use crate::azure::{ClientSecret, Date};
use crate::contract::{Change, Connection, ConnectionId, Handover, Shown};
use crate::exchange::{AllowedOrigins, Endpoint, Envelope, Hints, Outcome, Parcel, began_ms};
use crate::profile::{CredentialKind, Profile, ProfileError};
use crate::shell::http::{self, Client, Stop};
use crate::shell::{Options, clock};
use crate::template::{Consigned, Consignment, Secret, Template, Values};
use crate::wizard::{Message, Operation, Phase, WizardEvent};

impl App {
    /// Ends all requests under way; their answers are no longer wanted.
    pub(super) fn new_round(&mut self) {
        self.stop.pull();
        self.stop = Stop::new();
        self.round += 1;
        self.ticking = false;
        self.due = None;
    }

    pub(super) fn submit(&mut self, ctx: &Context<Self>, operation: Operation, fresh: bool) {
        self.new_round();
        let name = if operation == Operation::Create { "create" } else { "replace" };
        if !emit(ctx, &WizardEvent::Submit { operation: name }) {
            return self.tell(ctx, Message::HeldBack);
        }
        let Some(client) = self.client.clone() else {
            return self.tell(ctx, Message::Unsafe);
        };
        if fresh || self.parcel.is_none() {
            self.parcel = match self.pack(&operation) {
                Some(Packed::Closed(parcel)) => Some(Rc::new(*parcel)),
                Some(Packed::Open(envelope)) => {
                    self.parcel = None;
                    return self.seal(ctx, *envelope, self.stop.clone(), Sealed::Submission(operation));
                }
                None => None,
            };
        }
        let Some(parcel) = self.parcel.clone() else {
            return self.tell(ctx, Message::Unsafe);
        };
        self.send(ctx, &client, operation, parcel);
    }

    /// Sends a submission.
    pub(super) fn send(
        &mut self,
        ctx: &Context<Self>,
        client: &Client,
        operation: Operation,
        parcel: Rc<Parcel>,
    ) {
        self.asked = client.asked(&parcel).unwrap_or_else(|| match &operation {
            Operation::Create => ("POST", client.address(None)),
            Operation::Replace(id) => ("PUT", client.address(Some(id))),
        });
        self.arrivals.begin();
        let (link, round, stop) = (ctx.link().clone(), self.round, self.stop.clone());
        let client = client.clone();
        spawn_local(async move {
            let outcome = match operation {
                Operation::Create => client.create(&parcel, &stop).await,
                Operation::Replace(id) => client.replace(&id, &parcel, &stop).await,
            };
            link.send_message(Msg::Answered(round, Message::Sent(Box::new(outcome))));
        });
    }

    /// A submission or a change was answered.
    pub(super) fn sent(&mut self, outcome: &Outcome<Connection>) {
        let (method, address) = std::mem::take(&mut self.asked);
        self.note_answer(method, &address, outcome.as_ref().err());
        self.hear(outcome);
    }

    /// Reads the secret from its field into the one body that it may be in; where the credential is of
    /// another kind, there is none to read, whatever stands in the field.
    fn pack(&self, operation: &Operation) -> Option<Packed> {
        let submission = self.wizard.submission()?;
        let Some(template) = self.client.as_ref().and_then(Client::template) else {
            if self.has_to_seal() {
                return self
                    .envelope(|key, secret, to| Some(Envelope::of_submission(key, submission, secret, to)));
            }
            return self.parcel_with(|handover| Some(Cargo::Body(submission.body(handover))));
        };
        let (makes, id) = match operation {
            Operation::Create => (Consigned::Create, None),
            Operation::Replace(id) => (Consigned::Replace, Some(id.as_str().into())),
        };
        self.parcel_with(|handover| {
            let values = Values { id, ..Values::of(&submission, &handover) };
            template.consign(makes, values, Secret::of(&handover)).map(Cargo::Consignment)
        })
    }

    /// The same for a change of a connection that there is.
    pub(super) fn pack_change(&self, change: &Change, credential: bool) -> Option<Packed> {
        let closed = |parcel| Some(Packed::Closed(Box::new(parcel)));
        let Some(template) = self.client.as_ref().and_then(Client::template) else {
            if !credential {
                return closed(Parcel::new(http::new_key()?, change.body(None), None));
            }
            if self.has_to_seal() {
                let connection = self.wizard.care().subject()?.connection.as_deref()?;
                let ids = (connection.tenant_id.as_ref()?.as_str(), connection.client_id.as_ref()?.as_str());
                return self.envelope(|key, secret, to| {
                    Some(Envelope::of_change(key, change.clone(), secret, ids, to))
                });
            }
            return self.parcel_with(|handover| Some(Cargo::Body(change.body(Some(handover)))));
        };
        let connection = self.wizard.care().subject()?.connection.as_deref()?;
        let values = Values::of_connection(connection);
        let makes = Consigned::Update { credential };
        if !credential {
            let consignment = template.consign(makes, values.changed(change, None), Secret::None)?;
            return closed(Parcel::consigned(http::new_key()?, consignment, None));
        }
        self.parcel_with(|handover| {
            let values = values.changed(change, Some(&handover));
            template.consign(makes, values, Secret::of(&handover)).map(Cargo::Consignment)
        })
    }

    /// Where the profile describes another API, the client speaks it; where it does so badly, nothing can be sent.
    pub(super) fn speak_template(&mut self, ctx: &Context<Self>) {
        let AppProps { profile, options } = ctx.props();
        match Template::new(profile, options.params.iter().cloned()) {
            Ok(None) => {}
            Ok(Some(template)) => {
                self.wizard.limit_changes(template.changes());
                self.client = self.client.take().map(|client| client.with_template(template));
            }
            Err(error) => self.refuse_profile(ctx, error),
        }
    }

    /// Something is wrong with the profile that is read late: nothing can be sent.
    pub(super) fn refuse_profile(&mut self, ctx: &Context<Self>, error: ProfileError) {
        self.client = None;
        match ctx.props().options.refused.clone() {
            // Whoever hears it may take this wizard down, which is at work now.
            Some(refused) => spawn_local(async move { refused(&error) }),
            None => {
                let text = ["azure-connect: the profile is refused: ", &error.to_string()].concat();
                web_sys::console::error_1(&text.into());
            }
        }
    }

    /// A parcel of what is made of the credential in the fields.
    fn parcel_with(&self, cargo: impl FnOnce(Handover<'_>) -> Option<Cargo>) -> Option<Packed> {
        match self.wizard.kind() {
            CredentialKind::Secret => {}
            CredentialKind::Federated => return cargo(Handover::Federated)?.parcel(None),
            CredentialKind::Certificate => {
                let thumbprint = self.wizard.certificate()?.thumbprint().to_string();
                return cargo(Handover::Certificate { thumbprint: &thumbprint })?.parcel(None);
            }
        }
        // Where it has to be sealed, no other way leads out of the field.
        if self.has_to_seal() {
            return None;
        }
        let (secret, value) = self.typed_secret()?;
        let handover = Handover::Secret { value: &secret, expires_on: value };
        cargo(handover)?.parcel(Some(secret.expose()))
    }

    /// What is in the field of the secret, and the day on which it expires.
    pub(super) fn typed_secret(&self) -> Option<(ClientSecret, Option<Date>)> {
        let text = self.secret.read()?;
        let answers = self.wizard.answers();
        let parsed =
            if answers.secret_insisted { ClientSecret::insist(&text) } else { ClientSecret::parse(&text) };
        Some((parsed.ok()?, answers.expiry.value().map(|expiry| expiry.date())))
    }

    pub(super) fn poll(&mut self, ctx: &Context<Self>, id: ConnectionId, now: bool) {
        self.watching_since.get_or_insert_with(clock::now_ms);
        self.gave_up = false;
        if !self.ticking {
            self.ticking = true;
            self.tick(ctx);
        }
        let wait = if now { 0 } else { self.pause() };
        self.poll_in(ctx, id, wait);
    }

    /// What every answer about a connection brings: which checks have settled, and when to ask again.
    pub(super) fn hear(&mut self, outcome: &Outcome<Connection>) {
        if let Ok(reply) = outcome {
            self.arrivals.note(&reply.value);
            self.retry_after = reply.retry_after_ms;
        }
    }

    /// How long to wait before the next look.
    fn pause(&mut self) -> u64 {
        let hints = match self.wizard.phase() {
            Phase::Watching(watch) => {
                watch.connection.as_deref().map(|connection| Hints::of(connection, self.retry_after))
            }
            _ => None,
        };
        self.pace.answered(hints.unwrap_or_default())
    }

    fn poll_in(&mut self, ctx: &Context<Self>, id: ConnectionId, wait: u64) {
        let Some(client) = self.client.clone() else { return };
        self.due = Some(wake::Due::after(wait));
        let (link, round, stop) = (ctx.link().clone(), self.round, self.stop.clone());
        let parcel = self.parcel.clone();
        spawn_local(async move {
            if wait > 0 && !stop.wait(wait).await {
                return;
            }
            let outcome = client.poll(&id, parcel.as_deref(), &stop).await;
            link.send_message(Msg::Polled(round, Box::new(outcome)));
        });
    }

    pub(super) fn polled(&mut self, ctx: &Context<Self>, outcome: Outcome<Connection>) {
        if let Ok(reply) = &outcome
            && !self.arrivals.are_whole()
        {
            self.watching_since = Some(since(&reply.value));
        }
        self.hear(&outcome);
        let watched = match self.wizard.phase() {
            Phase::Watching(watch) => Some(&watch.id),
            _ => None,
        };
        let address = self.client.as_ref().map(|client| client.address(watched)).unwrap_or_default();
        self.note_answer("GET", &address, outcome.as_ref().err());
        let missed = outcome.as_ref().err().map(|failure| failure.retry_after_ms());
        self.tell(ctx, Message::Polled(Box::new(outcome)));
        // The question got no answer, the connection is still there: ask again, more and more slowly.
        if let (Some(retry_after), Phase::Watching(watch)) = (missed, self.wizard.phase()) {
            let id = watch.id.clone();
            match self.pace.missed(retry_after) {
                _ if watch.paused => {}
                Some(wait) => self.poll_in(ctx, id, wait),
                // Nobody asks any more, so the page must not say that it does.
                None => {
                    self.gave_up = true;
                    self.tell(ctx, Message::Pause(true));
                }
            }
        }
    }

    fn tick(&self, ctx: &Context<Self>) {
        let (link, round, stop) = (ctx.link().clone(), self.round, self.stop.clone());
        spawn_local(async move {
            while stop.wait(1_000).await {
                link.send_message(Msg::Tick(round));
            }
        });
    }
}

/// What goes into a parcel.
pub(super) enum Cargo {
    /// A body of the dialect.
    Body(Zeroizing<Vec<u8>>),
    /// What goes to an endpoint of another one.
    Consignment(Consignment),
}

impl Cargo {
    fn parcel(self, secret: Option<&str>) -> Option<Packed> {
        let key = http::new_key()?;
        Some(Packed::Closed(Box::new(match self {
            Self::Body(body) => Parcel::new(key, body, secret),
            Self::Consignment(consignment) => Parcel::consigned(key, consignment, secret),
        })))
    }
}

/// What is made of a submission.
pub(super) enum Packed {
    /// It can be sent.
    Closed(Box<Parcel>),
    /// Its secret is to be sealed first.
    Open(Box<Envelope>),
}

/// When the verification of a connection began that this page did not send itself.
fn since(connection: &Connection) -> f64 {
    let moment = |text: &Option<Shown>| text.as_ref().map(|text| js_sys::Date::parse(text.as_str()));
    began_ms(moment(&connection.created_at), moment(&connection.updated_at), clock::now_ms())
}

/// A client for the endpoint, if a secret may go there.
pub(super) fn client(url: &str, profile: &Profile, options: &Options, link: &Scope<App>) -> Option<Client> {
    let page = http::page()?;
    let allowed = AllowedOrigins::parse(&options.allow_origins).unwrap_or_default();
    match Endpoint::resolve(url, &page, &allowed) {
        Ok(endpoint) => {
            let hooks = options.hooks.clone();
            let link = link.clone();
            let client = Client::new(endpoint, hooks)
                .on_wait(move |_, _| link.send_message(Msg::Wizard(Message::Retrying)));
            Some(match &profile.endpoint.csrf {
                Some(csrf) => client.with_csrf(csrf.clone()),
                None => client,
            })
        }
        Err(error) => {
            let text = ["azure-connect: the endpoint is refused: ", error.code()].concat();
            web_sys::console::error_1(&text.into());
            None
        }
    }
}

//! The effects that send something, and what comes of them.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::Context;
use yew::html::Scope;
use zeroize::Zeroizing;

use super::{App, Msg, emit, wake};
use crate::azure::ClientSecret;
use crate::contract::{Connection, ConnectionId, Handover, Shown};
use crate::exchange::{AllowedOrigins, Endpoint, Hints, Outcome, Parcel, began_ms};
use crate::profile::{CredentialKind, Profile};
use crate::shell::http::{self, Client, Stop};
use crate::shell::{Options, clock};
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
            self.parcel = self.pack().map(Rc::new);
        }
        let Some(parcel) = self.parcel.clone() else {
            return self.tell(ctx, Message::Unsafe);
        };
        self.asked = match &operation {
            Operation::Create => ("POST", client.address(None)),
            Operation::Replace(id) => ("PUT", client.address(Some(id))),
        };
        self.arrivals.begin();
        let (link, round, stop) = (ctx.link().clone(), self.round, self.stop.clone());
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
    fn pack(&self) -> Option<Parcel> {
        let submission = self.wizard.submission()?;
        self.parcel_with(|handover| submission.body(handover))
    }

    /// A parcel of what is made of the credential in the fields.
    pub(super) fn parcel_with(
        &self,
        body: impl FnOnce(Handover<'_>) -> Zeroizing<Vec<u8>>,
    ) -> Option<Parcel> {
        match self.wizard.kind() {
            CredentialKind::Secret => {}
            CredentialKind::Federated => {
                return Some(Parcel::new(http::new_key()?, body(Handover::Federated), None));
            }
            CredentialKind::Certificate => {
                let thumbprint = self.wizard.certificate()?.thumbprint().to_string();
                let handover = Handover::Certificate { thumbprint: &thumbprint };
                return Some(Parcel::new(http::new_key()?, body(handover), None));
            }
        }
        let text = self.secret.read()?;
        let answers = self.wizard.answers();
        let parsed =
            if answers.secret_insisted { ClientSecret::insist(&text) } else { ClientSecret::parse(&text) };
        let secret = parsed.ok()?;
        let expires_on = answers.expiry.value().map(|expiry| expiry.date());
        let handover = Handover::Secret { value: &secret, expires_on };
        Some(Parcel::new(http::new_key()?, body(handover), Some(secret.expose())))
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

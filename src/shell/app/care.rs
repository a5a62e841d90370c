//! Requests about connections that there are.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::Context;

use super::requests::Packed;
use super::seal::Sealed;
use super::wake::Due;
use super::{App, Msg, emit};
use crate::contract::{Connection, ConnectionId, Shown};
use crate::exchange::{Hints, Outcome, Parcel};
use crate::shell::http::Stop;
use crate::wizard::{CareMessage, CareRequest, Message, WizardEvent, reminder};

/// How many pages of the list are read, at most.
const PAGES: usize = 5;

impl App {
    /// Ends what is under way about a connection that there is.
    pub(super) fn cancel_care(&mut self) {
        self.care_stop.pull();
        self.care_stop = Stop::new();
        self.care_due = None;
        self.care_parcel = self.care_parcel.take().filter(|_| self.wizard.care().is_open());
    }

    pub(super) fn care(&mut self, ctx: &Context<Self>, request: CareRequest) {
        if let Some(operation) = request.announced()
            && !emit(ctx, &WizardEvent::Submit { operation })
        {
            return self.tell(ctx, Message::HeldBack);
        }
        if self.client.is_none() {
            return self.tell(ctx, Message::Unsafe);
        }
        match request {
            CareRequest::List => self.look_back(ctx),
            CareRequest::Read { id, now } => {
                let wait = if now { 0 } else { self.care_pause() };
                self.care_read(ctx, id, wait);
            }
            CareRequest::Update { id, etag, change, credential, fresh } => {
                if fresh || self.care_parcel.is_none() {
                    self.care_parcel = match self.pack_change(&change, credential) {
                        Some(Packed::Closed(parcel)) => Some(Rc::new(*parcel)),
                        Some(Packed::Open(envelope)) => {
                            self.care_parcel = None;
                            let stop = self.care_stop.clone();
                            return self.seal(ctx, *envelope, stop, Sealed::Change(id, etag));
                        }
                        None => None,
                    };
                }
                let Some(parcel) = self.care_parcel.clone() else {
                    return self.tell(ctx, Message::Unsafe);
                };
                self.care_update(ctx, id, etag, parcel);
            }
            CareRequest::Verify(id) => self.care_verify(ctx, id),
            CareRequest::Delete(id) => self.care_delete(ctx, id),
        }
    }

    fn care_read(&mut self, ctx: &Context<Self>, id: ConnectionId, wait: u64) {
        let Some(client) = self.client.clone() else { return };
        self.care_due = Some(Due::after(wait));
        self.care_gave_up = false;
        let (link, stop) = (ctx.link().clone(), self.care_stop.clone());
        // Azure can quote the secret that was sent in what it says of it.
        let parcel = self.care_parcel.clone();
        spawn_local(async move {
            if wait > 0 && !stop.wait(wait).await {
                return;
            }
            let outcome = client.poll(&id, parcel.as_deref(), &stop).await;
            // Whoever ended it asks anew, so its end is no miss: two would ask from then on.
            if !stop.is_pulled() {
                link.send_message(Msg::CareRead(id, Box::new(outcome)));
            }
        });
    }

    pub(super) fn care_update(
        &mut self,
        ctx: &Context<Self>,
        id: ConnectionId,
        etag: Option<Box<str>>,
        parcel: Rc<Parcel>,
    ) {
        self.arrivals.begin();
        let Some(client) = self.client.clone() else { return };
        self.asked = client.asked(&parcel).unwrap_or_else(|| ("PATCH", client.address(Some(&id))));
        let (link, stop) = (ctx.link().clone(), self.care_stop.clone());
        spawn_local(async move {
            let outcome = client.update(&id, etag.as_deref(), &parcel, &stop).await;
            link.send_message(Msg::CareChanged(id, Box::new(outcome)));
        });
    }

    fn care_verify(&mut self, ctx: &Context<Self>, id: ConnectionId) {
        self.arrivals.begin();
        let Some(client) = self.client.clone() else { return };
        self.asked = ("POST", [&client.address(Some(&id)), "/verify"].concat());
        let (link, stop) = (ctx.link().clone(), self.care_stop.clone());
        spawn_local(async move {
            let outcome = client.verify(&id, &stop).await;
            link.send_message(Msg::CareChanged(id, Box::new(outcome)));
        });
    }

    fn care_delete(&self, ctx: &Context<Self>, id: ConnectionId) {
        let Some(client) = self.client.clone() else { return };
        let (link, stop) = (ctx.link().clone(), self.care_stop.clone());
        spawn_local(async move {
            let outcome = client.delete(&id, &stop).await.map_err(Box::new);
            link.send_message(Msg::Wizard(Message::Care(CareMessage::Removed(id, outcome))));
        });
    }

    /// The day on which the credential expires, for a calendar.
    pub(super) fn download_reminder(&mut self, ctx: &Context<Self>) {
        let subject = self.wizard.care().subject();
        let Some(connection) = subject.and_then(|subject| subject.connection.as_deref()) else { return };
        let name = connection.name.as_ref().map_or(connection.id.as_str(), |name| name.as_str()).to_owned();
        let platform = self.wizard.profile().platform.name.as_str();
        let values = [("platform", platform), ("name", &*name)];
        let title = self.texts.fill("care.reminder.title", &values);
        let text = self.texts.fill("care.reminder.text", &values);
        let today = self.wizard.answers().today();
        if let Some(file) = reminder(connection, &title, &text, today) {
            self.save(ctx, "azure-connect.ics", "text/calendar", &file);
        }
    }

    /// How long to wait before the next look.
    fn care_pause(&mut self) -> u64 {
        let connection = self.wizard.care().subject().and_then(|subject| subject.connection.as_deref());
        let hints = connection.map(|connection| Hints::of(connection, self.retry_after));
        self.pace.answered(hints.unwrap_or_default())
    }

    /// A change or a verification was answered.
    pub(super) fn care_changed(
        &mut self,
        ctx: &Context<Self>,
        id: ConnectionId,
        outcome: Box<Outcome<Connection>>,
    ) {
        if outcome.is_ok() {
            self.pace.hurry();
        }
        self.sent(&outcome);
        self.tell(ctx, Message::Care(CareMessage::Changed(id, outcome)));
    }

    /// The connection was asked for.
    pub(super) fn care_was_read(
        &mut self,
        ctx: &Context<Self>,
        id: ConnectionId,
        outcome: Box<Outcome<Connection>>,
    ) {
        self.hear(&outcome);
        let address = self.client.as_ref().map(|client| client.address(Some(&id))).unwrap_or_default();
        self.note_answer("GET", &address, outcome.as_ref().as_ref().err());
        let missed = outcome.as_ref().as_ref().err().map(|failure| failure.retry_after_ms());
        self.tell(ctx, Message::Care(CareMessage::Read(id, outcome)));
        let watching =
            self.wizard.care().subject().filter(|subject| subject.trouble && subject.is_verifying());
        let Some((id, paused)) = watching.map(|subject| (subject.id.clone(), subject.paused)) else { return };
        // The question got no answer, the connection is still there: ask again, more and more slowly.
        if let Some(retry_after) = missed.filter(|_| !paused) {
            match self.pace.missed(retry_after) {
                Some(wait) => self.care_read(ctx, id, wait),
                // Nobody asks any more, so the page must not say that it does.
                None => {
                    self.care_gave_up = true;
                    self.tell(ctx, Message::Care(CareMessage::Pause(true)));
                }
            }
        }
    }

    /// Asks for the connections that there are. For the wizard it is help, not a gate: no answer is no news.
    pub(super) fn look_back(&self, ctx: &Context<Self>) {
        let Some(client) = self.client.clone() else { return };
        let (link, stop) = (ctx.link().clone(), self.stop.clone());
        spawn_local(async move {
            let mut next: Option<Shown> = None;
            let mut whole = false;
            for _ in 0..PAGES {
                let Ok(page) = client.list(next.as_ref().map(Shown::as_str), &stop).await else { break };
                link.send_message(Msg::Wizard(Message::Listed(page.value.items)));
                next = page.value.next;
                whole = next.is_none();
                if whole {
                    break;
                }
            }
            link.send_message(Msg::Wizard(Message::Care(CareMessage::ListEnded(whole))));
        });
    }
}

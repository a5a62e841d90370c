//! Secrets that leave the browser sealed, or not at all.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::Context;

use super::requests::Packed;
use super::{App, Msg};
use crate::azure::{ClientSecret, Date};
use crate::contract::{ConnectionId, IdempotencyKey};
use crate::exchange::{Addressee, Envelope, Parcel};
use crate::profile::{CredentialKind, SealKey};
use crate::shell::clock;
use crate::shell::http::{self, SealError, Stop};
use crate::wizard::{Message, Operation};

/// For whom secrets are sealed.
#[derive(Debug)]
pub(super) struct Seal {
    key: SealKey,
    audience: String,
}

/// What is sent once its secret is sealed.
#[derive(Debug)]
pub enum Sealed {
    /// A submission.
    Submission(Operation),
    /// A change of a connection, and the version that it is about.
    Change(ConnectionId, Option<Box<str>>),
}

impl App {
    /// Reads what the profile says of sealing; where that is no good, nothing can be sent.
    pub(super) fn learn_to_seal(&mut self, ctx: &Context<Self>) {
        let profile = &ctx.props().profile;
        let Some(text) = &profile.credential.seal else { return };
        let read = text.read(profile).and_then(|seal| {
            let audience = seal.audience(&ctx.props().options.params)?;
            Ok(Seal { key: seal.jwk, audience })
        });
        match read {
            Ok(seal) => self.seal = Some(Rc::new(seal)),
            Err(error) => self.refuse_profile(ctx, error),
        }
    }

    /// Whether what is in the field of the secret may leave the browser sealed only.
    pub(super) fn has_to_seal(&self) -> bool {
        self.wizard.profile().credential.seal.is_some() && self.wizard.kind() == CredentialKind::Secret
    }

    /// Packs the secret in the field, to be sealed.
    pub(super) fn envelope(
        &self,
        pack: impl FnOnce(IdempotencyKey, (&ClientSecret, Option<Date>), Addressee<'_>) -> Option<Envelope>,
    ) -> Option<Packed> {
        let seal = self.seal.as_deref()?;
        let (secret, expires_on) = self.typed_secret()?;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let now = (clock::now_ms() / 1000.0) as u64;
        let to = Addressee { audience: &seal.audience, now };
        Some(Packed::Open(Box::new(pack(http::new_key()?, (&secret, expires_on), to)?)))
    }

    /// Has the browser seal it, and goes on when that is done.
    pub(super) fn seal(&self, ctx: &Context<Self>, envelope: Envelope, stop: Stop, what: Sealed) {
        let Some(seal) = self.seal.clone() else { return };
        let link = ctx.link().clone();
        spawn_local(async move {
            let parcel = http::seal(envelope, &seal.key, &stop).await;
            link.send_message(Msg::Sealed(stop, what, parcel.map(Rc::new)));
        });
    }

    /// It is sealed, or it is not, and then nothing is sent.
    pub(super) fn sealed(
        &mut self,
        ctx: &Context<Self>,
        stop: &Stop,
        what: Sealed,
        parcel: Result<Rc<Parcel>, SealError>,
    ) {
        if stop.is_pulled() {
            return;
        }
        let parcel = match parcel {
            Ok(parcel) => parcel,
            Err(error) => {
                let text = ["azure-connect: the secret could not be sealed: ", error.code()].concat();
                web_sys::console::error_1(&text.into());
                return self.tell(ctx, Message::NotSealed);
            }
        };
        let Some(client) = self.client.clone() else { return };
        match what {
            Sealed::Submission(operation) => {
                self.parcel = Some(Rc::clone(&parcel));
                self.send(ctx, &client, operation, parcel);
            }
            Sealed::Change(id, etag) => {
                self.care_parcel = Some(Rc::clone(&parcel));
                self.care_update(ctx, id, etag, parcel);
            }
        }
    }
}

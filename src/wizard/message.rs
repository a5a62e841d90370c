use crate::azure::{Cloud, Field};
use crate::contract::{Connection, Federation, Lookup, PublicCertificate};
use crate::exchange::Outcome;
use crate::profile::{CredentialKind, Route};

use super::{
    CareMessage, Draft, ExitReason, ExtraMessage, Haul, PasteAct, Question, RoleMessage, ScriptMessage,
    SecretVerdict, Step, SubscriptionMessage, Target,
};

/// What happened: typed, chosen, answered.
#[derive(Debug)]
pub enum Message {
    /// A route was chosen. Choosing moves nobody.
    ChooseRoute(Route),
    /// A cloud was chosen.
    ChooseCloud(Cloud),
    /// A kind of credential was chosen.
    ChooseKind(CredentialKind),
    /// Subscriptions or a management group: what is connected was chosen.
    ChooseTarget(Target),
    /// Something at the subscriptions after the first.
    Subscriptions(SubscriptionMessage),
    /// Something at the platform's own questions.
    Extra(ExtraMessage),
    /// “Go on with those that work”: the others are left out, and the rest is sent again.
    GoOnWithWorking,
    /// A field other than the secret changed.
    Typed(Field, Box<str>),
    /// The secret's field changed; only the verdict on it comes here.
    SecretTyped(SecretVerdict),
    /// “This really is the secret” was ticked or cleared, with the verdict under the new rule.
    SecretInsisted(bool, SecretVerdict),
    /// The primary button of a step before the last.
    Continue,
    /// One step back: nothing is checked, nothing is lost.
    Back,
    /// A step in the line of steps, or the step that mends a failed check.
    GoTo(Step),
    /// “Change …” on the page of answers.
    Change(Field),
    /// “Change …” of the platform's own question at this place.
    ChangeExtra(usize),
    /// “Change Credential” on the page of answers.
    ChangeKind,
    /// “Connect subscription”.
    Connect,
    /// The host page said no to `ac-submit`.
    HeldBack,
    /// The endpoint is none that a secret may go to, so nothing was sent.
    Unsafe,
    /// The secret has to be sealed and could not be, so nothing was sent.
    NotSealed,
    /// Trying goes on after a failure that passes.
    Retrying,
    /// What came of create or replace.
    Sent(Box<Outcome<Connection>>),
    /// What came of asking for the connection.
    Polled(Box<Outcome<Connection>>),
    /// Connections that the platform has already.
    Listed(Vec<Connection>),
    /// “Use this app”: the known app at this place.
    Reuse(usize),
    /// “Register a new app instead”.
    RegisterNew,
    /// Whoever typed has paused, as [`Effect::LookUp`](super::Effect::LookUp) asked to be told.
    Paused,
    /// What came of looking a directory or a subscription up.
    LookedUp(Box<(Question, Lookup)>),
    /// All that the page and the tab bring along is in.
    Begun,
    /// What a federated credential has to say in a cloud, as the platform answered.
    Federated(Cloud, Box<Outcome<Federation>>),
    /// Ask the platform that once more.
    AskFederation,
    /// The certificate to upload, as the platform answered.
    Certified(Box<Outcome<PublicCertificate>>),
    /// Ask the platform for it: where nobody has yet, or once more where there was no answer.
    AskCertificate,
    /// Do what is offered at a field.
    TakeOffer(Field),
    /// Something on the step of the role.
    Role(RoleMessage),
    /// Something on the screens about connections.
    Care(CareMessage),
    /// Something where the script is handed over.
    Script(ScriptMessage),
    /// The keys were copied or downloaded, the secret among them.
    KeysTaken,
    /// Stop the request that is under way.
    Stop,
    /// Stop asking while the platform verifies; or go on.
    Pause(bool),
    /// Ask again now.
    CheckAgain,
    /// Look at the connection that exists already.
    OpenExisting,
    /// Back to the answers after a refusal, nothing lost.
    Dismiss,
    /// Everything from the beginning.
    StartOver,
    /// A draft of this tab.
    Restore(Draft),
    /// Something was pasted from Azure.
    Pasted(Box<Haul>),
    /// The admin's word on what came of a paste.
    Paste(PasteAct),
    /// The admin leaves.
    Exit(ExitReason),
}

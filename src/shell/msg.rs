use std::rc::Rc;

use yew::AttrValue;

use crate::azure::Field;
use crate::azure::role::Form;
use crate::contract::{Connection, ConnectionId};
use crate::exchange::{Outcome, Parcel};
use crate::paste::Pasted;
use crate::shell::app::Sealed;
use crate::shell::http::{SealError, Stop};
use crate::wizard::{Focus, Message};

/// What happens in the browser.
#[derive(Debug)]
pub enum Msg {
    /// Something for the state machine.
    Wizard(Message),
    /// An answer, with the round that it belongs to. Answers of earlier rounds are dropped.
    Answered(u32, Message),
    /// What came of a poll.
    Polled(u32, Box<Outcome<Connection>>),
    /// A secret was sealed, or could not be. What was begun before its stop was pulled is dropped.
    Sealed(Stop, Sealed, Result<Rc<Parcel>, SealError>),
    /// A connection that there is was asked for.
    CareRead(ConnectionId, Box<Outcome<Connection>>),
    /// A change of one was answered.
    CareChanged(ConnectionId, Box<Outcome<Connection>>),
    /// The secret's field changed.
    SecretTyped,
    /// Show or hide the secret.
    ToggleSecret,
    /// “This really is the secret”.
    InsistSecret(bool),
    /// Copy a text; the key names what it is.
    Copy(&'static str, AttrValue),
    /// Say something in the status region.
    Say(String),
    /// Clear the status region, if it still says the same.
    Hush(u32),
    /// Offer the role as a file, in this form.
    DownloadRole(Form),
    /// Offer the platform's certificate as a file.
    DownloadCertificate,
    /// Copy the role, in the chosen form.
    CopyRole,
    /// Offer the day on which the credential expires as a calendar file.
    DownloadReminder,
    /// Copy the script.
    CopyScript,
    /// Copying was refused: select the script in place of that.
    SelectScript,
    /// Offer the script as a file.
    DownloadScript,
    /// Copy the script for somebody else.
    CopyForOther,
    /// Copying that was refused: offer it as a file.
    SaveForOther(AttrValue),
    /// “Clear the clipboard”.
    ClearClipboard,
    /// Copy one of the keys.
    CopyKey(Field),
    /// Copy all keys, a line each.
    CopyKeys,
    /// What to say once that is done, and whether the secret was among what was copied.
    KeysCopied(String, bool),
    /// Offer the keys as an `.env` file.
    DownloadKeys,
    /// “Clear the clipboard”, where it held keys.
    ForgetKeys,
    /// The field of the role that is there changed.
    RoleTyped,
    /// “Compare”: read that field.
    CompareRole,
    /// “Use the repaired form”.
    RepairRole,
    /// Empty that field.
    ForgetRole,
    /// A file was chosen for that field.
    RoleFile(web_sys::File),
    /// What was in the file; nothing where it could not be read.
    RoleFileRead(Option<Vec<u8>>),
    /// Move the focus.
    FocusOn(Focus),
    /// Move the focus to the heading.
    FocusHeading,
    /// “Close”.
    Close,
    /// Stay after all.
    CloseDialog,
    /// Leave.
    Leave,
    /// “Start over”, which asks first.
    AskStartOver,
    /// Keep everything after all.
    CancelStartOver,
    /// Everything from the beginning.
    StartOver,
    /// The box of *Paste from Azure* has a text that did not come by pasting. Whether it is whole.
    BoxTyped(bool),
    /// A text was pasted into the box, or one with more than a field's own value into that field.
    PastedInto(Option<Field>, Box<Pasted>),
    /// The search of the chooser changed.
    Search(Box<str>),
    /// Offer the support details as a file.
    SaveSupport(AttrValue),
    /// The tab is looked at again, or the network is back.
    Awake,
    /// A second has passed while the platform verifies.
    Tick(u32),
    /// Another language: its BCP 47 tag and its table, as JSON.
    Speak(String, String),
    /// The rest of the wasm has arrived.
    RestArrived,
}

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use yew::NodeRef;
use yew::html::Scope;

use super::Wizard;
use super::wizard::Msg;

/// What an app can ask a [`Wizard`] to do, once it has been given to it as `handle`. It does nothing while there
/// is none.
#[derive(Clone, Default)]
pub struct WizardHandle(Rc<RefCell<Option<Target>>>);

/// A wizard by its element, and the way to it.
type Target = (NodeRef, Scope<Wizard>);

impl WizardHandle {
    /// Moves the focus to the heading of the current step, as soon as there is one.
    pub fn focus(&self) {
        self.send(Msg::Focus);
    }

    /// Everything from the beginning; what was typed is gone. After a failure it is another try.
    pub fn reset(&self) {
        self.send(Msg::Reset);
    }

    fn send(&self, message: Msg) {
        if let Some((_, link)) = &*self.0.borrow() {
            link.send_message(message);
        }
    }

    /// From now on it speaks to the wizard with this element.
    pub(super) fn attach(&self, host: &NodeRef, link: &Scope<Wizard>) {
        *self.0.borrow_mut() = Some((host.clone(), link.clone()));
    }

    /// That wizard goes. Another one may have taken its place already.
    pub(super) fn detach(&self, host: &NodeRef) {
        self.0.borrow_mut().take_if(|(attached, _)| attached == host);
    }
}

/// Two are the same when they are for the same wizard.
impl PartialEq for WizardHandle {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl fmt::Debug for WizardHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WizardHandle")
    }
}

//! The two parts of the release's wasm.
//!
//! The first screen needs a part of the code only, so the release is cut in two after linking
//! (`tools/split-wasm.mjs`): the first part runs alone until the rest has arrived and taken over, and is told so
//! here. A debug build is one piece, and is told at once.

use std::cell::{Cell, RefCell};

use yew::html::Scope;

use super::{App, Msg, style};

thread_local! {
    static HERE: Cell<bool> = const { Cell::new(false) };
    static WAITING: RefCell<Vec<Scope<App>>> = const { RefCell::new(Vec::new()) };
}

/// Whether all of the wasm is here; if not, the wizard will be told when it is.
pub fn wait_for(link: &Scope<App>) -> bool {
    let here = HERE.get();
    if !here {
        WAITING.with_borrow_mut(|waiting| waiting.push(link.clone()));
    }
    here
}

/// All of the wasm is here.
pub fn rest_arrived() {
    HERE.set(true);
    style::complete();
    for link in WAITING.take() {
        link.send_message(Msg::RestArrived);
    }
}

//! The component in a browser.

mod alarm;
mod hooks;
mod place;
mod site;

pub(super) use site::Site;

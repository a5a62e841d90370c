use yew::AttrValue;

use crate::profile::ProfileError;

/// Why the component cannot run. The fallback shows; [`WizardHandle::reset`](super::WizardHandle::reset) and new
/// props are another try.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WizardError {
    /// The profile is refused. The place and the reason are in the console too.
    Profile(ProfileError),
    /// The profile could not be fetched.
    Load(AttrValue),
    /// The browser refused the component its place on the page.
    Browser,
    /// The program has panicked, which ends your app as well. Told from the panic hook, so do little: send a word
    /// to your own records.
    Panic,
}

impl WizardError {
    /// The kind, as the element's `ac-error` has it: `profile`, `load` or `panic`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Profile(_) => "profile",
            Self::Load(_) | Self::Browser => "load",
            Self::Panic => "panic",
        }
    }

    /// For the integrator.
    #[cfg(target_arch = "wasm32")]
    pub(super) fn detail(&self) -> String {
        match self {
            Self::Profile(error) => {
                ["the profile is refused at \"", error.path(), "\": ", error.detail()].concat()
            }
            Self::Load(detail) => detail.to_string(),
            Self::Browser => "the browser refused a shadow root or its style sheet".into(),
            Self::Panic => "the program has panicked".into(),
        }
    }
}

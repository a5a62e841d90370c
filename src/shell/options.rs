use std::fmt;
use std::rc::Rc;

use crate::profile::ProfileError;
use crate::wizard::{ColorScheme, WizardEvent};

use super::http::Hooks;

/// What the page that embeds a wizard wants of it, beside the profile. The custom element reads it from
/// its attributes, the Yew component from its props.
pub struct Options {
    /// Overrides the profile's endpoint.
    pub endpoint: Option<String>,
    /// A connection to repair.
    pub connection: Option<String>,
    /// The BCP 47 tag of the language that is spoken, with its region: for `lang`, `dir`, plurals, lists and dates.
    pub locale: String,
    /// The table of that language, as JSON. None is needed for English.
    pub texts: Option<String>,
    /// Whether the table is the first screen's alone: nothing else is shown before [`Mounted::speak`] brings all of it.
    ///
    /// [`Mounted::speak`]: super::Mounted::speak
    pub texts_follow: bool,
    /// Which colours.
    pub theme: ColorScheme,
    /// The level of the title, 1 to 5.
    pub heading_level: u8,
    /// Origins beside the page's own that the secret may go to.
    pub allow_origins: String,
    /// Whether a draft is kept.
    pub draft: bool,
    /// Keeps drafts apart.
    pub draft_key: String,
    /// Values to begin with, by the ids of their fields.
    pub values: Vec<(String, String)>,
    /// Values for `${param.…}` of a template.
    pub params: Vec<(String, String)>,
    /// What the page brings to each request.
    pub hooks: Hooks,
    /// Told of each event; answers whether things may go on.
    pub emit: Emit,
    /// Told when what the profile says of requests is refused: they are read late, and then nothing can be sent.
    pub refused: Option<Refused>,
}

/// Hears why a profile is refused.
pub type Refused = Rc<dyn Fn(&ProfileError)>;

/// Hears what the page is told.
pub type Emit = Rc<dyn Fn(&WizardEvent) -> bool>;

impl Default for Options {
    fn default() -> Self {
        Self {
            endpoint: None,
            connection: None,
            locale: "en".into(),
            texts: None,
            texts_follow: false,
            theme: ColorScheme::Auto,
            heading_level: 2,
            allow_origins: String::new(),
            draft: true,
            draft_key: String::new(),
            values: Vec::new(),
            params: Vec::new(),
            hooks: Hooks::default(),
            emit: Rc::new(|_| true),
            refused: None,
        }
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options").field("endpoint", &self.endpoint).finish_non_exhaustive()
    }
}

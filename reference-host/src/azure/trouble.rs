/// Why Azure gave no answer that can be used.
#[derive(Debug)]
pub enum Trouble {
    /// Azure answered, and said no.
    Refused(Refused),
    /// Azure did not answer, or asked to come back: nothing is known yet.
    Later {
        /// `azure-unreachable`, `azure-error` or `throttled`.
        code: &'static str,
        /// Seconds that Azure asked to wait.
        after: Option<u32>,
    },
}

/// What Azure said, in its own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The HTTP status.
    pub status: u16,
    /// The name of the cause: `AADSTS7000215`, `AuthorizationFailed`.
    pub code: String,
    /// The text.
    pub detail: String,
    /// Microsoft's name for the request.
    pub trace_id: Option<String>,
}

use crate::wizard::Draft;

use super::clock::now_ms;

/// Where the draft of one tab lies: session storage, which is the page's origin's own.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftStore {
    key: Option<String>,
}

impl DraftStore {
    /// A store for one endpoint and one `draft-key`; `on` is false under `draft="off"`.
    pub fn new(on: bool, endpoint: &str, draft_key: &str) -> Self {
        Self { key: on.then(|| ["azure-connect:", endpoint, ":", draft_key].concat()) }
    }

    /// The draft of this tab, if there is one of the last day.
    pub fn load(&self) -> Option<Draft> {
        let text = storage()?.get_item(self.key.as_deref()?).ok()??;
        Draft::from_json(&text, now_ms())
    }

    /// Keeps a draft. Storage that is full or forbidden costs only the draft.
    pub fn save(&self, draft: &Draft) {
        if let (Some(key), Some(storage)) = (&self.key, storage()) {
            let _ = storage.set_item(key, &draft.to_json(now_ms()));
        }
    }

    /// Forgets the draft.
    pub fn clear(&self) {
        if let (Some(key), Some(storage)) = (&self.key, storage()) {
            let _ = storage.remove_item(key);
        }
    }
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok()?
}

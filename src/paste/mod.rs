//! *Paste from Azure*: whatever Azure or a tool of the field prints, taken apart.
//!
//! One file per source. Each recogniser knows what its tool prints and puts what it finds into one
//! `Gather`, with its source and line; only when all have looked is it decided which of it is a value and which
//! are several. JSON is found wherever it stands in the text, and what is left is read line by line.
//!
//! Nothing of the text is kept but the values; every buffer that a secret went through is wiped.

mod access_token;
mod app_settings;
mod az_account;
mod az_app;
mod clean;
mod documents;
mod environment;
mod flags;
mod gather;
mod hand_back;
mod ids;
mod json;
mod key;
mod line_count;
mod lines;
mod loose;
mod markup;
mod note;
mod pasted;
mod record;
#[cfg(test)]
mod sample;
mod service_principal;
mod shape;
mod source;
mod table;
mod terraform_output;
mod value;

pub use note::{Note, NoteKind};
pub use pasted::{Ambiguity, Candidate, Found, FoundSubscription, Pasted};
pub use source::Source;

use gather::Gather;
use line_count::LineCount;

use crate::azure::{Date, Guid, edge};

/// Reads a pasted text of any kind. Never fails; takes a time linear in the text, of which the first 8 MB are
/// read. `today` tells a secret that has expired.
pub fn read(text: &str, today: Date) -> Pasted {
    let mut gather = Gather::default();
    let clean = clean::clean(text, &mut gather);
    let text = clean.as_str();
    if edge::trim_blank(text).is_empty() {
        gather.note(NoteKind::Empty, None);
        return gather.finish(today, false);
    }
    // Each recogniser reads what those before it have left.
    let mut rest = vec![(0, text.len())];
    for recogniser in [hand_back::read, hand_back::read_headless, json::read] {
        let mut count = LineCount::new(text, 1);
        for (start, end) in std::mem::take(&mut rest) {
            let part = text.get(start..end).unwrap_or_default();
            let mut from = start;
            for (taken, behind) in recogniser(part, count.line_at(start), &mut gather) {
                rest.push((from, start + taken));
                from = start + behind;
            }
            rest.push((from, end));
        }
    }
    let mut count = LineCount::new(text, 1);
    let mut lines = lines::Lines::default();
    for (start, end) in rest {
        lines.read(text.get(start..end).unwrap_or_default(), count.line_at(start), &mut gather);
    }
    gather.finish(today, Guid::dressed(text).is_some())
}

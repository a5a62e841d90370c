//! The members of an object, whatever the case of their names.

use super::super::{Level, LintFinding, LintKind};
use crate::json::Node;

/// As many members that belong nowhere as somebody could look through.
const MOST_STRANGERS: usize = 100;

/// The members of an object: Azure CLI lowers the first letter of each name, PowerShell does not look at
/// case at all, and files are written accordingly.
pub(super) struct Fields {
    known: Vec<(&'static str, String, Node)>,
}

impl Fields {
    /// Sorts the members of an object into those that are looked for and others. The others are remarked upon, and so is
    /// what stands there twice; of that the last counts, as in every tool.
    pub(super) fn new(
        entries: Vec<(String, Node)>,
        names: &[&'static str],
        prefix: &str,
        remarks: &mut Vec<LintFinding>,
    ) -> Fields {
        let mut known: Vec<(&'static str, String, Node)> = Vec::new();
        for (key, node) in entries {
            let kind = match names.iter().find(|name| name.eq_ignore_ascii_case(&key)) {
                Some(name) => match known.iter().position(|(other, ..)| other == name) {
                    Some(at) => {
                        let place = [prefix, &key].concat();
                        if let Some(slot) = known.get_mut(at) {
                            *slot = (name, key, node);
                        }
                        (LintKind::DuplicateKey, place)
                    }
                    None => {
                        known.push((name, key, node));
                        continue;
                    }
                },
                None => (LintKind::UnknownKey, [prefix, &key].concat()),
            };
            if remarks.len() < MOST_STRANGERS {
                remarks.push(LintFinding { level: Level::Warning, place: kind.1, kind: kind.0 });
            }
        }
        Fields { known }
    }

    /// Takes a member out, with its name as it is written. What is `null` is not there.
    pub(super) fn take_named(&mut self, name: &str) -> Option<(String, Node)> {
        let at = self.known.iter().position(|(known, ..)| *known == name)?;
        let (_, key, node) = self.known.swap_remove(at);
        (node != Node::Null).then_some((key, node))
    }

    /// Takes a member out.
    pub(super) fn take(&mut self, name: &str) -> Option<Node> {
        self.take_named(name).map(|(_, node)| node)
    }
}

/// Whether there is a member of this name, whatever its case.
pub(super) fn has(entries: &[(String, Node)], name: &str) -> bool {
    get(entries, name).is_some()
}

/// The last member of this name, whatever its case.
pub(super) fn get<'a>(entries: &'a [(String, Node)], name: &str) -> Option<&'a Node> {
    entries.iter().rev().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, node)| node)
}

/// The text of that member.
pub(super) fn text<'a>(entries: &'a [(String, Node)], name: &str) -> Option<&'a str> {
    match get(entries, name) {
        Some(Node::Text(text)) => Some(text),
        _ => None,
    }
}

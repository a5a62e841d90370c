//! A command of az with its options: `az login --service-principal -u APP -p SECRET --tenant DIRECTORY`.

use super::gather::{At, Gather};
use super::key::{Meaning, meaning};
use super::value;
use super::{Source, shape};
use crate::azure::{Field, is_placeholder};

/// Reads the options of a command. Whether there was one that counts.
pub(super) fn read(line: &str, number: usize, gather: &mut Gather) -> bool {
    let Some((_, options)) = crate::text::split_once(line, "az ").filter(|_| line.contains(" -")) else {
        return false;
    };
    let is_app = crate::text::find(options, "--service-principal").is_some();
    let at = At { source: Source::Command, line: number };
    let (mut from, mut any) = (0, false);
    while let Some(offset) = options.get(from..).and_then(|rest| rest.find(" -")) {
        let start = from + offset + 1;
        let rest = options.get(start..).unwrap_or_default();
        let length = rest.find([' ', '=']).unwrap_or(rest.len());
        from = start + length;
        let meaning = match rest.get(..length).unwrap_or_default() {
            "-u" | "--username" if is_app => Some(Meaning::Field(Field::Client)),
            "-p" | "--password" if is_app => Some(Meaning::Field(Field::Secret)),
            "-t" if is_app => Some(Meaning::Field(Field::Tenant)),
            "-s" | "--subscription" => Some(Meaning::Field(Field::Subscription)),
            "-u" | "-p" | "-t" | "--password" => None,
            name => meaning(name),
        };
        let value = value::after(options, from, true);
        // The next option begins with a hyphen too, and so may a secret, but then it has more than letters.
        let is_option = value.text.starts_with("--");
        if let Some(meaning) = meaning
            && !is_option
            && !value.text.is_empty()
        {
            from = value.end;
            any |= match meaning {
                Meaning::Field(Field::Secret) if is_placeholder(value.text) => gather.secret(value.text, at),
                Meaning::Field(Field::Secret) if value.text.starts_with('$') => false,
                Meaning::Field(Field::Secret) => {
                    gather.secret(shape::only_secret(value.text).unwrap_or(value.text), at)
                }
                meaning => gather.take(meaning, value.text, at),
            };
        }
    }
    any
}

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

#[cfg(test)]
mod tests {
    use crate::paste::Pasted;
    use crate::paste::sample::{ANY, CLIENT, SECRET, TENANT, notes, paste};

    fn ids(pasted: &Pasted) -> [Option<String>; 2] {
        [
            pasted.client.as_ref().map(|found| found.value.to_string()),
            pasted.tenant.as_ref().map(|found| found.value.to_string()),
        ]
    }

    #[test]
    fn short_options_are_those_of_a_service_principal_only() {
        for (id, secret, tenant) in [("-u", "-p", "-t"), ("--username", "--password", "--tenant")] {
            let pasted = paste(&format!(
                "az login --service-principal {id} @client {secret} @secret {tenant} @tenant"
            ));
            assert_eq!(ids(&pasted), [Some(CLIENT.into()), Some(TENANT.into())]);
            assert_eq!(pasted.secret.unwrap().value.expose(), SECRET);
        }
        for line in
            ["az login --identity -u @any", "az vm list -t @any", "az login -u me -p Not~AnApps_Word9"]
        {
            let pasted = paste(line);
            assert!(ids(&pasted) == [None, None] && pasted.secret.is_none(), "{line}");
        }
    }

    #[test]
    fn a_password_that_a_shell_makes_is_none() {
        for (word, told) in [("$ARM_CLIENT_SECRET", true), ("<password>", true), ("$(pass", false)] {
            let pasted =
                paste(&format!("az login --service-principal -u @client -p {word} --tenant @tenant"));
            assert!(pasted.secret.is_none(), "{word}");
            assert_eq!(notes(&pasted) == ["placeholder"], told, "{word}");
            assert_eq!(ids(&pasted), [Some(CLIENT.into()), Some(TENANT.into())]);
        }
        let quoted = paste("az login --service-principal -u @client -p 'An.Older+One1' --tenant @tenant");
        assert_eq!(quoted.secret.unwrap().value.expose(), "An.Older+One1");
    }

    #[test]
    fn a_value_is_taken_once_and_an_option_is_no_value() {
        let pasted = paste("az account set --subscription=@any --tenant --client-id @client -s @any");
        assert_eq!(pasted.subscriptions.len(), 1);
        assert_eq!(pasted.subscriptions[0].id.to_string(), ANY);
        assert_eq!(ids(&pasted), [Some(CLIENT.into()), None]);
    }

    #[test]
    fn a_command_without_such_options_is_left_to_others() {
        let read = |line: &str| super::read(line, 1, &mut crate::paste::gather::Gather::default());
        assert!(read("az login --tenant contoso.com"));
        assert!(read(&format!("az account set -s {ANY} --output table")));
        assert!(!read("az vm list --output table") && !read("az") && !read("login --tenant contoso.com"));
    }
}

//! The line that our scripts print at their end:
//! `azc1 t=… c=… s=… [e=…] [k=…] #<crc32>`, with the checksum of all that stands before ` #`.
//!
//! A terminal wraps it, a chat cuts it, somebody mends it: it is used whole or not at all.

use zeroize::Zeroizing;

use super::gather::{At, Gather, plain};
use super::line_count::LineCount;
use super::{NoteKind, Source};
use crate::azure::{Field, Guid, SubscriptionId};
use crate::text::crc32;

const BEGIN: &str = "azc";

/// Digits of the checksum.
const DIGITS: usize = 8;

/// Reads every such line of a text whose first line has this number. Gives the stretches that belong to them, in bytes, read or not.
pub(super) fn read(text: &str, first: usize, gather: &mut Gather) -> Vec<(usize, usize)> {
    let mut taken = Vec::new();
    let mut from = 0;
    let mut count = LineCount::new(text, first);
    while let Some((start, version)) = begin(text, from) {
        let line = count.line_at(start);
        // It ends before the next one begins, and no later than at an empty line.
        let next = begin(text, start + BEGIN.len()).map_or(text.len(), |(next, _)| next);
        let region = until_gap(text.get(start..next).unwrap_or_default());
        let at = At { source: Source::HandBack, line };
        let length = if version == b'1' {
            one(region, at, gather)
        } else {
            gather.note(NoteKind::HandBackNewer, Some(line));
            region.len()
        };
        from = start + length.max(BEGIN.len());
        taken.push((start, start + length));
    }
    taken
}

/// Finds lines whose first word is missing. Gives their stretches: nothing of them is used.
pub(super) fn read_headless(text: &str, first: usize, gather: &mut Gather) -> Vec<(usize, usize)> {
    let mut taken = Vec::new();
    let mut from = 0;
    let mut count = LineCount::new(text, first);
    while let Some(start) = headless(text, from) {
        let region = until_gap(text.get(start..).unwrap_or_default());
        gather.note(NoteKind::HandBackCut, Some(count.line_at(start)));
        from = start + region.len();
        taken.push((start, from));
    }
    taken
}

/// `t=<id> c=`, which nothing else prints.
fn headless(text: &str, from: usize) -> Option<usize> {
    const TENANT: &str = "t=";
    const CLIENT: &str = " c=";
    let mut at = from;
    loop {
        at += crate::text::find(text.get(at..)?, TENANT)?;
        let id = at + TENANT.len();
        let behind = text.get(id + 36..id + 36 + CLIENT.len());
        let is_word = at == 0 || text.as_bytes().get(at - 1).is_none_or(|b| !b.is_ascii_alphanumeric());
        if is_word && behind == Some(CLIENT) && text.get(id..id + 36).and_then(Guid::hyphenated).is_some() {
            return Some(at);
        }
        at = id;
    }
}

/// Where the next line begins, and the digit of its version.
fn begin(text: &str, from: usize) -> Option<(usize, u8)> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        at += crate::text::find(text.get(at..)?, BEGIN)?;
        let is_word = at == 0 || bytes.get(at - 1).is_none_or(|b| !b.is_ascii_alphanumeric());
        let version = bytes.get(at + BEGIN.len()).copied().filter(u8::is_ascii_digit);
        let then = bytes.get(at + BEGIN.len() + 1);
        match version {
            Some(version) if is_word && then.is_none_or(|b| b.is_ascii_whitespace()) => {
                return Some((at, version));
            }
            _ => at += BEGIN.len(),
        }
    }
}

/// Up to the first empty line.
fn until_gap(region: &str) -> &str {
    crate::text::split_once(region, "\n\n").map_or(region, |(before, _)| before)
}

/// Reads the line that this region begins with. Gives the length of what belongs to it.
fn one(region: &str, at: At, gather: &mut Gather) -> usize {
    let mut searched = 0;
    let mut changed = None;
    while let Some(offset) = region.get(searched..).and_then(|rest| rest.find('#')) {
        let sign = searched + offset;
        searched = sign + 1;
        let Some((sum, end)) = checksum(region, sign + 1) else { continue };
        let body = region.get(..sign).unwrap_or_default();
        if let Some(line) = unwrapped(body, sum) {
            take(&line, at, gather);
            return end;
        }
        changed = changed.or(Some(end));
        // A secret may hold such a sign, but not often.
        break;
    }
    let kind = if changed.is_some() { NoteKind::HandBackChanged } else { NoteKind::HandBackCut };
    gather.note(kind, Some(at.line));
    changed.unwrap_or(region.len())
}

/// The eight digits from there, over a line's end if need be, and where they end.
fn checksum(region: &str, from: usize) -> Option<(u32, usize)> {
    let mut sum: u32 = 0;
    let mut count = 0;
    for (offset, c) in region.get(from..)?.char_indices() {
        match c.to_digit(16) {
            Some(digit) => {
                sum = (sum << 4) + digit;
                count += 1;
                if count == DIGITS {
                    return Some((sum, from + offset + 1));
                }
            }
            None if matches!(c, '\n' | '\r' | ' ') => {}
            None => return None,
        }
    }
    None
}

/// The line as it was printed, if there is a way to take out what wrapped it that fits its checksum.
fn unwrapped(body: &str, sum: u32) -> Option<Zeroizing<String>> {
    for join in [Join::Nothing, Join::Space, Join::BeforeKeys] {
        let mut line = Zeroizing::new(String::with_capacity(body.len() + 8));
        for part in body.split('\n') {
            let part = part.trim_matches(['\r', '\t', '|', '>']);
            let part = if line.is_empty() { part } else { part.trim_start_matches([' ', '>']) };
            if !line.is_empty() && !line.ends_with(' ') && join.is_space_before(part) {
                line.push(' ');
            }
            line.push_str(part);
        }
        let whole = line.trim_end_matches(' ');
        if crc32(whole.as_bytes()) == sum {
            let mut exact = Zeroizing::new(String::with_capacity(whole.len()));
            exact.push_str(whole);
            return Some(exact);
        }
    }
    None
}

/// What a line's end stood for.
#[derive(Clone, Copy)]
enum Join {
    /// A terminal that breaks anywhere.
    Nothing,
    /// A text program that breaks at spaces.
    Space,
    /// A terminal that broke at a space and dropped it, here and there.
    BeforeKeys,
}

impl Join {
    fn is_space_before(self, part: &str) -> bool {
        match self {
            Join::Nothing => false,
            Join::Space => true,
            Join::BeforeKeys => matches!(part.as_bytes(), [b't' | b'c' | b's' | b'e' | b'k', b'=', ..]),
        }
    }
}

/// Takes the values of a line that is as it was printed.
fn take(line: &str, at: At, gather: &mut Gather) {
    gather.is_hand_back = true;
    let mut tenant = None;
    // The secret stands last and has no space in it.
    for word in line.split(' ').skip(1) {
        let Some((key, value)) = word.split_once('=') else { continue };
        match key {
            "t" => {
                tenant = value.parse::<Guid>().ok();
                gather.value(Field::Tenant, value, at);
            }
            "c" => {
                gather.value(Field::Client, value, at);
            }
            "s" => match value.parse::<SubscriptionId>() {
                // The root group has the id of its directory.
                Ok(id) if Some(id.guid()) != tenant => gather.subscription(plain(id), at),
                _ => {
                    gather.value(Field::ManagementGroup, value, at);
                }
            },
            "e" => {
                gather.value(Field::Expiry, value, at);
            }
            "k" => {
                gather.secret(value, at);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{begin, checksum, headless, read, read_headless};
    use crate::paste::gather::Gather;
    use crate::paste::sample::{CLIENT, SECRET, SUBSCRIPTION, TENANT, filled};
    use crate::paste::{Pasted, Source};
    use crate::text::crc32;

    /// A line with the checksum of what it holds.
    fn printed(values: &str) -> String {
        let body = filled(&format!("azc1 {values}"));
        format!("{body} #{:08x}", crc32(body.as_bytes()))
    }

    /// The stretches of a text that belong to lines, as text, and what was found there. Its first line has number 5.
    fn found(text: &str, reader: fn(&str, usize, &mut Gather) -> Vec<(usize, usize)>) -> (Vec<&str>, Pasted) {
        let mut gather = Gather::default();
        let stretches = reader(text, 5, &mut gather);
        let stretches = stretches.into_iter().map(|(from, to)| &text[from..to]).collect();
        (stretches, gather.finish("2026-11-21".parse().unwrap(), false))
    }

    fn told(pasted: &Pasted) -> Vec<(&'static str, Option<usize>)> {
        pasted.notes.iter().map(|note| (note.code(), note.line)).collect()
    }

    #[test]
    fn the_first_word_is_a_word_with_a_version() {
        for (text, expected) in [
            ("azc1 t=", Some((0, b'1'))),
            ("azc1", Some((0, b'1'))),
            ("> azc2\nt=", Some((2, b'2'))),
            ("xazc1 azc1 ", Some((6, b'1'))),
            ("azc12 t=", None),
            ("azcx t=", None),
            ("azc", None),
        ] {
            assert_eq!(begin(text, 0), expected, "{text}");
            assert_eq!(begin(&format!("azc3 {text}"), 3), expected.map(|(at, version)| (at + 5, version)));
        }
    }

    #[test]
    fn a_line_without_its_first_word_is_known_by_its_ids() {
        for (text, expected) in [
            ("t=@tenant c=1", Some(0)),
            ("c1 t=@tenant c=1", Some(3)),
            ("xt=@tenant c=1", None),
            ("t=t=@tenant c=1", Some(2)),
            ("t=@tenant s=1", None),
            ("t=@tenantx c=1", None),
            ("t=00000000 c=1", None),
        ] {
            assert_eq!(headless(&filled(text), 0), expected, "{text}");
            assert_eq!(headless(&filled(&format!("t= {text}")), 1), expected.map(|at| at + 3), "{text}");
        }
        let text = filled("a\nt=@tenant c=1\nc=2\n\nb\n\nt=@tenant c=3");
        let (stretches, pasted) = found(&text, read_headless);
        assert_eq!(stretches, [filled("t=@tenant c=1\nc=2"), filled("t=@tenant c=3")]);
        assert_eq!(told(&pasted), [("hand-back-cut", Some(6))]);
    }

    #[test]
    fn eight_digits_are_a_checksum() {
        for (text, expected) in [
            ("#12aB34cD5", Some((0x12ab_34cd, 9))),
            ("#12ab\r\n34 cd", Some((0x12ab_34cd, 12))),
            ("#12ab34c", None),
            ("#12ab34cg", None),
            ("#12ab\t34cd", None),
        ] {
            assert_eq!(checksum(text, 1), expected, "{text:?}");
        }
    }

    #[test]
    fn each_line_is_read_and_nothing_beside_it() {
        let first = printed("t=@tenant c=@client s=@subscription k=@secret");
        let text = format!("before\n{first} behind\n\n{first}");
        let (stretches, pasted) = found(&text, read);
        assert_eq!(stretches, [first.as_str(), first.as_str()]);
        assert!(pasted.is_hand_back && pasted.ambiguous.is_empty() && pasted.notes.is_empty());
        let place = |found: (Source, usize)| assert_eq!(found, (Source::HandBack, 6));
        let tenant = pasted.tenant.unwrap();
        place((tenant.source, tenant.line));
        assert_eq!(tenant.value.to_string(), TENANT);
        assert_eq!(pasted.client.unwrap().value.to_string(), CLIENT);
        assert_eq!(pasted.secret.unwrap().value.expose(), SECRET);
        assert_eq!(pasted.subscriptions[0].id.to_string(), SUBSCRIPTION);
    }

    #[test]
    fn what_is_no_whole_line_is_left_out_and_told() {
        let good = printed("t=@tenant c=@client");
        let changed = good.replace("c=8", "c=9");
        for (text, stretch, note) in [
            (format!("{changed} behind"), changed.as_str(), "hand-back-changed"),
            ("azc1 t=1 #12 behind".to_owned(), "azc1 t=1 #12 behind", "hand-back-cut"),
            ("azc1".to_owned(), "azc1", "hand-back-cut"),
            ("azc2 t=1\nc=2\n\nbehind".to_owned(), "azc2 t=1\nc=2", "hand-back-newer"),
            ("azc1 t=1\n\n#00000000".to_owned(), "azc1 t=1", "hand-back-cut"),
        ] {
            let text = format!("\n{text}");
            let (stretches, pasted) = found(&text, read);
            assert_eq!((stretches, told(&pasted)), (vec![stretch], vec![(note, Some(6))]), "{text}");
            assert!(!pasted.is_hand_back && pasted.tenant.is_none());
        }
        // One that is cut off by the next.
        let text = format!("azc1 t=1 {good}");
        let (stretches, pasted) = found(&text, read);
        assert_eq!(stretches, ["azc1 t=1 ", good.as_str()]);
        assert!(pasted.is_hand_back && told(&pasted) == [("hand-back-cut", Some(5))]);
    }

    #[test]
    fn a_sign_in_the_secret_is_no_end() {
        let line = printed("t=@tenant c=@client k=An.#Older+One123");
        let (_, pasted) = found(&line, read);
        assert_eq!(pasted.secret.unwrap().value.expose(), "An.#Older+One123");
    }

    #[test]
    fn wherever_a_terminal_broke_it_a_line_is_put_together() {
        let line = printed("t=@tenant c=@client s=@subscription e=2027-01-31 k=@secret");
        let part = |from: usize, to: usize| line.get(from..to).unwrap_or_default();
        let key = line.find(" s=").unwrap();
        for wrapped in [
            format!("{}\n{}", part(0, 20), part(20, line.len())),
            format!("{}\r\n> {}", part(0, 20), part(20, line.len())),
            format!("| {}|\n| {}|", part(0, 20), part(20, line.len())),
            line.replace(' ', "\n"),
            format!("{}\n{}", part(0, key), part(key + 1, line.len())),
            // In the middle of an id, and at a space that was dropped.
            format!("{}\n{}\n{}", part(0, 20), part(20, key), part(key + 1, line.len())),
            format!("{}\n{} \n{}", part(0, key), part(key + 1, key + 39), part(key + 40, line.len())),
            format!("{}\n{}", part(0, line.len() - 3), part(line.len() - 3, line.len())),
        ] {
            let (_, pasted) = found(&wrapped, read);
            assert!(pasted.is_hand_back, "{wrapped}");
            assert_eq!(pasted.secret.unwrap().value.expose(), SECRET);
            assert_eq!(pasted.expiry.unwrap().value.to_string(), "2027-01-31");
        }
    }

    #[test]
    fn the_group_of_a_directory_has_its_id() {
        let (_, pasted) = found(&printed("t=@tenant c=@client s=@tenant s=platform s=@subscription"), read);
        let groups: Vec<_> = pasted.management_groups.iter().map(|group| group.value.to_string()).collect();
        assert_eq!((groups, pasted.subscriptions.len()), (vec![TENANT.to_owned(), "platform".to_owned()], 1));
    }
}

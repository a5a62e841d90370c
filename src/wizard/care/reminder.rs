use crate::azure::Date;
use crate::contract::Connection;

/// How many days before the end the calendar speaks up.
const AHEAD_DAYS: [u16; 2] = [30, 7];

/// A calendar file (RFC 5545) with one all-day event, on the day on which a connection's credential expires,
/// and alarms ahead of it. Nothing where it has no end. `title` and `text` are what the calendar shows;
/// `stamp` is the day on which the file is made.
pub fn reminder(connection: &Connection, title: &str, text: &str, stamp: Date) -> Option<String> {
    let ends: Date = connection.credential.as_ref()?.expires_on.as_ref()?.as_str().parse().ok()?;
    let mut file = String::new();
    let mut line = |name: &str, value: &str| fold(&mut file, &[name, ":", value].concat());
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//azure-connect//EN");
    line("BEGIN", "VEVENT");
    // The same for the same end: importing it twice makes one entry.
    line("UID", &[connection.id.as_str(), "-", &*basic(ends), "@azure-connect"].concat());
    line("DTSTAMP", &[&*basic(stamp), "T000000Z"].concat());
    line("DTSTART;VALUE=DATE", &basic(ends));
    line("TRANSP", "TRANSPARENT");
    line("SUMMARY", &escaped(title));
    line("DESCRIPTION", &escaped(text));
    for days in AHEAD_DAYS {
        line("BEGIN", "VALARM");
        line("ACTION", "DISPLAY");
        line("DESCRIPTION", &escaped(title));
        line("TRIGGER", &["-P", &*days.to_string(), "D"].concat());
        line("END", "VALARM");
    }
    line("END", "VEVENT");
    line("END", "VCALENDAR");
    Some(file)
}

/// A date without hyphens.
fn basic(date: Date) -> String {
    date.to_string().replace('-', "")
}

/// Text as a value: RFC 5545, section 3.3.11. Control characters have no place there.
fn escaped(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '\\' | ';' | ',' => {
                value.push('\\');
                value.push(char);
            }
            '\n' => value.push_str("\\n"),
            char if char.is_control() => {}
            char => value.push(char),
        }
    }
    value
}

/// Lines are of 75 bytes at most, a longer one goes on in the next after a space: section 3.1.
fn fold(file: &mut String, line: &str) {
    const BYTES: usize = 75;
    let mut used = 0;
    for char in line.chars() {
        if used + char.len_utf8() > BYTES {
            file.push_str("\r\n ");
            used = 1;
        }
        file.push(char);
        used += char.len_utf8();
    }
    file.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::reminder;
    use crate::contract::Connection;

    fn connection(expires: &str) -> Connection {
        let json = format!(
            r#"{{"id":"c1","status":"connected","credential":{{"kind":"secret","expiresOn":"{expires}"}}}}"#
        );
        serde_json::from_str(&json).unwrap()
    }

    fn made(title: &str, text: &str) -> String {
        reminder(&connection("2027-05-31"), title, text, "2026-11-21".parse().unwrap()).unwrap()
    }

    #[test]
    fn a_calendar_reads_one_day_with_two_alarms() {
        let file = made("Replace the secret; now, or \\ later", "Line one\nline two");
        let lines: Vec<&str> = file.split_terminator("\r\n").collect();
        assert_eq!(lines.first(), Some(&"BEGIN:VCALENDAR"));
        assert_eq!(lines.last(), Some(&"END:VCALENDAR"));
        for line in [
            "UID:c1-20270531@azure-connect",
            "DTSTAMP:20261121T000000Z",
            "DTSTART;VALUE=DATE:20270531",
            "SUMMARY:Replace the secret\\; now\\, or \\\\ later",
            "DESCRIPTION:Line one\\nline two",
            "TRIGGER:-P30D",
            "TRIGGER:-P7D",
        ] {
            assert!(lines.contains(&line), "{line} in {file}");
        }
    }

    #[test]
    fn what_has_no_end_has_no_reminder() {
        let today = "2026-11-21".parse().unwrap();
        assert_eq!(reminder(&connection("some day"), "t", "d", today), None);
        let json = r#"{"id":"c1","status":"connected","credential":{"kind":"federated"}}"#;
        assert_eq!(reminder(&serde_json::from_str(json).unwrap(), "t", "d", today), None);
    }

    proptest! {
        #[test]
        fn no_title_adds_a_line_of_its_own(title in any::<String>(), text in any::<String>()) {
            let file = made(&title, &text);
            let unfolded = file.replace("\r\n ", "");
            let plain = made("", "").replace("\r\n ", "");
            prop_assert_eq!(unfolded.split("\r\n").count(), plain.split("\r\n").count());
            for line in file.split("\r\n") {
                prop_assert!(line.len() <= 75, "{line}");
                prop_assert!(!line.contains(['\r', '\n']));
            }
        }
    }
}

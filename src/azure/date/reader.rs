//! The day in a text.

use super::{Date, DateErrorKind};
use crate::azure::letter::{is_letter, is_letter_or_digit, lowered};

/// Names of months by number, in English, German, French, Spanish and Hebrew, lower-case. Three letters
/// or more of one are enough.
const MONTHS: [&str; 12] = [
    "january januar janvier enero ינואר",
    "february februar février fevrier febrero פברואר",
    "march märz mrz mars marzo מרץ",
    "april avril abril אפריל",
    "may mai mayo מאי",
    "june juni juin junio יוני",
    "july juli juillet julio יולי",
    "august août aout agosto אוגוסט",
    "september septembre septiembre setiembre sept ספטמבר",
    "october oktober octobre octubre אוקטובר",
    "november novembre noviembre נובמבר",
    "december dezember décembre decembre diciembre דצמבר",
];

fn month_named(word: &str) -> Option<u8> {
    let word = lowered(word);
    let word = word.strip_prefix('ב').filter(|rest| rest.chars().count() >= 3).unwrap_or(&word);
    if word.chars().count() < 3 {
        return None;
    }
    (1..)
        .zip(MONTHS)
        .find(|(_, names)| names.split(' ').any(|name| name.starts_with(word)))
        .map(|(month, _)| month)
}

/// One part of a date as it stands in the text.
#[derive(Clone, Copy)]
enum Part {
    Number { value: u32, digits: usize },
    Month(u8),
}

pub(super) fn read(text: &str) -> Result<Date, DateErrorKind> {
    let mut parts = [None; 3];
    let mut count = 0;
    let mut dots = false;
    let mut rest = text;
    while count < 3 {
        rest = rest.trim_start_matches(|c: char| !is_letter_or_digit(c) || matches!(c, '年' | '月' | '日'));
        let Some(first) = rest.chars().next() else { return Err(DateErrorKind::Unreadable) };
        let numeric = first.is_ascii_digit();
        let same = |c: char| {
            if numeric { c.is_ascii_digit() } else { is_letter(c) && !matches!(c, '年' | '月' | '日') }
        };
        let length = rest.find(|c| !same(c)).unwrap_or(rest.len()).max(first.len_utf8());
        let (word, after) = rest.split_at_checked(length).ok_or(DateErrorKind::Unreadable)?;
        rest = after;
        let part = if numeric {
            if rest.starts_with(':') {
                return Err(DateErrorKind::Unreadable);
            }
            let value = word.parse().map_err(|_| DateErrorKind::Unreadable)?;
            if count == 0 && word.len() == 8 {
                return compact(value, rest);
            }
            // `31st`, `1er`
            for ending in ["st", "nd", "rd", "th", "er"] {
                rest = rest.strip_prefix(ending).unwrap_or(rest);
            }
            Part::Number { value, digits: word.len() }
        } else if let Some(month) = month_named(word) {
            Part::Month(month)
        } else if count == 0
            || ["de", "of", "the", "del"].iter().any(|particle| word.eq_ignore_ascii_case(particle))
        {
            // A weekday, a label (`Expires`), a particle.
            continue;
        } else {
            return Err(DateErrorKind::Unreadable);
        };
        if let Some(slot) = parts.get_mut(count) {
            *slot = Some(part);
        }
        if count == 0 {
            dots = rest.starts_with('.');
        }
        count += 1;
    }
    if !is_time(rest) {
        return Err(DateErrorKind::Unreadable);
    }
    match parts {
        [Some(a), Some(b), Some(c)] => arranged(a, b, c, dots),
        _ => Err(DateErrorKind::Unreadable),
    }
}

/// `20270531`, alone or as the start of a basic ISO timestamp.
fn compact(value: u32, rest: &str) -> Result<Date, DateErrorKind> {
    if !is_time(rest) {
        return Err(DateErrorKind::Unreadable);
    }
    date(value / 10_000, value / 100 % 100, value % 100)
}

/// Nothing, or what may follow a date: a time with its zone. A second date may not.
fn is_time(text: &str) -> bool {
    let text = text.trim_start_matches(['日', '.', ',']);
    if matches!(text.trim(), "" | "Z" | "z") {
        return true;
    }
    let clock = text.trim_start();
    let clock = match clock.strip_prefix(['T', 't']) {
        // ISO 8601, which may leave the colons out.
        Some(clock) if clock.len() + 1 == text.len() => {
            let digits = clock.bytes().take_while(u8::is_ascii_digit).count();
            let zone = clock.get(digits..).unwrap_or_default();
            let basic = matches!(digits, 4 | 6) && zone.len() <= 9 && !zone.contains([' ', '/']);
            return basic || is_clock(clock);
        }
        _ if clock.len() < text.len() => clock,
        _ => return false,
    };
    if !clock.starts_with(|c: char| c.is_ascii_digit()) {
        // `Z`, `UTC`, or words before the clock (`at 23:59`).
        let words = clock.trim_start_matches(|c: char| is_letter(c) || c.is_whitespace());
        return words.is_empty() && clock.len() <= 3 || is_clock(words);
    }
    is_clock(clock)
}

/// `23:59`, `11:59:59 PM`, `23:59:00.000+02:00`, `23:59:00 GMT+0200 (…)`.
fn is_clock(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let Some((_, rest)) = text.split_at_checked(digits) else { return false };
    if !matches!(digits, 1 | 2) || !rest.starts_with(':') {
        return false;
    }
    // The only long numbers in a time are fractions and zones, which a sign or point leads.
    let mut previous = ' ';
    let mut run = 0;
    for c in rest.chars() {
        let fine = is_letter_or_digit(c)
            || c.is_whitespace()
            || matches!(c, ':' | '.' | ',' | '+' | '-' | '\u{2212}' | '(' | ')');
        run = match (c.is_ascii_digit(), run) {
            (false, _) => 0,
            (true, 0) if matches!(previous, '.' | '+' | '-' | '\u{2212}') => -20,
            (true, run) => run + 1,
        };
        if !fine || run > 2 {
            return false;
        }
        previous = c;
    }
    true
}

fn arranged(a: Part, b: Part, c: Part, dots: bool) -> Result<Date, DateErrorKind> {
    use Part::{Month, Number};
    let odd = |part| matches!(part, Number { digits, .. } if !matches!(digits, 1 | 2 | 4));
    if odd(a) || odd(b) || odd(c) || matches!(b, Number { digits: 4, .. }) {
        return Err(DateErrorKind::Unreadable);
    }
    match (a, b, c) {
        (Number { value: day, .. }, Month(month), Number { value: year, digits: 4 })
        | (Month(month), Number { value: day, .. }, Number { value: year, digits: 4 })
        | (Number { value: year, digits: 4 }, Month(month), Number { value: day, .. }) => {
            date(year, month.into(), day)
        }
        (Number { value: year, digits: 4 }, Number { value: month, .. }, Number { value: day, .. }) => {
            date(year, month, day)
        }
        (Number { value: a, .. }, Number { value: b, .. }, Number { value: year, digits: 4 }) => {
            if dots {
                return date(year, b, a);
            }
            match (date(year, b, a), date(year, a, b)) {
                (Ok(day_first), Ok(month_first)) if day_first != month_first => {
                    Err(DateErrorKind::Ambiguous { day_first, month_first })
                }
                (Ok(only), _) | (_, Ok(only)) => Ok(only),
                _ => Err(DateErrorKind::NoSuchDay),
            }
        }
        (Number { digits: 1 | 2, .. } | Month(_), _, Number { digits: 1 | 2, .. }) => {
            Err(DateErrorKind::ShortYear)
        }
        _ => Err(DateErrorKind::Unreadable),
    }
}

fn date(year: u32, month: u32, day: u32) -> Result<Date, DateErrorKind> {
    match (u16::try_from(year), u8::try_from(month), u8::try_from(day)) {
        (Ok(year), Ok(month), Ok(day)) => Date::new(year, month, day).ok_or(DateErrorKind::NoSuchDay),
        _ => Err(DateErrorKind::NoSuchDay),
    }
}

/// The primary subtags of languages that are written from right to left.
const RIGHT_TO_LEFT: [&str; 11] = ["ar", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi"];

/// The direction that a language is written in, as HTML's `dir` takes it; `locale` is a BCP 47 tag.
pub fn direction(locale: &str) -> &'static str {
    let primary = primary(locale);
    let leftwards = RIGHT_TO_LEFT.iter().any(|tag| tag.eq_ignore_ascii_case(primary));
    if leftwards { "rtl" } else { "ltr" }
}

/// The tag for dates, numbers and `lang` where words of the language `words` are shown to somebody who asked for
/// `wanted`: a region of that language is kept, another language is not spoken.
pub fn spoken_locale<'t>(words: &'t str, wanted: Option<&'t str>) -> &'t str {
    wanted.filter(|wanted| primary(wanted).eq_ignore_ascii_case(primary(words))).unwrap_or(words)
}

fn primary(locale: &str) -> &str {
    locale.split('-').next().unwrap_or(locale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hebrew_and_arabic_are_read_from_the_right() {
        for (locale, expected) in [
            ("en", "ltr"),
            ("de-AT", "ltr"),
            ("", "ltr"),
            ("he", "rtl"),
            ("he-IL", "rtl"),
            ("iw", "rtl"),
            ("AR-eg", "rtl"),
            ("hei", "ltr"),
        ] {
            assert_eq!(direction(locale), expected, "{locale}");
        }
    }

    #[test]
    fn a_region_is_kept_and_another_language_is_not() {
        assert_eq!(spoken_locale("de", Some("de-CH")), "de-CH");
        assert_eq!(spoken_locale("en", Some("en-GB")), "en-GB");
        assert_eq!(spoken_locale("en", Some("sv")), "en");
        assert_eq!(spoken_locale("de", None), "de");
    }
}

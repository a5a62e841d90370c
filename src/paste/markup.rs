//! The source of a page, as its text: what somebody pastes who copied from the developer tools or a mail.

/// Elements that end a line.
const BLOCKS: &str = "br p div tr li ul ol dl dt dd h1 h2 h3 h4 h5 h6 table thead tbody pre section article header \
    footer main nav form fieldset label html head body title blockquote hr";

/// Elements in a line. A name in angle brackets that is none of these, such as `<tenant-id>`, is a stand-in.
const INLINE: &str = "td th a b i u em strong span code kbd samp var small sub sup mark font input button img svg \
    meta link script style textarea select option time abbr col colgroup caption";

/// No tag is longer, in bytes, with all its attributes; a longer one is none.
const LONGEST_TAG: usize = 8192;

/// Whether there are tags of a page in a text.
pub(super) fn is_page(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = rest.get(at + 1..).unwrap_or_default();
        if rest.get(..9).is_some_and(|head| head.eq_ignore_ascii_case("!doctype ")) {
            return true;
        }
        let name = name(rest);
        let closes = rest.starts_with('/');
        let sure = (closes || name.eq_ignore_ascii_case("br")) && is_one_of(name, BLOCKS);
        if sure || closes && name.len() > 1 && is_one_of(name, INLINE) {
            return true;
        }
    }
    false
}

/// The name of the tag behind its bracket.
fn name(tag: &str) -> &str {
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    let end = tag.bytes().take(12).position(|b| !b.is_ascii_alphanumeric()).unwrap_or(tag.len().min(12));
    tag.get(..end).unwrap_or_default()
}

fn is_one_of(name: &str, names: &str) -> bool {
    !name.is_empty() && names.split(' ').any(|other| other.eq_ignore_ascii_case(name))
}

/// The text between the tags: a line for each block, a tab between cells, characters for their entities.
pub(super) fn text_of(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    let mut rest = page;
    // How far the end of a script or a comment was looked for in vain.
    let mut endless = false;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        rest = if from.starts_with('&') { entity(from, &mut out) } else { tag(from, &mut out, &mut endless) };
    }
    out.push_str(rest);
    out
}

/// Reads a tag; gives what stands behind it.
fn tag<'t>(text: &'t str, out: &mut String, endless: &mut bool) -> &'t str {
    let inside = text.get(1..).unwrap_or_default();
    if inside.starts_with("!--") && !*endless {
        match crate::text::split_once(inside, "-->") {
            Some((_, rest)) => return rest,
            None => *endless = true,
        }
    }
    let name = name(inside);
    let is_block = is_one_of(name, BLOCKS);
    if !is_block && !is_one_of(name, INLINE) && !inside.starts_with('!') {
        out.push('<');
        return inside;
    }
    let head = inside.as_bytes().get(..LONGEST_TAG).unwrap_or(inside.as_bytes());
    let Some(end) = head.iter().position(|b| *b == b'>') else {
        out.push('<');
        return inside;
    };
    let rest = inside.get(end + 1..).unwrap_or_default();
    if is_block {
        out.push('\n');
    } else if (name.eq_ignore_ascii_case("td") || name.eq_ignore_ascii_case("th")) && inside.starts_with('/')
    {
        out.push('\t');
    }
    for unseen in ["script", "style"] {
        if name.eq_ignore_ascii_case(unseen) && !inside.starts_with('/') && !*endless {
            match crate::text::split_once(rest, ["</", unseen].concat().as_str()) {
                Some((_, rest)) => return rest.split_once('>').map_or("", |(_, rest)| rest),
                None => *endless = true,
            }
        }
    }
    // The value of a field is what is seen of it.
    if name.eq_ignore_ascii_case("input")
        && let Some((_, value)) = crate::text::split_once(inside.get(..end).unwrap_or_default(), "value=\"")
    {
        out.push(' ');
        out.push_str(value.split('"').next().unwrap_or_default());
        out.push(' ');
    }
    rest
}

/// Reads an entity; gives what stands behind it.
fn entity<'t>(text: &'t str, out: &mut String) -> &'t str {
    let inside = text.get(1..).unwrap_or_default();
    let end = inside.bytes().take(10).position(|b| b == b';');
    let name = end.and_then(|end| inside.get(..end)).unwrap_or_default();
    let c = match name {
        "quot" => Some('"'),
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        "ndash" => Some('-'),
        "tilde" => Some('~'),
        _ => name.strip_prefix('#').and_then(|code| {
            let hex = code.strip_prefix(['x', 'X']).map(|hex| u32::from_str_radix(hex, 16).ok());
            char::from_u32(hex.unwrap_or_else(|| code.parse().ok())?)
        }),
    };
    match (c, end) {
        (Some(c), Some(end)) => {
            out.push(c);
            inside.get(end + 1..).unwrap_or_default()
        }
        _ => {
            out.push('&');
            inside
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_TAG, is_page, name, text_of};

    #[test]
    fn some_tags_are_of_a_page_for_sure() {
        for text in ["<!DOCTYPE html>", "a<br>b", "<BR/>", "x </p>", "</td>", "</em>", "1 < 2 </div>"] {
            assert!(is_page(text), "{text}");
        }
        for text in [
            "",
            "a < b",
            "<p>",
            "</a>",
            "</b>",
            "</tenant>",
            "<tenant-id>",
            "<td>",
            "<!-- x -->",
            "<",
            "</",
            "</brx>",
        ] {
            assert!(!is_page(text), "{text}");
        }
        assert_eq!(
            (name("/table x"), name("h1>"), name("br"), name("abcdefghijklmnop")),
            ("table", "h1", "br", "abcdefghijkl")
        );
        assert_eq!((name(""), name("/"), name("abcdefghijkl>")), ("", "", "abcdefghijkl"));
    }

    #[test]
    fn blocks_are_lines_and_cells_have_tabs_between() {
        for (page, text) in [
            ("a<br>b</p>c", "a\nb\nc"),
            ("<td>1</td><th>2</th><td>3", "1\t2\t3"),
            ("<b>x</b><span class=\"y\">z</span>", "xz"),
            ("<!doctype html>x", "x"),
            ("<tenant-id> < <>", "<tenant-id> < <>"),
            ("a<!-- b > c -->d<!-- e", "ad<!-- e"),
            ("<!-- a <!-- b > c", " c"),
            ("<!-- a > b <script>c", " b c"),
            ("<script>if (a</b) c</script >d", "d"),
            ("<style>a > b</style>c<style>d", "cd"),
            ("</script>a</style>b", "ab"),
            ("<script>a</script", ""),
            ("<input type=text value=\"a b\" x>c", " a b c"),
            ("<input>a<img value=\"b\">", "a"),
            ("<p x", "<p x"),
        ] {
            assert_eq!(text_of(page), text, "{page}");
        }
        let tag = |length: usize| text_of(&format!("<p{}>x", "y".repeat(length)));
        assert_eq!(text_of(&format!("<p{}>x", " ".repeat(LONGEST_TAG - 2))), "\nx");
        assert!(text_of(&format!("<p{}>x", " ".repeat(LONGEST_TAG - 1))).starts_with("<p "));
        assert_eq!(tag(3), "<pyyy>x");
    }

    #[test]
    fn entities_are_characters() {
        for (page, text) in [
            ("&quot;&amp;&lt;&gt;&apos;", "\"&<>'"),
            ("a&nbsp;b&ndash;c&tilde;d", "a b-c~d"),
            ("&#65;&#x41;&#X42;", "AAB"),
            ("&bogus; & &; &#; &#x; &#xD800; &#1114112; &", "&bogus; & &; &#; &#x; &#xD800; &#1114112; &"),
            ("&#00000065;x", "Ax"),
            ("&#000000065;x", "&#000000065;x"),
        ] {
            assert_eq!(text_of(page), text, "{page}");
        }
    }
}

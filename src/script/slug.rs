use crate::text::crc32;

/// The platform's name as a part of a tag: lower-case letters and digits, joined by hyphens. A name
/// without any is told apart by its checksum.
pub(super) fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    // Two names may differ in nothing but letters that a slug cannot hold.
    if !name.is_ascii() || slug.is_empty() {
        if !slug.is_empty() {
            slug.push('-');
        }
        hex(crc32(name.as_bytes()), &mut slug);
    }
    slug
}

/// Eight lower-case hexadecimal digits.
pub(super) fn hex(number: u32, out: &mut String) {
    for shift in (0..8).rev() {
        out.extend(char::from_digit((number >> (shift * 4)) & 15, 16));
    }
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn names_as_tags() {
        assert_eq!(slug("Harbor Demo"), "harbor-demo");
        assert_eq!(slug("  Spot.io! "), "spot-io");
        assert_eq!(slug("日本"), "c7b7cdcc");
        assert_ne!(slug("日本"), slug("本日"));
        assert_ne!(slug("Zürich"), slug("Zrich"));
        assert!(slug("Zürich").starts_with("z-rich-"));
    }
}

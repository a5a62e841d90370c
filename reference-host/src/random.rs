use azure_connect::azure::Guid;

/// `N` bytes that nobody can guess.
pub fn bytes<const N: usize>() -> [u8; N] {
    rand::random()
}

/// A new id that nobody can guess: a random UUID.
pub fn guid() -> Guid {
    let mut id = u128::from_be_bytes(bytes());
    // Version 4, variant 1: the marks that tell a random UUID.
    id = id & !(0xf << 76) | 0x4 << 76;
    id = id & !(0x3 << 62) | 0x2 << 62;
    Guid::from_bytes(id.to_be_bytes())
}

/// 32 hexadecimal digits that nobody can guess.
pub fn token() -> String {
    bytes::<16>().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::guid;

    #[test]
    fn a_new_id_has_the_marks_of_a_random_one() {
        for _ in 0..100 {
            let id = guid().to_string();
            assert_eq!(&id[14..15], "4", "{id}");
            assert!(matches!(&id[19..20], "8" | "9" | "a" | "b"), "{id}");
        }
        assert_ne!(guid(), guid());
    }
}

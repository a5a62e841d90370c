//! Choices: words out of a fixed list.

/// Gives an enum its names in a profile, and what reads them, if they are not left out.
macro_rules! choice {
    ($type:ident { $($variant:ident: $name:literal),* $(,)? }) => {
        impl $type {
            /// Every choice, in the documented order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            const NAMES: &'static [&'static str] = &[$($name),*];

            /// The word for it in a profile.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            #[allow(dead_code, reason = "a choice is read alone or in lists, seldom both")]
            pub(super) fn read(object: &$crate::profile::place::Object<'_>, key: &str) -> Option<Self> {
                Self::ALL.get(object.choice(key, Self::NAMES)?).copied()
            }

            #[allow(dead_code, reason = "a choice is read alone or in lists, seldom both")]
            pub(super) fn read_list(
                object: &$crate::profile::place::Object<'_>,
                key: &str,
            ) -> Option<Vec<Self>> {
                let mut list = Vec::new();
                for index in object.choices(key, Self::NAMES)? {
                    list.extend(Self::ALL.get(index));
                }
                Some(list)
            }
        }
    };
}

pub(super) use choice;

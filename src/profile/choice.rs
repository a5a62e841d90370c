//! Choices: words out of a fixed list.

/// Gives an enum its names in a profile, and what reads them. The first choice stands in for words that
/// are none: such a document is refused.
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
            pub(super) fn read(place: &$crate::profile::place::Place<'_>) -> Self {
                Self::ALL.get(place.choice(Self::NAMES)).copied().unwrap_or(Self::ALL[0])
            }

            #[allow(dead_code, reason = "a choice is read alone or in lists, seldom both")]
            pub(super) fn read_list(place: &$crate::profile::place::Place<'_>) -> Vec<Self> {
                let mut list = Vec::new();
                for index in place.choices(Self::NAMES) {
                    list.extend(Self::ALL.get(index));
                }
                list
            }
        }
    };
}

pub(super) use choice;

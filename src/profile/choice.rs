//! Choices: words out of a fixed list.

/// Gives an enum the names that [`Place::choice`](super::place::Place::choice) reads.
macro_rules! choice {
    ($type:ident { $($variant:ident: $name:literal),* $(,)? }) => {
        impl $type {
            /// Every choice, in the documented order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word for it in a profile.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

pub(super) use choice;

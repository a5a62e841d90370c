//! Choices: words out of a fixed list.

/// Gives an enum its names. By hand, because serde's derived reader also takes `{"name": null}`.
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

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let word = <String as serde::Deserialize>::deserialize(from)?;
                match word.as_str() {
                    $($name => Ok(Self::$variant),)*
                    _ => Err(serde::de::Error::unknown_variant(&word, &[$($name),*])),
                }
            }
        }
    };
}

pub(super) use choice;

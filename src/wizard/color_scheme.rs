/// Light, dark, or whichever the admin's system has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColorScheme {
    /// Dark text on a light ground.
    Light,
    /// The other way round.
    Dark,
    /// As the system has it.
    #[default]
    Auto,
}

impl ColorScheme {
    /// Its name in attributes: `light`, `dark`, `auto`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Auto => "auto",
        }
    }

    /// The one of this name; any other name is `auto`.
    pub fn from_name(name: &str) -> Self {
        match name {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::Auto,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ColorScheme;

    #[test]
    fn a_name_that_is_none_leaves_it_to_the_system() {
        for scheme in [ColorScheme::Light, ColorScheme::Dark, ColorScheme::Auto] {
            assert_eq!(ColorScheme::from_name(scheme.as_str()), scheme);
        }
        assert_eq!(ColorScheme::from_name("sepia"), ColorScheme::Auto);
    }
}

//! Makes a platform's accent readable: WCAG 2.2 asks 4.5:1 for text (1.4.3).

use super::Accent;

/// 4.5:1, and a little more for the approximation below.
const READABLE: f32 = 4.65;

impl Accent {
    /// Black or white, whichever is easier to read on the accent.
    pub fn on_accent(&self) -> [u8; 3] {
        // One of the two is always 4.58:1 or more; white is what people expect on a button.
        const WHITE: [u8; 3] = [0xff; 3];
        const BLACK: [u8; 3] = [0; 3];
        if ratio(self.rgb, WHITE) >= READABLE.min(ratio(self.rgb, BLACK)) { WHITE } else { BLACK }
    }

    /// The accent, made as dark or as light as text on `background` needs to be.
    pub fn readable_on(&self, background: [u8; 3]) -> [u8; 3] {
        let towards = if luminance(background) > 0.18 { 0x00 } else { 0xff };
        let mut colour = self.rgb;
        // Sixteen steps reach black or white from anywhere.
        for step in 0..=16_u16 {
            colour = self.rgb.map(|channel| mix(channel, towards, step));
            if ratio(colour, background) >= READABLE {
                break;
            }
        }
        colour
    }
}

fn mix(from: u8, to: u8, sixteenths: u16) -> u8 {
    let mixed = (u16::from(from) * (16 - sixteenths) + u16::from(to) * sixteenths) / 16;
    mixed.min(255) as u8
}

fn ratio(a: [u8; 3], b: [u8; 3]) -> f32 {
    let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
    if a > b { a / b } else { b / a }
}

/// Relative luminance, 0 to 1. Square roots stand for the power of 2.4 within two per cent: they are
/// instructions of the wasm, `powf` would bring its tables.
fn luminance([red, green, blue]: [u8; 3]) -> f32 {
    let linear = |channel: u8| {
        let x = f32::from(channel) / 255.0;
        if x <= 0.04045 {
            return x / 12.92;
        }
        let y = (x + 0.055) / 1.055;
        let quarter = y.sqrt().sqrt();
        let eighth = quarter.sqrt();
        y * y * quarter * eighth * eighth.sqrt().sqrt()
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// WCAG's own definition.
    fn exact(a: [u8; 3], b: [u8; 3]) -> f64 {
        let luminance = |rgb: [u8; 3]| {
            let [red, green, blue] = rgb.map(|channel| {
                let x = f64::from(channel) / 255.0;
                if x <= 0.04045 { x / 12.92 } else { ((x + 0.055) / 1.055).powf(2.4) }
            });
            0.2126 * red + 0.7152 * green + 0.0722 * blue
        };
        let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
        if a > b { a / b } else { b / a }
    }

    #[test]
    fn every_accent_ends_readable() {
        let steps = (0..=255).step_by(17);
        for red in steps.clone() {
            for green in steps.clone() {
                for blue in steps.clone() {
                    let accent = Accent { rgb: [red as u8, green as u8, blue as u8] };
                    for background in [[0xff; 3], [0x1c, 0x20, 0x27], [0x14, 0x17, 0x1c], [0xf6, 0xf7, 0xf9]]
                    {
                        let text = accent.readable_on(background);
                        assert!(
                            exact(text, background) >= 4.5,
                            "{:?} on {background:?}: {text:?}",
                            accent.rgb
                        );
                    }
                    let on = accent.on_accent();
                    assert!(exact(on, accent.rgb) >= 4.5, "{on:?} on {:?}", accent.rgb);
                }
            }
        }
    }

    #[test]
    fn a_readable_accent_is_left_alone() {
        assert_eq!(Accent { rgb: [0x0f, 0x4f, 0xc0] }.readable_on([0xff; 3]), [0x0f, 0x4f, 0xc0]);
    }
}

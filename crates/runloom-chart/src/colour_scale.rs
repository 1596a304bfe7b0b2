//! From values to colours: a perceptual ramp for numbers, a colour-blind-safe set for categories.

use crate::{Colour, Palette};

/// Eleven colours of viridis, evenly spaced (Smith and van der Walt, matplotlib 2.0; public domain).
const VIRIDIS: [Colour; 11] = [
    Colour::rgb(0x0044_0154),
    Colour::rgb(0x0048_2475),
    Colour::rgb(0x0041_4487),
    Colour::rgb(0x0035_5f8d),
    Colour::rgb(0x002a_788e),
    Colour::rgb(0x0021_918c),
    Colour::rgb(0x0022_a884),
    Colour::rgb(0x0044_bf70),
    Colour::rgb(0x007a_d151),
    Colour::rgb(0x00bd_df26),
    Colour::rgb(0x00fd_e725),
];

/// How many steps a ramp has.
pub(crate) const LEVELS: usize = 250;

/// The most categories with a colour of their own.
pub(crate) const CATEGORY_COLOURS: usize = 8;

const CATEGORIES_ON_LIGHT: [Colour; CATEGORY_COLOURS] = [
    Colour::rgb(0x0000_72b2),
    Colour::rgb(0x00d5_5e00),
    Colour::rgb(0x0000_9e73),
    Colour::rgb(0x00b0_3a86),
    Colour::rgb(0x00a8_7700),
    Colour::rgb(0x003a_9ad9),
    Colour::rgb(0x0057_4bb0),
    Colour::rgb(0x007a_4a2b),
];

const CATEGORIES_ON_DARK: [Colour; CATEGORY_COLOURS] = [
    Colour::rgb(0x004e_a5e8),
    Colour::rgb(0x00f2_8e45),
    Colour::rgb(0x003c_c79b),
    Colour::rgb(0x00e1_83bd),
    Colour::rgb(0x00e0_b43c),
    Colour::rgb(0x009a_d4f7),
    Colour::rgb(0x00a7_9be8),
    Colour::rgb(0x00c6_9a78),
];

/// A ramp from the smallest to the largest value: viridis, without the end that would vanish on the panel.
pub(crate) fn ramp(palette: &Palette) -> Vec<Colour> {
    let (first, last) = if palette.panel.is_dark() { (180, 1000) } else { (0, 900) };
    (0..LEVELS).map(|level| viridis(first + (last - first) * level as u32 / (LEVELS as u32 - 1))).collect()
}

fn viridis(thousandths: u32) -> Colour {
    let cell = (thousandths / 100).min(9) as usize;
    VIRIDIS[cell].towards(VIRIDIS[cell + 1], thousandths - 100 * cell as u32, 100)
}

/// The colours of the most frequent categories, most frequent first.
pub(crate) fn categories(palette: &Palette) -> [Colour; CATEGORY_COLOURS] {
    if palette.panel.is_dark() { CATEGORIES_ON_DARK } else { CATEGORIES_ON_LIGHT }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(colour: Colour) -> f64 {
        let linear = |channel: u8| {
            let part = f64::from(channel) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { libm::pow((part + 0.055) / 1.055, 2.4) }
        };
        0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b)
    }

    fn contrast(a: Colour, b: Colour) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn categories_stand_out_from_the_panel() {
        for palette in [Palette::LIGHT, Palette::DARK] {
            for colour in categories(&palette) {
                assert!(contrast(colour, palette.panel) >= 3.0, "{colour} on {}", palette.panel);
            }
        }
    }

    #[test]
    fn ramps_grow_lighter_all_the_way() {
        for palette in [Palette::LIGHT, Palette::DARK] {
            let ramp = ramp(&palette);
            assert!(ramp.windows(2).all(|pair| luminance(pair[0]) <= luminance(pair[1]) + 1e-3));
        }
    }
}

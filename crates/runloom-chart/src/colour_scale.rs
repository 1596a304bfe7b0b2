//! From values to colours: a perceptual ramp for numbers, a colour-blind-safe set for categories.

use serde::{Deserialize, Serialize};

use crate::{Colour, Palette};

/// How the numbers of a column become colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ColourScale {
    /// As an axis of the column would be: linear or, where that tells more, logarithmic; names as names.
    #[default]
    Automatic,
    /// Evenly by value.
    Linear,
    /// Evenly by the logarithm of the value.
    Log,
    /// Equal numbers of runs for each colour.
    Quantile,
    /// Two hues that grow stronger with the distance from a value; without one, from the median of the drawn runs.
    Centred(Option<f64>),
}

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

/// Blue, grey and orange, which differ for every kind of colour blindness: the ends stand out most from the panel.
const DIVERGING_ON_LIGHT: [Colour; 5] = [
    Colour::rgb(0x0008_4594),
    Colour::rgb(0x0045_86c0),
    Colour::rgb(0x00b8_b6b0),
    Colour::rgb(0x00cf_7a28),
    Colour::rgb(0x008f_3f00),
];

const DIVERGING_ON_DARK: [Colour; 5] = [
    Colour::rgb(0x008c_c2ff),
    Colour::rgb(0x004f_88c8),
    Colour::rgb(0x005c_616a),
    Colour::rgb(0x00c2_7c38),
    Colour::rgb(0x00ff_b866),
];

/// A ramp from far below to far above a value in the middle.
pub(crate) fn diverging(palette: &Palette) -> Vec<Colour> {
    let anchors = if palette.panel.is_dark() { &DIVERGING_ON_DARK } else { &DIVERGING_ON_LIGHT };
    let between = |level: usize| {
        let place = level * 4000 / (LEVELS - 1);
        let cell = (place / 1000).min(3);
        anchors[cell].towards(anchors[cell + 1], (place - 1000 * cell) as u32, 1000)
    };
    (0..LEVELS).map(between).collect()
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

    /// What a colour is to eyes without long or without medium cones (Viénot, Brettel and Mollon 1999), as linear light.
    fn without_cones(colour: Colour, long: bool) -> [f64; 3] {
        let linear = |channel: u8| libm::pow(f64::from(channel) / 255.0, 2.2);
        let (r, g, b) = (linear(colour.r), linear(colour.g), linear(colour.b));
        let mixed = if long { 0.112 * r + 0.888 * g } else { 0.292 * r + 0.708 * g };
        [mixed, mixed, b - if long { 0.004 * (r - g) } else { 0.022 * (r - g) }]
    }

    #[test]
    fn diverging_ramps_differ_for_everyone_and_are_weakest_in_the_middle() {
        for palette in [Palette::LIGHT, Palette::DARK] {
            let ramp = diverging(&palette);
            let (low, middle, high) = (ramp[0], ramp[LEVELS / 2], ramp[LEVELS - 1]);
            for long in [true, false] {
                let (a, b) = (without_cones(low, long), without_cones(high, long));
                assert!(a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max) > 0.25, "{a:?} {b:?}");
            }
            for end in [low, high] {
                assert!(contrast(end, palette.panel) > 6.0 && contrast(end, middle) > 3.0, "{end}");
            }
            assert!((1.8..3.5).contains(&contrast(middle, palette.panel)), "{}", contrast(middle, palette.panel));
            let away = |pair: &[Colour]| contrast(pair[1], palette.panel) - contrast(pair[0], palette.panel);
            assert!(ramp[LEVELS / 2..].windows(2).all(|pair| away(pair) >= -0.02));
            assert!(ramp[..LEVELS / 2].windows(2).all(|pair| away(pair) <= 0.02));
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

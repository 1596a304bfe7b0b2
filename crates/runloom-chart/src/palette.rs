use serde::{Deserialize, Serialize};

use crate::Colour;

/// The theme's colours, by what they are for. The page reads them from its style sheet, so that both agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Palette {
    /// Behind panels.
    pub background: Colour,
    /// Behind a chart; halos have this colour.
    pub panel: Colour,
    /// Borders and grids.
    pub hairline: Colour,
    /// Names and values.
    pub ink: Colour,
    /// Units, ticks and second lines.
    pub soft_ink: Colour,
    /// Axis lines.
    pub axis: Colour,
    /// Runs outside the brushes.
    pub context: Colour,
    /// What the user did: brushes, links.
    pub accent: Colour,
    /// Bars, and lines that no column colours.
    pub bar: Colour,
}

impl Palette {
    /// The light theme.
    pub const LIGHT: Self = Self {
        background: Colour::rgb(0x00f5_f6f8),
        panel: Colour::rgb(0x00ff_ffff),
        hairline: Colour::rgb(0x00e1_e4ea),
        ink: Colour::rgb(0x001b_1f27),
        soft_ink: Colour::rgb(0x005d_6779),
        axis: Colour::rgb(0x00b3_bac6),
        context: Colour::rgb(0x00cf_d5df),
        accent: Colour::rgb(0x002f_6bff),
        bar: Colour::rgb(0x003b_6fb6),
    };

    /// The dark theme.
    pub const DARK: Self = Self {
        background: Colour::rgb(0x000f_1218),
        panel: Colour::rgb(0x0016_1a22),
        hairline: Colour::rgb(0x0026_2c38),
        ink: Colour::rgb(0x00e7_eaf0),
        soft_ink: Colour::rgb(0x008b_95a7),
        axis: Colour::rgb(0x004a_5364),
        context: Colour::rgb(0x0039_414f),
        accent: Colour::rgb(0x006a_9bff),
        bar: Colour::rgb(0x006a_9bd8),
    };
}

use serde::{Deserialize, Serialize};

/// A title is cut after this many characters.
const MAX_TITLE_CHARS: usize = 200;

/// What the user decided about a panel, whatever it shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PanelFrame {
    /// What the panel is called; empty for the name of its kind.
    pub title: String,
    /// Where it stands; `None` leaves that to the page.
    pub place: Option<Place>,
}

/// Where a panel stands and how large it is, in units of a grid of [`Place::COLUMNS`] columns: no larger than the grid and inside of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "[u32; 4]", into = "[u32; 4]")]
pub struct Place {
    x: u32,
    y: u32,
    w: u32,
    h: u32,
}

impl Place {
    /// The width of the grid.
    pub const COLUMNS: u32 = 12;
    /// The lowest row that a panel can begin in.
    const MAX_Y: u32 = 9_999;
    const MAX_H: u32 = 100;

    /// The place nearest to the wanted one: columns from the left, rows from the top, width, height.
    pub fn new(x: u32, y: u32, w: u32, h: u32) -> Self {
        let w = w.clamp(1, Self::COLUMNS);
        Self { x: x.min(Self::COLUMNS - w), y: y.min(Self::MAX_Y), w, h: h.clamp(1, Self::MAX_H) }
    }

    /// Reads `0,6,6,5`: columns from the left, rows from the top, width, height.
    pub fn read(text: &str) -> Option<Self> {
        let mut numbers = text.split(',').map(|number| number.trim().parse::<u32>().ok());
        let place = Self::new(numbers.next()??, numbers.next()??, numbers.next()??, numbers.next()??);
        numbers.next().is_none().then_some(place)
    }

    /// Columns from the left, rows from the top, width, height.
    pub fn numbers(self) -> [u32; 4] {
        [self.x, self.y, self.w, self.h]
    }
}

impl From<[u32; 4]> for Place {
    fn from([x, y, w, h]: [u32; 4]) -> Self {
        Self::new(x, y, w, h)
    }
}

impl From<Place> for [u32; 4] {
    fn from(place: Place) -> Self {
        place.numbers()
    }
}

impl PanelFrame {
    /// A title as it is kept: one line, of bounded length.
    pub fn clean_title(text: &str) -> String {
        let words: Vec<&str> = text.split_whitespace().collect();
        words.join(" ").chars().take(MAX_TITLE_CHARS).collect::<String>().trim_end().to_owned()
    }

    /// Whether everything is left to the page.
    pub fn is_default(&self) -> bool {
        self.title.is_empty() && self.place.is_none()
    }
}

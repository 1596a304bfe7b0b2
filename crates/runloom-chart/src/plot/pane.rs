use std::sync::Arc;

use runloom_table::{ColumnName, NotLoaded, RowMask, RunTable, Survey, ValueType};

use super::frame::Ground;
use super::order::Order;
use crate::axis::{Axis, AxisData, AxisScale, AxisSpec, Ends, Interval, Lanes, heights, words};
use crate::log2::Log2;
use crate::points::{Cell, Standing, known};
use crate::raster::Window;
use crate::scale::NumericScale;
use crate::{Area, ScaleKind};

/// The room between the border of a pane and the outermost points.
pub(super) const INSET_PX: f64 = 10.0;

/// A rectangle of a plot with what runs along its sides.
#[derive(Clone, Debug)]
pub(super) struct Pane {
    pub(super) area: Area,
    pub(super) x: Side,
    pub(super) y: Side,
    /// Whether the runs are drawn as points in it.
    pub(super) points: bool,
    /// Whether a rectangle in it brushes the columns of its sides.
    pub(super) brushed: bool,
    /// Whether the labels of its lower and its left side are drawn.
    pub(super) labelled: (bool, bool),
}

/// One side of a pane.
#[derive(Clone, Debug)]
pub(super) struct Side {
    pub(super) axis: Axis,
    /// In css pixels from the left upper corner of the pane.
    pub(super) ends: Ends,
    /// The name under or beside it.
    pub(super) title: String,
    /// Whether it is a column of the runs, which can be brushed.
    pub(super) is_column: bool,
    /// Where the runs stand, in sixteenths of a device pixel; empty where no run has a place of its own.
    pub(super) at: Arc<Vec<u16>>,
    pub(super) known: Arc<RowMask>,
    /// What the bands of groups along it hold; empty where there are none.
    pub(super) bands: Arc<Vec<Option<Interval>>>,
    /// Where it is not values but their order that runs along it.
    pub(super) order: Option<Arc<Order>>,
}

/// A rectangle of a plot in which columns can be brushed.
#[derive(Clone, Debug, PartialEq)]
pub struct PlotCell {
    /// What it shows, in a few words: `val_auc by max_depth`.
    pub label: String,
    /// Its place, in css pixels.
    pub area: Area,
    /// The column that runs to the right, where it can be brushed.
    pub x: Option<ColumnName>,
    /// The column that runs upwards, where it can be brushed.
    pub y: Option<ColumnName>,
}

/// A thing on a plot that stands for several runs: a bar, a box.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlotPart {
    /// Its place, in css pixels.
    pub area: Area,
    /// The row of its run, where it stands for one only.
    pub run: Option<usize>,
    /// What it is called.
    pub name: String,
    /// What there is to say of it: labels and values.
    pub facts: Vec<(String, String)>,
    /// What holds its runs, column by column; nothing where brushes cannot.
    pub intervals: Vec<(ColumnName, Interval)>,
}

impl Side {
    /// A column of `table`, which has a row for each run. `low_px` is where the smallest value stands.
    pub(super) fn of_column(
        ground: &Ground<'_>,
        table: &RunTable,
        spec: &AxisSpec,
        low_px: f64,
        high_px: f64,
    ) -> Result<Self, NotLoaded> {
        let axis = Axis::resolve(table, spec, ground.drawn)?;
        Self::of_axis(ground, table, axis, low_px, high_px)
    }

    /// The same, with an axis that may be longer than the values.
    pub(super) fn of_axis(
        ground: &Ground<'_>,
        table: &RunTable,
        axis: Axis,
        low_px: f64,
        high_px: f64,
    ) -> Result<Self, NotLoaded> {
        let known = known(&axis, AxisData::of(table, &axis.column)?, table.rows());
        Self::of_known(ground, table, axis, Arc::new(known), low_px, high_px)
    }

    /// The same, given the runs that have a place.
    pub(super) fn of_known(
        ground: &Ground<'_>,
        table: &RunTable,
        axis: Axis,
        known: Arc<RowMask>,
        low_px: f64,
        high_px: f64,
    ) -> Result<Self, NotLoaded> {
        let data = AxisData::of(table, &axis.column)?;
        let ends = Ends::new(low_px, high_px, Lanes::default(), axis.inverted);
        let ranks = if low_px < high_px { &ground.ranks_x } else { &ground.ranks_y };
        let at = heights(&axis, data, &ends, ranks, ground.pixel_ratio, ground.log2);
        let title = format!("{} · {}", axis.column.key, words::detail(&axis));
        Ok(Self { axis, ends, title, is_column: true, at: Arc::new(at), known, bands: Arc::default(), order: None })
    }

    /// Runs at equal distances, one after the other.
    pub(super) fn of_order(ground: &Ground<'_>, order: Order, low_px: f64, high_px: f64) -> Result<Self, NotLoaded> {
        let (positions, name) = order.positions(ground.table.rows());
        let spec = AxisSpec { scale: Some(ScaleKind::Linear), ..AxisSpec::new(name) };
        let mut side = Self::of_column(ground, &positions, &spec, low_px, high_px)?;
        side.axis.value_type = Some(ValueType::Integer);
        side.title = ["runs, ", &order.words()].concat();
        side.is_column = order.column.is_some();
        side.order = Some(Arc::new(order));
        Ok(side)
    }

    /// Numbers that no run has by itself, such as counts.
    pub(super) fn of_range(ground: &Ground<'_>, title: &str, range: (f64, f64), low_px: f64, high_px: f64) -> Self {
        Self::of_scale(ground.drawn.len(), title, NumericScale::new(false, range.0, range.1), low_px, high_px)
    }

    /// What [`Side::of_range`] gives, for a table of `rows` runs.
    pub(super) fn of_scale(rows: usize, title: &str, scale: NumericScale, low_px: f64, high_px: f64) -> Self {
        let axis = Axis {
            column: ColumnName::attribute(title),
            inverted: false,
            value_type: None,
            kind: if scale.log { ScaleKind::Log } else { ScaleKind::Linear },
            scales: Vec::new(),
            scale: AxisScale::Numeric(scale),
            survey: Survey::default(),
        };
        let ends = Ends::new(low_px, high_px, Lanes::default(), false);
        let (at, known) = (Arc::default(), Arc::new(RowMask::none(rows)));
        Self { axis, ends, title: title.to_owned(), is_column: false, at, known, bands: Arc::default(), order: None }
    }

    /// The same, with whole numbers only.
    pub(super) fn whole(mut self) -> Self {
        self.axis.value_type = Some(ValueType::Integer);
        self
    }

    /// The same column, which cannot be brushed: its values belong to the plot, not to the runs.
    pub(super) fn computed(mut self, title: &str) -> Self {
        self.is_column = false;
        title.clone_into(&mut self.title);
        self
    }

    pub(super) fn standing(&self) -> Standing<'_> {
        Standing { at: &self.at, known: &self.known }
    }

    /// The runs that have a place.
    pub(super) fn known(&self) -> &RowMask {
        &self.known
    }

    /// The place of a number, in css pixels from the corner of the pane.
    pub(super) fn number_px(&self, log2: &Log2, number: f64) -> Option<f64> {
        match &self.axis.scale {
            AxisScale::Numeric(scale) if number.is_finite() && !(scale.log && number <= 0.0) => {
                Some(self.ends.height_px(scale.place(number, log2)))
            }
            _ => None,
        }
    }

    /// The place of the value of a run before runs that share it are spread, in css pixels from the corner of the pane.
    pub(super) fn value_px<'a>(&'a self, data: AxisData<'a>, log2: &'a Log2) -> Box<dyn Fn(usize) -> Option<f64> + 'a> {
        match &self.axis.scale {
            AxisScale::Categories(categories) => {
                let rank_of = categories.rank_of_rows(data);
                Box::new(move |run| rank_of(run).map(|rank| self.ends.height_px(categories.place(rank))))
            }
            _ => Box::new(move |run| self.number_px(log2, data.typed.number_at(run)?)),
        }
    }

    pub(super) fn brushed_column(&self) -> Option<ColumnName> {
        self.is_column.then(|| self.axis.column.clone())
    }
}

impl Pane {
    /// What can be brushed in it, if anything.
    pub(super) fn cell(&self) -> Option<PlotCell> {
        if !self.brushed {
            return None;
        }
        let (x, y) = (self.x.brushed_column(), self.y.brushed_column());
        let label = match (&x, &y) {
            (Some(_), None) => self.x.axis.column.key.clone(),
            _ => format!("{} by {}", self.y.axis.column.key, self.x.axis.column.key),
        };
        Some(PlotCell { label, area: self.area, x, y })
    }

    /// Where its points are drawn.
    pub(super) fn points_cell(&self, pixel_ratio: f64) -> Cell<'_> {
        Cell { window: Window::of(self.area, pixel_ratio), x: self.x.standing(), y: self.y.standing() }
    }

    /// Where a run stands, in css pixels of the picture.
    pub(super) fn point_px(&self, run: usize, pixel_ratio: f64) -> Option<(f64, f64)> {
        let units = pixel_ratio * crate::axis::PER_PIXEL;
        let (x, y) = (self.x.standing().of(run)?, self.y.standing().of(run)?);
        Some((self.area.x + f64::from(x) / units, self.area.y + f64::from(y) / units))
    }

    pub(super) fn holds(&self, x_px: f64, y_px: f64) -> bool {
        let Area { x, y, width, height } = self.area;
        (x..=x + width).contains(&x_px) && (y..=y + height).contains(&y_px)
    }
}

//! The numbers of groups, in ascending order.

use runloom_table::{NotLoaded, RowMask, ordered_integer};

use crate::axis::AxisData;
use crate::plot::findings::Ascending;
use crate::plot::frame::Ground;
use crate::plot::groups::Groups;
use crate::plot::pane::Side;

/// The drawn runs that have a place along a side, smallest first.
pub(super) fn ascending(ground: &Ground<'_>, side: &Side) -> Result<Ascending, NotLoaded> {
    let Some(data) = AxisData::of(ground.table, &side.axis.column)? else { return Ok(Ascending::default()) };
    let mut runs = side.known().clone();
    runs.and(ground.drawn);
    let number = |run: usize| data.typed.number_at(run).unwrap_or_default();
    let key = |run: usize| {
        let order = ordered_integer(number(run)).cast_unsigned() ^ (1 << 63);
        (u128::from(order) << 32) | run as u128
    };
    let mut keys: Vec<u128> = runs.rows().map(key).collect();
    runloom_table::sort_keys(&mut keys);
    let runs: Vec<u32> = keys.into_iter().map(|key| key as u32).collect();
    let numbers = runs.iter().map(|run| number(*run as usize)).collect();
    Ok(Ascending { runs, numbers })
}

impl Ascending {
    /// The numbers of some of the runs, group by group; all in one where there are no groups.
    pub(super) fn by_group(&self, chosen: &RowMask, groups: Option<&Groups>) -> Vec<Vec<f64>> {
        let mut values = vec![Vec::new(); groups.map_or(1, |groups| groups.list.len())];
        for (run, number) in self.runs.iter().zip(&self.numbers) {
            let run = *run as usize;
            if !chosen.contains(run) {
                continue;
            }
            if let Some(group) = groups.map_or(Some(0), |groups| groups.of_run(run)).and_then(|group| values.get_mut(group)) {
                group.push(*number);
            }
        }
        values
    }
}

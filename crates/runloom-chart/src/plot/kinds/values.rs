//! The numbers of groups, in ascending order.

use runloom_table::{NotLoaded, RowMask, ordered_integer};

use crate::axis::AxisData;
use crate::plot::frame::Ground;
use crate::plot::groups::Groups;
use crate::plot::pane::Side;

/// The drawn runs that have a place along a side, smallest first.
pub(super) fn ascending(ground: &Ground<'_>, side: &Side) -> Result<Vec<u32>, NotLoaded> {
    let Some(data) = AxisData::of(ground.table, &side.axis.column)? else { return Ok(Vec::new()) };
    let mut runs = side.known().clone();
    runs.and(ground.drawn);
    let key = |run: usize| {
        let order = ordered_integer(data.typed.number_at(run).unwrap_or_default()).cast_unsigned() ^ (1 << 63);
        (u128::from(order) << 32) | run as u128
    };
    let mut keys: Vec<u128> = runs.rows().map(key).collect();
    runloom_table::sort_keys(&mut keys);
    Ok(keys.into_iter().map(|key| key as u32).collect())
}

/// The numbers of those of the runs that `ascending` lists, group by group, in its order; all in one where there are no groups.
pub(super) fn by_group(ascending: &[u32], data: AxisData<'_>, runs: &RowMask, groups: Option<&Groups>) -> Vec<Vec<f64>> {
    let mut values = vec![Vec::new(); groups.map_or(1, |groups| groups.list.len())];
    for run in ascending.iter().map(|run| *run as usize).filter(|run| runs.contains(*run)) {
        let group = groups.map_or(Some(0), |groups| groups.of_run(run)).and_then(|group| values.get_mut(group));
        if let (Some(group), Some(number)) = (group, data.typed.number_at(run)) {
            group.push(number);
        }
    }
    values
}

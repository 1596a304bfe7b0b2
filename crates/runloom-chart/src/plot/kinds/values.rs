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
    Ok(Ascending { runs, numbers, groups: Vec::new() })
}

impl Ascending {
    /// The group of runs that are in none.
    const NO_GROUP: u16 = u16::MAX;

    /// The same runs in groups.
    pub(super) fn in_groups(mut self, groups: &Groups) -> Self {
        let group = |run: &u32| groups.of_run(*run as usize).map_or(Self::NO_GROUP, |group| group as u16);
        self.groups = self.runs.iter().map(group).collect();
        self
    }

    /// The numbers of some of the runs, group by group, of which there are `groups`; all in one where there are no groups.
    pub(super) fn by_group(&self, chosen: &RowMask, groups: usize) -> Vec<Vec<f64>> {
        let mut values = vec![Vec::new(); groups.max(1)];
        let of_runs = self.groups.iter().copied().chain(std::iter::repeat(0));
        for ((run, number), group) in self.runs.iter().zip(&self.numbers).zip(of_runs) {
            if chosen.contains(*run as usize)
                && let Some(values) = values.get_mut(usize::from(group))
            {
                values.push(*number);
            }
        }
        values
    }

    /// The numbers of some of the runs.
    pub(super) fn together(&self, chosen: &RowMask) -> Vec<f64> {
        let chosen = self.runs.iter().zip(&self.numbers).filter(|(run, _)| chosen.contains(**run as usize));
        chosen.map(|(_, number)| *number).collect()
    }
}

use runloom_table::{ColumnKind, ColumnName};

/// Shortened columns keep at least this much.
const MIN_WIDTH: usize = 10;

/// What a column would like to have, in columns of the terminal.
pub(super) struct Wish {
    pub(super) name: ColumnName,
    pub(super) header: usize,
    pub(super) cells: usize,
    /// Numbers are never shortened.
    pub(super) numeric: bool,
}

impl Wish {
    fn full(&self) -> usize {
        self.header.max(self.cells)
    }

    fn least(&self) -> usize {
        let cells = if self.numeric { self.cells } else { self.cells.min(MIN_WIDTH) };
        cells.max(self.header.min(MIN_WIDTH))
    }
}

/// Which columns are shown, in their order, and how wide. Names of runs come first, then params and metrics in turn, so that a narrow
/// terminal shows some of each; what is left of the width goes to the columns that were shortened.
pub(super) fn fit(wishes: &[Wish], width: Option<usize>, gap: usize) -> Vec<(usize, usize)> {
    let Some(width) = width else {
        return wishes.iter().enumerate().map(|(at, wish)| (at, wish.full())).collect();
    };
    let mut shown: Vec<(usize, usize)> = Vec::new();
    let mut used = 0;
    for at in by_importance(wishes) {
        let Some(wish) = wishes.get(at) else { continue };
        let needed = wish.least() + if shown.is_empty() { 0 } else { gap };
        if used + needed <= width || shown.is_empty() {
            used += needed;
            shown.push((at, wish.least().min(width)));
        }
    }
    let mut spare = width.saturating_sub(used);
    while spare > 0 {
        let short = shown.iter_mut().filter(|(at, wide)| wishes.get(*at).is_some_and(|wish| *wide < wish.full()));
        let Some((_, narrowest)) = short.min_by_key(|(at, wide)| (*wide, *at)) else { break };
        *narrowest += 1;
        spare -= 1;
    }
    shown.sort_unstable();
    shown
}

fn by_importance(wishes: &[Wish]) -> Vec<usize> {
    let mut turn = std::collections::BTreeMap::new();
    let mut ranked: Vec<((usize, usize), usize)> = Vec::new();
    for (at, wish) in wishes.iter().enumerate() {
        let place = turn.entry(wish.name.kind).or_insert(0);
        let rank = match wish.name.kind {
            ColumnKind::Attribute if wish.name.key == "run_name" => (0, 0),
            ColumnKind::Attribute if wish.name.key == "run_id" => (0, 1),
            ColumnKind::Metric => (1, 2 * *place),
            ColumnKind::Param => (1, 2 * *place + 1),
            ColumnKind::Attribute => (2, *place),
            ColumnKind::Tag => (3, *place),
        };
        *place += 1;
        ranked.push((rank, at));
    }
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, at)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wishes() -> Vec<Wish> {
        let wish = |name: &str, header, cells, numeric| Wish { name: ColumnName::parse(name), header, cells, numeric };
        vec![
            wish("run_id", 6, 32, false),
            wish("run_name", 8, 20, false),
            wish("params.a", 8, 30, false),
            wish("params.b", 8, 4, true),
            wish("metrics.m", 9, 8, true),
        ]
    }

    #[test]
    fn everything_is_shown_where_nothing_limits() {
        let widths: Vec<usize> = fit(&wishes(), None, 2).into_iter().map(|(_, wide)| wide).collect();
        assert_eq!(widths, [32, 20, 30, 8, 9]);
    }

    #[test]
    fn the_width_is_kept_and_used() {
        for width in 20..140 {
            let shown = fit(&wishes(), Some(width), 2);
            let used = shown.iter().map(|(_, wide)| wide).sum::<usize>() + 2 * (shown.len() - 1);
            assert!(used <= width, "{used} of {width}");
            assert!(used == width || shown.iter().all(|&(at, wide)| wide == wishes()[at].full()) || shown.len() < 5);
        }
    }

    #[test]
    fn names_and_metrics_stay_in_a_narrow_terminal() {
        let shown: Vec<usize> = fit(&wishes(), Some(34), 2).into_iter().map(|(at, _)| at).collect();
        assert_eq!(shown, [0, 1, 4]);
    }
}

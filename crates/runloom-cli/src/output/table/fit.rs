use runloom_table::{ColumnKind, ColumnName};

/// Shortened columns keep at least this much.
const MIN_WIDTH: usize = 10;

/// What a column would like to have, in columns of the terminal.
pub(super) struct Wish {
    pub(super) name: ColumnName,
    pub(super) interest: Interest,
    /// The width of its full name.
    pub(super) header: usize,
    /// The width of its name without the kind.
    pub(super) key: usize,
    pub(super) cells: usize,
    /// Numbers are never shortened.
    pub(super) numeric: bool,
}

/// How much a column is worth where not all fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Interest {
    /// It was named: with `--columns`, in the filter or in the order.
    Asked,
    /// The printed runs differ in it.
    Differs,
    /// It has one value for all printed runs.
    Same,
    /// No printed run has a value.
    Missing,
}

impl Wish {
    fn full(&self) -> usize {
        self.header.max(self.cells)
    }

    fn least(&self) -> usize {
        let cells = if self.numeric { self.cells } else { self.cells.min(MIN_WIDTH) };
        cells.max(self.key.min(MIN_WIDTH))
    }
}

/// Which columns are shown, in their order, and how wide. Names of runs come first, then what is of interest, of equal interest params and
/// metrics in turn, so that a narrow terminal shows some of each; what is left of the width goes to the columns that were shortened.
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
    let mut ranked: Vec<((bool, Interest, usize, usize), usize)> = Vec::new();
    for (at, wish) in wishes.iter().enumerate() {
        let place = turn.entry((wish.interest, wish.name.kind)).or_insert(0);
        let names_run = wish.name.kind == ColumnKind::Attribute && matches!(wish.name.key.as_str(), "run_name" | "run_id");
        let (group, rank) = match wish.name.kind {
            _ if wish.interest == Interest::Asked => (0, at),
            ColumnKind::Metric => (0, 2 * *place),
            ColumnKind::Param => (0, 2 * *place + 1),
            ColumnKind::Attribute => (1, *place),
            ColumnKind::Tag => (2, *place),
        };
        *place += 1;
        ranked.push(((!names_run, wish.interest, group, rank), at));
    }
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, at)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wishes() -> Vec<Wish> {
        let wish = |name: &str, header: usize, cells, numeric| {
            let name = ColumnName::parse(name);
            let key = header - name.kind.prefix().len();
            Wish { name, interest: Interest::Differs, header, key, cells, numeric }
        };
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

    #[test]
    fn what_was_asked_for_stays_and_what_is_empty_goes() {
        let mut wishes = wishes();
        wishes[3].interest = Interest::Asked;
        wishes[4].interest = Interest::Missing;
        let shown: Vec<usize> = fit(&wishes, Some(34), 2).into_iter().map(|(at, _)| at).collect();
        assert_eq!(shown, [0, 1, 3]);
    }
}

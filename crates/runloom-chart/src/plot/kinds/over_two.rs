use runloom_table::{NotLoaded, Value};

use super::Dress;
use crate::axis::{AxisData, words};
use crate::number_text::{count, short};
use crate::parallel::run_name;

impl Dress<'_> {
    /// The words about a target over two columns: what is shown and `how`, and which run is the best.
    pub(super) fn over_two(&mut self, how: &str) -> Result<(), NotLoaded> {
        let (Some(pane), Some(target)) = (self.frame.panes.first(), self.spec.one("target")) else { return Ok(()) };
        let (x, y, target) = (&pane.x.axis.column, &pane.y.axis.column, &target.column);
        let minimise = self.spec.less_is_better(target);
        let better = if minimise { "less" } else { "more" };
        self.words = [&y.key, " by ", &x.key, ", ", how, &target.key, "; ", better, " is better."].concat();
        let mut best: Option<(f64, usize)> = None;
        let mut runs = 0;
        if let Some(data) = AxisData::of(self.table, target)? {
            for run in self.focus.rows() {
                let Some(number) = data.typed.number_at(run).filter(|number| !number.is_nan()) else { continue };
                runs += 1;
                if best.is_none_or(|(best, _)| if minimise { number < best } else { number > best }) {
                    best = Some((number, run));
                }
            }
        }
        let without = self.focus.count() - runs;
        if without > 0 {
            let (some, all) = (count(without), count(self.focus.count()));
            self.left_out.push(format!("{some} of {all} runs without {}: grey.", target.key));
        }
        if let Some((number, run)) = best {
            let cell = |name| {
                let value = self.table.values(name).ok().flatten().map_or(Value::Missing, |values| values.at(run));
                words::cell(value)
            };
            let told = [
                " Best ",
                &short(number),
                " of ",
                &run_name(self.table, run),
                ": ",
                &x.key,
                " ",
                &cell(x),
                ", ",
                &y.key,
                " ",
                &cell(y),
            ];
            self.words.push_str(&told.concat());
            self.words.push('.');
        }
        self.tell_without(&pane.x);
        self.tell_without(&pane.y);
        Ok(())
    }
}

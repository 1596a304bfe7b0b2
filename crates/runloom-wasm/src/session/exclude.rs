use runloom_chart::{AxisSpec, brush_mask};
use runloom_query::{Condition, parse_filter};
use runloom_report::AxisView;
use runloom_table::RowMask;

use super::Session;
use super::brush::clear;
use super::clause_of_brush::{clause_text, condition_of, undecided_of};

/// What a brushed axis leaves out: the opposite of a condition, and the runs for which that cannot be decided.
struct Outside {
    inside: Condition,
    besides: Vec<Condition>,
}

impl Outside {
    fn parts(self) -> impl Iterator<Item = Condition> {
        std::iter::once(Condition::Not(Box::new(self.inside))).chain(self.besides)
    }
}

impl Session {
    /// Turns all brushes into one clause behind the filter that keeps every run but the brushed ones, and takes the brushes away.
    pub(super) fn exclude_brushed(&mut self) {
        let Some(text) = self.filter_to_extend() else {
            self.brush_problem = Some("The filter has to be right before brushes can go into it.".to_owned());
            return;
        };
        let mut axes = self.axes();
        let brushed = axes.iter().filter(|axis| axis.is_brushed());
        let parts: Option<Vec<Outside>> = brushed.map(|axis| self.outside(axis)).collect();
        let Some(condition) = parts.and_then(joined) else {
            self.brush_problem = Some("The filter language cannot say exactly what these brushes leave out.".to_owned());
            return;
        };
        let clause = clause_text(&condition);
        let text = if text.is_empty() { clause } else { format!("{text} AND {clause}") };
        if parse_filter(&text).filter.is_some() {
            axes.iter_mut().for_each(clear);
            self.view.axes = Some(axes);
            self.view.brushes.clear();
            self.set_filter(&text);
        }
    }

    /// What keeps the very runs that a brushed axis leaves out.
    fn outside(&self, axis: &AxisView) -> Option<Outside> {
        let column = self.runs().column(&axis.column)?;
        let inside = condition_of(axis, column)?;
        let mut wanted = brush_mask(self.runs(), &[AxisSpec::from(axis)]).ok()?;
        wanted.not();
        let undecided = undecided_of(axis, column);
        (0..=undecided.len()).find_map(|several| {
            let besides = || undecided.iter().take(several).cloned().collect();
            let kept = self.kept_by(&any(Outside { inside: inside.clone(), besides: besides() }.parts().collect()))?;
            (kept == wanted).then(|| Outside { inside: inside.clone(), besides: besides() })
        })
    }

    fn kept_by(&self, condition: &Condition) -> Option<RowMask> {
        parse_filter(&condition.to_string()).filter?.evaluate(self.dataset()).ok()
    }
}

/// What at least one of the axes leaves out, as `NOT (a AND b)` where all can be decided.
fn joined(axes: Vec<Outside>) -> Option<Condition> {
    if axes.is_empty() {
        return None;
    }
    if axes.iter().all(|axis| axis.besides.is_empty()) {
        let mut inside: Vec<Condition> = axes.into_iter().map(|axis| axis.inside).collect();
        let only = if inside.len() == 1 { inside.pop()? } else { Condition::All(inside) };
        return Some(Condition::Not(Box::new(only)));
    }
    Some(any(axes.into_iter().flat_map(Outside::parts).collect()))
}

fn any(mut parts: Vec<Condition>) -> Condition {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        last => {
            parts.extend(last);
            Condition::Any(parts)
        }
    }
}

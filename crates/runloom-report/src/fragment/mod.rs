//! The readable form of a view: `key=value` pairs joined by `&`, in a fixed order, defaults left out.
//!
//! | key | value | |
//! |---|---|---|
//! | `src` | an address | once a source |
//! | `file` | the name of a local file | once a source |
//! | `where` | the filter | |
//! | `order` | sort keys | list |
//! | `group` | columns to group by, as the query language names them | |
//! | `statistic` | `mean` (default), `min`, `median`, `max` or `best`: what stands for a group | |
//! | `best` | `column`, then `:max` (default) or `:min`: what makes a run the best of its group | |
//! | `lines` | `runs` (default) or `groups`: what a line of a chart stands for | |
//! | `columns` | columns that come first | list |
//! | `hide` | hidden columns | list |
//! | `pin` | columns that stay at the left | list |
//! | `widths` | `column:120`, in CSS pixels | list |
//! | `constant` | `show` or `hide` (default): columns that are the same for all runs | |
//! | `treat` | `column:param`, `:metric`, `:tag` or `:attribute` | list |
//! | `axes` | `column`, then any of `:linear` `:log` `:quantile` `:category` `:time` `:inverted` | list |
//! | `brush` | `column`, then any of `:6..7` `:0.5..` `:=rbf\|linear` `:missing` `:nan` `:none` | list |
//! | `color` | the column that colours the runs, then one of `:linear` `:log` `:quantile` `:centred` `:centred:0`; or `none` | |
//! | `curves` | `on`: lines that are level at the axes | |
//! | `bands` | `quartiles` or `minmax`: a band and a median for each category of colour | |
//! | `history` | the metrics whose history is shown | list |
//! | `history-x` | `step` (default), `time`, `relative` or a metric | |
//! | `history-y` | `linear` (default) or `log` | |
//! | `smooth` | `ema:0.6`, `gauss:3` or `mean:5` | |
//! | `history-mean` | `minmax` or `std`: means with that band instead of runs | |
//! | `history-outliers` | `show` (default) or `cut` | |
//! | `history-zoom` | `100..160`: a part of the horizontal axis | |
//! | `select` | ids of selected runs | list |
//! | `panels` | `parallel`, `history`, `table` and plots, as `scatter-matrix`, `scatter`, `scatter-2`; what there is decides where it is not given | list |
//! | `scatter.title`, `scatter.at` | what a panel is called; where it stands and how large it is, in units of 12 columns: `0,6,6,5` | |
//! | `scatter.x` and so on | the columns of a role of a plot | list |
//! | `scatter.goal`, `pareto.goal-x`, `scatter.trend`, `bar.statistic` | `min` or `max`; `on`; `median`, `min`, `max` or `share` | |
//! | `theme` | `auto` (default), `light` or `dark` | |
//!
//! Lists are joined by `,`. The separators `&` `,` `:` `|` count where they stand as themselves; inside a name they are
//! percent-encoded, so a piece is decoded after it has been cut out. Everything else is encoded only where a
//! browser would do so itself, so a fragment comes back from `location.hash` as it was written. `+` is a plus, not a space.

mod brush;
mod colour;
mod encode;
mod frame;
mod history;
mod importance;
mod plot;
mod read;
mod write;

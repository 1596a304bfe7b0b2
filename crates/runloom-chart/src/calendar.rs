//! Moments in UTC as dates and clock times.

use runloom_table::Date;

const DAY_MS: i64 = 86_400_000;
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The day of a moment, in milliseconds since 1970.
fn date_of(time_ms: i64) -> Date {
    Date::of_days(time_ms.div_euclid(DAY_MS))
}

/// Midnight at the beginning of a day, in milliseconds since 1970.
fn start_ms(date: Date) -> i64 {
    date.days() * DAY_MS
}

/// How finely a time is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Year,
    Month,
    Day,
    Minute,
    Second,
    Millisecond,
}

/// A moment told as finely as `unit`: `2026`, `Mar 2026`, `5 Mar 2026`, `14:03`, `14:03:22`, `14:03:22.858`.
pub(crate) fn tell(time_ms: i64, unit: Unit) -> String {
    let Date { year, month, day } = date_of(time_ms);
    let name = usize::try_from(month - 1).ok().and_then(|index| MONTHS.get(index)).copied().unwrap_or_default();
    let in_day = time_ms.rem_euclid(DAY_MS);
    let (hours, minutes, seconds) = (in_day / 3_600_000, in_day / 60_000 % 60, in_day / 1000 % 60);
    match unit {
        Unit::Year => year.to_string(),
        Unit::Month => format!("{name} {year}"),
        Unit::Day => format!("{day} {name} {year}"),
        Unit::Minute => format!("{hours:02}:{minutes:02}"),
        Unit::Second => format!("{hours:02}:{minutes:02}:{seconds:02}"),
        Unit::Millisecond => format!("{hours:02}:{minutes:02}:{seconds:02}.{:03}", in_day % 1000),
    }
}

/// A day and a minute: `5 Mar 2026 14:03`.
pub(crate) fn tell_moment(time_ms: i64) -> String {
    format!("{} {}", tell(time_ms, Unit::Day), tell(time_ms, Unit::Minute))
}

/// From one round moment to the next.
#[derive(Clone, Copy)]
enum Step {
    Ms(i64),
    Months(i64),
}

impl Step {
    /// The step with which at most about `most` round moments lie within a span, and how finely to tell them.
    fn fit(low: i64, high: i64, most: i64) -> (Self, Unit) {
        const STEPS: [(i64, Unit); 19] = [
            (1, Unit::Millisecond),
            (10, Unit::Millisecond),
            (100, Unit::Millisecond),
            (1000, Unit::Second),
            (5000, Unit::Second),
            (15_000, Unit::Second),
            (30_000, Unit::Second),
            (60_000, Unit::Minute),
            (5 * 60_000, Unit::Minute),
            (10 * 60_000, Unit::Minute),
            (15 * 60_000, Unit::Minute),
            (30 * 60_000, Unit::Minute),
            (3_600_000, Unit::Minute),
            (3 * 3_600_000, Unit::Minute),
            (6 * 3_600_000, Unit::Minute),
            (12 * 3_600_000, Unit::Minute),
            (DAY_MS, Unit::Day),
            (2 * DAY_MS, Unit::Day),
            (7 * DAY_MS, Unit::Day),
        ];
        let span = high.saturating_sub(low);
        if let Some((step, unit)) = STEPS.iter().find(|(step, _)| span / step <= most) {
            return (Self::Ms(*step), *unit);
        }
        let months = month_number(high) - month_number(low);
        let step = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12_000, 24_000, 60_000, 120_000, 240_000, 600_000]
            .into_iter()
            .find(|step| months / step <= most);
        let step = step.unwrap_or(1_200_000);
        (Self::Months(step), if step < 12 { Unit::Month } else { Unit::Year })
    }

    /// The number of the last round moment up to this one.
    fn number(self, time_ms: i64) -> i64 {
        match self {
            Self::Ms(step) => (time_ms - week_start_ms(step)).div_euclid(step),
            Self::Months(step) => month_number(time_ms).div_euclid(step),
        }
    }

    /// The round moment of a number.
    fn moment(self, number: i64) -> i64 {
        match self {
            Self::Ms(step) => number * step + week_start_ms(step),
            Self::Months(step) => {
                let month = number * step;
                start_ms(Date { year: month.div_euclid(12), month: month.rem_euclid(12) + 1, day: 1 })
            }
        }
    }
}

/// Weeks begin on Mondays; 1970 began on a Thursday.
fn week_start_ms(step_ms: i64) -> i64 {
    if step_ms == 7 * DAY_MS { 4 * DAY_MS } else { 0 }
}

fn month_number(time_ms: i64) -> i64 {
    let date = date_of(time_ms);
    date.year * 12 + date.month - 1
}

/// Round moments within `low..=high`, milliseconds since 1970, at most about `most` of them, and how finely to tell them.
pub(crate) fn round_moments(low: i64, high: i64, most: usize) -> (Vec<i64>, Unit) {
    let most = i64::try_from(most.max(1)).unwrap_or(i64::MAX / 2);
    let (step, unit) = Step::fit(low, high, most);
    let first = step.number(low);
    let moments = (0..=most + 2).map(|n| step.moment(first + n)).filter(|ms| (low..=high).contains(ms));
    (moments.collect(), unit)
}

/// Round moments from the last one up to `low` to the first one after `high`, at most about `most` spans, and how finely to tell them.
pub(crate) fn edges(low: i64, high: i64, most: usize) -> (Vec<i64>, Unit) {
    let (step, unit) = Step::fit(low, high, i64::try_from(most.max(1)).unwrap_or(i64::MAX / 2));
    ((step.number(low)..=step.number(high) + 1).map(|number| step.moment(number)).collect(), unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_told() {
        assert_eq!(tell(1_795_218_322_858, Unit::Day), "20 Nov 2026");
        assert_eq!(tell(1_795_218_322_858, Unit::Millisecond), "23:45:22.858");
        assert_eq!(tell(-1, Unit::Second), "23:59:59");
        assert_eq!(tell(-1, Unit::Day), "31 Dec 1969");
    }

    #[test]
    fn round_moments_are_round() {
        let day = start_ms(Date { year: 1965, month: 3, day: 30 });
        let (moments, unit) = round_moments(day, day + 40 * DAY_MS, 3);
        assert_eq!(unit, Unit::Month);
        assert_eq!(moments.iter().map(|ms| tell(*ms, unit)).collect::<Vec<_>>(), ["Apr 1965", "May 1965"]);
        let (moments, unit) = round_moments(0, 7_200_000, 4);
        assert_eq!(moments.iter().map(|ms| tell(*ms, unit)).collect::<Vec<_>>(), ["00:00", "00:30", "01:00", "01:30", "02:00"]);
    }

    #[test]
    fn millennia_have_edges_too() {
        let year_ms = 365 * DAY_MS;
        for years in [1500, 4000, 9000, 30_000, 200_000] {
            let (edges, unit) = edges(-years * year_ms / 2, years * year_ms / 2, 12);
            assert!(unit == Unit::Year && edges.len() >= 6, "{years} years: {}", edges.len());
        }
    }

    proptest::proptest! {
        #[test]
        fn days_round_trip(day in -4_000_000i64..4_000_000) {
            proptest::prop_assert_eq!(start_ms(date_of(day * DAY_MS + 5)), day * DAY_MS);
        }

        #[test]
        fn edges_hold_everything(low in -8_000_000_000_000_000i64..8_000_000_000_000_000, span in 1i64..8_000_000_000_000_000, most in 1usize..60) {
            let high = low.saturating_add(span);
            let (edges, _) = edges(low, high, most);
            proptest::prop_assert!(edges.len() <= most + 4 && edges.windows(2).all(|pair| pair[0] < pair[1]));
            proptest::prop_assert!(edges[0] <= low && high < edges[edges.len() - 1]);
        }

        #[test]
        fn there_are_not_too_many(low in -8_000_000_000_000_000i64..8_000_000_000_000_000, span in 1i64..8_000_000_000_000_000, most in 1usize..12) {
            let (moments, _) = round_moments(low, low.saturating_add(span), most);
            proptest::prop_assert!(moments.len() <= most + 3);
        }
    }
}

//! Days and dates in the proleptic Gregorian calendar, after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".

/// From March 1 of the year 0 to January 1, 1970, in days.
const EPOCH_DAYS: i64 = 719_468;
/// The days of 400 years.
const ERA_DAYS: i64 = 146_097;

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// The year; 0 is the one before the year 1.
    pub year: i64,
    /// 1 to 12.
    pub month: i64,
    /// 1 to 31.
    pub day: i64,
}

impl Date {
    /// The date of a day, counted from 1970-01-01 (`civil_from_days`). Within 10^17 days of it, which is beyond all times in 64 bits.
    pub fn of_days(days: i64) -> Self {
        let z = days + EPOCH_DAYS;
        let era = z.div_euclid(ERA_DAYS);
        let day_of_era = z.rem_euclid(ERA_DAYS);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        Self { year: year_of_era + era * 400 + i64::from(month <= 2), month, day }
    }

    /// The day, counted from 1970-01-01 (`days_from_civil`).
    pub fn days(self) -> i64 {
        let year = self.year - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * ((self.month + 9) % 12) + 2) / 5 + self.day - 1;
        era * ERA_DAYS + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - EPOCH_DAYS
    }

    /// Whether the calendar has this month and this day in it.
    pub fn exists(self) -> bool {
        let leap = self.year % 4 == 0 && (self.year % 100 != 0 || self.year % 400 == 0);
        let last = match self.month {
            2 => 28 + i64::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return false,
        };
        (1..=last).contains(&self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_their_dates() {
        for (days, year, month, day) in [
            (0, 1970, 1, 1),
            (-1, 1969, 12, 31),
            (11_016, 2000, 2, 29),
            (20_777, 2026, 11, 20),
            (-719_528, 0, 1, 1),
            (-719_529, -1, 12, 31),
        ] {
            let date = Date { year, month, day };
            assert_eq!((Date::of_days(days), date.days()), (date, days));
        }
    }

    #[test]
    fn leap_days_exist_in_leap_years() {
        for (year, month, day, exists) in [
            (2024, 2, 29, true),
            (2026, 2, 29, false),
            (1900, 2, 29, false),
            (2000, 2, 29, true),
            (2026, 4, 31, false),
            (2026, 12, 31, true),
            (2026, 13, 1, false),
            (2026, 0, 1, false),
            (2026, 1, 0, false),
        ] {
            assert_eq!(Date { year, month, day }.exists(), exists, "{year}-{month}-{day}");
        }
    }

    proptest::proptest! {
        #[test]
        fn days_and_dates_are_each_others_opposite(days in -400_000_000_000_i64..400_000_000_000) {
            let (date, next) = (Date::of_days(days), Date::of_days(days + 1));
            proptest::prop_assert_eq!(date.days(), days);
            proptest::prop_assert!(date.exists() && date < next);
        }
    }
}

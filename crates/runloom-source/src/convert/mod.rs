//! Values as files hold them, to values as the run table holds them.

mod class;
mod duration;
mod json_text;
mod numbers;
mod places;
mod reading;
mod texts;
mod time;

pub(crate) use class::class_of;
pub(crate) use duration::parse_duration_s;
pub(crate) use json_text::{write_string, write_value};
pub(crate) use numbers::{decimals, whole_numbers};
pub(crate) use places::at_places;
pub(crate) use reading::{Applied, Reading, stands_for_nothing};
pub(crate) use texts::{displayed, hexadecimal, map_texts, texts_of_bytes};
pub(crate) use time::{format_moment, parse_time_us};

//! Values as files hold them, to values as the run table holds them.

mod array;
mod duration;
mod json_text;
mod reading;
mod texts;
mod time;

pub(crate) use array::{class_of, hexadecimal, natural};
pub(crate) use duration::parse_duration_s;
pub(crate) use json_text::{write_string, write_value};
pub(crate) use reading::{Applied, Reading, stands_for_nothing};
pub(crate) use texts::map_texts;
pub(crate) use time::{format_moment, parse_time_us};

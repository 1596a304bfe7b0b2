use arrow_schema::DataType;

use crate::frame::Class;

/// What kind of values a type holds.
pub(crate) fn class_of(data_type: &DataType) -> Class {
    match data_type {
        DataType::Boolean => Class::Boolean,
        DataType::Timestamp(..) | DataType::Date32 | DataType::Date64 => Class::Time,
        DataType::Duration(_) => Class::Duration,
        DataType::List(_)
        | DataType::LargeList(_)
        | DataType::ListView(_)
        | DataType::LargeListView(_)
        | DataType::FixedSizeList(..)
        | DataType::Struct(_)
        | DataType::Map(..)
        | DataType::Union(..) => Class::Nested,
        DataType::Dictionary(_, values) => class_of(values),
        DataType::RunEndEncoded(_, values) => class_of(values.data_type()),
        other if other.is_numeric() => Class::Number,
        _ => Class::Text,
    }
}

use std::sync::Arc;

use arrow_array::Int32Array;
use arrow_buffer::{NullBuffer, ScalarBuffer};
use arrow_schema::{DataType, Field, Fields, UnionFields, UnionMode};
use runloom_table::Values;

use super::batch::{BatchReader, Parent};
use super::budget::Fault;
use super::nested::Decoded;
use super::scalar::scalar;
use super::text::{of_views, of_width, texts};

const OUTSIDE: Fault = Fault::Damaged("a list lies outside of its items");
const NO_SUCH_VALUE: Fault = Fault::Damaged("a value lies outside of its dictionary");

/// Decodes the next column of a batch.
///
/// # Errors
/// Where it contradicts itself or its type, or takes too much memory.
pub(crate) fn column(reader: &mut BatchReader<'_>, field: &Field, parent: Parent<'_>) -> Result<Decoded, Fault> {
    let data_type = field.data_type();
    match data_type {
        DataType::Struct(fields) => structs(reader, fields, parent),
        DataType::List(item) => lists(reader, item, parent, false),
        DataType::LargeList(item) => lists(reader, item, parent, true),
        DataType::Map(item, _) => match lists(reader, item, parent, false)? {
            Decoded::List { nulls, ranges, items, .. } => Ok(Decoded::List { nulls, ranges, items, is_map: true }),
            other => Ok(other),
        },
        DataType::ListView(item) => list_views(reader, item, parent, false),
        DataType::LargeListView(item) => list_views(reader, item, parent, true),
        DataType::FixedSizeList(item, size) => fixed_lists(reader, item, *size, parent),
        DataType::Dictionary(keys, _) => dictionary(reader, field, keys, parent),
        DataType::RunEndEncoded(ends, values) => runs(reader, ends, values, parent),
        DataType::Union(fields, mode) => unions(reader, fields, *mode, parent),
        DataType::Null => Ok(Decoded::Flat(Values::missing(reader.node(parent)?.rows))),
        DataType::Utf8 | DataType::Binary => texts(reader, parent, false, *data_type == DataType::Utf8),
        DataType::LargeUtf8 | DataType::LargeBinary => texts(reader, parent, true, *data_type == DataType::LargeUtf8),
        DataType::Utf8View | DataType::BinaryView => of_views(reader, parent, *data_type == DataType::Utf8View),
        DataType::FixedSizeBinary(width) => of_width(reader, parent, *width),
        _ => scalar(reader, data_type, parent).map(Decoded::Flat),
    }
}

fn structs(reader: &mut BatchReader<'_>, fields: &Fields, parent: Parent<'_>) -> Result<Decoded, Fault> {
    let node = reader.node(parent)?;
    let nulls = reader.validity(node, parent)?;
    let own = Parent { rows: Some(node.rows), nulls: nulls.as_ref() };
    let children = fields.iter().map(|field| column(reader, field, own)).collect::<Result<_, _>>()?;
    Ok(Decoded::Struct { rows: node.rows, nulls, fields: fields.clone(), children })
}

fn lists(reader: &mut BatchReader<'_>, item: &Field, parent: Parent<'_>, wide: bool) -> Result<Decoded, Fault> {
    let node = reader.node(parent)?;
    let nulls = reader.validity(node, parent)?;
    let ranges = reader.ranges(node.rows, wide)?;
    list(nulls, ranges, column(reader, item, Parent::default())?)
}

fn list_views(reader: &mut BatchReader<'_>, item: &Field, parent: Parent<'_>, wide: bool) -> Result<Decoded, Fault> {
    let node = reader.node(parent)?;
    let nulls = reader.validity(node, parent)?;
    let starts = reader.places(node.rows, wide)?;
    let sizes = reader.places(node.rows, wide)?;
    let ranges = starts.into_iter().zip(sizes).map(|(start, size)| (start, start.saturating_add(size))).collect();
    list(nulls, ranges, column(reader, item, Parent::default())?)
}

fn fixed_lists(reader: &mut BatchReader<'_>, item: &Field, size: i32, parent: Parent<'_>) -> Result<Decoded, Fault> {
    let size = usize::try_from(size).map_err(|_| Fault::Damaged("its lists have a negative size"))?;
    let node = reader.node(parent)?;
    let nulls = reader.validity(node, parent)?;
    let ranges = (0..node.rows).map(|row| (row.saturating_mul(size), row.saturating_add(1).saturating_mul(size))).collect();
    list(nulls, ranges, column(reader, item, Parent::default())?)
}

fn list(nulls: Option<NullBuffer>, ranges: Vec<(usize, usize)>, items: Decoded) -> Result<Decoded, Fault> {
    let within = |(start, end): &(usize, usize)| start <= end && *end <= items.rows();
    let is_null = |row| nulls.as_ref().is_some_and(|nulls| nulls.is_null(row));
    if !ranges.iter().enumerate().all(|(row, range)| within(range) || is_null(row)) {
        return Err(OUTSIDE);
    }
    Ok(Decoded::List { nulls, ranges, items: Box::new(items), is_map: false })
}

fn dictionary(reader: &mut BatchReader<'_>, field: &Field, keys: &DataType, parent: Parent<'_>) -> Result<Decoded, Fault> {
    let node = reader.node(parent)?;
    let nulls = reader.validity(node, parent)?;
    let keys: ScalarBuffer<i32> = match keys {
        DataType::Int32 | DataType::UInt32 => reader.values::<i32>(node.rows)?,
        DataType::Int8 => reader.values::<i8>(node.rows)?.iter().map(|key| i32::from(*key)).collect(),
        DataType::UInt8 => reader.values::<u8>(node.rows)?.iter().map(|key| i32::from(*key)).collect(),
        DataType::Int16 => reader.values::<i16>(node.rows)?.iter().map(|key| i32::from(*key)).collect(),
        DataType::UInt16 => reader.values::<u16>(node.rows)?.iter().map(|key| i32::from(*key)).collect(),
        _ => reader.values::<i64>(node.rows)?.iter().map(|key| i32::try_from(*key).unwrap_or(-1)).collect(),
    };
    let values = reader.dictionaries.values_of(field);
    let places = Int32Array::new(keys, nulls);
    let there = |place: i32| usize::try_from(place).is_ok_and(|place| place < values.rows());
    if places.iter().flatten().all(there) { Ok(Decoded::Gathered { places, values }) } else { Err(NO_SUCH_VALUE) }
}

fn runs(reader: &mut BatchReader<'_>, ends: &Field, values: &Field, parent: Parent<'_>) -> Result<Decoded, Fault> {
    let rows = reader.node(parent)?.rows;
    let ends = scalar(reader, ends.data_type(), Parent::default())?;
    let values = column(reader, values, Parent::default())?;
    let Values::Integer(ends) = ends else { return Err(Fault::Damaged("its runs do not end at whole numbers")) };
    let mut places: Vec<i32> = Vec::new();
    for (run, end) in (0_i32..).zip(ends.values().iter().take(values.rows())) {
        let end = usize::try_from(*end).unwrap_or(0).min(rows);
        if end <= places.len() && places.len() < rows {
            return Err(Fault::Damaged("one of its runs ends before it begins"));
        }
        places.resize(end.max(places.len()), run);
    }
    if places.len() < rows {
        return Err(Fault::Damaged("its runs end before its rows do"));
    }
    let places = Int32Array::new(places.into(), parent.nulls.cloned());
    Ok(Decoded::Gathered { places, values: Arc::new(values) })
}

fn unions(reader: &mut BatchReader<'_>, fields: &UnionFields, mode: UnionMode, parent: Parent<'_>) -> Result<Decoded, Fault> {
    let node = reader.node(parent)?;
    let nulls = if reader.unions_have_validity { reader.validity(node, parent)? } else { parent.nulls.cloned() };
    let kinds = reader.values::<i8>(node.rows)?;
    let places = if mode == UnionMode::Dense { reader.places(node.rows, false)? } else { (0..node.rows).collect() };
    let own = Parent { rows: (mode == UnionMode::Sparse).then_some(node.rows), nulls: None };
    let children: Vec<Decoded> = fields.iter().map(|(_, field)| column(reader, field, own)).collect::<Result<_, _>>()?;
    let choice = |(kind, place): (&i8, usize)| {
        let child = fields.iter().position(|(own, _)| own == *kind)?;
        children.get(child).filter(|child| place < child.rows()).map(|_| (child, place))
    };
    let choices: Option<Vec<_>> = kinds.iter().zip(places).map(choice).collect();
    let choices = choices.ok_or(Fault::Damaged("a value lies outside of its union"))?;
    Ok(Decoded::Union { nulls, choices, children })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rows_that_are_missing_may_lie_outside_of_the_items() {
        let items = || Decoded::Flat(Values::from_reals([Some(1.0), None]));
        let missing = NullBuffer::from(vec![true, false]);
        assert!(list(None, vec![(0, 2), (2, 2)], items()).is_ok());
        assert!(list(Some(missing), vec![(0, 2), (9, 3)], items()).is_ok());
        for outside in [(0, 3), (3, 3), (2, 1), (usize::MAX, usize::MAX)] {
            assert_eq!(list(None, vec![(0, 1), outside], items()).err(), Some(OUTSIDE));
        }
    }
}

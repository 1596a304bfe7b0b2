use arrow_schema::{DataType, Field, Fields, Schema, UnionMode};

/// The width in bytes of the elements of every buffer that a record batch of a schema has, in order. The reader panics on a buffer that holds a
/// fraction of an element. `variadic` gives the numbers of buffers of the columns of views.
pub(crate) fn element_widths(fields: &Fields, variadic: &mut dyn Iterator<Item = i64>) -> Vec<usize> {
    let mut widths = Vec::new();
    for field in fields {
        add_widths(field.data_type(), variadic, &mut widths);
    }
    widths
}

/// The types of the dictionaries that a schema refers to.
pub(crate) fn dictionary_types(schema: &Schema) -> Vec<DataType> {
    let mut types = Vec::new();
    for field in schema.flattened_fields() {
        if let DataType::Dictionary(_, values) = field.data_type()
            && !types.contains(values.as_ref())
        {
            types.push(values.as_ref().clone());
        }
    }
    types
}

/// Whether a column is of a type whose reader does not check its input.
pub(crate) fn has_union(schema: &Schema) -> bool {
    let is_union = |field: &&Field| matches!(field.data_type(), DataType::Union(..));
    schema.flattened_fields().iter().any(is_union)
        || dictionary_types(schema).iter().any(|values| matches!(values, DataType::Union(..)))
}

/// Adds the widths of the buffers of one column.
pub(crate) fn add_widths(data_type: &DataType, variadic: &mut dyn Iterator<Item = i64>, widths: &mut Vec<usize>) {
    match data_type {
        DataType::Null => {}
        DataType::Boolean | DataType::FixedSizeBinary(_) => widths.extend([1, 1]),
        DataType::Utf8 | DataType::Binary => widths.extend([1, 4, 1]),
        DataType::LargeUtf8 | DataType::LargeBinary => widths.extend([1, 8, 1]),
        DataType::Utf8View | DataType::BinaryView => {
            let data = usize::try_from(variadic.next().unwrap_or(0)).unwrap_or(0).min(1 << 16);
            widths.extend([1, 16]);
            widths.extend(std::iter::repeat_n(1, data));
        }
        DataType::List(child) | DataType::Map(child, _) => {
            widths.extend([1, 4]);
            add_widths(child.data_type(), variadic, widths);
        }
        DataType::LargeList(child) => {
            widths.extend([1, 8]);
            add_widths(child.data_type(), variadic, widths);
        }
        DataType::ListView(child) => {
            widths.extend([1, 4, 4]);
            add_widths(child.data_type(), variadic, widths);
        }
        DataType::LargeListView(child) => {
            widths.extend([1, 8, 8]);
            add_widths(child.data_type(), variadic, widths);
        }
        DataType::FixedSizeList(child, _) => {
            widths.push(1);
            add_widths(child.data_type(), variadic, widths);
        }
        DataType::Struct(children) => {
            widths.push(1);
            for child in children {
                add_widths(child.data_type(), variadic, widths);
            }
        }
        DataType::RunEndEncoded(ends, values) => {
            add_widths(ends.data_type(), variadic, widths);
            add_widths(values.data_type(), variadic, widths);
        }
        DataType::Dictionary(keys, _) => add_widths(keys, variadic, widths),
        DataType::Union(children, mode) => {
            widths.push(1);
            widths.extend((*mode == UnionMode::Dense).then_some(4));
            for (_, child) in children.iter() {
                add_widths(child.data_type(), variadic, widths);
            }
        }
        other => widths.extend([1, other.primitive_width().unwrap_or(1)]),
    }
}

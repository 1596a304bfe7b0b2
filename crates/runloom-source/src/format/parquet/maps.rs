//! Maps are read as the lists of pairs that they are made of: the reader of maps in parquet 60 panics where keys and values do not match, the readers of
//! lists and structs return an error.

use std::sync::Arc;

use parquet::basic::{ConvertedType, LogicalType};
use parquet::errors::ParquetError;
use parquet::file::metadata::{FileMetaData, ParquetMetaData};
use parquet::schema::types::{SchemaDescriptor, Type, TypePtr};

/// The footer with no group marked as a map.
pub(crate) fn without_maps(metadata: ParquetMetaData) -> Result<ParquetMetaData, ParquetError> {
    let file = metadata.file_metadata();
    let root = file.schema_descr().root_schema_ptr();
    if !has_map(&root) {
        return Ok(metadata);
    }
    let schema = Arc::new(SchemaDescriptor::new(unmarked(&root)?));
    let (created_by, pairs) = (file.created_by().map(str::to_owned), file.key_value_metadata().cloned());
    let file = FileMetaData::new(file.version(), file.num_rows(), created_by, pairs, schema, file.column_orders().cloned());
    Ok(ParquetMetaData::new(file, metadata.row_groups().to_vec()))
}

fn is_map(group: &Type) -> bool {
    let info = group.get_basic_info();
    matches!(info.logical_type_ref(), Some(LogicalType::Map))
        || matches!(info.converted_type(), ConvertedType::MAP | ConvertedType::MAP_KEY_VALUE)
}

fn has_map(group: &Type) -> bool {
    group.is_group() && (is_map(group) || group.get_fields().iter().any(|field| has_map(field)))
}

fn unmarked(group: &TypePtr) -> Result<TypePtr, ParquetError> {
    if !has_map(group) {
        return Ok(Arc::clone(group));
    }
    let info = group.get_basic_info();
    let fields = group.get_fields().iter().map(unmarked).collect::<Result<Vec<_>, _>>()?;
    let mut builder = Type::group_type_builder(info.name()).with_fields(fields).with_id(info.has_id().then(|| info.id()));
    if info.has_repetition() {
        builder = builder.with_repetition(info.repetition());
    }
    if !is_map(group) {
        builder = builder.with_converted_type(info.converted_type()).with_logical_type(info.logical_type_ref().cloned());
    }
    builder.build().map(Arc::new)
}

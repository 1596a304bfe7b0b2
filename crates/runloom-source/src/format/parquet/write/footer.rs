//! The end of a file: `FileMetaData` of `parquet.thrift`.

use runloom_table::{Sheet, Values};

use super::chunk::{PLAIN, RLE, RLE_DICTIONARY, WrittenChunk};
use super::pack::Packing;
use super::thrift::{Fields, push_struct};
use super::{WrittenGroup, physical_type};

const OPTIONAL: i32 = 1;
/// Of `ConvertedType`, for readers that know no logical types.
const UTF8: i32 = 0;
const TIMESTAMP_MICROS: i32 = 10;

/// Appends the footer and its length.
pub(super) fn push(block: &mut Vec<u8>, sheet: &Sheet<'_>, groups: &[WrittenGroup], packing: Packing) {
    let before = block.len();
    let columns: Vec<(&str, &Values)> = sheet.columns().collect();
    push_struct(block, |file| {
        file.i32(1, 1);
        let root = std::iter::once(None);
        let schema: Vec<Option<(&str, &Values)>> = root.chain(columns.iter().copied().map(Some)).collect();
        file.structures(2, &schema, |element, column| {
            if let Some((name, values)) = column {
                write_column(element, name, values);
            } else {
                element.bytes(4, b"schema");
                element.i32(5, (columns.len() as u32).cast_signed());
            }
        });
        file.size(3, sheet.rows().len() as u64);
        file.structures(4, groups, |group, written| write_group(group, written, &columns, packing));
        file.bytes(6, b"Runloom");
        file.structures(7, &columns, |order, _| order.structure(1, |_| ()));
    });
    let len = (block.len() - before) as u32;
    block.extend_from_slice(&len.to_le_bytes());
}

fn write_column(element: &mut Fields<'_>, name: &str, values: &Values) {
    element.i32(1, physical_type(values));
    element.i32(3, OPTIONAL);
    element.bytes(4, name.as_bytes());
    match values {
        Values::Text(_) => {
            element.i32(6, UTF8);
            element.structure(10, |logical| logical.structure(1, |_| ()));
        }
        Values::Time(_) => {
            element.i32(6, TIMESTAMP_MICROS);
            element.structure(10, |logical| {
                logical.structure(8, |timestamp| {
                    timestamp.truth(1, true);
                    timestamp.structure(2, |unit| unit.structure(2, |_| ()));
                });
            });
        }
        Values::Real(_) | Values::Integer(_) | Values::Boolean(_) => {}
    }
}

fn write_group(group: &mut Fields<'_>, written: &WrittenGroup, columns: &[(&str, &Values)], packing: Packing) {
    let named: Vec<(&str, &WrittenChunk)> = columns.iter().map(|(name, _)| *name).zip(&written.chunks).collect();
    group.structures(1, &named, |column, (name, chunk)| {
        column.size(2, 0);
        column.structure(3, |meta| write_chunk(meta, name, chunk, packing));
    });
    let total = |len: fn(&WrittenChunk) -> u64| written.chunks.iter().map(len).sum::<u64>();
    group.size(2, total(|chunk| chunk.unpacked_len));
    group.size(3, written.rows as u64);
    if let Some(first) = written.chunks.first() {
        group.size(5, first.dictionary_offset.unwrap_or(first.data_offset));
    }
    group.size(6, total(|chunk| chunk.packed_len));
}

fn write_chunk(meta: &mut Fields<'_>, name: &str, chunk: &WrittenChunk, packing: Packing) {
    meta.i32(1, chunk.physical_type);
    let encodings = if chunk.dictionary_offset.is_some() { [PLAIN, RLE, RLE_DICTIONARY].as_slice() } else { &[PLAIN, RLE] };
    meta.numbers(2, encodings);
    meta.texts(3, &[name]);
    meta.i32(4, packing.number());
    meta.size(5, chunk.values as u64);
    meta.size(6, chunk.unpacked_len);
    meta.size(7, chunk.packed_len);
    meta.size(9, chunk.data_offset);
    if let Some(offset) = chunk.dictionary_offset {
        meta.size(11, offset);
    }
    meta.structure(12, |statistics| chunk.statistics.write(statistics));
}

use std::ops::Range;

use arrow_ipc::convert::try_fb_to_schema;
use arrow_ipc::{Buffer as BufferPlace, FieldNode, MessageHeader, MetadataVersion, RecordBatch};
use arrow_schema::{Field, Fields, Schema};

use super::layout::{dictionary_types, element_widths, has_union};

/// One message of a stream: where it lies, and how many rows it announces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    /// The message with its body.
    pub(crate) range: Range<usize>,
    /// The bytes before the body: the marker, the length and the message itself.
    pub(crate) metadata_bytes: usize,
    /// What it holds.
    pub(crate) kind: MessageHeader,
    /// The rows of a record batch; 0 for other messages.
    pub(crate) rows: u64,
    /// The memory that its values take when they are unpacked.
    pub(crate) memory_bytes: u64,
}

/// Why a message cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Faulty(pub(crate) &'static str);

/// The message that begins at a byte; `None` where the stream ends. Everything in it lies within `bytes` and `limit_bytes`.
pub(crate) fn next_frame(bytes: &[u8], at: usize, schema: Option<&Schema>, limit_bytes: u64) -> Result<Option<Frame>, Faulty> {
    let Some(first) = word(bytes, at) else {
        return if at >= bytes.len() { Ok(None) } else { Err(Faulty("it ends within a message")) };
    };
    let (size, start) = if first == u32::MAX {
        (word(bytes, at + 4).ok_or(Faulty("it ends within a message"))?, at + 8)
    } else {
        (first, at + 4)
    };
    if size == 0 {
        return Ok(None);
    }
    let end = start.checked_add(size as usize).filter(|end| *end <= bytes.len()).ok_or(Faulty("it ends within a message"))?;
    let metadata = bytes.get(start..end).unwrap_or_default();
    let message = arrow_ipc::root_as_message(metadata).map_err(|_| Faulty("a message is not valid"))?;
    let body = usize::try_from(message.bodyLength()).map_err(|_| Faulty("a message has a negative size"))?;
    let body_end = end.checked_add(body).filter(|end| *end <= bytes.len()).ok_or(Faulty("it ends within a message"))?;
    let body = bytes.get(end..body_end).unwrap_or_default();
    let (rows, memory_bytes) = match message.header_type() {
        MessageHeader::RecordBatch => {
            let batch = message.header_as_record_batch().ok_or(Faulty("a record batch is not valid"))?;
            let schema = schema.ok_or(Faulty("a record batch comes before the schema"))?;
            let rows = u64::try_from(batch.length()).map_err(|_| Faulty("a record batch has a negative length"))?;
            (rows, check_batch(batch, body, limit_bytes, &[schema.fields().clone()])?)
        }
        MessageHeader::DictionaryBatch => {
            let dictionary = message.header_as_dictionary_batch().ok_or(Faulty("a dictionary is not valid"))?;
            let batch = dictionary.data().ok_or(Faulty("a dictionary is empty"))?;
            let schema = schema.ok_or(Faulty("a dictionary comes before the schema"))?;
            let types = dictionary_types(schema).into_iter().map(|values| Fields::from(vec![Field::new("values", values, true)]));
            (0, check_batch(batch, body, limit_bytes, &types.collect::<Vec<_>>())?)
        }
        _ => (0, 0),
    };
    Ok(Some(Frame { range: at..body_end, metadata_bytes: end - at, kind: message.header_type(), rows, memory_bytes }))
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    let word = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(word.try_into().ok()?))
}

/// Checks the sizes in a record batch of one of several types, and returns what it takes unpacked.
fn check_batch(batch: RecordBatch<'_>, body: &[u8], limit_bytes: u64, types: &[Fields]) -> Result<u64, Faulty> {
    let nodes = batch.nodes().map(|nodes| nodes.iter().collect::<Vec<&FieldNode>>()).unwrap_or_default();
    let longest = limit_bytes / 8;
    let fits = |length: i64| u64::try_from(length).is_ok_and(|length| length <= longest);
    if !fits(batch.length())
        || nodes.iter().any(|node| !fits(node.length()) || node.null_count() < 0 || node.null_count() > node.length())
    {
        return Err(Faulty("a record batch announces more values than fit the memory that may be used"));
    }
    let packed = batch.compression().is_some();
    let sizes: Option<Vec<u64>> = batch.buffers().iter().flatten().map(|place| buffer_bytes(*place, body, packed)).collect();
    let sizes = sizes.ok_or(Faulty("a record batch points outside of itself"))?;
    let variadic: Vec<i64> = batch.variadicBufferCounts().map(|counts| counts.iter().collect()).unwrap_or_default();
    let fits_type = |fields: &Fields| {
        let widths = element_widths(fields, &mut variadic.iter().copied());
        sizes.iter().zip(widths).all(|(size, width)| size % width as u64 == 0)
    };
    if !types.iter().any(fits_type) {
        return Err(Faulty("a buffer holds a fraction of a value"));
    }
    let total = sizes.iter().fold(0_u64, |sum, size| sum.saturating_add(*size));
    if total > limit_bytes {
        return Err(Faulty("a record batch announces more values than fit the memory that may be used"));
    }
    Ok(total)
}

/// The unpacked size of a buffer; `None` where it does not lie within the body.
fn buffer_bytes(place: BufferPlace, body: &[u8], packed: bool) -> Option<u64> {
    let start = usize::try_from(place.offset()).ok()?;
    let length = usize::try_from(place.length()).ok()?;
    let buffer = body.get(start..start.checked_add(length)?)?;
    if !packed || buffer.is_empty() {
        return Some(length as u64);
    }
    let announced = i64::from_le_bytes(buffer.get(..8)?.try_into().ok()?);
    if announced == -1 { Some(length as u64 - 8) } else { u64::try_from(announced).ok() }
}

/// The schema in a message that holds one, and the version of the format.
pub(crate) fn schema_of(metadata: &[u8]) -> Result<(Schema, MetadataVersion), String> {
    let message = arrow_ipc::root_as_message(metadata).map_err(|error| error.to_string())?;
    let schema = message.header_as_schema().ok_or("it does not begin with a schema")?;
    Ok((checked_schema(schema)?, message.version()))
}

/// A schema that can be read here.
pub(crate) fn checked_schema(schema: arrow_ipc::Schema<'_>) -> Result<Schema, String> {
    if !schema.endianness().equals_to_target_endianness() {
        return Err("its numbers have their bytes in the other order (big-endian)".to_owned());
    }
    let schema = try_fb_to_schema(schema).map_err(|error| error.to_string())?;
    if has_union(&schema) { Err("it has columns of unions, which cannot be read".to_owned()) } else { Ok(schema) }
}

use std::ops::Range;

use arrow_ipc::convert::try_fb_to_schema;
use arrow_ipc::{Block, Message};
use arrow_schema::Schema;

const FILE_MAGIC: &[u8] = b"ARROW1";
const FILE_HEAD_BYTES: usize = 8;
/// As many as a type number of a union can tell apart.
const MOST_UNION_CHILDREN: usize = 128;

/// One message of a stream, and where its body lies.
#[derive(Debug)]
pub(crate) struct Frame<'a> {
    pub(crate) message: Message<'a>,
    pub(crate) body: Range<usize>,
}

/// The message that begins at a byte; `None` where the stream ends. Its body lies within `bytes`.
///
/// # Errors
/// Why the message cannot be read.
pub(crate) fn next_frame(bytes: &[u8], at: usize) -> Result<Option<Frame<'_>>, &'static str> {
    const CUT_OFF: &str = "it ends within a message";
    let Some(first) = word(bytes, at) else {
        return if at >= bytes.len() { Ok(None) } else { Err(CUT_OFF) };
    };
    let (size, start) = if first == u32::MAX { (word(bytes, at + 4).ok_or(CUT_OFF)?, at + 8) } else { (first, at + 4) };
    if size == 0 {
        return Ok(None);
    }
    let end = start.checked_add(size as usize).ok_or(CUT_OFF)?;
    let message = arrow_ipc::root_as_message(bytes.get(start..end).ok_or(CUT_OFF)?).map_err(|_| "a message is not valid")?;
    let body = usize::try_from(message.bodyLength()).map_err(|_| "a message has a negative size")?;
    let body_end = end.checked_add(body).filter(|end| *end <= bytes.len()).ok_or(CUT_OFF)?;
    Ok(Some(Frame { message, body: end..body_end }))
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    let word = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(word.try_into().ok()?))
}

/// A schema that can be read here.
///
/// # Errors
/// Why it cannot be read.
pub(crate) fn checked_schema(schema: arrow_ipc::Schema<'_>) -> Result<Schema, String> {
    if !schema.endianness().equals_to_target_endianness() {
        return Err("its numbers have their bytes in the other order (big-endian)".to_owned());
    }
    if schema.fields().into_iter().flatten().any(has_wide_union) {
        return Err(format!("it has unions of more than {MOST_UNION_CHILDREN} types"));
    }
    try_fb_to_schema(schema).map_err(|error| error.to_string())
}

/// Whether a union has more types than can be told apart.
fn has_wide_union(field: arrow_ipc::Field<'_>) -> bool {
    let children = field.children();
    let count = children.map_or(0, |children| children.len());
    (field.type_type() == arrow_ipc::Type::Union && count > MOST_UNION_CHILDREN)
        || children.into_iter().flatten().any(has_wide_union)
}

/// Reads the footer of a file: the schema, and where the messages lie.
///
/// # Errors
/// Why it cannot be read.
pub(crate) fn footer_of(bytes: &[u8]) -> Result<(Schema, Vec<usize>), String> {
    const NO_END: &str = "it begins as an Arrow file but has no end";
    let body = bytes.strip_suffix(FILE_MAGIC).filter(|body| body.len() > FILE_HEAD_BYTES + 4).ok_or(NO_END)?;
    let (body, length) = body.split_last_chunk::<4>().ok_or(NO_END)?;
    let start = usize::try_from(i32::from_le_bytes(*length)).ok().and_then(|length| body.len().checked_sub(length));
    let footer = start.and_then(|start| body.get(start..)).ok_or("its footer is longer than the file")?;
    let footer = arrow_ipc::root_as_footer(footer).map_err(|error| format!("its footer is not valid: {error}"))?;
    let schema = checked_schema(footer.schema().ok_or("it holds no schema")?)?;
    let dictionaries = footer.dictionaries().into_iter().flatten().map(Block::offset);
    let batches = footer.recordBatches().into_iter().flatten().map(Block::offset);
    let places = dictionaries.chain(batches).map(usize::try_from).collect::<Result<Vec<_>, _>>();
    Ok((schema, places.map_err(|_| "a place in its footer is negative")?))
}

use arrow_buffer::{Buffer, NullBuffer};
use runloom_table::{TextBuilder, Values};

use super::batch::{BatchReader, Parent};
use super::budget::Fault;
use super::nested::Decoded;
use crate::convert::texts_of_bytes;

const OUTSIDE: Fault = Fault::Damaged("a text lies outside of its bytes");
const VIEW_BYTES: usize = 16;
const INLINE_BYTES: usize = 12;

/// Texts or bytes with offsets, which have 64 bits where they are wide.
///
/// # Errors
/// Where the column contradicts itself, a text is no UTF-8, or it takes too much memory.
pub(crate) fn texts(reader: &mut BatchReader<'_>, parent: Parent<'_>, wide: bool, is_text: bool) -> Result<Decoded, Fault> {
    let node = reader.node(parent)?;
    let nulls = reader.validity(node, parent)?;
    let ranges = reader.ranges(node.rows, wide)?;
    let bytes = reader.buffer()?;
    collected(ranges.iter().map(|(start, end)| bytes.get(*start..*end)), nulls.as_ref(), is_text)
}

/// Bytes of one width.
///
/// # Errors
/// Where the column contradicts itself, or takes too much memory.
pub(crate) fn of_width(reader: &mut BatchReader<'_>, parent: Parent<'_>, width: i32) -> Result<Decoded, Fault> {
    let width = usize::try_from(width).map_err(|_| Fault::Damaged("its values have a negative width"))?;
    let node = reader.node(parent)?;
    let nulls = reader.validity(node, parent)?;
    let bytes = reader.bytes(node.rows, width)?;
    collected((0..node.rows).map(|row| bytes.get(row * width..(row + 1) * width)), nulls.as_ref(), false)
}

/// Texts or bytes as views: short ones in themselves, long ones in one of several buffers.
///
/// # Errors
/// Where the column contradicts itself, a text is no UTF-8, or it takes too much memory.
pub(crate) fn of_views(reader: &mut BatchReader<'_>, parent: Parent<'_>, is_text: bool) -> Result<Decoded, Fault> {
    let node = reader.node(parent)?;
    let nulls = reader.validity(node, parent)?;
    let views = reader.bytes(node.rows, VIEW_BYTES)?;
    let count = reader.variadic_count()?;
    let buffers: Vec<Buffer> = (0..count).map(|_| reader.buffer()).collect::<Result<_, _>>()?;
    collected(views.chunks_exact(VIEW_BYTES).map(|view| viewed(view, &buffers)), nulls.as_ref(), is_text)
}

/// The bytes of a view: its length, then the bytes, or their first four, the buffer and the place in it.
fn viewed<'a>(view: &'a [u8], buffers: &'a [Buffer]) -> Option<&'a [u8]> {
    let word = |at: usize| Some(u32::from_le_bytes(view.get(at..at + 4)?.try_into().ok()?) as usize);
    let length = word(0)?;
    if length <= INLINE_BYTES {
        return view.get(4..4 + length);
    }
    let start = word(12)?;
    buffers.get(word(8)?)?.get(start..start.checked_add(length)?)
}

/// The values of rows whose bytes are there, or not.
fn collected<'a>(
    rows: impl Iterator<Item = Option<&'a [u8]>>,
    nulls: Option<&NullBuffer>,
    is_text: bool,
) -> Result<Decoded, Fault> {
    let valid = |row: usize| nulls.is_none_or(|nulls| nulls.is_valid(row));
    let rows = rows.enumerate().map(|(row, bytes)| if valid(row) { bytes.ok_or(OUTSIDE).map(Some) } else { Ok(None) });
    if !is_text {
        let rows: Vec<Option<&[u8]>> = rows.collect::<Result<_, _>>()?;
        return Ok(Decoded::Flat(texts_of_bytes(rows.into_iter())));
    }
    let mut builder = TextBuilder::default();
    for bytes in rows {
        let text = bytes?.map(std::str::from_utf8).transpose();
        builder.push(text.map_err(|_| Fault::Damaged("a text is not valid UTF-8"))?);
    }
    Ok(Decoded::Flat(Values::Text(builder.finish())))
}

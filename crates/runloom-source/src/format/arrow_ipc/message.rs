use std::ops::Range;

use arrow_ipc::{Buffer as BufferPlace, FieldNode, MessageHeader, RecordBatch};

/// One message of a stream: where it lies, and how many rows it announces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    /// The message with its body.
    pub(crate) range: Range<usize>,
    /// The bytes before the body: the marker, the length and the message itself.
    pub(crate) metadata_bytes: usize,
    /// The rows of a record batch; 0 for other messages.
    pub(crate) rows: u64,
    /// The memory that its values take when they are unpacked.
    pub(crate) memory_bytes: u64,
}

/// Why a message cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Faulty(pub(crate) &'static str);

/// The message that begins at a byte; `None` where the stream ends. Everything in it lies within `bytes` and `limit_bytes`.
pub(crate) fn next_frame(bytes: &[u8], at: usize, limit_bytes: u64) -> Result<Option<Frame>, Faulty> {
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
            (
                u64::try_from(batch.length()).map_err(|_| Faulty("a record batch has a negative length"))?,
                check_batch(batch, body, limit_bytes)?,
            )
        }
        MessageHeader::DictionaryBatch => {
            let dictionary = message.header_as_dictionary_batch().ok_or(Faulty("a dictionary is not valid"))?;
            let batch = dictionary.data().ok_or(Faulty("a dictionary is empty"))?;
            (0, check_batch(batch, body, limit_bytes)?)
        }
        _ => (0, 0),
    };
    Ok(Some(Frame { range: at..body_end, metadata_bytes: end - at, rows, memory_bytes }))
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    let word = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(word.try_into().ok()?))
}

fn check_batch(batch: RecordBatch<'_>, body: &[u8], limit_bytes: u64) -> Result<u64, Faulty> {
    let nodes = batch.nodes().map(|nodes| nodes.iter().collect::<Vec<&FieldNode>>()).unwrap_or_default();
    let longest = limit_bytes / 8;
    let fits = |length: i64| u64::try_from(length).is_ok_and(|length| length <= longest);
    if !fits(batch.length())
        || nodes.iter().any(|node| !fits(node.length()) || node.null_count() < 0 || node.null_count() > node.length())
    {
        return Err(Faulty("a record batch announces more values than fit the memory that may be used"));
    }
    let packed = batch.compression().is_some();
    let mut total = 0_u64;
    for place in batch.buffers().iter().flatten() {
        let unpacked = buffer_bytes(*place, body, packed).ok_or(Faulty("a record batch points outside of itself"))?;
        total = total.saturating_add(unpacked);
    }
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
    if announced == -1 { Some(length as u64) } else { u64::try_from(announced).ok() }
}

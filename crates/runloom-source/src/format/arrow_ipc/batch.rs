use arrow_buffer::{ArrowNativeType, BooleanBuffer, Buffer, NullBuffer, ScalarBuffer};
use arrow_ipc::{Buffer as Place, CompressionType, FieldNode, MetadataVersion, RecordBatch};

use super::budget::{Budget, Fault};
use super::dictionary::Dictionaries;
use crate::format::codec::{Codec, unpack};

/// Bytes of a decoded value: what most types take in the run table.
const VALUE_BYTES: u64 = 8;
const SHORT: Fault = Fault::Damaged("a buffer holds fewer values than its column");

/// Walks the nodes and buffers of a record batch in the order of the schema.
pub(crate) struct BatchReader<'a> {
    nodes: Box<dyn Iterator<Item = &'a FieldNode> + 'a>,
    places: Box<dyn Iterator<Item = &'a Place> + 'a>,
    variadic: Box<dyn Iterator<Item = i64> + 'a>,
    body: Buffer,
    codec: Option<Codec>,
    /// Before version 5 unions had a buffer that says which values are missing.
    pub(crate) unions_have_validity: bool,
    /// The dictionaries so far.
    pub(crate) dictionaries: &'a Dictionaries,
    /// The memory left.
    pub(crate) budget: &'a mut Budget,
}

/// How many values a column has, and how many of them are missing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    pub(crate) rows: usize,
    missing: usize,
}

/// What encloses a column: the number of rows it must have, and which of them may have a value.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Parent<'a> {
    pub(crate) rows: Option<usize>,
    pub(crate) nulls: Option<&'a NullBuffer>,
}

impl<'a> BatchReader<'a> {
    /// A reader at the first column of a batch.
    ///
    /// # Errors
    /// Where the batch is packed in a way that nobody has defined.
    pub(crate) fn new(
        batch: RecordBatch<'a>,
        version: MetadataVersion,
        body: Buffer,
        dictionaries: &'a Dictionaries,
        budget: &'a mut Budget,
    ) -> Result<Self, Fault> {
        let codec = match batch.compression().map(|packed| packed.codec()) {
            None => None,
            Some(CompressionType::LZ4_FRAME) => Some(Codec::Lz4Frame),
            Some(CompressionType::ZSTD) => Some(Codec::Zstd),
            Some(_) => return Err(Fault::Damaged("it is packed in an unknown way")),
        };
        Ok(Self {
            nodes: Box::new(batch.nodes().into_iter().flatten()),
            places: Box::new(batch.buffers().into_iter().flatten()),
            variadic: Box::new(batch.variadicBufferCounts().into_iter().flatten()),
            body,
            codec,
            unions_have_validity: version < MetadataVersion::V5,
            dictionaries,
            budget,
        })
    }

    /// The node of the next column.
    ///
    /// # Errors
    /// Where there is none, it contradicts its parent, or its values take too much memory.
    pub(crate) fn node(&mut self, parent: Parent<'_>) -> Result<Node, Fault> {
        let node = self.nodes.next().ok_or(Fault::Damaged("a record batch lacks a column"))?;
        let rows = usize::try_from(node.length()).map_err(|_| Fault::Damaged("a column has a negative length"))?;
        if parent.rows.is_some_and(|expected| expected != rows) {
            return Err(Fault::Damaged("its number of rows is not that of the batch"));
        }
        let missing = usize::try_from(node.null_count()).ok().filter(|missing| *missing <= rows);
        let missing = missing.ok_or(Fault::Damaged("a column has more missing values than values"))?;
        self.budget.take((rows as u64).saturating_mul(VALUE_BYTES))?;
        Ok(Node { rows, missing })
    }

    /// The next buffer, unpacked.
    ///
    /// # Errors
    /// Where there is none, it lies outside of the batch, its bytes are damaged, or take too much memory.
    pub(crate) fn buffer(&mut self) -> Result<Buffer, Fault> {
        const OUTSIDE: Fault = Fault::Damaged("a buffer lies outside of its record batch");
        let place = self.places.next().ok_or(Fault::Damaged("a record batch lacks a buffer"))?;
        let start = usize::try_from(place.offset()).map_err(|_| OUTSIDE)?;
        let length = usize::try_from(place.length()).map_err(|_| OUTSIDE)?;
        if start.checked_add(length).is_none_or(|end| end > self.body.len()) {
            return Err(OUTSIDE);
        }
        let buffer = self.body.slice_with_length(start, length);
        let Some(codec) = self.codec.filter(|_| length > 0) else {
            self.budget.take(length as u64)?;
            return Ok(buffer);
        };
        let size = buffer.first_chunk::<8>().ok_or(Fault::Damaged("a packed buffer has no size"))?;
        let size = match i64::from_le_bytes(*size) {
            -1 => {
                self.budget.take(length as u64)?;
                return Ok(buffer.slice(8));
            }
            size => usize::try_from(size).map_err(|_| Fault::Damaged("a packed buffer has a negative size"))?,
        };
        self.budget.take(size as u64)?;
        if size == 0 {
            return Ok(Buffer::default());
        }
        unpack(codec, buffer.get(8..).unwrap_or_default(), size).map(Buffer::from_vec).map_err(Fault::Damaged)
    }

    /// The next buffer as so many values. Bytes that do not lie as the type needs it are copied.
    ///
    /// # Errors
    /// As [`BatchReader::buffer`], and where it holds fewer.
    pub(crate) fn values<T: ArrowNativeType>(&mut self, count: usize) -> Result<ScalarBuffer<T>, Fault> {
        let buffer = self.bytes(count, size_of::<T>())?;
        let aligned = buffer.as_ptr().align_offset(align_of::<T>()) == 0;
        Ok(ScalarBuffer::from(if aligned { buffer } else { Buffer::from_slice_ref(buffer.as_slice()) }))
    }

    /// The next buffer as so many values of `width` bytes.
    ///
    /// # Errors
    /// As [`BatchReader::buffer`], and where it holds fewer.
    pub(crate) fn bytes(&mut self, count: usize, width: usize) -> Result<Buffer, Fault> {
        let buffer = self.buffer()?;
        let length = count.checked_mul(width).filter(|length| *length <= buffer.len()).ok_or(SHORT)?;
        Ok(buffer.slice_with_length(0, length))
    }

    /// The next buffer as bits.
    ///
    /// # Errors
    /// As [`BatchReader::buffer`], and where it holds fewer.
    pub(crate) fn bits(&mut self, count: usize) -> Result<BooleanBuffer, Fault> {
        Ok(BooleanBuffer::new(self.bytes(count.div_ceil(8), 1)?, 0, count))
    }

    /// The next buffer as what says which rows have a value, together with what the parent says of them.
    ///
    /// # Errors
    /// As [`BatchReader::buffer`], and where it contradicts the node.
    pub(crate) fn validity(&mut self, node: Node, parent: Parent<'_>) -> Result<Option<NullBuffer>, Fault> {
        if node.missing == 0 {
            self.places.next().ok_or(Fault::Damaged("a record batch lacks a buffer"))?;
            return Ok(parent.nulls.cloned());
        }
        let own = NullBuffer::new(self.bits(node.rows)?);
        if own.null_count() != node.missing {
            return Err(Fault::Damaged("another number of values is missing than a column says"));
        }
        Ok(NullBuffer::union(Some(&own), parent.nulls))
    }

    /// Where each row begins and ends in the values or bytes that follow. Nothing says yet that these are there.
    ///
    /// # Errors
    /// As [`BatchReader::buffer`], and where it holds fewer.
    pub(crate) fn ranges(&mut self, rows: usize, wide: bool) -> Result<Vec<(usize, usize)>, Fault> {
        if rows == 0 {
            self.buffer()?;
            return Ok(Vec::new());
        }
        let count = rows.checked_add(1).ok_or(SHORT)?;
        let between = |offsets: Vec<usize>| offsets.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?))).collect();
        Ok(between(self.places(count, wide)?))
    }

    /// The next buffer as places in 32 bits, or 64 where they are wide. Negative ones lie nowhere.
    ///
    /// # Errors
    /// As [`BatchReader::buffer`], and where it holds fewer.
    pub(crate) fn places(&mut self, count: usize, wide: bool) -> Result<Vec<usize>, Fault> {
        Ok(if wide {
            self.values::<i64>(count)?.iter().map(|place| usize::try_from(*place).unwrap_or(usize::MAX)).collect()
        } else {
            self.values::<i32>(count)?.iter().map(|place| usize::try_from(*place).unwrap_or(usize::MAX)).collect()
        })
    }

    /// How many buffers hold the bytes of the next column of views.
    ///
    /// # Errors
    /// Where the batch does not say.
    pub(crate) fn variadic_count(&mut self) -> Result<usize, Fault> {
        let count = self.variadic.next().and_then(|count| usize::try_from(count).ok());
        count.ok_or(Fault::Damaged("a column of views does not say how many buffers it has"))
    }
}

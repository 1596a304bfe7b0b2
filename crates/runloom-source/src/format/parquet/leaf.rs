use bytes::Bytes;
use parquet::basic::Type as PhysicalType;
use parquet::column::reader::ColumnReaderImpl;
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, DoubleType, FixedLenByteArray, FixedLenByteArrayType, FloatType, Int32Type,
    Int64Type, Int96, Int96Type,
};
use parquet::errors::ParquetError;
use parquet::file::metadata::ColumnChunkMetaData;

use super::pages::{Announced, Pages};

/// What a column chunk of a leaf holds: the values that are there, and the levels of all.
#[derive(Debug)]
pub(crate) struct Leaf {
    /// The values that are there, in order.
    pub(crate) values: Physical,
    /// One definition level a value or gap; empty where nothing may be missing.
    pub(crate) definitions: Vec<i16>,
    /// One repetition level a value or gap; empty where nothing repeats.
    pub(crate) repetitions: Vec<i16>,
}

/// Values as Parquet stores them.
#[derive(Debug)]
pub(crate) enum Physical {
    Boolean(Vec<bool>),
    Int32(Vec<i32>),
    Int64(Vec<i64>),
    Int96(Vec<Int96>),
    Float(Vec<f32>),
    Double(Vec<f64>),
    Bytes(Vec<ByteArray>),
    Fixed(Vec<FixedLenByteArray>),
}

impl Physical {
    /// The number of values.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Boolean(values) => values.len(),
            Self::Int32(values) => values.len(),
            Self::Int64(values) => values.len(),
            Self::Int96(values) => values.len(),
            Self::Float(values) => values.len(),
            Self::Double(values) => values.len(),
            Self::Bytes(values) => values.len(),
            Self::Fixed(values) => values.len(),
        }
    }
}

/// Decodes a column chunk, piece by piece.
pub(crate) trait LeafReader: Send {
    /// Decodes up to `rows` rows more, and says whether the chunk is decoded.
    ///
    /// # Errors
    /// Where the pages are damaged, or hold fewer rows than the footer says.
    fn step(&mut self, rows: usize) -> Result<bool, ParquetError>;

    /// What was decoded.
    fn finish(self: Box<Self>) -> Leaf;
}

/// A reader of the bytes of a chunk with this many rows.
///
/// # Errors
/// Where its footer contradicts itself, or it is packed in a way that no reader knows.
pub(crate) fn leaf_reader(chunk: &ColumnChunkMetaData, rows: usize, bytes: Bytes) -> Result<Box<dyn LeafReader>, ParquetError> {
    let column = chunk.column_descr();
    let size = |number: i64| u64::try_from(number).map_err(|_| general("a size in the footer is negative"));
    let announced = Announced {
        values: size(chunk.num_values())?,
        unpacked_bytes: size(chunk.uncompressed_size())?,
        deepest: column.max_def_level(),
        repeated: column.max_rep_level() > 0,
    };
    if !announced.repeated && announced.values != rows as u64 {
        return Err(general("a column has another number of values than its row group has rows"));
    }
    let pages = Pages::new(bytes, chunk.compression(), announced)?;
    Ok(match column.physical_type() {
        PhysicalType::BOOLEAN => typed::<BoolType>(chunk, rows, pages, Physical::Boolean),
        PhysicalType::INT32 => typed::<Int32Type>(chunk, rows, pages, Physical::Int32),
        PhysicalType::INT64 => typed::<Int64Type>(chunk, rows, pages, Physical::Int64),
        PhysicalType::INT96 => typed::<Int96Type>(chunk, rows, pages, Physical::Int96),
        PhysicalType::FLOAT => typed::<FloatType>(chunk, rows, pages, Physical::Float),
        PhysicalType::DOUBLE => typed::<DoubleType>(chunk, rows, pages, Physical::Double),
        PhysicalType::BYTE_ARRAY => typed::<ByteArrayType>(chunk, rows, pages, Physical::Bytes),
        PhysicalType::FIXED_LEN_BYTE_ARRAY => typed::<FixedLenByteArrayType>(chunk, rows, pages, Physical::Fixed),
    })
}

struct Typed<T: DataType> {
    reader: ColumnReaderImpl<T>,
    values: Vec<T::T>,
    definitions: Vec<i16>,
    repetitions: Vec<i16>,
    rows_left: usize,
    wrap: fn(Vec<T::T>) -> Physical,
}

fn typed<T: DataType>(
    chunk: &ColumnChunkMetaData,
    rows: usize,
    pages: Pages,
    wrap: fn(Vec<T::T>) -> Physical,
) -> Box<dyn LeafReader> {
    Box::new(Typed::<T> {
        reader: ColumnReaderImpl::new(chunk.column_descr_ptr(), Box::new(pages)),
        values: Vec::new(),
        definitions: Vec::new(),
        repetitions: Vec::new(),
        rows_left: rows,
        wrap,
    })
}

impl<T: DataType> LeafReader for Typed<T> {
    fn step(&mut self, rows: usize) -> Result<bool, ParquetError> {
        let Self { reader, values, definitions, repetitions, .. } = self;
        let rows = rows.min(self.rows_left);
        let (read, _, _) = reader.read_records(rows, Some(definitions), Some(repetitions), values)?;
        if read < rows {
            return Err(general("a column holds fewer rows than the footer says"));
        }
        self.rows_left -= read;
        Ok(self.rows_left == 0)
    }

    fn finish(self: Box<Self>) -> Leaf {
        Leaf { values: (self.wrap)(self.values), definitions: self.definitions, repetitions: self.repetitions }
    }
}

fn general(why: &str) -> ParquetError {
    ParquetError::General(why.to_owned())
}

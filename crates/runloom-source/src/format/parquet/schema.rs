//! The columns of a table in the nested schema of a Parquet file.

use std::ops::Range;
use std::sync::Arc;

use arrow_schema::{DataType, Fields, TimeUnit};
use parquet::arrow::parquet_to_arrow_schema;
use parquet::basic::{ConvertedType, LogicalType, Repetition, Type as PhysicalType};
use parquet::errors::ParquetError;
use parquet::file::metadata::FileMetaData;
use parquet::schema::types::{SchemaDescriptor, Type};

/// Schemas that nest deeper are refused: JSON text of such depth helps nobody, and reading it takes as deep a stack.
const DEEPEST: usize = 64;
const DEEPEST_FLAT: usize = 16;

/// A column of the table.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    /// Its name, those of structs around it before it, with dots.
    pub(crate) name: String,
    /// The leaves of the schema that hold it.
    pub(crate) leaves: Range<usize>,
    /// How its leaves nest; `None` for one value a row.
    pub(crate) nesting: Option<Node>,
}

/// How the leaves of a nested column make one value. Levels are those of Dremel (Melnik et al. 2010, "Dremel: Interactive Analysis of Web-Scale
/// Datasets", section 4): a value is there down to the depth that its definition level says, and repeats at the depth that its repetition level says.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    /// A value of a leaf of the schema, there at this definition level.
    Leaf { leaf: usize, defined: i16 },
    /// A struct, there from this definition level on.
    Struct { first: usize, defined: i16, fields: Vec<(String, Node)> },
    /// A list, there from this definition level on and not empty above it; another item begins at this repetition level.
    List { first: usize, defined: i16, repeats: i16, item: Box<Node> },
    /// A map: a list of entries.
    Map { first: usize, defined: i16, repeats: i16, key: Box<Node>, value: Option<Box<Node>> },
}

/// The columns of a table, structs taken apart.
///
/// # Errors
/// Where the schema nests too deeply.
pub(crate) fn fields(descriptor: &SchemaDescriptor) -> Result<Vec<Field>, ParquetError> {
    let mut walk = Walk { leaf: 0, fields: Vec::new() };
    for field in descriptor.root_schema().get_fields() {
        walk.flatten(field, field.name().to_owned(), 0, 0)?;
    }
    Ok(walk.fields)
}

struct Walk {
    leaf: usize,
    fields: Vec<Field>,
}

impl Walk {
    fn flatten(&mut self, field: &Type, name: String, defined: i16, depth: usize) -> Result<(), ParquetError> {
        let repetition = repetition(field);
        if field.is_group() && repetition != Repetition::REPEATED && form(field) == Form::Struct && depth < DEEPEST_FLAT {
            let defined = defined + i16::from(repetition == Repetition::OPTIONAL);
            for child in field.get_fields() {
                self.flatten(child, format!("{name}.{}", child.name()), defined, depth + 1)?;
            }
            return Ok(());
        }
        let first = self.leaf;
        let nesting = if field.is_primitive() && repetition != Repetition::REPEATED {
            self.leaf += 1;
            None
        } else {
            Some(self.node(field, Levels { defined, repeats: 0 }, false, depth)?)
        };
        if self.leaf > first {
            self.fields.push(Field { name, leaves: first..self.leaf, nesting });
        }
        Ok(())
    }

    /// The node of a field below certain levels; `item` where its own repetition is that of the list around it.
    fn node(&mut self, field: &Type, above: Levels, item: bool, depth: usize) -> Result<Node, ParquetError> {
        if depth > DEEPEST {
            return Err(ParquetError::NYI(format!("a schema that nests deeper than {DEEPEST} levels")));
        }
        let (first, depth) = (self.leaf, depth + 1);
        let repetition = repetition(field);
        if repetition == Repetition::REPEATED && !item {
            let item = Box::new(self.node(field, above.repeated(), true, depth)?);
            return Ok(Node::List { first, defined: above.defined, repeats: above.repeats + 1, item });
        }
        let defined = above.defined + i16::from(repetition == Repetition::OPTIONAL);
        let (own, inner) = (Levels { defined, ..above }, Levels { defined, ..above }.repeated());
        if field.is_primitive() {
            self.leaf += 1;
            return Ok(Node::Leaf { leaf: first, defined });
        }
        let repeats = inner.repeats;
        match (form(field), field.get_fields()) {
            (Form::Map, [entries]) => match entries.get_fields() {
                [key, rest @ ..] => {
                    let key = Box::new(self.node(key, inner, false, depth)?);
                    let value = rest.first().map(|value| self.node(value, inner, false, depth)).transpose()?.map(Box::new);
                    Ok(Node::Map { first, defined, repeats, key, value })
                }
                [] => Ok(Node::Struct { first, defined, fields: Vec::new() }),
            },
            (Form::List, [repeated]) => {
                let item = match repeated.is_group().then(|| repeated.get_fields()) {
                    Some([element]) if !is_element(field, repeated) => self.node(element, inner, false, depth)?,
                    _ => self.node(repeated, inner, true, depth)?,
                };
                Ok(Node::List { first, defined, repeats, item: Box::new(item) })
            }
            (_, children) => {
                let named = |child: &Arc<Type>| Ok((child.name().to_owned(), self.node(child, own, false, depth)?));
                let fields = children.iter().map(named).collect::<Result<_, ParquetError>>()?;
                Ok(Node::Struct { first, defined, fields })
            }
        }
    }
}

#[derive(Clone, Copy)]
struct Levels {
    defined: i16,
    repeats: i16,
}

impl Levels {
    fn repeated(self) -> Self {
        Self { defined: self.defined + 1, repeats: self.repeats + 1 }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Struct,
    List,
    Map,
}

/// What a group stands for; one that is marked as a list or map and cannot be one is a struct.
fn form(group: &Type) -> Form {
    let info = group.get_basic_info();
    let marked = |logical: &LogicalType, converted: &[ConvertedType]| {
        info.logical_type_ref() == Some(logical) || converted.contains(&info.converted_type())
    };
    let [only] = group.get_fields() else { return Form::Struct };
    if repetition(only) != Repetition::REPEATED {
        return Form::Struct;
    }
    let keyed = only.is_group() && (1..=2).contains(&only.get_fields().len());
    let named = matches!(only.name(), "key_value" | "map" | "entries")
        && only.is_group()
        && only.get_fields().first().is_some_and(|key| key.name() == "key");
    if keyed && (named || marked(&LogicalType::Map, &[ConvertedType::MAP, ConvertedType::MAP_KEY_VALUE])) {
        Form::Map
    } else if marked(&LogicalType::List, &[ConvertedType::LIST]) {
        Form::List
    } else {
        Form::Struct
    }
}

/// Whether the repeated group of a list is the item itself and not a wrapper around it (Parquet's `LogicalTypes.md`, "Lists", backward-compatibility rules).
fn is_element(list: &Type, repeated: &Type) -> bool {
    let single_repeated = matches!(repeated.get_fields(), [child] if repetition(child) == Repetition::REPEATED);
    let named = repeated.name() == "array" || repeated.name().strip_suffix("_tuple") == Some(list.name());
    form(repeated) != Form::List && !single_repeated && named
}

fn repetition(field: &Type) -> Repetition {
    let info = field.get_basic_info();
    if info.has_repetition() { info.repetition() } else { Repetition::REQUIRED }
}

/// The types of the leaves, as their writer meant them where it left an Arrow schema. 96-bit moments are read in microseconds: nanoseconds
/// reach only from 1677 to 2262.
///
/// # Errors
/// Where a leaf has a type that cannot be.
pub(crate) fn leaf_types(file: &FileMetaData) -> Result<Vec<DataType>, ParquetError> {
    let descriptor = file.schema_descr();
    let hinted = parquet_to_arrow_schema(descriptor, file.key_value_metadata()).map(|schema| {
        let mut types = Vec::with_capacity(descriptor.num_columns());
        collect_leaves(schema.fields(), &mut types);
        types
    });
    let mut types = match hinted {
        Ok(types) if types.len() == descriptor.num_columns() => types,
        _ => {
            let mut types = Vec::with_capacity(descriptor.num_columns());
            for leaf in descriptor.columns() {
                let alone = Type::group_type_builder("schema").with_fields(vec![leaf.self_type_ptr()]).build()?;
                let schema = parquet_to_arrow_schema(&SchemaDescriptor::new(Arc::new(alone)), None)?;
                collect_leaves(schema.fields(), &mut types);
            }
            types
        }
    };
    for (leaf, data_type) in descriptor.columns().iter().zip(&mut types) {
        if leaf.physical_type() == PhysicalType::INT96 {
            *data_type = DataType::Timestamp(TimeUnit::Microsecond, None);
        }
    }
    Ok(types)
}

/// The types at the leaves, text and others without the dictionaries around them.
fn collect_leaves(fields: &Fields, types: &mut Vec<DataType>) {
    for field in fields {
        match field.data_type() {
            DataType::Struct(children) => collect_leaves(children, types),
            DataType::List(child)
            | DataType::LargeList(child)
            | DataType::ListView(child)
            | DataType::LargeListView(child)
            | DataType::FixedSizeList(child, _)
            | DataType::Map(child, _) => collect_leaves(&Fields::from(vec![Arc::clone(child)]), types),
            DataType::Dictionary(_, values) => types.push(values.as_ref().clone()),
            DataType::RunEndEncoded(_, values) => types.push(values.data_type().clone()),
            other => types.push(other.clone()),
        }
    }
}

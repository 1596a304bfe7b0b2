use runloom_table::{TextBuilder, Values};

use super::schema::Node;
use crate::convert::{write_string, write_value};

/// A leaf of a nested column: its values that are there, and a place among its levels.
pub(crate) struct NestedLeaf {
    pub(crate) values: Values,
    pub(crate) definitions: Vec<i16>,
    pub(crate) repetitions: Vec<i16>,
    pub(crate) level_at: usize,
    pub(crate) value_at: usize,
}

/// Why levels do not make rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// They contradict each other.
    Levels,
    /// The text of the rows takes more than this many bytes.
    TooLarge,
}

/// The rows of a nested column as JSON text, missing where the outermost list, map or struct is.
///
/// # Errors
/// Where levels contradict each other, or the text of all rows takes more than `limit_bytes`.
pub(crate) fn nested_values(
    node: &Node,
    first: usize,
    leaves: Vec<NestedLeaf>,
    rows: usize,
    limit_bytes: u64,
) -> Result<Values, Fault> {
    let mut writer = Writer { first, leaves, text: String::new(), limit_bytes };
    let mut builder = TextBuilder::default();
    for _ in 0..rows {
        if writer.leaves.iter().any(|leaf| leaf.repeats_at(1)) {
            return Err(Fault::Levels);
        }
        writer.text.clear();
        let there = writer.write(node)?;
        writer.limit_bytes = writer.limit_bytes.checked_sub(writer.text.len() as u64).ok_or(Fault::TooLarge)?;
        builder.push(there.then_some(writer.text.as_str()));
    }
    Ok(Values::Text(builder.finish()))
}

struct Writer {
    first: usize,
    leaves: Vec<NestedLeaf>,
    text: String,
    limit_bytes: u64,
}

impl Writer {
    fn leaf(&mut self, leaf: usize) -> Result<&mut NestedLeaf, Fault> {
        leaf.checked_sub(self.first).and_then(|at| self.leaves.get_mut(at)).ok_or(Fault::Levels)
    }

    /// Writes the next value of a node, and says whether there is one.
    fn write(&mut self, node: &Node) -> Result<bool, Fault> {
        if self.text.len() as u64 > self.limit_bytes {
            return Err(Fault::TooLarge);
        }
        match node {
            Node::Leaf { leaf, defined } => self.write_leaf(*leaf, *defined),
            Node::Struct { first, defined, fields } => {
                if fields.is_empty() || self.definition(*first)? < *defined {
                    return self.write_null(node);
                }
                self.text.push('{');
                for (at, (name, field)) in fields.iter().enumerate() {
                    if at > 0 {
                        self.text.push(',');
                    }
                    write_string(name, &mut self.text);
                    self.text.push(':');
                    self.write(field)?;
                }
                self.text.push('}');
                Ok(true)
            }
            Node::List { first, defined, repeats, item } => {
                self.write_items(node, (*first, *defined, *repeats), ['[', ']'], |writer| writer.write(item).map(|_| ()))
            }
            Node::Map { first, defined, repeats, key, value } => {
                self.write_items(node, (*first, *defined, *repeats), ['{', '}'], |writer| {
                    let start = writer.text.len();
                    writer.write(key)?;
                    let key = writer.text.split_off(start);
                    if key.starts_with('"') {
                        writer.text.push_str(&key);
                    } else {
                        write_string(&key, &mut writer.text);
                    }
                    writer.text.push(':');
                    let Some(value) = value else {
                        writer.text.push_str("null");
                        return Ok(());
                    };
                    writer.write(value).map(|_| ())
                })
            }
        }
    }

    fn write_items(
        &mut self,
        node: &Node,
        (first, defined, repeats): (usize, i16, i16),
        [open, close]: [char; 2],
        mut write_item: impl FnMut(&mut Self) -> Result<(), Fault>,
    ) -> Result<bool, Fault> {
        let there = self.definition(first)?;
        if there < defined {
            return self.write_null(node);
        }
        self.text.push(open);
        if there == defined {
            self.skip(node)?;
        } else {
            loop {
                let before = self.leaf(first)?.level_at;
                write_item(self)?;
                let leaf = self.leaf(first)?;
                if leaf.level_at == before {
                    return Err(Fault::Levels);
                }
                if !leaf.repeats_at(repeats) {
                    break;
                }
                self.text.push(',');
            }
        }
        self.text.push(close);
        Ok(true)
    }

    fn write_leaf(&mut self, leaf: usize, defined: i16) -> Result<bool, Fault> {
        let at = leaf.checked_sub(self.first).ok_or(Fault::Levels)?;
        let leaf = self.leaves.get_mut(at).ok_or(Fault::Levels)?;
        let there = leaf.definition()? >= defined;
        leaf.level_at += 1;
        if there {
            write_value(leaf.values.at(leaf.value_at), &mut self.text);
            leaf.value_at += 1;
        } else {
            self.text.push_str("null");
        }
        Ok(there)
    }

    fn write_null(&mut self, node: &Node) -> Result<bool, Fault> {
        self.skip(node)?;
        self.text.push_str("null");
        Ok(false)
    }

    /// Steps over the one level that each leaf has where nothing is.
    fn skip(&mut self, node: &Node) -> Result<(), Fault> {
        match node {
            Node::Leaf { leaf, .. } => {
                self.leaf(*leaf)?.level_at += 1;
                Ok(())
            }
            Node::Struct { fields, .. } => fields.iter().try_for_each(|(_, field)| self.skip(field)),
            Node::List { item, .. } => self.skip(item),
            Node::Map { key, value, .. } => {
                self.skip(key)?;
                value.as_ref().map_or(Ok(()), |value| self.skip(value))
            }
        }
    }

    fn definition(&mut self, leaf: usize) -> Result<i16, Fault> {
        self.leaf(leaf)?.definition()
    }
}

impl NestedLeaf {
    /// The level of the next value or gap. Where nothing can be missing there are none written.
    fn definition(&self) -> Result<i16, Fault> {
        if self.definitions.is_empty() {
            return Ok(i16::MAX);
        }
        self.definitions.get(self.level_at).copied().ok_or(Fault::Levels)
    }

    fn repeats_at(&self, level: i16) -> bool {
        self.repetitions.get(self.level_at).is_some_and(|repetition| *repetition >= level)
    }
}

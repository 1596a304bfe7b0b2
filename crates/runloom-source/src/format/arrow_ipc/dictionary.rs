use std::sync::Arc;

use arrow_schema::{DataType, Field, Schema};
use hashbrown::HashMap;
use runloom_table::Values;

use super::budget::{Budget, Fault};
use super::nested::Decoded;
use crate::workspace::{Stretch, concatenate};

/// The dictionaries that columns of a schema refer to by number.
#[derive(Debug)]
pub(crate) struct Dictionaries {
    types: HashMap<i64, DataType>,
    values: HashMap<i64, Arc<Decoded>>,
    empty: Arc<Decoded>,
}

impl Dictionaries {
    /// The dictionaries of a schema, without values.
    ///
    /// # Errors
    /// Where two columns say that a dictionary is of different types.
    pub(crate) fn of(schema: &Schema) -> Result<Self, &'static str> {
        let mut types: HashMap<i64, DataType> = HashMap::new();
        for field in schema.flattened_fields() {
            if let DataType::Dictionary(_, values) = field.data_type() {
                let known = types.entry(number_of(field)).or_insert_with(|| values.as_ref().clone());
                if known != values.as_ref() {
                    return Err("two columns share a dictionary and not its type");
                }
            }
        }
        Ok(Self { types, values: HashMap::new(), empty: Arc::new(Decoded::Flat(Values::missing(0))) })
    }

    /// The column that a dictionary's values make.
    pub(crate) fn field(&self, number: i64) -> Option<Field> {
        self.types.get(&number).map(|data_type| Field::new("", data_type.clone(), true))
    }

    /// The values that a column points to; none before they have come.
    pub(crate) fn values_of(&self, field: &Field) -> Arc<Decoded> {
        Arc::clone(self.values.get(&number_of(field)).unwrap_or(&self.empty))
    }

    /// Takes the values of a dictionary, in the place of those that it had, or after them.
    ///
    /// # Errors
    /// Where nested values are to be added, or all take too much memory.
    pub(crate) fn take(&mut self, number: i64, values: Decoded, is_more: bool, budget: &mut Budget) -> Result<(), Fault> {
        let values = match self.values.get(&number).filter(|_| is_more).map(|before| (before.as_ref(), &values)) {
            None => values,
            Some((Decoded::Flat(before), Decoded::Flat(more))) => {
                budget.take((before.len() as u64).saturating_mul(8))?;
                let stretches = [before, more].map(|values| Stretch { rows: values.len(), values: Some(values) });
                Decoded::Flat(concatenate(&stretches))
            }
            Some(_) => return Err(Fault::Damaged("a dictionary of nested values grows, which cannot be read")),
        };
        self.values.insert(number, Arc::new(values));
        Ok(())
    }
}

/// The number of the dictionary that a column refers to.
fn number_of(field: &Field) -> i64 {
    #[expect(deprecated, reason = "the one place where arrow-ipc keeps the number")]
    field.dict_id().unwrap_or(0)
}

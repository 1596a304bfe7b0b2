//! The filter and order-by language.

//! View state and its URL form.

//! Links other than the readable form: the compact form of a view, and runs that ride in an address.

mod compact;
mod lists;

pub use compact::{BadLink, expand_link};
pub use lists::lists_of;

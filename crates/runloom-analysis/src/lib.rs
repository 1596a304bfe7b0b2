//! Statistics over run tables.

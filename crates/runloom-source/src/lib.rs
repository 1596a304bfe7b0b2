//! Bytes to run tables: detection and one module per format.

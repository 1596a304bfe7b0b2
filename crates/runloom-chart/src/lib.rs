//! Chart specifications to scenes, pixels and pictures.

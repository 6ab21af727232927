//! House rules: layering, module docs, file sizes, README.

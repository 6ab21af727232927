//! Fingerprints against what rustc itself reaches: a short fixed sample.

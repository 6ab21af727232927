//! What a fingerprint covers.

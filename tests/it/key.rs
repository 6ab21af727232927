//! Different arguments never meet.

//! Every diagnostic, as the user sees it.

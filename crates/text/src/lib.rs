//! Reads reporting in: files, encodings, HTML, feeds, archives; cleaning with an alignment to the original; duplicates.

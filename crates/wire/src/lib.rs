//! The wire format of Detente: versioned JSON types and their JSON Schema, kept apart from the core types.

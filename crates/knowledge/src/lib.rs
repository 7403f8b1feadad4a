//! The knowledge of Detente: reads the tables under knowledge/ with line-numbered errors.

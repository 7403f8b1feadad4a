//! Measures Detente against gold data.

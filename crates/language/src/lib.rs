//! Analyses text: sentences, tokens, tags, dependencies, entities.

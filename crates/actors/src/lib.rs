//! Resolves mentions to actors by date and coreference.

"""Training of Detente's sentence analyser. One job per file; see ../README.md."""

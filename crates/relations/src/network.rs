//! All relations of a stretch of days at once: blocs, brokers, polarisation.

mod blocs;
mod brokers;
mod graph;
mod polarisation;
mod write;

pub use blocs::{Blocs, blocs};
pub use brokers::betweenness;
pub use graph::{Bond, Network, Node, Tie};
pub use polarisation::{Polarisation, over_time, polarisation};
pub use write::{gexf, graphml};

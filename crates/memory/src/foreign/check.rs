//! What must hold for the tables of other datasets.

/// A rule that a store must keep, as a query that counts what breaks it.
pub(crate) const RULES: [(&str, &str); 6] = [
    (
        "the rows of a file from elsewhere are imported, duplicate or aside",
        "SELECT count(*) FROM foreign_file WHERE rows != imported + duplicate + aside",
    ),
    (
        "as many rows are kept aside as the file says",
        "SELECT count(*) FROM foreign_file f WHERE f.aside != (SELECT count(*) FROM foreign_aside a WHERE a.file = f.key)",
    ),
    (
        "an event from elsewhere is of a file of its dataset",
        "SELECT count(*) FROM foreign_event e LEFT JOIN foreign_file f ON f.key = e.file
         WHERE f.key IS NULL OR f.dataset != e.dataset",
    ),
    (
        "the sides of an event from elsewhere are known",
        "SELECT count(*) FROM foreign_event e WHERE (e.actor != 0 AND e.actor NOT IN (SELECT key FROM foreign_side))
         OR (e.recipient != 0 AND e.recipient NOT IN (SELECT key FROM foreign_side))",
    ),
    (
        "all events of files from elsewhere are there",
        "SELECT count(*) FROM (SELECT dataset, sum(events) AS n FROM foreign_file GROUP BY dataset) f
         WHERE f.n != (SELECT count(*) FROM foreign_event e WHERE e.dataset = f.dataset)",
    ),
    (
        "the sums of the years count every event from elsewhere that has a country",
        "SELECT count(*) FROM foreign_dataset d WHERE
         (SELECT coalesce(sum(events), 0) FROM foreign_year y WHERE y.dataset = d.key AND y.role = 0) !=
         (SELECT count(*) FROM foreign_event e WHERE e.dataset = d.key AND e.actor_country != '')",
    ),
];

-- One row for each State, month and kind: a covered month without a row of the source is 0.
-- Months in which the place was no member of the system have no row, unless the source has one.
WITH speaking AS ({speaking}),
cells AS (
    SELECT
        p.iso3, p.gw, s.month, k.kind, k.kind_place, s.vintage, s.known_at, s.known_basis, s.reconstructed,
        s.provisional, s.source, s.licence
    FROM speaking AS s
    INNER JOIN members AS p ON s.month BETWEEN p.first_month AND p.last_month
    CROSS JOIN kinds AS k
    WHERE s.month BETWEEN :first AND :last AND (:everywhere OR ARRAY_CONTAINS(:iso3s, p.iso3))
)
SELECT
    c.iso3, c.gw, c.month, c.kind, COALESCE(n.events, 0) AS events, COALESCE(n.best, 0) AS best,
    c.vintage, c.known_at, c.known_basis, c.reconstructed, c.provisional, c.source, c.licence
FROM cells AS c
LEFT JOIN counts AS n ON c.vintage = n.vintage AND c.gw = n.gw AND c.month = n.month AND c.kind = n.kind
ORDER BY c.iso3, c.month, c.kind_place

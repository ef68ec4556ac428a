-- What the first count held said of each month of a State, and what the newest one known on the day :day says.
WITH speaking AS ({speaking}),
held AS (
    SELECT
        m.month, v.vintage,
        ROW_NUMBER() OVER (PARTITION BY m.month ORDER BY v.known_at, v.vintage) AS place
    FROM months AS m
    INNER JOIN vintages AS v ON m.month BETWEEN v.first_month AND v.last_month
    WHERE v.series = 'counts' AND (:insider OR v.licence <> 'no_redistribution')
),
cells AS (
    SELECT s.month, k.kind, k.kind_place, p.gw, h.vintage AS first_vintage, s.vintage AS now_vintage
    FROM speaking AS s
    INNER JOIN held AS h ON s.month = h.month AND h.place = 1
    INNER JOIN members AS p ON s.month BETWEEN p.first_month AND p.last_month
    CROSS JOIN kinds AS k
    WHERE s.month BETWEEN :first AND :last AND p.iso3 = :iso3
)
SELECT
    c.month, c.kind, COALESCE(f.best, 0) AS first_best, c.first_vintage, COALESCE(n.best, 0) AS now_best, c.now_vintage
FROM cells AS c
LEFT JOIN counts AS f ON c.first_vintage = f.vintage AND c.gw = f.gw AND c.month = f.month AND c.kind = f.kind
LEFT JOIN counts AS n ON c.now_vintage = n.vintage AND c.gw = n.gw AND c.month = n.month AND c.kind = n.kind
ORDER BY c.month, c.kind_place

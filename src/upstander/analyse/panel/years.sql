-- The publisher's yearly range for a State. A year counts as known from 1 July of the following year at the latest.
SELECT y.year, y.kind, y.low, y.best, y.high, y.civilians, y.vintage, y.known_at
FROM (
    SELECT
        t.year, t.kind, t.low, t.best, t.high, t.civilians, t.vintage, k.kind_place,
        CASE WHEN v.known_at <= :day THEN v.known_at ELSE MAKE_DATE(t.year + 1, 7, 1) END AS known_at,
        ROW_NUMBER() OVER (
            PARTITION BY t.year, t.kind
            ORDER BY CASE WHEN v.known_at <= :day THEN 0 ELSE 1 END, v.known_at DESC
        ) AS place
    FROM years AS t
    INNER JOIN vintages AS v ON t.vintage = v.vintage
    INNER JOIN kinds AS k ON t.kind = k.kind
    INNER JOIN spells AS p ON t.gw = p.gw
    WHERE p.iso3 = :iso3 AND t.year BETWEEN p.first_year AND COALESCE(p.last_year, 9999)
        AND (:insider OR v.licence <> 'no_redistribution')
) AS y
WHERE y.place = 1 AND y.known_at <= :day
ORDER BY y.year, y.kind_place

-- Yearly figures that are no counts of violence. A year counts as known from 1 July of the following year at the latest.
SELECT o.iso3, o.series, o.year, o.value, o.unit, o.source, o.vintage, o.known_at, o.licence
FROM (
    SELECT
        t.iso3, t.series, t.year, t.value, t.unit, v.source, t.vintage, v.licence,
        CASE WHEN v.known_at <= :day THEN v.known_at ELSE MAKE_DATE(t.year + 1, 7, 1) END AS known_at,
        ROW_NUMBER() OVER (
            PARTITION BY t.iso3, t.series, t.year
            ORDER BY CASE WHEN v.known_at <= :day THEN 0 ELSE 1 END, v.known_at DESC
        ) AS place
    FROM observations AS t
    INNER JOIN vintages AS v ON t.vintage = v.vintage
    WHERE (:insider OR v.licence <> 'no_redistribution') AND (:everywhere OR ARRAY_CONTAINS(:iso3s, t.iso3))
        AND (:any_series OR ARRAY_CONTAINS(:series, t.series))
) AS o
WHERE o.place = 1 AND o.known_at <= :day
ORDER BY o.iso3, o.series, o.year

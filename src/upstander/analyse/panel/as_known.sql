-- Which vintage speaks for each month on the day :day.
-- The newest one known by the end of that day; where none of that day is held, the oldest one held, which counts as
-- known from 1 July of the following year and is marked reconstructed; where that day had not come, the month is absent.
SELECT month, vintage, known_at, known_basis, provisional, FALSE AS reconstructed, source, licence
FROM (
    SELECT
        m.month, v.vintage, v.known_at, v.known_basis, v.provisional, v.source, v.licence,
        ROW_NUMBER() OVER (PARTITION BY m.month ORDER BY v.known_at DESC, v.vintage DESC) AS place
    FROM months AS m
    INNER JOIN vintages AS v ON m.month BETWEEN v.first_month AND v.last_month
    WHERE v.series = 'counts' AND v.known_at <= :day AND (:insider OR v.licence <> 'no_redistribution')
) AS known
WHERE place = 1
UNION ALL
SELECT month, vintage, counts_from, 'assumed', provisional, TRUE, source, licence
FROM (
    SELECT
        m.month, m.counts_from, v.vintage, v.known_at, v.provisional, v.source, v.licence,
        ROW_NUMBER() OVER (PARTITION BY m.month ORDER BY v.known_at, v.vintage) AS place
    FROM months AS m
    INNER JOIN vintages AS v ON m.month BETWEEN v.first_month AND v.last_month
    WHERE v.series = 'counts' AND (:insider OR v.licence <> 'no_redistribution')
) AS held
WHERE place = 1 AND known_at > :day AND counts_from <= :day

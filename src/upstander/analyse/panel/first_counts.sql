-- Which vintage first spoke for each month, of those held, for somebody who stands on the day :day.
-- A month whose vintage came later than 1 July of the following year counts as known from then, and is reconstructed.
SELECT
    month, vintage,
    CASE WHEN counts_from < known_at THEN counts_from ELSE known_at END AS known_at,
    CASE WHEN counts_from < known_at THEN 'assumed' ELSE known_basis END AS known_basis,
    provisional, counts_from < known_at AS reconstructed, source, licence
FROM (
    SELECT
        m.month, m.counts_from, v.vintage, v.known_at, v.known_basis, v.provisional, v.source, v.licence,
        ROW_NUMBER() OVER (PARTITION BY m.month ORDER BY v.known_at, v.vintage) AS place
    FROM months AS m
    INNER JOIN vintages AS v ON m.month BETWEEN v.first_month AND v.last_month
    WHERE v.series = 'counts' AND (:insider OR v.licence <> 'no_redistribution')
) AS held
WHERE place = 1 AND (known_at <= :day OR counts_from <= :day)

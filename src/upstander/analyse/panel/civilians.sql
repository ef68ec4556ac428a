-- Civilians killed in fighting, state-based and non-state, in the latest year known on the day :day, State by State.
SELECT p.iso3, l.year, SUM(t.civilians) AS civilians, l.vintage
FROM (
    SELECT t.year, v.vintage, ROW_NUMBER() OVER (ORDER BY t.year DESC, v.known_at DESC) AS place
    FROM (SELECT DISTINCT year, vintage FROM years) AS t
    INNER JOIN vintages AS v ON t.vintage = v.vintage
    WHERE (v.known_at <= :day OR MAKE_DATE(t.year + 1, 7, 1) <= :day)
        AND (:insider OR v.licence <> 'no_redistribution')
) AS l
INNER JOIN years AS t ON l.year = t.year AND l.vintage = t.vintage
INNER JOIN spells AS p ON t.gw = p.gw AND t.year BETWEEN p.first_year AND COALESCE(p.last_year, 9999)
WHERE l.place = 1 AND t.kind <> 'one_sided'
GROUP BY p.iso3, l.year, l.vintage
ORDER BY p.iso3

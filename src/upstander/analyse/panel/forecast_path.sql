-- The answers to a question for one State, month-end by month-end, each the newest that was known on the day :day.
SELECT f.*
FROM forecasts AS f
INNER JOIN (
    SELECT origin, MAX(known_at) AS known_at
    FROM forecasts
    WHERE iso3 = :iso3 AND at_least = :at_least AND within = :within AND known_at <= :day
    GROUP BY origin
) AS newest ON f.origin = newest.origin AND f.known_at = newest.known_at
WHERE f.iso3 = :iso3 AND f.at_least = :at_least AND f.within = :within
ORDER BY f.origin

-- The answers to a question from the month :origin, the newest that were known on the day :day.
SELECT f.*
FROM forecasts AS f
INNER JOIN (
    SELECT MAX(known_at) AS known_at
    FROM forecasts
    WHERE origin = :origin AND at_least = :at_least AND within = :within AND known_at <= :day
) AS newest ON f.known_at = newest.known_at
WHERE f.origin = :origin AND f.at_least = :at_least AND f.within = :within
ORDER BY f.iso3

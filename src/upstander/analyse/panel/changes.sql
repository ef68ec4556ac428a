-- How surprising the month :month was, State by State, in the newest verdict that was known on the day :day.
SELECT c.*
FROM changes AS c
INNER JOIN (SELECT MAX(known_at) AS known_at FROM changes WHERE month = :month AND known_at <= :day) AS newest
    ON c.known_at = newest.known_at
WHERE c.month = :month
ORDER BY c.iso3

-- Every place: members of the system in the latest month first, then the others, by English name.
SELECT
    s.iso3, s.gw, s.m49, s.cow, s.region, s.counted_under, s.note, s.en, s.fr, s.es, s.ru, s.zh, s.ar,
    s.iso3 IN (SELECT p.iso3 FROM spells AS p WHERE p.last_year IS NULL) AS member
FROM states AS s
ORDER BY member DESC, s.en

-- The cells that are not 0, of the vintages that speak.
WITH speaking AS ({speaking})
SELECT n.gw, n.month, n.kind, n.events, n.best
FROM speaking AS s
INNER JOIN counts AS n ON s.vintage = n.vintage AND s.month = n.month

-- Month by month, oldest first: which vintage speaks.
WITH speaking AS ({speaking})
SELECT month, vintage, known_at, known_basis, provisional, reconstructed, source, licence
FROM speaking
ORDER BY month

SELECT CAST(sequence AS BIGINT) AS Sequence, CAST(audit_id AS TEXT) AS AuditId, CAST(referential AS TEXT) AS Referential, CAST(criterion AS TEXT) AS Criterion,
       CAST(page AS TEXT) AS Page, CAST(status AS TEXT) AS Status, CAST(derogation AS TEXT) AS Derogation, CAST(changes AS TEXT) AS Changes,
       CAST(derogation_comment AS TEXT) AS DerogationComment, CAST(author AS TEXT) AS Author, CAST(at AS TEXT) AS At, CAST(file AS TEXT) AS File,
       CAST(previous_hash AS TEXT) AS PreviousHash, CAST(hash AS TEXT) AS Hash
FROM grid_entry
WHERE grid_entry.sequence > @After
ORDER BY grid_entry.sequence
LIMIT @Take

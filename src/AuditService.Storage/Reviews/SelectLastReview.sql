SELECT CAST(sequence AS BIGINT) AS Sequence, CAST(project AS TEXT) AS Project, CAST(finding_id AS TEXT) AS FindingId, CAST(audit_id AS TEXT) AS AuditId,
       CAST(machine AS TEXT) AS Machine, CAST(sight AS TEXT) AS Sight, CAST(kind AS TEXT) AS Kind, CAST(author AS TEXT) AS Author, CAST(at AS TEXT) AS At,
       CAST(reason AS TEXT) AS Reason, CAST(outcome AS TEXT) AS Outcome, CAST(owner AS TEXT) AS Owner, CAST(until AS TEXT) AS Until, CAST(rating AS TEXT) AS Rating,
       CAST(previous_hash AS TEXT) AS PreviousHash, CAST(hash AS TEXT) AS Hash
FROM review_entry
ORDER BY review_entry.sequence DESC
LIMIT 1

SELECT id AS Id, person_id AS PersonId, name AS Name, scopes AS Scopes, created_at AS CreatedAt, expires_at AS ExpiresAt, revoked_at AS RevokedAt,
       last_used_at AS LastUsedAt
FROM api_token
WHERE hash = @Hash OR person_id = @PersonId
ORDER BY created_at, id

INSERT INTO api_token (id, person_id, name, hash, scopes, created_at, expires_at) VALUES (@Id, @PersonId, @Name, @Hash, @Scopes, @CreatedAt, @ExpiresAt)

INSERT INTO one_time_link (hash, person_id, expires_at) VALUES (@Hash, @PersonId, @ExpiresAt)

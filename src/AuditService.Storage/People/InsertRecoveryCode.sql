INSERT INTO recovery_code (person_id, hash) VALUES (@PersonId, @Hash)

DELETE FROM recovery_code WHERE person_id = @PersonId AND (@Hash IS NULL OR hash = @Hash)

SELECT count(*) FROM recovery_code WHERE person_id = @PersonId

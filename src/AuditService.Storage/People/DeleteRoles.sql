DELETE FROM person_role WHERE person_id = @PersonId

DELETE FROM passkey WHERE person_id = @PersonId AND (@Id IS NULL OR id = @Id)
